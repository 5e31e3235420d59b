import { boundedRows, judgeExactness, type Populations, unassigned } from '../../../src/domain/cursor-bound.ts';

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
