import { hiddenReasons } from '../domain/kql/schema-script.ts';
import { isOwnTable } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import type { LiveTable } from '../ports/database.ts';
import type { RestorePlanTable } from './plan-restore.ts';

/**
 * The table beside the live ones, under the pattern with `{table}` replaced by its name. Nothing live is in its way but a table of that name, and rows that
 * are protected in the snapshot are not published under another.
 */
export function placeBeside(
  one: RestorePlanTable,
  pattern: string,
  { live, storedScript }: { readonly live: readonly LiveTable[]; readonly storedScript: readonly string[] },
): RestorePlanTable {
  const { table, index, state, damage, snapshotRows } = one;
  const target = pattern.replaceAll('{table}', table.name);
  const hidden = hiddenReasons(storedScript, table.name).map((why) => wouldPublish(table.name, why));
  const isTaken = isOwnTable(target) || live.some(({ name }) => name.toLowerCase() === target.toLowerCase());
  return {
    table,
    index,
    live: undefined,
    target,
    state,
    damage,
    snapshotRows,
    obstacles: [...hidden, ...(isTaken ? [taken(table.name, target)] : [])],
  };
}

function wouldPublish(table: string, why: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is not put under another name: ${why}, and there everybody could read its rows.`,
    next: `Leave it out with tables: !${table}, or restore it by hand where only the right people can read.`,
  };
}

function taken(table: string, target: string): Problem {
  return {
    code: 'refused',
    summary: `${table} cannot be put as ${target}: the name is taken.`,
    next: 'Choose another name with as, or drop that table if nobody needs it.',
  };
}
