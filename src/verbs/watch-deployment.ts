import type { Assertion } from '../domain/assertion.ts';
import { isOwnTable } from '../domain/names.ts';
import type { Database } from '../ports/database.ts';
import { watchTables } from '../procedures/count-untouched.ts';
import { type AssertionResult, runAssertions } from '../procedures/run-assertions.ts';
import type { EndedStep } from '../procedures/run-deployment.ts';
import { touchedTables, withAssertions } from './assertion-report.ts';
import type { VerbResult } from './command.ts';

/** Adds to the result of a deployment what holds of the data now, and which tables it changed unasked. */
export type DeploymentWatch = (result: VerbResult, ended: readonly EndedStep[]) => Promise<VerbResult>;

/** To be called right before the deployment; counts the tables unless there is nothing to do. Assertions are asked once all of it is done. */
export async function watchDeployment(
  { assertions, before }: { readonly assertions: readonly Assertion[]; readonly before: readonly AssertionResult[] },
  steps: number,
  database: Database,
): Promise<DeploymentWatch> {
  const names = steps === 0 ? [] : [...(await database.read.tableIds()).keys()].filter((name) => !isOwnTable(name));
  const countAgain = await watchTables(names, database);
  return async (result, ended) => {
    const isDone = ended.every(({ outcome }) => outcome.kind === 'done');
    const after = isDone ? await runAssertions(assertions, database.read) : [];
    const watched = steps === 0 ? undefined : await countAgain(touchedTables(ended));
    return withAssertions(result, { before, after, ...(watched !== undefined && { watched }) });
  };
}
