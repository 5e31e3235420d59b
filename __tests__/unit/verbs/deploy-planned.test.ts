import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { JudgedStatement } from '../../../src/procedures/guard-losses.ts';
import type { ReferenceData } from '../../../src/procedures/read-reference-data.ts';
import type { DeploymentStep } from '../../../src/procedures/run-deployment.ts';
import { planned } from '../../../src/verbs/deploy-report.ts';

const clearing = (table: string): JudgedStatement => ({
  text: `.clear table ${table} data`,
  reading: readStatement(`.clear table ${table} data`),
  loss: { kind: 'loses-data', tables: [table], what: 'clears the table' },
});

function dryRun(...problems: readonly Problem[]) {
  const refusals = new Map<JudgedStatement | ReferenceData, Problem>();
  const steps: DeploymentStep[] = problems.map((problem, index) => {
    const statement = clearing(`T${index}`);
    refusals.set(statement, problem);
    return { kind: 'statement', item: statement.text, statement };
  });
  return planned(steps, [], refusals);
}

test('a dry run tells each thing to do first once, in the words of the refusal, and none for what nothing can cover', () => {
  const needs = (next: string): Problem => ({ code: 'not-covered', summary: 'Not covered.', next });
  const { report, verdict } = dryRun(needs('Snapshot A.'), needs('Snapshot B.'), needs('Snapshot A.'), {
    code: 'refused',
    summary: 'Never.',
    next: 'Rewrite it.',
  });
  expect(report[0]).toMatchObject({ text: expect.stringContaining('3 of them need a snapshot first') });
  expect(report.slice(2)).toEqual([
    { kind: 'next-step', text: 'Snapshot A.' },
    { kind: 'next-step', text: 'Snapshot B.' },
  ]);
  expect(verdict).toMatchObject({ kind: 'fail', problems: [{ summary: 'Never.' }] });
});
