import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { restrictedTables } from '../domain/kql/schema-script.ts';
import type { RunId } from '../domain/names.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import { newerName, oldName, rangeName, rawName, stagedNameOf } from './stage-table.ts';

/** A table of the tool with rows of a table that hides them from some, and that itself hides none. */
export interface ShownCopy {
  readonly table: string;
  readonly copy: string;
}

/**
 * Which of the copies show rows to people from whom their table has come to hide them: a policy that is set later does not reach copies. `names` are the tables that are there.
 * Sources: https://learn.microsoft.com/kusto/management/row-level-security-policy, https://learn.microsoft.com/kusto/management/restricted-view-access-policy
 */
export function onlyShown(
  copies: readonly ShownCopy[],
  names: ReadonlySet<string>,
  script: readonly string[],
): readonly ShownCopy[] {
  const restricted = restrictedTables(script);
  const isSecured = (name: string): boolean => rowSecurityOf(script, name) !== undefined;
  return copies.filter(
    ({ table, copy }) =>
      names.has(copy) && !isSecured(copy) && (isSecured(table) || (restricted.has(table) && !restricted.has(copy))),
  );
}

/** What a restore has made and left that shows rows which their table hides. */
export function shownCopies(
  { runId, tables }: RestoreRecord,
  names: ReadonlySet<string>,
  script: readonly string[],
): readonly ShownCopy[] {
  const run = runId as RunId;
  const copies = tables.flatMap((table) => {
    const place = { run, index: table.index };
    const own = [rawName(place), stagedNameOf(run, table), newerName(place), rangeName(place), oldName(place)];
    return own.map((copy) => ({ table: table.name, copy }));
  });
  return onlyShown(copies, names, script);
}
