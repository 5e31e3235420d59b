import type { Problem } from '../domain/problem.ts';
import { deletionsOf } from '../domain/snapshot/deleted-rows.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { readDeletionLog } from './plan-deletions.ts';

/** Tells what stands against replacing rows of a table, since rows were deleted from it on purpose, or may have been. */
export type DeletedSince = (table: RestoredTable) => Promise<readonly Problem[]>;

/**
 * For tables whose rows are not replaced yet when an interrupted restore goes on, perhaps days after it looked for deletions last. What is staged holds those rows, and nothing is
 * deleted from it any more. `since` is when it looked, by the clock of the service; undefined where that is not known. `observe` is of the database of the snapshot; undefined where
 * that is another one than this run works with. Asks the logs whenever it is asked.
 */
export function lateDeletions(
  { since, observe }: { readonly since: string | undefined; readonly observe: DatabaseObserver | undefined },
  { read }: Pick<Database, 'read'>,
): DeletedSince {
  return async ({ name, undoes, replaced }) => {
    // An undo repeats no deletions, and what was announced may be done already.
    if (undoes !== undefined || replaced?.state === 'ready') return [];
    if (since === undefined) return [notKnown(name, ['when the restore looked for deletions is not recorded'])];
    if (observe === undefined)
      return [notKnown(name, ['its snapshot is of a database that this run has not to do with'])];
    const { commands, doubts } = await readDeletionLog({ clusterTime: since }, (await read.identity()).now, observe);
    const deletions = deletionsOf({ name, columns: [] }, commands, new Set());
    return [
      ...(deletions.length > 0
        ? [
            deletedMeanwhile(
              name,
              deletions.map(({ at, text }) => `${at}: ${text}`),
            ),
          ]
        : []),
      ...(doubts.length > 0 ? [notKnown(name, doubts)] : []),
    ];
  };
}

const next =
  'Run restore again: it plans anew, and asks what is to become of deleted rows; deleted-rows: accept brings them back.';

function deletedMeanwhile(table: string, deletions: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `Rows of ${table} were deleted while the restore lay interrupted, perhaps on purpose; nothing of ${table} was replaced.`,
    detail: deletions.join('; '),
    next,
  };
}

function notKnown(table: string, doubts: readonly string[]): Problem {
  return {
    code: 'unknown',
    summary: `Whether rows of ${table} were deleted on purpose while the restore lay interrupted is not known: ${doubts.join('; ')}. Nothing of ${table} was replaced.`,
    next,
  };
}
