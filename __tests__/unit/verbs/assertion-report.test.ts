import type { Assertion } from '../../../src/domain/assertion.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { AssertionResult } from '../../../src/procedures/run-assertions.ts';
import { withAssertions } from '../../../src/verbs/assertion-report.ts';
import { passed } from './fixture-command.ts';

const plain = { outcomes: [], report: [], outputs: {}, data: {} };
const failure: Problem = { code: 'difference', summary: 'a is 0, and asserts 1.' };

function result(before: Assertion['before'], kind: AssertionResult['verdict']['kind']): AssertionResult {
  const assertion: Assertion = { path: 'a.assert.kql', query: 'T', expectation: { kind: 'no-rows' }, before };
  return { assertion, verdict: kind === 'pass' ? { kind } : { kind, problems: [failure] } };
}

test('before the deployment a failure is told, and is the verdict of a dry run only where it is to stop', () => {
  expect(withAssertions(plain, { before: [result('report', 'fail')] })).not.toHaveProperty('verdict');
  for (const kind of ['fail', 'unknown'] as const)
    expect(withAssertions(plain, { before: [result('stop', kind)] })).toMatchObject({
      verdict: { kind: 'fail', problems: [failure] },
    });
});

test('after the deployment the worst of them is the verdict, and unknown is no pass', () => {
  const of = (...kinds: readonly AssertionResult['verdict']['kind'][]) =>
    withAssertions(plain, { before: [], after: kinds.map((kind) => result('report', kind)) });
  expect(of('pass', 'unknown', 'fail')).toMatchObject({ verdict: { kind: 'fail' }, outputs: { assertions: 'fail' } });
  expect(of('pass', 'unknown')).toMatchObject({ verdict: { kind: 'unknown' }, outputs: { assertions: 'unknown' } });
  expect(of('pass')).toMatchObject({ verdict: { kind: 'pass' }, outputs: { assertions: 'pass' } });
});

test('where nothing was asked nothing is said, and no verdict is made up', () => {
  const result = withAssertions(plain, { before: [], after: [] });
  expect(result).toEqual(plain);
  expect(withAssertions(passed, { before: [], after: [] }).verdict).toEqual(passed.verdict);
});

test('tables that lost rows unasked are named in the report, and the verdict stays', () => {
  const differences = [
    { table: 'T', before: 3n, left: 1n },
    { table: 'Gone', before: 5n },
  ];
  const { report, verdict } = withAssertions(plain, {
    before: [],
    after: [],
    watched: { kind: 'counted', counted: 2, notCounted: ['R'], differences },
  });
  expect(verdict).toBeUndefined();
  expect(report.map((block) => (block.kind === 'sentence' ? block.text : block.kind))).toEqual([
    'T holds 1 of the 3 rows that it held before; the deployment does not name it.',
    'Gone is gone, and held 5 rows; the deployment does not name it.',
    'Not counted after the deployment: R.',
  ]);
});
