import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import { countOne } from './count-tables.ts';
import { locateRows } from './locate-rows.ts';
import { countNewer } from './plan-restore.ts';
import { oldName, stageName } from './stage-table.ts';

interface Known {
  readonly manifest: Manifest;
  /** Tables as they are at this moment. */
  readonly live: readonly LiveTable[];
  /** Other restores, which may have put a live table in place. */
  readonly others: readonly RestoreRecord[];
}

/**
 * The last look before a swap: the tables are those that were planned and judged, and no row has arrived since in either. Rejects with `refused`.
 * A restore that was interrupted before its swap may be taken up days later, so this is never taken from the record.
 */
export async function refuseArrivals(
  record: RestoreRecord,
  from: Omit<Known, 'live'>,
  read: DatabaseReader,
): Promise<void> {
  const live = await read.tables();
  const known: Known = { ...from, live };
  const ids = new Map(live.map(({ name, tableId }) => [name, tableId]));
  const problems: Problem[] = [];
  for (const table of record.tables) {
    const stage = stageName({ run: record.runId as RunId, index: table.index });
    if ((ids.get(table.name) ?? null) !== table.liveTableId) problems.push(replaced(table.name));
    else if (ids.get(stage) !== table.stageTableId) problems.push(unstaged(table.name, 'is gone'));
    else {
      const newer = await countStaged(table, stage, known, read);
      if (newer > 0n) problems.push(unstaged(table.name, `got ${newer} rows after it was judged`));
      const arrived = await countArrived(table, { now: table.name, staged: stage }, known, read);
      if (arrived.rows > 0n) problems.push(lost(table.name, arrived));
    }
  }
  throwProblems(problems);
}

/** Rows that the staged copy has and should not have. */
async function countStaged(
  { index, cursor }: RestoredTable,
  stage: string,
  { manifest }: Known,
  read: DatabaseReader,
): Promise<bigint> {
  if (cursor !== null) return (await countOne(read, { name: stage, columns: [] }, cursor as Cursor)).newer;
  const { total } = await read.wholePopulations(stage, []);
  return total - BigInt(manifest.tables[index]?.fingerprint.rows ?? 0);
}

/** Rows that arrived between the last look and the swap; they are in the kept contents, which nobody writes to any more. */
export async function countLate(
  record: RestoreRecord,
  table: RestoredTable,
  known: Known,
  read: DatabaseReader,
): Promise<bigint> {
  const old = oldName({ run: record.runId as RunId, index: table.index });
  return (await countArrived(table, { now: old, staged: table.name }, known, read)).rows;
}

interface Arrived {
  readonly rows: bigint;
  /** `arrived`: while the restore ran; `surplus`: they may have been there before, and could not be told. */
  readonly how: 'arrived' | 'surplus';
}

/**
 * Rows that are not the snapshot's in what is or was the live table. `now` and `staged` are the names that this table and the staged one have at the moment: where
 * nothing bounds the rows, those that the staged table does not have.
 */
async function countArrived(
  { name, index, liveTableId }: RestoredTable,
  names: { readonly now: string; readonly staged: string },
  { manifest, others, live }: Known,
  read: DatabaseReader,
): Promise<Arrived> {
  const [table, there] = [manifest.tables[index], live.find((one) => one.name === names.now)];
  if (liveTableId === null || table?.name !== name || there === undefined) return { rows: 0n, how: 'arrived' };
  const { total, newer } = await countNewer(read, names.now, locateRows(manifest, table, there, others));
  if (newer !== undefined) return { rows: newer, how: 'arrived' };
  const shared = table.columns.filter((column) =>
    there.columns.some((one) => one.name === column.name && one.type === column.type),
  );
  const rows = shared.length === 0 ? total : await read.surplusRows(names.now, names.staged, shared);
  return { rows, how: 'surplus' };
}

function replaced(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} was replaced by another table while the restore ran; nothing was swapped.`,
    next: 'Run restore again; it plans anew for the table that is there now.',
  };
}

function unstaged(table: string, what: string): Problem {
  return {
    code: 'refused',
    summary: `The staged copy of ${table} ${what}; nothing was swapped.`,
    next: `Run restore again; it loads again what is missing. Should it stay, run it once with tables: !${table}, which drops what is staged.`,
  };
}

function lost(table: string, { rows, how }: Arrived): Problem {
  const what =
    how === 'arrived'
      ? `${rows} rows arrived in ${table} while the restore ran`
      : `${table} holds ${rows} rows that the snapshot does not have`;
  return {
    code: 'refused',
    summary: `${what}; swapping would lose them. Nothing was swapped.`,
    next: `Stop what ingests into the table, copy these rows aside and delete them, then run restore again; or leave the table out with tables: !${table}.`,
  };
}
