import type { Problem, ProblemCode } from '../../../src/domain/problem.ts';
import { pass, type Verdict, verdictOf, worstVerdict } from '../../../src/domain/verdict.ts';

const problem = (code: ProblemCode): Problem => ({ code, summary: code });
const fail: Verdict = { kind: 'fail', problems: [problem('difference')] };
const unknown: Verdict = { kind: 'unknown', problems: [problem('unknown')] };

test('the worst counts: fail over unknown over pass, in any order, and every problem is kept', () => {
  for (const verdicts of [
    [pass, unknown, fail],
    [fail, unknown, pass],
  ])
    expect(worstVerdict(verdicts)).toEqual({ kind: 'fail', problems: [problem('difference'), problem('unknown')] });
  expect(worstVerdict([pass, unknown])).toEqual(unknown);
  expect(worstVerdict([pass, pass])).toEqual(pass);
});

test('nothing checked is unknown, never a pass', () => {
  expect(worstVerdict([])).toMatchObject({ kind: 'unknown', problems: [{ code: 'unknown' }] });
});

test('problems fail unless all of them are about what could not be found out', () => {
  expect(verdictOf([])).toEqual(pass);
  expect(verdictOf([problem('unknown'), problem('unknown')]).kind).toBe('unknown');
  expect(verdictOf([problem('unknown'), problem('difference')]).kind).toBe('fail');
});
