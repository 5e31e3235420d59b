import type { Column } from '../../../../src/domain/column.ts';
import { chooseForms } from '../../../../src/domain/column-form.ts';
import { judgeRows, judgeShape, needsValues } from '../../../../src/domain/snapshot/chain.ts';
import type { TableManifest } from '../../../../src/domain/snapshot/manifest.ts';
import { tableManifest } from '../../../fixtures/memory/manifest.ts';

const columns: readonly Column[] = [
  { name: 'Id', type: 'long' },
  { name: 'At', type: 'datetime' },
];
const base = tableManifest({ name: 'T', rows: 10n, untimed: 2n, columns });
const live = { tableId: base.tableId, schemaVersion: '1.0', columns, withTickRest: new Set<string>() };
const now = { total: 12n, atCursor: 8n, newer: 2n, untimed: 2n, times: { low: 0n, high: 0n } };

test('a table that is as it was, with more rows, can be topped up', () => {
  expect(judgeShape(base, live)).toBeUndefined();
  expect(judgeRows(base, now)).toBeUndefined();
});

const shapes: readonly [string, TableManifest | undefined, Partial<typeof live>][] = [
  ['does not hold it', undefined, {}],
  ['fuzzy in the base: rows left', { ...base, exactness: { kind: 'fuzzy', reason: 'rows left' } }, {}],
  [
    'not proven to come back',
    { ...base, columns: base.columns.map((column) => ({ ...column, fidelity: 'unproven' as const })) },
    {},
  ],
  ['another table', base, { tableId: 'other' }],
  ['columns were changed', base, { columns: columns.toReversed() }],
  ['At now has times that are finer', base, { withTickRest: new Set(['At']) }],
];
test.each(shapes)('%s: nothing is reused', (why, table, change) => {
  expect(judgeShape(table, { ...live, ...change })).toContain(why);
});

test('files that hold more of a time than is needed now are no reason', () => {
  const finer = {
    ...base,
    columns: chooseForms(columns, new Set(['At'])).map((one) => ({ ...one, fidelity: 'exact' as const })),
  };
  expect(judgeShape(finer, live)).toBeUndefined();
  expect(judgeShape(finer, { ...live, withTickRest: new Set(['At']) })).toBeUndefined();
});

test.each([
  ['3 rows that the base holds are gone', { atCursor: 5n }],
  ['1 rows came among those', { atCursor: 9n }],
  ['without ingestion time came or went', { untimed: 3n }],
  ['without ingestion time came or went', { atCursor: 7n, untimed: 3n }],
  ['replaced by as many others', { times: { low: 1n, high: 0n } }],
  ['replaced by as many others', { times: { low: 0n, high: 1n } }],
])('%s: nothing is reused', (why, change) => {
  expect(judgeRows(base, { ...now, ...change })).toContain(why);
});

test('values are compared when asked for, when the schema moved, and where rows have no ingestion time', () => {
  const timed = tableManifest({ name: 'T', rows: 10n, columns });
  expect(needsValues(timed, live, 'counts')).toBe(false);
  expect(needsValues(timed, live, 'contents')).toBe(true);
  expect(needsValues(timed, { ...live, schemaVersion: '1.1' }, 'counts')).toBe(true);
  expect(needsValues(base, live, 'counts')).toBe(true);
});
