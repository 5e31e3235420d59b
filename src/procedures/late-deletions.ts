import type { Problem } from '../domain/problem.ts';
import { type DeletedRowsWay, deletionsOf } from '../domain/snapshot/deleted-rows.ts';
import type { LoggedCommand } from '../domain/snapshot/logged-change.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';
import { rewritesOf } from '../domain/snapshot/rewritten-rows.ts';
import type { Database } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { readDeletionLog } from './plan-deletions.ts';
import { rewritten } from './plan-rewrites.ts';

/** What was deleted from a table on purpose or written anew, or may have been; all are empty when nothing was. */
export interface LateDeletions {
  /** The commands, with their times. */
  readonly commands: readonly string[];
  readonly rewrites: readonly LoggedCommand[];
  /** Why there may be others. */
  readonly doubts: readonly string[];
}

/** Tells what was deleted from a table, or written anew, since the restore looked for deletions. */
export type DeletedSince = (table: RestoredTable) => Promise<LateDeletions>;

/**
 * For rows that are not in the live table yet, and from which nothing is deleted any more: a deletion meets the live table only. Where newer rows of the table stay and `rewrites` are looked for, rows that were
 * written anew count too. `since` is when the restore looked, by the clock of the service; undefined
 * where that is not known. `observe` is of the database whose deletions count; undefined where that is another one than this run works with. Asks the logs whenever it is asked; with the way `accept` only for
 * rewrites, and then nothing is in doubt.
 */
export function lateDeletions(
  at: {
    readonly since: string | undefined;
    readonly observe: DatabaseObserver | undefined;
    readonly rewrites: 'looked-for' | 'left';
    readonly way: DeletedRowsWay | undefined;
  },
  { read }: Pick<Database, 'read'>,
): DeletedSince {
  const { since, observe, way } = at;
  return async ({ name, undoes, replaced, newerRows }) => {
    // An undo repeats no deletions, and what was announced may be done already.
    const none: LateDeletions = { commands: [], rewrites: [], doubts: [] };
    if (undoes !== undefined || replaced?.state === 'ready') return none;
    const isAccepted = way === 'accept';
    const stay = newerRows === 'keep' && at.rewrites === 'looked-for';
    if (isAccepted && !stay) return none;
    const inDoubt = (...doubts: readonly string[]): LateDeletions => (isAccepted ? none : { ...none, doubts });
    if (since === undefined) return inDoubt('when the restore looked for deletions is not recorded');
    if (observe === undefined) return inDoubt('its snapshot is of a database that this run has not to do with');
    const { commands, doubts } = await readDeletionLog({ clusterTime: since }, (await read.identity()).now, observe);
    const deletions = isAccepted ? [] : deletionsOf({ name, columns: [] }, commands, new Set());
    return {
      ...inDoubt(...doubts),
      commands: deletions.map((one) => `${one.at}: ${one.text}`),
      rewrites: stay ? rewritesOf(name, commands, since) : [],
    };
  };
}

/** What stands against replacing rows of the table. */
export async function againstReplacing(
  table: RestoredTable,
  deletedSince: DeletedSince | undefined,
): Promise<readonly Problem[]> {
  const next =
    'Run restore again: it plans anew, and asks what is to become of deleted rows; deleted-rows: accept brings them back.';
  return tell(table.name, await deletedSince?.(table), { left: `nothing of ${table.name} was replaced`, next });
}

/** What stands against bringing newer rows of the table over from `old`, which holds what was replaced. */
export async function againstCarrying(
  table: RestoredTable,
  old: string,
  deletedSince: DeletedSince | undefined,
): Promise<readonly Problem[]> {
  const left = `newer rows that had not come over before are left in ${old}, which is kept without an end`;
  const next = `Append what you need from ${old}, but for what was deleted on purpose; then drop it.`;
  return tell(table.name, await deletedSince?.(table), { left, next });
}

function tell(
  table: string,
  found: LateDeletions | undefined,
  { left, next }: { readonly left: string; readonly next: string },
): readonly Problem[] {
  const { commands, rewrites, doubts } = found ?? { commands: [], rewrites: [], doubts: [] };
  const problems: Problem[] = [];
  if (commands.length > 0)
    problems.push({
      code: 'refused',
      summary: `Rows of ${table} were deleted after the restore had looked for deletions, perhaps on purpose; ${left}.`,
      detail: commands.join('; '),
      next,
    });
  if (rewrites.length > 0) problems.push(rewritten(table, rewrites));
  if (doubts.length > 0)
    problems.push({
      code: 'unknown',
      summary: `Whether rows of ${table} were deleted on purpose after the restore had looked for deletions is not known: ${doubts.join('; ')}; ${left}.`,
      next,
    });
  return problems;
}
