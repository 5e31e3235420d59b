import { found } from '../../../src/domain/snapshot/finding.ts';
import type { TableManifest } from '../../../src/domain/snapshot/manifest.ts';
import type { Level, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { partOfFile } from '../../../src/domain/snapshot/rotation.ts';
import type { DatabaseReader } from '../../../src/ports/database.ts';
import { locateRows } from '../../../src/procedures/locate-rows.ts';
import { type TableCheck, verifyTable } from '../../../src/procedures/verify-table.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { parquetOf, type SavedTable, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [
  ['x', '1'],
  ['y', '2'],
  ['z', '3'],
];
const levels: readonly Level[] = ['counts', 'files', 'contents', 'full'];

async function verify(
  saved: SavedTable,
  level: Level,
  with_: { readonly restores?: readonly RestoreRecord[]; readonly read?: DatabaseReader } = {},
): Promise<TableCheck> {
  const { manifest, table, store, database } = saved;
  const read = with_.read ?? database.read;
  const live = (await read.tables()).find(({ name }) => name === 'T');
  const request = { manifest, table, live, restores: with_.restores ?? [], level, against: 'both' as const };
  return verifyTable(request, { read, store, parquet: parquetOf(saved) });
}

const difference = expect.objectContaining({ code: 'difference' });

test.each(levels)(
  'an untouched table passes at %s, and rows that came later are counted, not judged',
  async (level) => {
    const saved = await saveTable(rows);
    saved.database.put('T', pairColumns, [['later', '4']], { stamp: 101n });
    const check = await verify(saved, level);
    expect(check).toMatchObject({ live: { kind: 'pass' }, expectedRows: 3n, seenRows: 3n, newerRows: 1n });
    expect(check.files).toEqual(level === 'counts' ? undefined : { kind: 'pass' });
  },
);

test.each(levels)('a table that is gone fails at %s with its rows', async (level) => {
  const saved = await saveTable(rows);
  await saved.database.change.dropTable('T');
  const check = await verify(saved, level);
  expect(check.live).toEqual({ kind: 'fail', problems: [difference] });
  expect(check.seenRows).toBeUndefined();
});

test.each(levels)('rows that are gone fail at %s', async (level) => {
  const saved = await saveTable(rows);
  saved.database.clear('T');
  saved.database.put('T', pairColumns, rows.slice(1), { stamp: 100n });
  expect(await verify(saved, level)).toMatchObject({ live: { kind: 'fail' }, seenRows: 2n });
});

test('a changed value passes counts, and is found at contents and named at full', async () => {
  const saved = await saveTable(rows);
  saved.database.clear('T');
  saved.database.put(
    'T',
    pairColumns,
    [
      ['x', '1'],
      ['y', '2'],
      ['z', '33'],
    ],
    { stamp: 100n },
  );
  expect((await verify(saved, 'counts')).live).toEqual({ kind: 'pass' });
  expect((await verify(saved, 'contents')).live).toMatchObject({
    kind: 'fail',
    problems: [{ next: expect.stringContaining('full') }],
  });
  const full = await verify(saved, 'full');
  expect(full.live?.kind).toBe('fail');
  expect(full.columns).toEqual([
    { column: 'a', state: 'equal' },
    { column: 'b', state: 'differs' },
  ]);
});

test('rows that leave between the count and the fingerprint never pass', async () => {
  const saved = await saveTable(rows);
  const read: DatabaseReader = {
    ...saved.database.read,
    async fingerprint(...request) {
      saved.database.clear('T');
      return saved.database.read.fingerprint(...request);
    },
  };
  expect((await verify(saved, 'contents', { read })).live).toEqual({ kind: 'fail', problems: [difference] });
});

test('a column that is gone or has another type fails; one that was added does not', async () => {
  const saved = await saveTable(rows);
  const tables = async () => [
    {
      name: 'T',
      tableId: saved.table.tableId,
      columns: [
        { name: 'a', type: 'guid' as const },
        { name: 'new', type: 'int' as const },
      ],
      schemaVersion: '1.0',
      folder: '',
      docString: '',
      ingestionTime: 'on' as const,
    },
  ];
  const check = await verify(saved, 'counts', { read: { ...saved.database.read, tables } });
  expect(check.live).toEqual({ kind: 'fail', problems: [difference, difference] });
  expect(check.columns).toEqual([
    { column: 'a', state: 'changed' },
    { column: 'b', state: 'gone' },
    { column: 'new', state: 'added' },
  ]);
});

test('a fuzzy snapshot gives unknown, never a pass', async () => {
  const saved = await saveTable(rows);
  const table = { ...saved.table, exactness: { kind: 'fuzzy' as const, reason: 'rows left' } };
  for (const level of levels) expect((await verify({ ...saved, table }, level)).live?.kind).toBe('unknown');
});

test('with a rotation a table has a verdict on its files only when one of them was looked at', async () => {
  const saved = await saveTable(rows);
  const { manifest, table, store, database, record } = saved;
  const [live] = await database.read.tables();
  const at = (part: number, of: TableManifest): Promise<TableCheck> =>
    verifyTable(
      { manifest, table: of, live, restores: [], level: 'files', against: 'both', rotation: { of: 3, part } },
      { read: database.read, store, parquet: parquetOf(saved) },
    );
  const own = partOfFile(record.path, 3);
  expect(await at(own, table)).toMatchObject({ files: { kind: 'pass' }, looked: 1 });
  const elsewhere = await at((own + 1) % 3, table);
  expect([elsewhere.files, elsewhere.looked]).toEqual([undefined, 0]);
  const misled = { ...table, fingerprint: { ...table.fingerprint, low: '1' } };
  expect(await at((own + 1) % 3, misled)).toMatchObject({ files: { kind: 'fail' }, looked: 0 });
});

