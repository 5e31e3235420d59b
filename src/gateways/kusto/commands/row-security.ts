import type { Admitted, RowSecurity } from '../../../ports/database-security.ts';
import { quoteName, quoteText } from '../quote.ts';

/**
 * Who asks. Sources: https://learn.microsoft.com/kusto/query/current-principal-function, and for the form of names
 * https://learn.microsoft.com/kusto/management/reference-security-principals
 */
export const readPrincipal = 'print who=current_principal()';

/** Only literals may be asked for. Source: https://learn.microsoft.com/kusto/query/current-principal-is-member-of-function */
export function askMembership(principal: string): string {
  return `print isMember=${isMember(principal)}`;
}

/** Source: https://learn.microsoft.com/kusto/management/show-table-row-level-security-policy-command */
export function showRowSecurity(table: string): string {
  return `.show table ${quoteName(table)} policy row_level_security`;
}

/**
 * The query shows all rows or none, whoever asks. It names its own table: what has another name later is read by nobody, since a query whose table is gone is an error.
 * Source: https://learn.microsoft.com/kusto/management/alter-table-row-level-security-policy-command
 */
export function admit(table: string, admitted: Admitted): string {
  const rows = admitted === 'nobody' ? 'false' : isMember(admitted.principal);
  return `.alter table ${quoteName(table)} policy row_level_security enable ${quoteText(`${quoteName(table)} | where ${rows}`)}`;
}

/** Undefined for any query that `admit` does not write. */
export function readAdmitting(query: string): Extract<RowSecurity, { kind: 'own' }> | undefined {
  const form = /^\['(kr_\w+)'\] \| where (?:(false)|current_principal_is_member_of\('([^'\\]+)'\))$/;
  const [, of, nobody, principal] = form.exec(query) ?? [];
  if (of === undefined) return undefined;
  if (nobody !== undefined) return { kind: 'own', of, admitted: 'nobody' };
  return principal === undefined ? undefined : { kind: 'own', of, admitted: { principal } };
}

/** Whether `current_principal()` names a user or an application in the form that policies take. */
export function isNamed(who: string): boolean {
  return /^aad(?:user|app)=[\w.@-]+(?:;[\w.-]+)?$/.test(who);
}

function isMember(principal: string): string {
  if (!isNamed(principal)) throw new Error(`not a principal: ${principal}`);
  return `current_principal_is_member_of('${principal}')`;
}
