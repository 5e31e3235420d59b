import { inNumber } from '../domain/in-number.ts';
import { isOfTheProcess, type Problem } from '../domain/problem.ts';
import type { ColumnShape } from '../domain/snapshot/column-map.ts';
import {
  type DeletedRowsWay,
  deletionsOf,
  type LoggedDeletion,
  takenTimesOf,
} from '../domain/snapshot/deleted-rows.ts';
import { hasFullLog, isBeforeLogs, logDays } from '../domain/snapshot/log-reach.ts';
import type { LoggedCommand } from '../domain/snapshot/logged-change.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { look } from './look.ts';
import type { RestorePlanTable } from './plan-restore.ts';

/** What the logs tell of deletions since a snapshot. */
export interface DeletionLog {
  readonly commands: readonly LoggedCommand[];
  /** Why there may be others; empty when all are known, but for purges that the data management service was asked for. */
  readonly doubts: readonly string[];
}

/** Reads the logs of the database that the snapshot was taken of, from when it was planned. A log that cannot be read is a doubt, also when the cluster is away. */
export async function readDeletionLog(
  { clusterTime }: Pick<Manifest, 'clusterTime'>,
  now: string,
  observe: Pick<DatabaseObserver, 'ownRoles' | 'changesSince'>,
): Promise<DeletionLog> {
  const [commands, roles] = await Promise.all([
    look(() => observe.changesSince(clusterTime), isOfTheProcess),
    look(() => observe.ownRoles(), isOfTheProcess),
  ]);
  if ('problem' in commands)
    return { commands: [], doubts: [`the logs could not be read: ${commands.problem.summary}`] };
  const isFull = 'value' in roles && hasFullLog(roles.value);
  return {
    commands: commands.value,
    doubts: [
      ...(isFull ? [] : ['the logs show this identity its own commands only']),
      ...(isBeforeLogs(clusterTime, now) ? [`the logs reach ${logDays} days back, and the snapshot is older`] : []),
    ],
  };
}

/**
 * The log of the database that rows come into, where that is another one than their own, from `since` on; empty where no newer rows stay there. Its doubts are why deletions of rows that stay beside restored ones may not be seen, which are looked for there until all rows are in place,
 * and what was written anew.
 */
export async function readLogOfTarget(
  plan: readonly Pick<RestorePlanTable, 'live' | 'newerRowsWay'>[],
  { since, now }: { readonly since: string; readonly now: string },
  observe: Pick<DatabaseObserver, 'ownRoles' | 'changesSince'>,
): Promise<DeletionLog> {
  const isAny = plan.some(({ live, newerRowsWay }) => live !== undefined && newerRowsWay === 'keep');
  if (!isAny) return { commands: [], doubts: [] };
  const { commands, doubts } = await readDeletionLog({ clusterTime: since }, now, observe);
  return { commands, doubts: doubts.map((doubt) => `in the database that they come into, ${doubt}`) };
}

/**
 * The plan with what deleted rows of each table since the snapshot, and with what stands against bringing them back unsaid, which is each deletion and each doubt. `takenBack` are digests of statements of
 * deployments that the restore takes back.
 */
export function withDeletions(
  plan: readonly RestorePlanTable[],
  { commands, doubts }: DeletionLog,
  asked: {
    readonly way: DeletedRowsWay | undefined;
    readonly takenBack: ReadonlySet<string>;
    /** With the columns that the files have. */
    readonly manifest: Pick<Manifest, 'tables' | 'clusterTime' | 'startedAt' | 'finishedAt'>;
  },
): readonly RestorePlanTable[] {
  return plan.map((one) => {
    const stored = asked.manifest.tables[one.index] ?? one.table;
    const taken = takenTimesOf(stored, asked.manifest);
    const found = deletionsOf({ ...unambiguous(stored, one.shape), taken }, commands, asked.takenBack);
    const deletions =
      one.security === undefined ? found : found.map((deletion) => ({ ...deletion, rows: { why: filtered } }));
    const obstacles = obstaclesOf(one.table.name, { deletions, doubts }, asked.way);
    return {
      ...one,
      deletions,
      ...(asked.way !== undefined && { deletedRowsWay: asked.way }),
      impact: [...one.impact, ...impactOf(one.table.name, deletions, asked.way)],
      obstacles: [...one.obstacles, ...obstacles],
    };
  });
}

