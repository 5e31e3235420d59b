import type { Problem } from '../domain/problem.ts';
import { type DeletedRowsWay, deletionsOf } from '../domain/snapshot/deleted-rows.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';
import { rewritesOf } from '../domain/snapshot/rewritten-rows.ts';
import type { Database } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { readDeletionLog } from './plan-deletions.ts';
import { rewritten } from './plan-rewrites.ts';

/** Tells what stands against replacing rows of a table, since rows were deleted from it on purpose or written anew, or may have been. */
export type DeletedSince = (table: RestoredTable) => Promise<readonly Problem[]>;

/**
 * For tables whose rows are not replaced yet when an interrupted restore goes on, perhaps days after it looked for deletions last. What is staged holds those rows, and nothing is
 * deleted from it any more. Where newer rows of the table stay, rows that were written anew stand against it too. `since` is when it looked, by the clock of the service; undefined where that is not known. `observe` is of the database of the snapshot; undefined where
 * that is another one than this run works with. `into`: where the rows go. Asks the logs whenever it is asked; with the way `accept` only where newer rows stay, and then nothing unknown stands against it.
 */
export function lateDeletions(
  at: {
    readonly since: string | undefined;
    readonly observe: DatabaseObserver | undefined;
    readonly into: 'own-database' | 'other-database';
    readonly way: DeletedRowsWay | undefined;
  },
  { read }: Pick<Database, 'read'>,
): DeletedSince {
  const { since, observe } = at;
  return async ({ name, undoes, replaced, newerRows }) => {
    // An undo repeats no deletions, and what was announced may be done already.
    if (undoes !== undefined || replaced?.state === 'ready') return [];
    const isAccepted = at.way === 'accept';
    const stay = newerRows === 'keep' && at.into === 'own-database';
    if (isAccepted && !stay) return [];
    const unknown = (...doubts: readonly string[]): readonly Problem[] =>
      isAccepted || doubts.length === 0 ? [] : [notKnown(name, doubts)];
    if (since === undefined) return unknown('when the restore looked for deletions is not recorded');
    if (observe === undefined) return unknown('its snapshot is of a database that this run has not to do with');
    const { commands, doubts } = await readDeletionLog({ clusterTime: since }, (await read.identity()).now, observe);
    const deletions = isAccepted ? [] : deletionsOf({ name, columns: [] }, commands, new Set());
    const rewrites = stay ? rewritesOf(name, commands, since) : [];
    const listed = deletions.map((one) => `${one.at}: ${one.text}`);
    return [
      ...(listed.length === 0 ? [] : [deletedMeanwhile(name, listed)]),
      ...(rewrites.length === 0 ? [] : [rewritten(name, rewrites)]),
      ...unknown(...doubts),
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
