import { parseCommand, parseQuery } from '../../../../local-cluster/query/parser.ts';
import { walk } from '../../../../local-cluster/query/syntax.ts';
import { type Column, columnTypes } from '../../../../src/domain/column.ts';
import { chooseForms, receivingColumns } from '../../../../src/domain/column-form.ts';
import { usualSettings } from '../../../../src/domain/export-settings.ts';
import { longestLogged } from '../../../../src/domain/kql/row-filter.ts';
import { type Cursor, type OperationId, ownTable, runId } from '../../../../src/domain/names.ts';
import { deletionsOf } from '../../../../src/domain/snapshot/deleted-rows.ts';
import type { Slice } from '../../../../src/domain/snapshot/slice.ts';
import { restoreByHand } from '../../../../src/gateways/kusto/commands/by-hand.ts';
import { exportSlice } from '../../../../src/gateways/kusto/commands/exporting.ts';
import * as loading from '../../../../src/gateways/kusto/commands/loading.ts';
import * as observing from '../../../../src/gateways/kusto/commands/observing.ts';
import * as operations from '../../../../src/gateways/kusto/commands/operations.ts';
import * as reading from '../../../../src/gateways/kusto/commands/reading.ts';
import * as slices from '../../../../src/gateways/kusto/commands/slices.ts';
import * as tables from '../../../../src/gateways/kusto/commands/tables.ts';
import { catalogOf, tableOf } from '../../local-cluster/query/sample.ts';

const odd = `it's "odd"\\ ['x'] 🐦`;
const columns: readonly Column[] = columnTypes.map((type) => ({ name: `${type}'s "${odd}"`, type }));
const stored = chooseForms(columns, new Set([columns[5]?.name ?? '']));
const catalog = catalogOf([tableOf(odd, columns), tableOf('raw', receivingColumns(stored))]);
const id = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
const operation = id as OperationId;
const cursor = '100' as Cursor;
const destination = 'https://a.blob.core.windows.net/c/p?sv=1&sig=s%3D';
const signed = `https://a.blob.core.windows.net/c/f.parquet?sv=1&sig='"\\`;
const expiry = new Date('2030-01-02T03:04:05Z');
const careful = { rowGroupRows: 5_000, fanOut: 'half', distributed: 'no' } as const;
const exportOf = (slice: Slice) => ({
  table: odd,
  columns: stored,
  slice,
  settings: usualSettings(undefined),
  destination,
});
const narrow = {
  kind: 'timed',
  holds: 'all',
  cursor,
  from: '2026-11-20T09:10:00.0000001Z',
  before: '2026-11-20T09:10:00.0000002Z',
  part: { index: 1, of: 2 },
} as const;
const newerRows = {
  from: odd,
  rows: { kind: 'after', cursor },
  columns: columns.map((column, index) => ({
    ...column,
    isIn: index % 2 === 0 ? ('both' as const) : ('target' as const),
  })),
  into: odd,
  tag: `t'"`,
} as const;
const append = { from: 'raw', extentIds: [id, id], columns: stored, into: odd, tag: `t'"` };

/** The result columns, as the official grammar derives them. */
const resultOf = (query: string) =>
  [...walk(parseQuery(query, catalog))].find((node) => node.columns !== undefined)?.columns ?? [];

