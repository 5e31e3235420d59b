import type { NewerRowsWay } from '../../../src/domain/snapshot/records.ts';
import type { ContinuousExport, LiveTable } from '../../../src/ports/database.ts';
import { planRange } from '../../../src/procedures/plan-range.ts';
import { planRestore } from '../../../src/procedures/plan-restore.ts';
import { withRowsOfExtents } from '../../../src/procedures/plan-secured.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { manifestOf, pairColumns, tableManifest } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const policy = '.alter table T policy row_level_security enable "T | where b == 1"';
const off = '.alter table T policy row_level_security disable "T | where b == 1"';
const live: LiveTable = {
  name: 'T',
  tableId: 'id-T',
  schemaVersion: '1.0',
  columns: pairColumns,
  folder: '',
  docString: '',
  ingestionTime: 'on',
};
const exported: ContinuousExport = { name: 'E', tables: ['T'], query: 'T', isDisabled: 'no' };

/** No read of rows is answered for the secured table: it is in no memory. */
async function plan(more: {
  readonly live?: readonly LiveTable[];
  readonly schemaScript?: readonly string[];
  readonly storedScript?: readonly string[];
  readonly newerRows?: NewerRowsWay;
  readonly exports?: readonly ContinuousExport[];
}) {
  const table = tableManifest({ name: 'T', rows: 3n });
  const memory = memoryDatabase(memoryStore());
  if (!more.schemaScript?.includes(policy)) memory.put('T', pairColumns, []);
  const request = {
    manifest: manifestOf([table]),
    tables: [table],
    live: [live],
    schemaScript: [],
    restores: [],
    exports: [],
    exportWay: 'restart',
    storedScript: [],
    identity: { readsRestricted: 'no' },
    ...more,
  } as const;
  const [one] = await planRestore(request, memory.read);
  if (one === undefined) throw new Error('Nothing is planned.');
  return one;
}

const summaries = ({ obstacles }: Awaited<ReturnType<typeof plan>>) => obstacles.map(({ summary }) => summary);

test('a secured table is planned without a look at its rows, with its policy, and numbers that nobody has are absent', async () => {
  const one = await plan({ schemaScript: [policy], newerRows: 'discard' });
  expect(one).toMatchObject({ security: policy, state: 'damaged', newerRowsWay: 'discard', obstacles: [] });
  expect(one).not.toHaveProperty('nowRows');
  expect(one).not.toHaveProperty('newerRows');
  const { security: _, ...open } = one;
  const other = { ...open, table: { ...one.table, name: 'Other' } };
  const observe = { extentTotals: async () => new Map([['T', { rows: 5n, deletedRows: 2n }]]) };
  const [told, left] = await withRowsOfExtents([one, other], observe);
  expect([told?.nowRows, left?.nowRows]).toEqual([3n, undefined]);
  const [untold] = await withRowsOfExtents([one], { extentTotals: async () => new Map() });
  expect(untold).not.toHaveProperty('nowRows');
});

test.each([
  ['nobody said what is to become of newer rows', { schemaScript: [policy] }, /cannot be counted/],
  ['newer rows are to be kept', { schemaScript: [policy], newerRows: 'keep' }, /cannot be kept exactly/],
  [
    'it has its columns in another order',
    { schemaScript: [policy], newerRows: 'discard', live: [{ ...live, columns: pairColumns.toReversed() }] },
    /other columns than would come back/,
  ],
  [
    'a continuous export follows it, which nobody could count rows for',
    { schemaScript: [policy], newerRows: 'discard', exports: [exported] },
    /The continuous export E follows T/,
  ],
  ['its policy was taken off since', { storedScript: [policy] }, /would let everybody read its rows/],
  ['its policy was switched off since', { storedScript: [policy], schemaScript: [off] }, /would let everybody read/],
] as const)('a restore is refused when %s', async (_, more, why) => {
  expect(summaries(await plan(more))).toEqual(expect.arrayContaining([expect.stringMatching(why)]));
});

test('a table that is gone comes back with the policy of the snapshot', async () => {
  const one = await plan({ live: [], storedScript: [policy] });
  expect(one).toMatchObject({ security: policy, damage: 'the table is gone', obstacles: [] });
  expect(one.impact.join(' ')).toContain('T has row level security');
  expect(await plan({ live: [], storedScript: [off] })).not.toHaveProperty('security');
});

test('a time range of a secured table is refused with what to do, and no row of it is counted', async () => {
  const columns = [{ name: 'at', type: 'datetime' }] as const;
  const table = tableManifest({ name: 'T', rows: 3n, columns });
  const request = {
    manifest: manifestOf([table]),
    tables: [table],
    live: [{ ...live, columns }],
    schemaScript: [policy],
    restores: [],
    exports: [],
    storedScript: [],
    identity: { readsRestricted: 'no' },
    range: { column: 'at', from: '2' },
  } as const;
  const [one] = await planRange(request, memoryDatabase(memoryStore()));
  expect(one).not.toHaveProperty('nowRows');
  expect(one?.obstacles).toMatchObject([{ code: 'refused', summary: expect.stringContaining('row level security') }]);
});
