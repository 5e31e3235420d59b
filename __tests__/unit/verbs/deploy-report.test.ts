import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { EndedStep } from '../../../src/procedures/run-deployment.ts';
import { deployed } from '../../../src/verbs/deploy-report.ts';

const text = '.append T <| S';
const stopped = (problem: Problem): EndedStep => ({
  step: {
    kind: 'statement',
    item: 'a',
    statement: { text, reading: readStatement(text), loss: { kind: 'safe', why: '' } },
  },
  outcome: { kind: 'failed', item: 'a', problem },
  changed: [],
});
const nextOf = (problem: Problem, from: 'files' | 'plan') =>
  deployed([stopped(problem)], { leftOut: [], from }).report.flatMap((block) =>
    block.kind === 'next-step' ? [block.text] : [],
  );

test.each([
  ['files', 'service', /^Mend the cause and deploy again: .*left out, unless resume is anew/],
  ['files', 'cancelled', /^Deploy again: /],
  ['plan', 'service', /^Mend the cause and deploy the schema files in place of the plan: .*left out/],
  ['plan', 'cancelled', /^Deploy the schema files in place of the plan: /],
] as const)('How to go on after a deployment of %s that stopped with %s', (from, code, expected) => {
  expect(nextOf({ code, summary: 'No.' }, from)).toEqual([expect.stringMatching(expected)]);
});

test('What a problem of an unknown outcome says is said, and nothing else', () => {
  expect(nextOf({ code: 'unknown', summary: 'No.', next: 'Look.' }, 'plan')).toEqual(['Look.']);
});
