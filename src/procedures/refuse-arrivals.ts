import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { DatabaseReader } from '../ports/database.ts';
import { locateRows } from './locate-rows.ts';
import { countNewer } from './plan-restore.ts';
import { oldName, stageName } from './stage-table.ts';

interface Known {
  readonly manifest: Manifest;
  /** Other restores, which may have put a live table in place. */
  readonly others: readonly RestoreRecord[];
}

/**
 * The last look before a swap: the tables are those that were planned and judged, and no row has arrived since in either. Rejects with `refused`.
 * A restore that was interrupted before its swap may be taken up days later, so this is never taken from the record.
 */
export async function refuseArrivals(record: RestoreRecord, known: Known, read: DatabaseReader): Promise<void> {
  const ids = await read.tableIds();
  const problems: Problem[] = [];
  for (const table of record.tables) {
    const stage = stageName({ run: record.runId as RunId, index: table.index });
    if ((ids.get(table.name) ?? null) !== table.liveTableId) problems.push(replaced(table.name));
    else if (ids.get(stage) !== table.stageTableId) problems.push(unstaged(table.name, 'is gone'));
    else {
      const { newer } = await read.populations(stage, [], table.cursor as Cursor);
      if (newer > 0n) problems.push(unstaged(table.name, `got ${newer} rows after it was judged`));
      const arrived = await countArrived(table, table.name, known, read);
      if (arrived > 0n) problems.push(lost(table.name, arrived));
    }
  }
  throwProblems(problems);
}

/** Rows that arrived between the last look and the swap; they are in the kept contents, which nobody writes to any more. */
export async function countLate(
  record: RestoreRecord,
  table: RestoredTable,
  known: Known,
  read: DatabaseReader,
): Promise<bigint> {
  return countArrived(table, oldName({ run: record.runId as RunId, index: table.index }), known, read);
}

/** Rows that are not the snapshot's in what is or was the live table, under the name that it has now. */
async function countArrived(
  { name, index, liveTableId }: RestoredTable,
  nameNow: string,
  { manifest, others }: Known,
  read: DatabaseReader,
): Promise<bigint> {
  const table = manifest.tables[index];
  if (liveTableId === null || table?.name !== name) return 0n;
  return (await countNewer(read, nameNow, locateRows(manifest, table, { tableId: liveTableId }, others))).newer;
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

function lost(table: string, rows: bigint): Problem {
  return {
    code: 'refused',
    summary: `${rows} rows arrived in ${table} while the restore ran; swapping would lose them. Nothing was swapped.`,
    next: `Stop what ingests into the table, copy these rows aside and delete them, then run restore again; or leave the table out with tables: !${table}.`,
  };
}
