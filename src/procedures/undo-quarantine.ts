import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { type QuarantinedTable, type QuarantineRecord, whereabouts } from '../domain/quarantine-record.ts';
import { whyNotMovedBack } from '../domain/schema/quarantine.ts';
import type { LiveTable } from '../ports/database.ts';
import { readFacts } from './choose-quarantine.ts';
import { countSeen } from './count-seen.ts';
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

/** Everything that stands against putting it back at this moment; empty where it can be, or is. Only reads. */
export async function judgeUndo(record: QuarantineRecord, world: QuarantineWorld): Promise<readonly Problem[]> {
  if (record.state === 'undone') return [];
  const { read } = world.database;
  const live = await read.tables();
  const ids = new Map(live.map(({ name, tableId }) => [name, tableId]));
  const problems: Problem[] = [];
  for (const table of record.tables) {
    const place = whereabouts(record, table, ids);
    if (place === 'in-place') continue;
    if (place === 'gone') problems.push(isGone(record, table));
    else if (record.way === 'rename') problems.push(...(ids.has(table.name) ? [isTaken(record, table)] : []));
    else problems.push(...(await judgeMove(record, table, live, world)));
  }
  return problems;
}

async function judgeMove(
  { id }: QuarantineRecord,
  { name, tableId, kept }: QuarantinedTable,
  live: readonly LiveTable[],
  { database: { read } }: QuarantineWorld,
): Promise<readonly Problem[]> {
  const [target, source] = [name, kept].map((wanted) => live.find((one) => one.name === wanted));
  if (target?.tableId !== tableId || source === undefined) return [isReplaced(id, name, kept)];
  const fits = source.columns.every(({ name: column, type }) =>
    target.columns.some((one) => one.name === column && one.type === type),
  );
  const why = whyNotMovedBack((await readFacts([name], read)).get(name) ?? missingFacts(name));
  return [
    ...(!fits ? [hasOtherColumns(name, kept)] : []),
    ...(why.length > 0 ? [cannotComeBack(name, kept, why)] : []),
  ];
}

function missingFacts(table: string): never {
  throw new Error(`no facts of ${table}`);
}

/**
 * Puts back what a quarantine holds: by a rename of all its tables where their names are free, or by moving the extents back into the table that was cleared, beside rows that came since.
 * The caller has judged it. `before`: it was put back already. Can be called again after any interruption.
 */
export async function undoQuarantine(
  { record, etag }: StoredQuarantine,
  world: QuarantineWorld,
): Promise<{ readonly record: QuarantineRecord; readonly when: 'now' | 'before' }> {
  if (record.state === 'undone') return { record, when: 'before' };
  const journal = await openQuarantine({ ...record, state: 'undoing' }, world, { etag });
  if (record.way === 'rename') await renameBack(record, world);
  else await moveBack(record, world);
  await journal.advance((current) => ({ ...current, state: 'undone' }));
  return { record: journal.current(), when: 'now' };
}

async function renameBack(record: QuarantineRecord, { database: { read, change } }: QuarantineWorld): Promise<void> {
  const isBack = async (): Promise<boolean> => {
    const ids = await read.tableIds();
    return record.tables.every(({ name, tableId }) => ids.get(name) === tableId);
  };
  if (await isBack()) return;
  // Before the rename: after it the policy would delete the live table.
  for (const { kept } of record.tables) await change.keepTable(kept);
  try {
    await change.renameTables(record.tables.map(({ name, kept }) => ({ from: kept, to: name })));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // The answer may have been lost after the rename was done; only the identities tell.
    if (!(await isBack())) throw error;
  }
  if (!(await isBack())) throw problemError(notBack(record));
}

async function moveBack(record: QuarantineRecord, { database }: QuarantineWorld): Promise<void> {
  const { read, load } = database;
  for (const { name, kept, keptTableId } of record.tables) {
    const live = await read.tables();
    const [target, source] = [name, kept].map((wanted) => live.find((one) => one.name === wanted));
    // It was announced, and nothing was made.
    if (source === undefined && keptTableId === undefined) continue;
    if (target === undefined || source === undefined) throw problemError(isReplaced(record.id, name, kept));
    const { bound, populations } = await countSeen(target, database);
    const before = populations.atCursor + populations.untimed;
    const away = (await countSeen(source, database, bound)).populations.total;
    if (away === 0n) continue;
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

function isGone({ id, expiresAt }: QuarantineRecord, { name, kept }: QuarantinedTable): Problem {
  return {
    code: 'not-found',
    summary: `What quarantine ${id} held of ${name} is gone: ${kept} is not there any more.`,
    detail: `It was to delete itself at ${expiresAt}.`,
    next: `Restore ${name} from a snapshot, or see https://learn.microsoft.com/kusto/management/undo-drop-table-command.`,
  };
}

function isTaken({ id }: QuarantineRecord, { name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `There is a table ${name} again, so quarantine ${id} cannot have that name back.`,
    detail: `What it holds is ${kept}; nothing was changed.`,
    next: `Append what you need from ${kept} to ${name}; or rename ${name} and run this again.`,
  };
}

function isReplaced(id: string, name: string, kept: string): Problem {
  return {
    code: 'refused',
    summary: `${name} is not the table that was cleared, so quarantine ${id} is not moved into it.`,
    detail: `What it holds is ${kept}; nothing was changed.`,
    next: `Append what you need from ${kept} to ${name}.`,
  };
}

function hasOtherColumns(name: string, kept: string): Problem {
  return {
    code: 'refused',
    summary: `${name} has other columns than when it was cleared, and extents move only where each of theirs is there with its type.`,
    next: `Append what you need from ${kept} to ${name}.`,
  };
}

function cannotComeBack(name: string, kept: string, why: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `The rows in ${kept} cannot be moved back into ${name} exactly: ${why.join('; ')}.`,
    next: `Stop what ingests into ${name}, take away what is named here (disable update policies, switch off exports, drop views), run this again, and put it back as deploy does.`,
  };
}

function notBack({ id, tables }: QuarantineRecord): Problem {
  return {
    code: 'unknown',
    summary: `The rename of quarantine ${id} was answered, and ${tables.map(({ name }) => name).join(', ')} is not what it was.`,
    next: 'Look at what is there, and run this again.',
  };
}

function notAll(id: string, name: string, kept: string): Problem {
  return {
    code: 'difference',
    summary: `Not every row of quarantine ${id} was seen in ${name} after they were moved back.`,
    next: `Look at ${kept} and ${name}, and run this again.`,
  };
}
