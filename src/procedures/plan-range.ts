import { compareColumns, schemaHash } from '../domain/column.ts';
import { inNumber } from '../domain/in-number.ts';
import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { swapFactsOf } from '../domain/kql/swap-facts.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { type ColumnRange, showRange } from '../domain/snapshot/column-range.ts';
import { loadFingerprint, type TableManifest } from '../domain/snapshot/manifest.ts';
import { checkRangeColumn, rangeRefusals } from '../domain/snapshot/range-refusals.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import { mostUpdated } from '../ports/database-updater.ts';
import { locateRows, type RowsOfSnapshot } from './locate-rows.ts';
import { planExports } from './plan-exports.ts';
import { fuzzy, opened, type planRestore, type RestorePlanTable, readersOf } from './plan-restore.ts';
import { swapRefusals } from './plan-swap.ts';
import type { UndoableTable } from './plan-undo.ts';
import { oldLifetimeDays } from './stage-table.ts';

type Request = Parameters<typeof planRestore>[0] & { readonly range: ColumnRange };

/** One time range of one table. Observes only; rejects with `input` when there is not exactly one table. */
export async function planRange(
  request: Request,
  { update }: Pick<Database, 'update'>,
): Promise<readonly RestorePlanTable[]> {
  const [table, ...others] = request.tables;
  if (table === undefined || others.length > 0) throw problemError(notOne(request.tables));
  const { range, manifest } = request;
  const live = request.live.find(({ name }) => name === table.name);
  const refusals = refuseRange(table.name, live, request);
  const columns = live === undefined ? [] : differentColumns(table, live);
  const wrong = checkRangeColumn(table.name, range, table.columns);
  throwProblems(wrong);
  const rows = live && locateRows(manifest, table, live, request.restores);
  const isUncounted =
    live?.ingestionTime === 'off' ||
    columns.length > 0 ||
    rowSecurityOf(request.schemaScript, table.name) !== undefined;
  const counts = rows === undefined || isUncounted ? undefined : await countInside(table.name, range, rows, update);
  const exported = planExports(table.name, request.exports);
  const plan: RestorePlanTable = {
    table,
    index: manifest.tables.indexOf(table),
    live,
    readers: readersOf([...request.schemaScript, ...request.storedScript], table.name),
    swap: 'update-range',
    range,
    state: 'damaged',
    damage: showRange(range),
    ...(counts === undefined ? {} : { nowRows: counts.now }),
    snapshotRows: loadFingerprint(table.fingerprint).rows,
    ...(counts?.newer === undefined ? {} : { newerRows: counts.newer }),
    ...(request.newerRows === undefined ? {} : { newerRowsWay: request.newerRows }),
    impact: exported.impact,
    obstacles: [
      ...refusals,
      ...columns,
      ...opened({ ...request, table }),
      ...exported.obstacles,
      ...fuzzy(table),
      ...(counts === undefined ? [] : refuseRows(table.name, counts, request.newerRows)),
    ],
  };
  return [plan];
}

/** Policies and the like that stand in the way right now. */
export function refuseRange(
  table: string,
  live: LiveTable | undefined,
  known: { readonly schemaScript: readonly string[]; readonly live: readonly LiveTable[] },
): readonly Problem[] {
  const facts = swapFactsOf(
    known.schemaScript,
    table,
    known.live.map(({ name }) => name),
  );
  const target = live === undefined ? 'absent' : live.ingestionTime === 'on' ? 'timed' : 'untimed';
  return swapRefusals(table, { kind: 'refuse', refusals: rangeRefusals(table, facts, target) });
}

