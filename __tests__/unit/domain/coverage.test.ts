import { schemaHash } from '../../../src/domain/column.ts';
import { judgeCoverage, judgeStructure, judgeWholeCoverage, needsContents } from '../../../src/domain/coverage.ts';
import { found } from '../../../src/domain/snapshot/finding.ts';
import { loadFingerprint } from '../../../src/domain/snapshot/manifest.ts';
import { cursor, manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';

const table = tableManifest({ name: 'T', rows: 10n, untimed: 2n });
const live = { tableId: table.tableId, columns: table.columns };
const times = { low: 0n, high: 0n };
const populations = { total: 10n, atCursor: 8n, newer: 0n, untimed: 2n, times };
const snapshot = manifestOf([table]);
const { snapshotId } = snapshot;
const doubtful = { ...snapshot, findings: [found('forced-scope', 'A workload group forces weak consistency.')] };
const seen = loadFingerprint(table.fingerprint);
const at = { snapshot, cursor, table, live, populations, seen };

test('a table is covered when identity, columns and both counts are those of an exact snapshot', () => {
  expect(judgeCoverage(at)).toEqual({
    kind: 'covered',
    snapshotId,
    bound: { kind: 'cursor', cursor },
    rows: { atCursor: 8n, untimed: 2n },
  });
});

const newer = { ...populations, total: 11n, newer: 1n };

test.each([
  ['is newer', { populations: newer }],
  ['has no stamp yet', { populations: { ...populations, total: 11n } }],
])('one row that %s arrived, and nothing else stands against the snapshot', (_, change) => {
  const why = `snapshot ${snapshotId} lacks 1 rows that arrived after it`;
  expect(judgeCoverage({ ...at, ...change })).toEqual({ kind: 'not-covered', why, arrived: 1n });
});

test.each([
  ['one row that is newer, and one less than was saved', { populations: { ...newer, total: 10n, atCursor: 7n } }],
  ['one row that is newer, and others of other times', { populations: { ...newer, times: { low: 1n, high: 0n } } }],
  ['one row that is newer, and others of other values', { populations: newer, seen: { ...seen, low: 0n } }],
  ['one row that is newer, in another table', { populations: newer, live: { ...live, tableId: 'other' } }],
  ['more rows at the cursor than there are', { populations: { ...populations, total: 9n } }],
  ['fewer rows than were saved', { populations: { ...populations, total: 9n, atCursor: 7n } }],
  ['rows without time that left', { populations: { ...populations, total: 9n, untimed: 1n } }],
  ['as many rows, but other ones without time', { populations: { ...populations, atCursor: 9n, untimed: 1n } }],
  ['no rows any more', { populations: { ...populations, total: 0n, atCursor: 0n, untimed: 0n } }],
  ['as many rows of other times', { populations: { ...populations, times: { low: 1n, high: 0n } } }],
  ['as many rows without time, of other values', { seen: { ...seen, low: 0n } }],
  ['rows without time whose values were not asked', { seen: undefined }],
  ['another identity', { live: { ...live, tableId: 'other' } }],
  ['a column more', { live: { ...live, columns: [...live.columns, { name: 'z', type: 'int' as const }] } }],
  ['columns in another order', { live: { ...live, columns: [...live.columns].reverse() } }],
  ['a snapshot that does not know whether it saw all rows', { snapshot: doubtful }],
  ['a fuzzy snapshot', { table: { ...table, exactness: { kind: 'fuzzy' as const, reason: 'rows left' } } }],
])('%s: not covered, and the snapshot is named', (_, change) => {
  expect(judgeCoverage({ ...at, ...change })).toEqual({
    kind: 'not-covered',
    why: expect.stringContaining(`snapshot ${snapshotId}`),
  });
});

test('structure is judged without counts', () => {
  expect(judgeStructure(snapshot, table, live)).toBeUndefined();
  expect(judgeStructure(snapshot, { ...table, schemaHash: schemaHash([]) }, live)).toContain('columns');
});

const whole = { ...table, bound: 'whole-table' as const };

test('what no cursor bounds is covered while all of its values are those of the snapshot', () => {
  expect(judgeWholeCoverage({ snapshot, table: whole, live, seen })).toEqual({
    kind: 'covered',
    snapshotId,
    bound: { kind: 'whole-table' },
    rows: { atCursor: 0n, untimed: 10n },
  });
});

test.each([
  ['a row more', { seen: { ...seen, rows: 11n } }],
  ['other values', { seen: { ...seen, low: 0n } }],
  ['another identity', { live: { ...live, tableId: 'other' } }],
  ['a view of that name', { table: { ...whole, kind: 'materialized-view' as const } }],
  ['a snapshot that does not know whether it saw all rows', { snapshot: doubtful }],
  ['a fuzzy snapshot', { table: { ...whole, exactness: { kind: 'fuzzy' as const, reason: 'rows left' } } }],
])('%s: not covered by value', (_, change) => {
  expect(judgeWholeCoverage({ snapshot, table: whole, live, seen, ...change }).kind).toBe('not-covered');
});

test('values are asked only where rows have no ingestion time', () => {
  const timed = tableManifest({ name: 'T', rows: 10n });
  const counts = { ...populations, atCursor: 10n, untimed: 0n };
  expect([needsContents(counts), needsContents(populations)]).toEqual([false, true]);
  expect(judgeCoverage({ ...at, table: timed, populations: counts, seen: undefined }).kind).toBe('covered');
});
