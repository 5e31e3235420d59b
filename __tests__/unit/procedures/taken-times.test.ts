import type { Column } from '../../../src/domain/column.ts';
import { snapshotId } from '../../../src/domain/names.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import { planSnapshot, refreshPlan, type SnapshotRequest } from '../../../src/procedures/plan-snapshot.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const columns: readonly Column[] = [{ name: 't', type: 'string' }];

test('a table was taken around the reading of its own cursor, also where it is planned anew', async () => {
  const store = memoryStore();
  const database = memoryDatabase(store);
  const clock = simulatedClock();
  const asked: string[] = [];
  const read = {
    ...database.read,
    async now() {
      asked.push(`time ${asked.length}`);
      return asked.at(-1) ?? '';
    },
    async cursor() {
      asked.push('cursor');
      return database.read.cursor();
    },
  };
  const request: SnapshotRequest = {
    ...{ database: { ...database, read }, store, clock, paths: databasePaths('h', 'Db') },
    ...{ id: snapshotId(clock.now(), 'a'), startedAt: clock.now(), toolVersion: '0' },
    ...{ asked: { tables: ['*'], sliceRows: 100 }, last: undefined, mode: 'usual' },
  };
  for (const name of ['Done', 'Again']) database.put(name, columns, [['one']]);
  const plan = await planSnapshot(request);
  expect(asked).toEqual(['time 0', 'cursor', 'time 2']);
  const taken = { from: 'time 0', to: 'time 2' };
  expect(plan.tables).toMatchObject([{ taken }, { taken }]);
  const anew = await refreshPlan(plan, new Set(['Again']), request);
  expect(anew.tables).toMatchObject([
    { name: 'Again', superseded: 'yes', taken },
    { name: 'Done', taken },
    { name: 'Again', superseded: 'no', taken: { from: 'time 3', to: 'time 5' } },
  ]);
});
