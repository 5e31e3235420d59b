import type { Column } from '../domain/column.ts';
import { inNumber } from '../domain/in-number.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { contentsOf, type RestoredTable, type RestoreRecord, targetOf } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import { countOne } from './count-tables.ts';
import { awaitStamps, newerRowsOf, reasonsAgainstKeeping } from './keep-newer.ts';
import { locateRows, type RowsOfSnapshot } from './locate-rows.ts';
import { cannotKeep, countNewer } from './plan-restore.ts';
import { oldName, stageName } from './stage-table.ts';

interface Known {
  readonly manifest: Manifest;
  /** Tables as they are at this moment. */
  readonly live: readonly LiveTable[];
  /** Other restores, which may have put a live table in place. */
  readonly others: readonly RestoreRecord[];
}

/**
 * The last look before a swap: the tables are those that were planned and judged, and no row has arrived since in either, unless it was said what is to
 * become of newer rows of the live one. Rejects with `refused`.
 * A restore that was interrupted before its swap may be taken up days later, so this is never taken from the record.
 */
export async function refuseArrivals(
  record: RestoreRecord,
  from: Omit<Known, 'live'>,
  { read, clock }: { readonly read: DatabaseReader; readonly clock: Clock },
): Promise<void> {
  const live = await read.tables();
  const known: Known = { ...from, live };
  const ids = new Map(live.map(({ name, tableId }) => [name, tableId]));
  const problems: Problem[] = [];
  for (const table of record.tables) {
    const stage = stageName({ run: record.runId as RunId, index: table.index });
    if ((ids.get(targetOf(table)) ?? null) !== table.liveTableId) problems.push(replaced(targetOf(table)));
    else if (ids.get(stage) !== table.stageTableId) problems.push(unstaged(table.name, 'is gone'));
    else {
      problems.push(...(await refuseUnlike(table, stage, known, read)));
      // What arrived in a time range is looked at when it is replaced.
      if (table.newerRows === 'discard' || table.range !== undefined) continue;
      if (table.newerRows === 'keep') {
        problems.push(...(await refuseUnkept(table, stage, known, { read, clock })));
        continue;
      }
      const arrived = await countArrived(table, { now: table.name, staged: stage }, known, read);
      if (arrived.rows > 0n) problems.push(lost(table.name, arrived));
    }
  }
  throwProblems(problems);
}

/**
 * The same again for one table whose rows after the cursor stay where they are, before anything of it is copied aside: what arrived meanwhile may do so, unless
 * nothing tells it from what leaves.
 */
export async function lookAtArrivals(
  table: RestoredTable,
  stage: string,
  known: Known,
  ends: { readonly read: DatabaseReader; readonly clock: Clock },
): Promise<readonly Problem[]> {
  if (table.newerRows === 'discard') return [];
  if (table.newerRows === undefined) {
    const arrived = await countArrived(table, { now: table.name, staged: stage }, known, ends.read);
    if (arrived.rows === 0n) return [];
    if (arrived.how === 'surplus') return [lost(table.name, arrived)];
  }
  return refuseUnkept(table, stage, known, ends);
}

/** A problem when rows after the cursor, or any where it is null, may be staged ones that were written again. */
export async function lookForRewritten(
  { name, columns }: LiveTable,
  { stage, after }: { readonly stage: LiveTable; readonly after: Cursor | null },
  read: DatabaseReader,
): Promise<readonly Problem[]> {
  const counts = { atCursor: 0n, untimed: 0n };
  const rows: RowsOfSnapshot =
    after === null
      ? { kind: 'foreign', bound: { kind: 'whole-table' }, ...counts }
      : { kind: 'restored', bound: { kind: 'cursor', cursor: after }, ...counts };
  const found = await findRewritten(name, { stage: stage.name, columns: shared(stage, { columns }), rows }, read);
  return found.length === 0 ? [] : [cannotKeep(name, `Nothing of ${name} was replaced: it holds newer rows`, found)];
}