test('a file list that does not add up to the table fails the files', async () => {
  const saved = await saveTable(rows);
  const table = { ...saved.table, fingerprint: { ...saved.table.fingerprint, low: '1' } };
  expect((await verify({ ...saved, table }, 'files')).files).toEqual({ kind: 'fail', problems: [difference] });
});

const restore = (change: Partial<RestoreRecord> = {}): RestoreRecord => ({
  formatVersion: 1,
  runId: '0a1b2c3d',
  owner: 'o',
  snapshotId: '20261120T091000Z-3f2a',
  startedAt: '2026-11-20T09:10:00.000Z',
  phase: 'closed',
  tables: [{ name: 'T', index: 0, liveTableId: 'id-T', stageTableId: 'staged', cursor: '250', round: 1 }],
  ...change,
});

test('rows lie up to the snapshot’s cursor in its own epoch, up to the restore’s in a restored table, and nowhere else', async () => {
  const { manifest, table } = await saveTable(rows);
  const live = { tableId: table.tableId, ingestionTime: 'on' } as const;
  const staged = { ...live, tableId: 'staged' };
  expect(locateRows(manifest, table, live, [restore()])).toEqual({
    kind: 'same-epoch',
    bound: { kind: 'cursor', cursor: '100' },
    atCursor: BigInt(table.populations.atCursor),
    untimed: BigInt(table.populations.untimed),
  });
  expect(locateRows(manifest, table, staged, [restore()])).toEqual({
    kind: 'restored',
    bound: { kind: 'cursor', cursor: '250' },
    atCursor: BigInt(table.fingerprint.rows),
    untimed: 0n,
  });
  const foreign = { kind: 'foreign', bound: { kind: 'whole-table' }, atCursor: 0n, untimed: 0n };
  expect(locateRows(manifest, table, staged, [])).toEqual(foreign);
  expect(locateRows(manifest, table, staged, [restore({ snapshotId: '20261119T091000Z-3f2a' })])).toEqual(foreign);
  expect(locateRows(manifest, table, { ...live, tableId: 'third' }, [restore()])).toEqual(foreign);
  const [restored] = restore().tables;
  const without = restored === undefined ? [] : [{ ...restored, cursor: null }];
  const all = { bound: { kind: 'whole-table' }, atCursor: 0n, untimed: BigInt(table.fingerprint.rows) };
  const unbounded = { kind: 'restored', ...all };
  expect(locateRows(manifest, table, staged, [restore({ tables: without })])).toEqual(unbounded);
  expect(locateRows(manifest, table, { ...staged, ingestionTime: 'off' }, [restore()])).toEqual(unbounded);
  const sameEpoch = { kind: 'same-epoch', ...all };
  expect(locateRows(manifest, { ...table, bound: 'whole-table' }, live, [])).toEqual(sameEpoch);
  expect(locateRows(manifest, table, { ...live, ingestionTime: 'off' }, [])).toEqual(sameEpoch);
});

test('the rows of a range lie in it', async () => {
  const { manifest, table } = await saveTable(rows);
  const range = { from: '2026-11-20T00:00:00.0000000Z' };
  const live = { tableId: table.tableId, ingestionTime: 'on' } as const;
  expect(locateRows({ ...manifest, range }, table, live, [])).toMatchObject({ bound: { cursor: '100', range } });
});

test('where nothing tells newer rows, rows that are gone fail, and more rows are unknown', async () => {
  const saved = await saveTable(rows, pairColumns, 'off');
  const untouched = await verify(saved, 'contents');
  expect(untouched).toMatchObject({ live: { kind: 'pass' }, seenRows: 3n });
  expect(untouched.newerRows).toBeUndefined();
  saved.database.put('T', pairColumns, [['later', '4']]);
  expect((await verify(saved, 'contents')).live?.kind).toBe('unknown');
  saved.database.clear('T');
  saved.database.put('T', pairColumns, rows.slice(1));
  expect((await verify(saved, 'counts')).live?.kind).toBe('fail');
  saved.database.put('T', pairColumns, [['other', '1']]);
  expect((await verify(saved, 'counts')).live?.kind).toBe('pass');
  expect((await verify(saved, 'contents')).live?.kind).toBe('fail');
});

test.each(levels)('what the snapshot itself left unknown is no pass at %s', async (level) => {
  const saved = await saveTable(rows);
  const scope = found('forced-scope', 'Queries see 3 of 4 rows.', 'T');
  const hidden = { ...saved, manifest: { ...saved.manifest, findings: [scope] } };
  expect((await verify(hidden, level)).live).toEqual({
    kind: 'unknown',
    problems: [{ code: 'unknown', summary: expect.stringContaining('Queries see 3 of 4 rows') }],
  });
});

test.each(levels)('a form that was not proven is unknown at %s, until every value was read', async (level) => {
  const saved = await saveTable(rows);
  const columns = saved.table.columns.map((column) => ({ ...column, fidelity: 'unproven' as const }));
  const check = await verify({ ...saved, table: { ...saved.table, columns } }, level);
  expect(check.live?.kind).toBe(level === 'full' ? 'pass' : 'unknown');
});
