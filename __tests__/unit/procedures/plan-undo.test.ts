import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { takeOver } from '../../../src/procedures/open-restore.ts';
import { planUndo } from '../../../src/procedures/plan-undo.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

function recordOf(runId: string, table: Partial<RestoredTable>): RestoreRecord {
  const base = { formatVersion: 1, owner: '', snapshotId: 's', startedAt: '', phase: 'closed' } as const;
  const ids = { liveTableId: 'before', stageTableId: 'id-T' };
  return { ...base, runId, tables: [{ name: 'T', index: 0, ...ids, cursor: '100', round: 1, ...table }] };
}

const how = { after: '1', stagedRows: '9', round: 1 } as const;
const replacing = (replaced: RestoredTable['replaced']): Partial<RestoredTable> => ({
  liveTableId: 'id-T',
  stageTableId: 'staged',
  swap: 'replace-extents',
  replaced,
});
const older = recordOf('0000000a', {});

async function planOf(restores: readonly RestoreRecord[], globs: readonly string[] = []) {
  const database = memoryDatabase(memoryStore());
  for (const name of ['T', 'kr_old_0000000a_0', 'kr_old_0000000b_0']) database.put(name, pairColumns, [['x', '1']]);
  const tables = await database.read.tables();
  const live = tables.map((one) => (one.name === 'kr_old_0000000a_0' ? { ...one, tableId: 'before' } : one));
  const request = { restores, live, globs, schemaScript: [], exports: [], newerRows: undefined };
  return planUndo(request, database);
}

test('what the newest restore refused to replace is not undone by an older one, unless it is asked for', async () => {
  const refused = recordOf('0000000b', replacing({ state: 'kept', ...how }));
  expect(await planOf([older])).toMatchObject([{ name: 'T', undoable: { record: { runId: '0000000a' } } }]);
  expect(await planOf([older, refused])).toEqual([]);
  expect(await planOf([older, refused], ['T'])).toMatchObject([{ undoable: { record: { runId: '0000000a' } } }]);
});

test('an undo of a replacement is refused when the kept contents are not what was copied aside', async () => {
  const kept = { rows: '2', low: '0', high: '0' };
  const done = { state: 'replaced', keptTableId: 'id-kr_old_0000000b_0', kept, ...how } as const;
  const [plan] = await planOf([recordOf('0000000b', replacing(done))]);
  expect(plan?.obstacles).toMatchObject([{ code: 'difference', detail: '2 rows were copied, 1 are there' }]);
});

test('newer rows that are given up after the swap are given up only where a table was renamed', async () => {
  const store = memoryStore();
  const ways: unknown[] = [];
  for (const table of [{}, replacing({ state: 'begun', ...how })]) {
    const record = { ...recordOf('0000000a', { newerRows: 'keep', ...table }), phase: 'swapped' as const };
    store.overwrite('r', '');
    const etag = (await store.read('r'))?.etag ?? '';
    const standing = { kind: 'after-swap', asked: 'discard' } as const;
    const journal = await takeOver({ record, path: 'r', etag }, standing, { store, clock: memoryClock() });
    ways.push(journal.current().tables[0]?.newerRows);
  }
  expect(ways).toEqual(['discard', 'keep']);
});
