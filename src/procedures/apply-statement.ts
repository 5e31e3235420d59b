import type { OperationId } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { OperationState } from '../ports/operation-state.ts';
import { runOperations } from './run-operations.ts';

/** What became of a command: `unknown` where it may have run, and where it may run on. */
export type Applied =
  | { readonly kind: 'ran' }
  | { readonly kind: 'failed'; readonly error: ProblemError; readonly became: 'did-not-run' | 'unknown' };

/** Runs one management command to its end: of an asynchronous one the operation is waited for, and its failure is the command's. */
export async function applyStatement(text: string, database: Database, clock: Clock): Promise<Applied> {
  try {
    const { operation } = await database.change.run(text);
    return operation === undefined ? { kind: 'ran' } : await waitFor(operation, database, clock);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { kind: 'failed', error, became: whatBecame(error.problems[0]) };
  }
}

/**
 * States of an operation that ended without doing anything. `PartiallySucceeded` did a part, and of others the service does not say what they left.
 * Source: https://learn.microsoft.com/kusto/management/show-operations
 */
const definiteFailures: readonly string[] = ['Failed', 'BadInput'];

/** The service has accepted the command: from here on a question that fails says nothing of it. */
async function waitFor(operation: OperationId, database: Database, clock: Clock): Promise<Applied> {
  let last: OperationState | undefined;
  const problem = await problemOf(operation, clock, async (ids) => {
    const states = await database.load.states(ids);
    [last] = states;
    return states;
  });
  if (problem === undefined) return { kind: 'ran' };
  if (last?.kind === 'failed' && definiteFailures.includes(last.state))
    return { kind: 'failed', error: problemError(problem), became: 'did-not-run' };
  const code = problem.code === 'cancelled' ? 'cancelled' : 'unknown';
  return { kind: 'failed', error: problemError({ ...problem, code }), became: 'unknown' };
}

/** Undefined once the operation has completed. */
async function problemOf(
  operation: OperationId,
  clock: Clock,
  states: Database['load']['states'],
): Promise<Problem | undefined> {
  const work = {
    describe: () => 'the asynchronous command',
    slots: () => Promise.resolve({ total: 1, remaining: 1 }),
    start: (started: OperationId) => Promise.resolve(started),
    states,
  };
  try {
    const results = await runOperations([operation], work, clock);
    return results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []))[0];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems[0];
  }
}

/** What a failure to send tells of the command: a service that says no did not run it; where the answer is missing, or is of a part of it, nothing is known. */
function whatBecame({ code, transient, busy }: Problem): 'did-not-run' | 'unknown' {
  if (busy === true || ['sign-in', 'unreachable', 'not-found', 'refused'].includes(code)) return 'did-not-run';
  return code === 'service' && transient === false ? 'did-not-run' : 'unknown';
}