const commands: readonly (readonly [kind: string, text: string])[] = [
  ['ShowVersion', reading.showVersion],
  ['ShowDatabaseIdentity', reading.showDatabaseIdentity],
  ['ShowTablesDetails', reading.showTablesDetails],
  ['ShowTableStarPolicyIngestionTime', reading.showIngestionTimePolicies],
  ['ShowMaterializedViews', reading.showMaterializedViews],
  ['ShowExternalTables', reading.showExternalTables],
  ['ShowExternalTableSchema', reading.showExternalSchema("it's")],
  ['ShowCapacity', reading.showCapacity],
  ['ShowDatabaseSchemaAsJson', reading.showDatabaseSchema('db')],
  ['ShowDatabaseSchemaAsCslScript', reading.showSchemaScript('db')],
  ['ExportToStorage', exportSlice(exportOf({ kind: 'timed', cursor }), 'async')],
  ['ExportToStorage', exportSlice(exportOf({ kind: 'untimed' }), 'sync')],
  ['ExportToStorage', exportSlice(exportOf({ kind: 'whole' }), 'async')],
  ['ExportToStorage', exportSlice(exportOf({ kind: 'extents', ids: [id, id], part: { index: 1, of: 2 } }), 'async')],
  ['ExportToStorage', exportSlice({ ...exportOf(narrow), settings: careful }, 'async')],
  ['IngestIntoTable', loading.ingestFile({ table: odd, source: signed, format: 'parquet', tag: 't' })],
  [
    'IngestIntoTable',
    loading.ingestFile({ table: odd, source: signed, format: 'csv', tag: `t'`, csvColumns: [odd, 'b'] }),
  ],
  ['AppendTable', loading.appendTyped(append)],
  ['MoveExtentsFrom', loading.moveExtents(odd, 'raw', [id, id], 'keep')],
  ['MoveExtentsFrom', loading.moveExtents(odd, 'raw', [id, id], 'renew')],
  ['AppendTable', loading.appendRows(newerRows)],
  ['AppendTable', loading.appendRows({ ...newerRows, rows: { kind: 'whole-table' } })],
  ['DeleteTableRecords', loading.deleteMatching(odd, '| where a == 1')],
  ['DeleteTableRecords', loading.deleteRows(odd, { kind: 'after', cursor })],
  ...loading.dropExtents(odd, [id, id]).map((text) => ['DropExtents', text] as const),
  ['SetOrReplaceTable', loading.replaceContents({ table: odd, from: odd, columns, tags: [`t'"`] })],
  ['ShowOperations', operations.showOperations([operation, operation])],
  ['ShowOperations', operations.showOperationsLog([operation])],
  ['ShowOperations', operations.showRunningOperations],
  ['ShowOperationDetails', operations.showOperationDetails(operation)],
  ['CreateTable', tables.createTable({ name: odd, columns, folder: odd, docString: odd })],
  ['RenameColumn', tables.renameColumn(odd, odd, 'x')],
  ['DropTable', tables.dropTable(odd)],
  [
    'RenameTables',
    tables.renameTables([
      { from: odd, to: 'x' },
      { from: 'y', to: odd },
    ]),
  ],
  ['AlterTablePolicyAutoDelete', tables.expireTable(odd, expiry)],
  ['ShowTablePolicyAutoDelete', tables.showExpiry(odd)],
  ['ShowTableExtents', observing.sumExtents('db', [odd, 'raw'])],
  [
    'ShowDatabaseExtents',
    observing.sumExtents(
      'db',
      Array.from({ length: 201 }, (_, index) => `T${index}`),
    ),
  ],
  ['ShowDatabasePrincipalRoles', observing.showOwnRoles('db')],
  ['ShowWorkloadGroups', observing.showWorkloadGroups],
  ['ShowCommandsAndQueries', observing.showOwnWorkloadGroups],
  ['ShowCommandsAndQueries', observing.showReaders('db', [odd, 'raw'], 24)],
  ['ShowCommandsAndQueries', observing.showChanges('db', '2026-11-20T09:10:00.0000001Z')],
  ['ShowDatabaseJournal', observing.showJournaledChanges('db', '2026-11-20T09:10:00.0000001Z')],
];

test.each(commands)('the official parser reads %s', (kind, text) => {
  const command = parseCommand(text, catalog);
  expect(command.kind).toBe(kind);
  expect(command.diagnostics.filter((one) => one.kind === 'syntax')).toEqual([]);
  if (command.query !== undefined) expect(parseQuery(command.query.text, catalog).text).not.toBe('');
});

test.each([...tables.guardStaging(odd, expiry, 'unrestricted'), ...tables.releaseStaging(odd)])(
  'the official parser reads the policy command %s',
  (text) => {
    expect(parseCommand(text, catalog).argument('TableName')).toBe(odd);
  },
);

const counted = { name: odd, datetimes: [columns[5]?.name ?? ''] };

test.each([
  ['populations', reading.countPopulations([counted], cursor)],
  ['populations of several tables', reading.countPopulations([counted, { name: 'raw', datetimes: [] }], cursor)],
  ['populations of a range', reading.countPopulations([counted], cursor, narrow)],
  ['all rows', reading.countWhole(counted)],
  ['surplus rows', reading.countSurplus({ table: odd, bound: { kind: 'whole-table' } }, 'raw', columns.slice(0, 2))],
  [
    'surplus rows within a bound',
    reading.countSurplus({ table: odd, bound: { kind: 'cursor', cursor } }, 'raw', columns.slice(0, 2)),
  ],
  ['the fingerprint of a range', reading.fingerprintRows(odd, columns, { kind: 'cursor', cursor, range: narrow })],
  ['the fingerprint', reading.fingerprintRows(odd, columns, { kind: 'cursor', cursor })],
  ['the column fingerprints', reading.fingerprintColumns(odd, columns, { kind: 'whole-table' })],
  ['the fingerprint of newer rows', reading.fingerprintRows(odd, columns, { kind: 'after', cursor })],
  ['extents with newer rows only', reading.listExtentsAfter(odd, { kind: 'after', cursor })],
  ['rows by extent', reading.countByExtent(odd)],
  ['time bins', slices.countTimeBins(odd, cursor, narrow, '1tick')],
  ['time bins of extents', slices.countExtentBins(odd, cursor, narrow, '1d')],
  ['parts', slices.countParts(odd, columns, narrow, 4)],
  ['values', reading.countNonEmpty(odd, columns)],
  ['the cursor', reading.readCursor],
  ['the canary', reading.readCanary],
])('the query for %s is understood, and every number leaves it as text', (_, text) => {
  const result = resultOf(text);
  expect(result.length).toBeGreaterThan(0);
  expect(new Set(result.map(({ type }) => type))).toEqual(new Set(['string']));
});

