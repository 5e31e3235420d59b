import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import { isUndo, type RestoredTable, type RestoreRecord, targetOf } from '../domain/snapshot/records.ts';
import type { DatabaseReader } from '../ports/database.ts';
import { abandonRestore } from './end-restore.ts';
import type { StoredRestore } from './locate-rows.ts';
import { takeOver } from './open-restore.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { type ShownCopy, shownCopies } from './shown-copies.ts';

/** Drops what a restore has made that was interrupted before its swap, or closes what an undo was to put back; its record says so. Repeatable. */
export async function giveUpRestore(
  interrupted: StoredRestore,
  world: Pick<RestoreWorld, 'database' | 'store' | 'clock'>,
): Promise<void> {
  const journal = await takeOver(interrupted, { kind: 'before-swap', plan: [] }, world);
  await journal.whileOwn(() => abandonRestore(journal, world));
}

/**
 * What an interrupted restore has staged that everybody sees, although its table hides rows from some by now: it cannot serve any more, and is not to wait for another run.
 * Answers the names of the tables.
 */
export async function shownMeanwhile(
  record: RestoreRecord,
  read: Pick<DatabaseReader, 'schemaScript' | 'tableIds'>,
): Promise<readonly string[]> {
  const shown = await readShown(record, read);
  return [...new Set(shown.map(({ table }) => table))];
}

/**
 * Rejects where a table got row level security after a restore had swapped it in and before it was finished: what is left to do counts its rows, which nobody can past the policy.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export async function refuseHidden(
  record: RestoreRecord,
  read: Pick<DatabaseReader, 'schemaScript' | 'tableIds'>,
): Promise<void> {
  const script = await read.schemaScript();
  // A table that stays is left as it was where nothing of it is replaced yet.
  const isInPlace = ({ swap, replaced }: RestoredTable): boolean =>
    swap === undefined || replaced?.state === 'replaced';
  const hidden = record.tables
    .filter((table) => table.security === undefined && isInPlace(table))
    .map(targetOf)
    .filter((name) => rowSecurityOf(script, name) !== undefined);
  if (hidden.length === 0) return;
  const shown = await readShown(record, read);
  throwProblems(hidden.map((table) => cannotFinish(table, record, shown)));
}

async function readShown(
  record: RestoreRecord,
  read: Pick<DatabaseReader, 'schemaScript' | 'tableIds'>,
): Promise<readonly ShownCopy[]> {
  const [script, ids] = [await read.schemaScript(), await read.tableIds()];
  return shownCopies(record, new Set(ids.keys()), script);
}

function cannotFinish(table: string, record: RestoreRecord, shown: readonly ShownCopy[]): Problem {
  const copies = shown.filter((one) => one.table === table).map(({ copy }) => copy);
  const seen = `Until then whoever reads the database sees rows of it in ${copies.join(', ')}.`;
  return {
    code: 'refused',
    summary: `${table} got row level security after ${isUndo(record) ? 'undo' : 'restore'} ${record.runId} had swapped it and before it was finished, so that its rows cannot be counted any more.`,
    ...(copies.length === 0 ? {} : { detail: seen }),
    next: `Turn the policy off while nobody else reads ${table}, run the same again, which finishes it, and turn the policy on again.`,
  };
}