/** What stands in the way of putting back what a range held, where rows that arrived since stay in any case. Empty when nothing does. */
export function planRangeUndo(
  { undone, live, kept }: Pick<UndoableTable, 'undone' | 'live' | 'kept'>,
  known: Pick<Request, 'schemaScript' | 'live' | 'exports'> & { readonly newerRows: string | undefined },
): readonly Problem[] {
  const { name, range } = undone;
  const columns = differentColumns({ name, columns: kept.columns }, live);
  const discards: Problem = {
    code: 'refused',
    summary: `The undo of a time range of ${name} leaves rows that arrived since where they are, so newer-rows: discard has no meaning.`,
    next: 'Leave newer-rows out.',
  };
  return [
    ...refuseRange(name, live, known),
    ...(columns.length > 0 || schemaHash(kept.columns) === schemaHash(live.columns) ? columns : [otherOrder(name)]),
    ...planExports(name, known.exports).obstacles,
    ...(range === undefined ? [] : checkRangeColumn(name, range, live.columns)),
    ...(known.newerRows === 'discard' ? [discards] : []),
  ];
}

/** Rows of the range, and those of them that the snapshot does not have; absent where nothing tells. */
interface RowsInside {
  readonly now: bigint;
  readonly newer?: bigint;
}

/** Of one table whose IngestionTime policy is on. */
export async function countInside(
  table: string,
  range: ColumnRange,
  rows: RowsOfSnapshot,
  update: Database['update'],
): Promise<RowsInside> {
  const inside = { kind: 'values', range, side: 'inside' } as const;
  const now = await update.count(table, inside);
  if (now === 0n || rows.kind === 'foreign') return { now, newer: now };
  if (rows.bound.kind === 'whole-table') return { now };
  const older = await update.count(table, { ...inside, upTo: rows.bound.cursor });
  return { now, newer: now - older };
}

/** Rows that would leave although the snapshot does not have them, and more than one command deletes. */
export function refuseRows(
  table: string,
  { now, newer }: RowsInside,
  way: RestorePlanTable['newerRowsWay'],
): readonly Problem[] {
  return [
    ...(now > mostUpdated ? [tooMany(table, now)] : []),
    ...(way === 'discard' || newer === 0n ? [] : [holdsNewer(table, newer)]),
  ];
}

function tooMany(table: string, rows: bigint): Problem {
  return {
    code: 'refused',
    summary: `The range of ${table} holds ${rows} rows, and one command deletes ${mostUpdated} at most.`,
    next: `Restore the range in parts, each by a run of its own; or restore all of ${table}; or put it beside the live tables with as: {table}_restored.`,
  };
}

function holdsNewer(table: string, newer: bigint | undefined): Problem {
  const what =
    newer === undefined
      ? 'rows, and nothing tells which of them the snapshot does not have'
      : `${newer} ${inNumber(newer, 'row', 'rows')} that the snapshot does not have`;
  return {
    code: 'refused',
    summary: `The range of ${table} holds ${what}; restoring takes them away.`,
    detail: 'They were ingested after the snapshot, moved in since, or are rows of it that were written again.',
    next: `Say newer-rows: discard, which leaves them in the kept contents for ${oldLifetimeDays} days, and append from there what you need.`,
  };
}

/** The command takes extents of a table with the same schema. Source: https://learn.microsoft.com/kusto/management/update-table-command */
function otherOrder(table: string): Problem {
  return {
    code: 'refused',
    summary: `The columns of ${table} are in another order than in what was kept of it, so no command moves that back.`,
    next: `Give ${table} the former order of its columns, or append from the kept contents what you need.`,
  };
}

/** The rows that come back take the places of others, so each column has to be there, and no other. */
function differentColumns(table: Pick<LiveTable, 'name' | 'columns'>, live: LiveTable): readonly Problem[] {
  const different = compareColumns(table.columns, live.columns);
  if (different.length === 0) return [];
  const said = different.map(({ column, expected, seen }) => `${column} is ${seen} and was ${expected}`).join(', ');
  return [
    {
      code: 'refused',
      summary: `${table.name} has not the columns of the snapshot: ${said}.`,
      next: `Give it these columns first, as deploy does; or put ${table.name} beside the live tables with as: {table}_restored.`,
    },
  ];
}

function notOne(tables: readonly TableManifest[]): Problem {
  const names = tables.map(({ name }) => name);
  return {
    code: 'input',
    summary: 'A time range comes back into exactly one table.',
    detail: `tables stands for ${names.length === 0 ? 'none' : names.slice(0, 10).join(', ')}.`,
    next: 'Name one table with tables.',
  };
}