/** Problems when the staged copy no longer has just the snapshot's rows. Extents that are moved late keep their ingestion times, so all rows are counted too. */
async function refuseUnlike(
  table: RestoredTable,
  stage: string,
  { manifest }: Known,
  read: DatabaseReader,
): Promise<readonly Problem[]> {
  const { name, index, cursor } = table;
  const { total, newer } =
    cursor === null
      ? { ...(await read.wholePopulations(stage, [])), newer: 0n }
      : await countOne(read, { name: stage, columns: [] }, cursor as Cursor);
  if (newer > 0n) return [unstaged(name, `got ${newer} rows after it was judged`)];
  const stored = manifest.tables[index];
  const expected = BigInt(stored === undefined ? 0 : contentsOf(table, stored).rows);
  return total === expected ? [] : [unstaged(name, `holds ${total} rows, and the snapshot ${expected}`)];
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

/** Problems when newer rows that were to be kept cannot all be brought over. */
async function refuseUnkept(
  { name, index }: RestoredTable,
  stage: string,
  { manifest, others, live }: Known,
  { read, clock }: { readonly read: DatabaseReader; readonly clock: Clock },
): Promise<readonly Problem[]> {
  const [table, there] = [manifest.tables[index], live.find((one) => one.name === name)];
  if (table === undefined || there === undefined) return [];
  const rows = locateRows(manifest, table, there, others);
  const cursor = rows.bound.kind === 'cursor' ? rows.bound.cursor : await read.cursor();
  const waiting = there.ingestionTime === 'off' ? 0n : await awaitStamps(name, cursor, { read, clock });
  const counted = await countNewer(read, name, rows);
  const against = reasonsAgainstKeeping({ table, live: there, rows, counted });
  const unsettled =
    waiting === 0n ? [] : [`${waiting} of them get no place in the order of ingestion while rows go on arriving`];
  const strange = rows.kind === 'foreign' ? 0n : await read.surplusRows(name, stage, shared(table, there), rows.bound);
  const strangers =
    strange === 0n
      ? []
      : [`${strange} of them were moved in with an ingestion time of before the snapshot or with none`];
  const rewritten =
    against.length > 0 ? [] : await findRewritten(name, { stage, columns: shared(table, there), rows }, read);
  const all = [...against, ...unsettled, ...(against.length === 0 ? strangers : []), ...rewritten];
  return all.length === 0 ? [] : [cannotKeep(name, `Nothing was swapped: ${name} holds newer rows`, all)];
}

/** The snapshot's own rows, written again since by `.set-or-replace` or `.update`: with them kept, they would be there twice. */
async function findRewritten(
  name: string,
  {
    stage,
    columns,
    rows,
  }: { readonly stage: string; readonly columns: readonly Column[]; readonly rows: RowsOfSnapshot },
  read: DatabaseReader,
): Promise<readonly string[]> {
  const before = rows.kind === 'foreign' ? undefined : rows.bound;
  const count = await read.rewrittenRows(name, stage, columns, { rows: newerRowsOf(rows), before });
  return count === 0n
    ? []
    : [`${count} of them have the values of rows of the snapshot that are gone, and may be those rows, written again`];
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
  const columns = shared(table, there);
  const rows = columns.length === 0 ? total : await read.surplusRows(names.now, names.staged, columns);
  return { rows, how: 'surplus' };
}

/** Columns of the snapshot that the table has too. */
function shared({ columns }: Pick<LiveTable, 'columns'>, there: Pick<LiveTable, 'columns'>): readonly Column[] {
  return columns.filter((column) => there.columns.some((one) => one.name === column.name && one.type === column.type));
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
      ? `${rows} ${inNumber(rows, 'row', 'rows')} arrived in ${table} while the restore ran`
      : `${table} holds ${rows} ${inNumber(rows, 'row', 'rows')} that the snapshot does not have`;
  return {
    code: 'refused',
    summary: `${what}; swapping would lose them. Nothing was swapped.`,
    next: `Run restore again and say newer-rows: keep to bring them over, or newer-rows: discard to leave them in the kept contents; or leave the table out with tables: !${table}.`,
  };
}
