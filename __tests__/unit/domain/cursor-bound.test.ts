import {
  boundedRows,
  judgeExactness,
  judgeWhole,
  type Populations,
  unassigned,
} from '../../../src/domain/cursor-bound.ts';

const before: Populations = { total: 100n, atCursor: 80n, newer: 10n, untimed: 6n, times: { low: 7n, high: 8n } };

test('rows on no side of the cursor are unassigned, and bounded rows are those at it and those without time', () => {
  expect(unassigned(before)).toBe(4n);
  expect(boundedRows(before)).toBe(86n);
});

const good = { before, after: before, exportedRows: 86n, identity: 'same', unequalSlices: 0 } as const;

test('exact is only what was exported, was there before and is still there', () => {
  expect(judgeExactness(good)).toEqual({ kind: 'exact' });
  expect(judgeExactness({ ...good, after: { ...before, total: 120n, newer: 30n } })).toEqual({ kind: 'exact' });
});

test.each([
  ['another identity', { identity: 'changed' as const }, undefined],
  ['rows that left', { after: { ...before, atCursor: 79n } }, '-1'],
  ['rows that came to lie at the cursor', { after: { ...before, atCursor: 84n } }, '4'],
  ['rows without time that left', { after: { ...before, untimed: 5n } }, '-1'],
  ['as many rows gained as lost on the other side', { after: { ...before, atCursor: 81n, untimed: 5n } }, '0'],
  ['as many rows of other times', { after: { ...before, times: { low: 7n, high: 9n } } }, undefined],
  ['fewer rows exported', { exportedRows: 85n }, '-1'],
  ['more rows exported', { exportedRows: 90n }, '4'],
  ['nothing exported', { exportedRows: 0n }, '-86'],
  ['one slice short and another long', { unequalSlices: 2 }, undefined],
])('%s make a table fuzzy', (_, change, rows) => {
  const judged = judgeExactness({ ...good, ...change });
  expect(judged).toMatchObject({ kind: 'fuzzy', reason: expect.stringMatching(/./) });
  expect('rows' in judged ? judged.rows : undefined).toBe(rows);
});

test('what a range leaves out is on no side, and waits for no stamp', () => {
  expect(unassigned({ ...before, untimed: 0n, leftOut: { outside: 3n, untimed: 6n } })).toBe(1n);
  expect(boundedRows({ atCursor: 80n, untimed: 0n })).toBe(80n);
});

const values = { rows: 100n, low: 5n, high: 6n };
const proven = {
  before: 100n,
  exported: values,
  after: values,
  identity: 'same',
  tornSlices: 0,
  advice: 'do this',
} as const;

test('what nothing bounds is exact when its values after the export are those of the files', () => {
  expect(judgeWhole(proven)).toEqual({ kind: 'exact' });
});

test.each([
  ['another identity', { identity: 'changed' as const }, 'replaced', undefined],
  ['a row that came', { after: { ...values, rows: 101n } }, 'came or went.*do this', '1'],
  ['a row that went before the export', { before: 101n }, 'came or went.*do this', '-1'],
  ['a row less in the files', { exported: { ...values, rows: 99n } }, 'another number.*do this', '-1'],
  ['extents that were merged', { tornSlices: 1, exported: { ...values, rows: 90n } }, 'pause merging.*do this', '-10'],
  ['other values', { after: { ...values, high: 7n } }, 'values changed.*do this', undefined],
])('%s make what nothing bounds fuzzy', (_, change, reason, rows) => {
  const judged = judgeWhole({ ...proven, ...change });
  expect(judged).toMatchObject({ kind: 'fuzzy', reason: expect.stringMatching(reason) });
  expect('rows' in judged ? judged.rows : undefined).toBe(rows);
});
