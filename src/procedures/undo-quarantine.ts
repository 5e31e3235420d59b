import { type Problem, ProblemError, problemError, throwProblems } from '../domain/problem.ts';
import type { QuarantinedTable, QuarantineRecord } from '../domain/quarantine-record.ts';
import { countSeen } from './count-seen.ts';
import { judgeRestores } from './judge-put-back.ts';
import { readRestoreRecords } from './locate-rows.ts';
import { isReplaced } from './put-back-problems.ts';
import {
  openQuarantine,
  type QuarantineStore,
  type QuarantineWorld,
  readQuarantines,
  type StoredQuarantine,
} from './quarantine-records.ts';

/** The quarantine of that id; rejects where there is none. */
export async function findQuarantine(id: string, world: QuarantineStore): Promise<StoredQuarantine> {
  const stored = await readQuarantines(world);
  const found = stored.find(({ record }) => record.id === id);
  if (found !== undefined) return found;
  const known = stored.filter(({ record }) => record.state !== 'undone').map(({ record }) => record.id);
  throw problemError({
    code: 'not-found',
    summary: `The input undo-quarantine names ${JSON.stringify(id)}, which is no quarantine of this database.`,
    detail: known.length === 0 ? 'There is none.' : `Quarantines: ${known.join(', ')}.`,
    next: 'status lists what is in quarantine.',
  });
}

/**
 * Puts back what a quarantine holds: by a rename of its tables where their names are free, or by moving the extents back into the table that was cleared, beside rows that came since.
 * The caller has judged it, and says which tables are aside. `before`: none is, so it was put back already. Can be called again after any interruption, and when a command that came late has put
 * something aside again.
 */
export async function undoQuarantine(
  { record, etag }: StoredQuarantine,
  aside: readonly QuarantinedTable[],
  world: QuarantineWorld,
): Promise<{ readonly record: QuarantineRecord; readonly when: 'now' | 'before' }> {
  const when = aside.length === 0 ? 'before' : 'now';
  if (record.state === 'undone' && when === 'before') return { record, when };
  const journal = await openQuarantine({ ...record, state: 'undoing' }, world, { etag });
  if (record.way === 'rename') await renameBack(record, aside, world);
  else await moveBack(record, world);
  await journal.advance((current) => ({ ...current, state: 'undone' }));
  return { record: journal.current(), when };
}

async function renameBack(
  record: QuarantineRecord,
  aside: readonly QuarantinedTable[],
  { database: { read, change } }: QuarantineWorld,
): Promise<void> {
  const isBack = async (): Promise<boolean> => {
    const ids = await read.tableIds();
    return aside.every(({ name, tableId }) => ids.get(name) === tableId);
  };
  if (!(await isBack())) {
    // Before the rename: after it the policy would delete the live table.
    for (const { kept } of aside) await change.keepTable(kept);
    try {
      await change.renameTables(aside.map(({ name, kept }) => ({ from: kept, to: name })));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // The answer may have been lost after the rename was done; only the identities tell.
      if (!(await isBack())) throw error;
    }
    if (!(await isBack())) throw problemError(notBack(record));
  }
  await keepLive(record.state === 'undone' ? aside : record.tables, { read, change });
}

/** A policy that was on its way may have come right before the rename; after it the name to which it was sent is nobody's. */
async function keepLive(
  tables: readonly QuarantinedTable[],
  { read, change }: Pick<QuarantineWorld['database'], 'read' | 'change'>,
): Promise<void> {
  const ids = await read.tableIds();
  for (const { name, tableId } of tables) {
    if (ids.get(name) !== tableId) continue;
    await change.keepTable(name);
    if ((await read.deletesItself(name)) === 'yes') throw problemError(deletesItself(name));
  }
}

/** The caller has stored that rows are being put back: a restore that stores after this last look that it swaps finds it, and one that stored it before is found here. */
async function refuseMeanwhile(
  record: QuarantineRecord,
  table: QuarantinedTable,
  { database, store, paths }: QuarantineWorld,
): Promise<void> {
  throwProblems(judgeRestores(record, table, await readRestoreRecords(store, paths)));
  if ((await database.read.tableIds()).get(table.name) !== table.tableId)
    throw problemError(isReplaced(record.id, table));
}

async function moveBack(record: QuarantineRecord, world: QuarantineWorld): Promise<void> {
  const { database } = world;
  const { read, load } = database;
  for (const table of record.tables) {
    const { name, kept } = table;
    const live = await read.tables();
    const [target, source] = [name, kept].map((wanted) => live.find((one) => one.name === wanted));
    // Whatever it held is back since the undo that was interrupted, or that a late command followed.
    if (source === undefined) continue;
    if (target === undefined) throw problemError(isReplaced(record.id, table));
    const { bound, populations } = await countSeen(target, database);
    const before = populations.atCursor + populations.untimed;
    const away = (await countSeen(source, database, bound)).populations.total;
    if (away === 0n) continue;
    await refuseMeanwhile(record, table, world);
    try {
      await load.moveAllExtents(kept, name);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // The answer may have been lost after they were moved; only the counts tell.
      if ((await countSeen(source, database, bound)).populations.total > 0n) throw error;
    }
    const left = (await countSeen(source, database, bound)).populations.total;
    const now = (await countSeen(target, database, bound)).populations;
    if (left > 0n || now.atCursor + now.untimed < before + away) throw problemError(notAll(record.id, name, kept));
  }
}

function notBack({ id, tables }: QuarantineRecord): Problem {
  return {
    code: 'unknown',
    summary: `The rename of quarantine ${id} was answered, and ${tables.map(({ name }) => name).join(', ')} is not what it was.`,
    next: 'Look at what is there, and run this again.',
  };
}

function deletesItself(name: string): Problem {
  return {
    code: 'unknown',
    summary: `${name} is back, and still has an auto_delete policy, by which it would delete itself.`,
    detail: 'The policy of what is put aside was to be taken away.',
    next: `Run this again at once, or send .delete table ['${name}'] policy auto_delete.`,
  };
}

function notAll(id: string, name: string, kept: string): Problem {
  return {
    code: 'difference',
    summary: `Not every row of quarantine ${id} was seen in ${name} after they were moved back.`,
    next: `Look at ${kept} and ${name}, and run this again.`,
  };
}