test('credentials are written as strings that the cluster keeps out of its logs', () => {
  for (const [, text] of commands) {
    for (const place of [...text.matchAll(/https:\/\//g)].map(({ index }) => index)) {
      expect(text.slice(place - 2, place)).toBe('h"');
    }
  }
});

test('renaming writes the new name first, as the language wants it', () => {
  expect(
    tables.renameTables([
      { from: 'a', to: 'b' },
      { from: 'c', to: 'd' },
    ]),
  ).toBe(".rename tables ['b']=['a'], ['d']=['c']");
});

test('an export names its columns, keeps ticks apart and carries the row hash', () => {
  const command = parseCommand(exportSlice(exportOf({ kind: 'timed', cursor }), 'async'), catalog);
  const query = command.query?.text ?? '';
  expect(query).toContain("set query_datascope='all'");
  expect(query).toContain('cursor_before_or_at("100")');
  expect(resultOf(query).map(({ name }) => name)).toEqual([
    ...columns.slice(0, 6).map(({ name }) => name),
    'kr_t5',
    ...columns.slice(6).map(({ name }) => name),
    'kr_h',
  ]);
});

test('an export of a whole table asks for no ingestion time and no cursor', () => {
  const text = exportSlice(exportOf({ kind: 'whole' }), 'async');
  expect(text).not.toMatch(/cursor|ingestion_time|where/);
});

test('logs show every command that drops extents with its table, so that it counts for no other one', () => {
  const ids = Array.from({ length: 501 }, (_, index) => `${id.slice(0, -3)}${String(index).padStart(3, '0')}`);
  const own = ownTable('undone', runId('0123abcd'), 99_999);
  const texts = loading.dropExtents(own, ids);
  expect(texts.flatMap((text) => text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))).toEqual(ids);
  const logged = texts.map((text, index) => ({ at: `${index}`, text: text.slice(0, longestLogged) }));
  expect(logged.map(({ text }) => text)).toEqual(texts);
  expect(deletionsOf({ name: 'T', columns: [] }, logged, new Set())).toEqual([]);
  expect(deletionsOf({ name: own, columns: [] }, logged, new Set())).toHaveLength(texts.length);
  expect(loading.dropExtents(own, [])).toEqual([]);
});

test('by hand a table is swapped in at the end, and the rows of a view are left beside it', async () => {
  const script = async (kind: 'table' | 'materialized-view', holds: 'all' | 'a-part' = 'all'): Promise<string> => {
    const sources = (async function* () {
      yield 'https://a.blob.core.windows.net/c/f.parquet';
    })();
    const expected = { rows: 0n, low: 0n, high: 0n };
    const request = { table: 'T', kind, holds, folder: '', docString: '', columns: stored, target: 'T new', expected };
    const pieces: string[] = [];
    for await (const piece of restoreByHand({ ...request, sources })) pieces.push(piece);
    return pieces.join('\n');
  };
  expect(await script('table')).toContain("// .rename tables ['T new before']=['T'], ['T']=['T new']");
  const ofView = await script('materialized-view');
  expect(ofView).toContain('.create table');
  expect(ofView).toContain('this table holds the rows it had');
  expect(ofView).not.toContain('.rename');
  const ofRange = await script('table', 'a-part');
  expect(ofRange).toContain('a part of the rows');
  expect(ofRange).not.toContain('.rename');
});

test('the typed step gives the columns of the table in its order and types', () => {
  const query = parseCommand(loading.appendTyped(append), catalog).query?.text ?? '';
  expect(resultOf(query)).toEqual(columns);
});

test('newer rows are appended with the columns, types and order of the table they go to, also those that they lack', () => {
  const lacking = columns.map((column) => ({ ...column, isIn: 'target' as const }));
  const query = parseCommand(loading.appendRows({ ...newerRows, columns: lacking }), catalog).query?.text ?? '';
  expect(resultOf(query)).toEqual(columns);
});

test.each([1, 32, 33, 64, 65, 100, 1100])(
  'the row hash of %d columns takes in each of them once, in order',
  (count) => {
    const wide = Array.from({ length: count }, (_, index): Column => ({ name: `c${index}`, type: 'guid' }));
    const text = reading.fingerprintRows('T', wide, { kind: 'whole-table' });
    expect([...text.matchAll(/tostring\(\['(c\d+)'\]\)/g)].map(([, name]) => name)).toEqual(
      wide.map(({ name }) => name),
    );
    const separators = text.split('"|"').length - 1;
    expect(separators).toBe(count - 1);
  },
);
