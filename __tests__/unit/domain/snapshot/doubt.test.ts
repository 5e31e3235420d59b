import { doubtsOf } from '../../../../src/domain/snapshot/doubt.ts';
import { found } from '../../../../src/domain/snapshot/finding.ts';
import { manifestOf, tableManifest } from '../../../fixtures/memory/manifest.ts';

const table = tableManifest({ name: 'T', rows: 1n });
const withFindings = (...findings: Parameters<typeof found>[]) => ({
  ...manifestOf([table]),
  findings: findings.map((one) => found(...one)),
});

test('warnings and notes cast no doubt, nor what was found about other tables', () => {
  const snapshot = withFindings(
    ['row-store-rows', 'a.', 'T'],
    ['scope-not-proven', 'b.'],
    ['forced-scope', 'c.', 'Other'],
  );
  expect(doubtsOf(snapshot, table)).toEqual([]);
});

test('what was found about the table or the whole database and left something unknown casts doubt', () => {
  const snapshot = withFindings(
    ['forced-scope', 'One.', 'T'],
    ['forced-scope', 'All.'],
    ['unproven-form', 'Form.', 'T'],
  );
  expect(doubtsOf(snapshot, table)).toEqual([
    { about: 'rows', why: 'forced-scope: One' },
    { about: 'rows', why: 'forced-scope: All' },
    { about: 'form', why: 'unproven-form: Form' },
  ]);
});

test('a fuzzy table and a column whose values were not proven to come back cast doubt without any finding', () => {
  const [first, ...others] = table.columns;
  if (first === undefined) throw new Error('no columns');
  const unproven = { ...table, columns: [{ ...first, fidelity: 'unproven' as const }, ...others] };
  expect(doubtsOf(withFindings(), unproven)).toEqual([
    { about: 'form', why: 'values of a were not proven to come back from its files' },
  ]);
  const fuzzy = { ...table, exactness: { kind: 'fuzzy' as const, reason: 'rows left' } };
  expect(doubtsOf(withFindings(), fuzzy)).toEqual([{ about: 'rows', why: 'it is fuzzy: rows left' }]);
});
