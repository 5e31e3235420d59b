import { type Problem, throwProblems } from '../domain/problem.ts';
import type { Database } from '../ports/database.ts';
import { admits, notAdmitted } from './admit-runner.ts';
import { rawName, type StagedTable, stageName } from './stage-table.ts';

/** Rejects where somebody has changed the policy of a staging table that shows its rows to one principal only. */
export async function requireAdmitted(
  staged: readonly StagedTable[],
  { security }: Pick<Database, 'security'>,
): Promise<void> {
  const problems: Problem[] = [];
  for (const one of staged) {
    const { admitted } = one;
    if (admitted === undefined) continue;
    for (const table of [rawName(one), stageName(one)])
      if (!admits(await security.rowSecurity(table), table, admitted)) problems.push(notAdmitted(table));
  }
  throwProblems(problems);
}

/** The staging tables that show their rows to who runs the restore only. */
export function admittingTables(staged: readonly StagedTable[]): ReadonlySet<string> {
  return new Set(
    staged.filter(({ admitted }) => admitted !== undefined).flatMap((one) => [rawName(one), stageName(one)]),
  );
}