const filtered = 'nothing says whether row level security decides too which rows a command deletes';

/** A deletion may be older or newer than the change of a column: without the columns that meant another one at either time. */
function unambiguous(
  { name, columns }: TableManifest,
  shape: ColumnShape | undefined,
): Pick<TableManifest, 'name' | 'columns'> {
  if (shape === undefined) return { name, columns };
  const renamed = shape.renamed.flatMap(({ from, to }) => [from, to]);
  const changed = new Set([...renamed, ...shape.dropped, ...shape.added.map((column) => column.name)]);
  return { name, columns: columns.filter((column) => !changed.has(column.name)) };
}

function impactOf(
  table: string,
  deletions: readonly LoggedDeletion[],
  way: DeletedRowsWay | undefined,
): readonly string[] {
  if (deletions.length === 0) return [];
  const number = BigInt(deletions.length);
  const what = {
    replay: 'run again on the staged copy before the swap, so that these rows stay deleted',
    accept: 'not repeated, and what was deleted comes back',
  };
  const found = `${number} ${inNumber(number, 'deletion', 'deletions')} of rows of ${table} since the snapshot ${inNumber(number, 'is', 'are')}`;
  return [`${found} ${way === undefined ? 'in the log' : what[way]}.`];
}

function obstaclesOf(
  table: string,
  { deletions, doubts }: { readonly deletions: readonly LoggedDeletion[]; readonly doubts: readonly string[] },
  way: DeletedRowsWay | undefined,
): readonly Problem[] {
  if (way === 'accept') return [];
  const unclear = way === 'replay' ? deletions.filter(({ rows }) => 'why' in rows) : [];
  return [
    ...(way === undefined && deletions.length > 0 ? [wouldComeBack(table, deletions)] : []),
    ...(unclear.length > 0 ? [cannotReplay(table, unclear)] : []),
    ...(doubts.length > 0 ? [notKnown(table, doubts)] : []),
  ];
}

const orAccept = (table: string): string =>
  `say deleted-rows: accept, and they come back; or leave the table out with tables: !${table}.`;

function wouldComeBack(table: string, deletions: readonly LoggedDeletion[]): Problem {
  const isClear = deletions.every(({ rows }) => 'filter' in rows);
  return {
    code: 'refused',
    summary: `Rows of ${table} were deleted since the snapshot, perhaps on purpose; restoring would bring them back.`,
    detail: listed(deletions, ({ at, text }) => `${at}: ${text}`),
    next: `${isClear ? 'Say deleted-rows: replay to delete them again before the swap; or ' : 'To bring them back, '}${orAccept(table)}`,
  };
}

function cannotReplay(table: string, deletions: readonly LoggedDeletion[]): Problem {
  return {
    code: 'refused',
    summary: `Not every deletion of rows of ${table} can be repeated exactly.`,
    detail: listed(deletions, ({ text, rows }) => `${text} (${'why' in rows ? rows.why : ''})`),
    next: `Delete these rows by hand after a restore beside the live tables, with as; or ${orAccept(table)}`,
  };
}

function notKnown(table: string, doubts: readonly string[]): Problem {
  return {
    code: 'unknown',
    summary: `Whether rows of ${table} were deleted on purpose since the snapshot is not known: ${doubts.join('; ')}.`,
    next: `Ask who may have deleted some. If nobody did, or they may come back, ${orAccept(table)}`,
  };
}

const mostListed = 5;

function listed(deletions: readonly LoggedDeletion[], show: (one: LoggedDeletion) => string): string {
  const shown = deletions.slice(0, mostListed).map(show);
  const others = deletions.length - shown.length;
  return [...shown, ...(others === 0 ? [] : [`and ${others} more`])].join('; ');
}

/** Filters of what is to be deleted again, by the table's place in the snapshot. Every deletion of the plan is told as a filter, or stood against it. */
export function replaysOf(plan: readonly RestorePlanTable[]): ReadonlyMap<number, readonly string[]> {
  return new Map(
    plan.map(({ index, deletions = [] }) => [
      index,
      [...new Set(deletions.flatMap(({ rows }) => ('filter' in rows ? [rows.filter] : [])))],
    ]),
  );
}
