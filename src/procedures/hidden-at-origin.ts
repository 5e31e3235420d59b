import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { restrictedTables } from '../domain/kql/schema-script.ts';
import { isOfTheProcess, type Problem } from '../domain/problem.ts';
import type { DatabaseReader } from '../ports/database.ts';
import { look } from './look.ts';
import type { RestorePlanTable } from './plan-restore.ts';

/**
 * The plan of a restore into another database, with what stands against it where a table hides rows from some in the database that the snapshot was taken of, as it is now, and would not where it
 * comes. A database that cannot be asked, as when its cluster is gone, stops nothing, and the plan says so.
 * Sources: https://learn.microsoft.com/kusto/management/row-level-security-policy, https://learn.microsoft.com/kusto/management/restricted-view-access-policy
 */
export async function withHiddenAtOrigin(
  plan: readonly RestorePlanTable[],
  read: Pick<DatabaseReader, 'schemaScript'>,
): Promise<readonly RestorePlanTable[]> {
  const seen = await look(() => read.schemaScript(), isOfTheProcess);
  if ('problem' in seen) return plan.map((one) => ({ ...one, impact: [...one.impact, notKnown(one, seen.problem)] }));
  const restricted = restrictedTables(seen.value);
  return plan.map((one) => {
    const { name } = one.table;
    const opened = [
      ...(rowSecurityOf(seen.value, name) !== undefined && one.security === undefined ? ['row level security'] : []),
      ...(restricted.has(name) && one.readers === 'all' ? ['restricted view access'] : []),
    ];
    return { ...one, obstacles: [...one.obstacles, ...opened.map((policy) => wouldOpen(one, policy))] };
  });
}

function notKnown({ table: { name } }: RestorePlanTable, problem: Problem): string {
  return `Whether ${name} hides rows from some in the database that the snapshot was taken of is not known: ${problem.summary} Whoever reads the database that it comes into may see all of its rows.`;
}

function wouldOpen({ table: { name }, target }: RestorePlanTable, policy: string): Problem {
  const leave = `leave it out with tables: !${name}`;
  return {
    code: 'refused',
    summary: `${name} has ${policy} in the database that the snapshot was taken of, and would have none where it comes; whoever reads that database would see all of its rows.`,
    next:
      target === undefined
        ? `Make ${name} with its policies there first, as deploy does, and then restore; or ${leave}.`
        : `Restore it under its own name, once it is there with its policies; or ${leave}.`,
  };
}
