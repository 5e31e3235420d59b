import type { Problem } from '../domain/problem.ts';
import { deletionsOf } from '../domain/snapshot/deleted-rows.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { readDeletionLog } from './plan-deletions.ts';

/** What was deleted from a table on purpose, or may have been; both are empty when nothing was. */
export interface LateDeletions {
  /** The commands, with their times. */
  readonly commands: readonly string[];
  /** Why there may be others. */
  readonly doubts: readonly string[];
}

/** Tells what was deleted from a table since the restore looked for deletions. */
export type DeletedSince = (table: RestoredTable) => Promise<LateDeletions>;

/**
 * For rows that are not in the live table yet, and from which nothing is deleted any more: a deletion meets the live table only. `since` is when the restore looked, by the clock of the service; undefined
 * where that is not known. `observe` is of the database whose deletions count; undefined where that is another one than this run works with. Asks the logs whenever it is asked.
 */
export function lateDeletions(
  { since, observe }: { readonly since: string | undefined; readonly observe: DatabaseObserver | undefined },
  { read }: Pick<Database, 'read'>,
): DeletedSince {
  return async ({ name, undoes, replaced }) => {
    // An undo repeats no deletions, and what was announced may be done already.
    if (undoes !== undefined || replaced?.state === 'ready') return { commands: [], doubts: [] };
    if (since === undefined) return { commands: [], doubts: ['when the restore looked for deletions is not recorded'] };
    if (observe === undefined)
      return { commands: [], doubts: ['its snapshot is of a database that this run has not to do with'] };
    const { commands, doubts } = await readDeletionLog({ clusterTime: since }, (await read.identity()).now, observe);
    const deletions = deletionsOf({ name, columns: [] }, commands, new Set());
    return { commands: deletions.map(({ at, text }) => `${at}: ${text}`), doubts };
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
  const { commands, doubts } = found ?? { commands: [], doubts: [] };
  const problems: Problem[] = [];
  if (commands.length > 0)
    problems.push({
      code: 'refused',
      summary: `Rows of ${table} were deleted after the restore had looked for deletions, perhaps on purpose; ${left}.`,
      detail: commands.join('; '),
      next,
    });
  if (doubts.length > 0)
    problems.push({
      code: 'unknown',
      summary: `Whether rows of ${table} were deleted on purpose after the restore had looked for deletions is not known: ${doubts.join('; ')}; ${left}.`,
      next,
    });
  return problems;
}
