import { noteRowSecurity } from '../domain/kql/row-security.ts';
import type { Problem } from '../domain/problem.ts';
import type { JudgedStatement, LossGuard } from './guard-losses.ts';
import { refuseBehind } from './loss-problems.ts';

/** What stands against each statement, by the database as it is and by the statements before it; runs none. */
export async function judgeInTurn(
  statements: readonly JudgedStatement[],
  guard: Pick<LossGuard, 'check' | 'spared'>,
): Promise<ReadonlyMap<JudgedStatement, Problem>> {
  const refusals = new Map<JudgedStatement, Problem>();
  const secured = new Map<string, JudgedStatement>();
  for (const statement of statements) {
    const problem = (await guard.check(statement)) ?? refuseBehind(statement, secured, guard.spared(statement));
    if (problem !== undefined) refusals.set(statement, problem);
    noteRowSecurity(secured, statement);
  }
  return refusals;
}
