import type { Column } from '../../../src/domain/column.ts';
import { snapshotId } from '../../../src/domain/names.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import { planSnapshot, refreshPlan, type SnapshotRequest } from '../../../src/procedures/plan-snapshot.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const columns: readonly Column[] = [{ name: 't', type: 'string' }];

function opened(): { readonly database: MemoryDatabase; readonly request: SnapshotRequest } {
  const store = memoryStore();
  const database = memoryDatabase(store);
  const clock = simulatedClock();
  const request: SnapshotRequest = {
    ...{ database, store, clock, paths: databasePaths('h', 'Db'), id: snapshotId(clock.now(), 'a') },
    ...{ startedAt: clock.now(), toolVersion: '0', asked: { tables: ['*'], sliceRows: 100 }, last: undefined },
    mode: 'usual',
  };
  return { database, request };
}

test('tables that no cursor bounds are counted again a few at a time when a plan is taken up again', async () => {
  const { database, request } = opened();
  for (let place = 0; place < 20; place += 1) {
    database.put(`T${place}`, columns, [['one']]);
    database.turnTimesOff(`T${place}`);
  }
  const plan = await planSnapshot(request);
  let [running, most, counted] = [0, 0, 0];
  const watched: SnapshotRequest = {
    ...request,
    database: {
      ...database,
      read: {
        ...database.read,
        wholePopulations: async (...asked) => {
          counted += 1;
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return database.read.wholePopulations(...asked);
        },
      },
    },
  };
  expect(await refreshPlan(plan, new Set(), watched)).toBe(plan);
  expect([counted, most]).toEqual([20, 4]);
});
