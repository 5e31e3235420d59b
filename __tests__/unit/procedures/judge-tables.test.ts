import type { PlannedTable } from '../../../src/domain/snapshot/plan.ts';
import { judgeTables } from '../../../src/procedures/judge-tables.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { cursor, pairColumns, tableManifest } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const written = [
  ['x', '1'],
  ['y', '2'],
];

/** Two rows as they were written, and as they are afterwards, all of them with the stamp. */
async function judge(stamp: bigint | 'untimed', after: readonly (readonly string[])[]) {
  const database = memoryDatabase(memoryStore());
  database.put('T', pairColumns, written, { stamp });
  const fingerprint = await database.read.fingerprint('T', pairColumns, { kind: 'whole-table' });
  const counts = (await database.read.populations([{ name: 'T', columns: pairColumns }], cursor)).get('T');
  if (counts === undefined) throw new Error('no counts');
  const { withTickRest: _, ...populations } = counts;
  const { kind, tableId, schemaVersion, folder, docString, columns, bound, exported } = tableManifest({
    name: 'T',
    rows: 2n,
  });
  const settings = { rowGroupRows: 100_000, fanOut: exported.fanOut, distributed: exported.distributed };
  const table: PlannedTable = {
    ...{ name: 'T', kind, tableId, schemaVersion, folder, docString, columns, bound, cursor, populations, settings },
    ...{ superseded: 'no', path: 'T', expires: 'no', slices: [] },
  };
  const files = { written: { files: 1, bytes: 1, fingerprint }, writtenSlices: [], leftovers: [] };
  database.clear('T');
  database.put('T', pairColumns, after, { stamp });
  const [judged] = await judgeTables([[table, { ...files, index: 0, settings, unequalSlices: 0 }]], database.read);
  return judged?.exactness;
}

const others = [
  ['x', '1'],
  ['z', '3'],
];

test('rows without ingestion time that were replaced by as many others during the export make the table fuzzy', async () => {
  expect(await judge('untimed', written)).toEqual({ kind: 'exact' });
  expect(await judge('untimed', others)).toEqual({
    kind: 'fuzzy',
    reason: expect.stringContaining('no ingestion time'),
  });
});

test('rows that carry their times are told by these, so their values are not read again', async () => {
  expect(await judge(50n, others)).toEqual({ kind: 'exact' });
});
