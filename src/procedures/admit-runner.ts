import { type Problem, problemError } from '../domain/problem.ts';
import type { Database } from '../ports/database.ts';
import type { Admitted, RowSecurity } from '../ports/database-security.ts';

/**
 * Lets nobody but those see rows of a table of the tool, and reads back that it is so, since requests may read such a table past the wish to be refused. Rejects where it is not. Repeatable.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export async function admit(
  table: string,
  admitted: Admitted,
  { security }: Pick<Database, 'security'>,
): Promise<void> {
  if (admits(await security.rowSecurity(table), table, admitted)) return;
  await security.admit(table, admitted);
  if (!admits(await security.rowSecurity(table), table, admitted)) throw problemError(notReadBack(table));
}

function notReadBack(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} does not read back with the row level security that it was just given.`,
    next: 'Run restore again, which sets it; should somebody else change it meanwhile, ask them to wait.',
  };
}

/** Whether a policy is just the one that `admit` sets. */
export function admits(policy: RowSecurity, table: string, admitted: Admitted): boolean {
  if (policy.kind !== 'own' || policy.of !== table) return false;
  if (admitted === 'nobody' || policy.admitted === 'nobody') return admitted === policy.admitted;
  return admitted.principal === policy.admitted.principal;
}

/** Rows of the table may be seen by others, or hidden from who runs the restore. */
export function notAdmitted(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} has not the row level security that shows its rows to who runs the restore only; nothing was swapped.`,
    next: 'Run restore again, which sets it; should somebody else change it meanwhile, ask them to wait.',
  };
}
