import { chooseExitCode, type Ending } from '../../../src/domain/exit-code.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import type { Problem, ProblemCode } from '../../../src/domain/problem.ts';

function problem(code: ProblemCode): Problem {
  return { code, summary: code };
}

function failed(code: ProblemCode): Outcome {
  return { kind: 'failed', item: 'b', problem: problem(code) };
}

const done: Outcome = { kind: 'done', item: 'a' };
const skipped: Outcome = { kind: 'not-attempted', item: 'c' };

test.each<[string, number, Partial<Ending>]>([
  ['nothing wrong', 0, {}],
  ['all done, verdict pass', 0, { verdict: { kind: 'pass' }, outcomes: [done] }],
  ['a dry run attempts nothing', 0, { outcomes: [skipped] }],
  ['verdict fail', 3, { verdict: { kind: 'fail', problems: [problem('difference')] } }],
  [
    'verdict fail for a missing table is still a verdict',
    3,
    { verdict: { kind: 'fail', problems: [problem('not-found')] } },
  ],
  ['verdict unknown', 5, { verdict: { kind: 'unknown', problems: [problem('unknown')] }, outcomes: [done] }],
  [
    'verdict fail wins over partly done',
    3,
    { verdict: { kind: 'fail', problems: [] }, outcomes: [done, failed('service')] },
  ],
  ['some done, some failed', 4, { outcomes: [done, failed('sign-in'), skipped] }],
  ['none done: the code of the failure', 12, { outcomes: [failed('sign-in'), skipped] }],
  ['refused before anything was done', 3, { outcomes: [failed('not-covered'), skipped] }],
  ['interrupted after some were done', 130, { outcomes: [done, failed('cancelled')] }],
  ['a bug among failures', 1, { outcomes: [done, failed('bug'), failed('cancelled')] }],
  ['several problems: the worst', 2, { problems: [problem('unknown'), problem('sign-in'), problem('input')] }],
  ['another run', 11, { problems: [problem('taken-over')] }],
])('%s: %i', (_, code, ending) => {
  expect(chooseExitCode({ problems: [], outcomes: [], ...ending })).toBe(code);
});
