import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { parseTimespan } from '../domain/kql/timespan.ts';
import type { Problem } from '../domain/problem.ts';
import type { QuarantinedTable, QuarantineRecord } from '../domain/quarantine-record.ts';
import { whyNotMovedBack } from '../domain/schema/quarantine.ts';
import { agoOf, never } from '../domain/snapshot/creation.ts';
import { putBackSince, underWay } from '../domain/snapshot/put-back-since.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import { readFacts } from './choose-quarantine.ts';
import { findStanding, isAside, type Standing } from './find-aside.ts';
import { readRestoreRecords } from './locate-rows.ts';
import * as problems from './put-back-problems.ts';
import type { QuarantineWorld } from './quarantine-records.ts';

/** What an undo would find, and what stands against it. */
export interface PutBackJudgement {
  /** Empty where everything that is there has been put back before. */
  readonly aside: readonly QuarantinedTable[];
  /** What is neither aside nor back, beside tables that are. */
  readonly gone: readonly GoneTable[];
  readonly problems: readonly Problem[];
}

/** A table of a quarantine that is nowhere any more. */
export interface GoneTable {
  readonly name: string;
  readonly problem: Problem;
}

/** Everything that stands against putting it back at this moment, whatever the record says of earlier undos. Only reads. */
export async function judgeUndo(record: QuarantineRecord, world: QuarantineWorld): Promise<PutBackJudgement> {
  const { database } = world;
  const live = await database.read.tables();
  const closed = closedOf(record, live, await database.read.schemaScript());
  const standing = await findStanding(record, { live, closed }, database);
  const found: Problem[] = [];
  const gone: GoneTable[] = [];
  for (const one of standing) {
    const { table } = one;
    if (!isAside(one)) {
      const problem = judgeGone(record, one, live);
      if (problem === undefined) found.push(...judgeAbsent(record, one));
      else gone.push({ name: table.name, problem });
    } else if (one.way === 'move') found.push(...(await judgeMove(record, table, live, world)));
    else if (live.some(({ name }) => name === table.name)) found.push(problems.isTaken(record, table));
  }
  const aside = standing.filter(isAside).map(({ table }) => table);
  found.push(...judgeClosed(aside, { closed, found }));
  if (gone.length < standing.length) return { aside, gone, problems: found };
  return { aside, gone: [], problems: gone.map(({ problem }) => problem) };
}

/** Names of what somebody closed to everybody, as `status` says it for copies of tables that hide rows. */
function closedOf(
  { tables }: QuarantineRecord,
  live: readonly LiveTable[],
  script: readonly string[],
): ReadonlySet<string> {
  const isThere = (wanted: string): boolean => live.some(({ name }) => name === wanted);
  const closed = tables.filter(({ kept }) => isThere(kept) && rowSecurityOf(script, kept) !== undefined);
  return new Set(closed.map(({ kept }) => kept));
}

/** Nothing of it comes back closed, but it is opened only for an undo that nothing else stands against: until then its rows are to stay hidden. */
function judgeClosed(
  aside: readonly QuarantinedTable[],
  { closed, found }: { readonly closed: ReadonlySet<string>; readonly found: readonly Problem[] },
): readonly Problem[] {
  return aside
    .filter(({ kept }) => closed.has(kept))
    .map(found.length === 0 ? problems.isClosed : problems.isToStayClosed);
}

/** Of that which is not aside: why it is not back either; undefined where it may be. */
function judgeGone(record: QuarantineRecord, one: Standing, live: readonly LiveTable[]): Problem | undefined {
  const { table } = one;
  const isLive = live.some(({ name, tableId }) => name === table.name && tableId === table.tableId);
  if (record.state === 'undone') return isLive ? undefined : problems.isGoneAgain(record, table);
  const isGone = one.way === 'rename' ? one.place === 'gone' : record.state !== 'begun' && one.left === 'no-table';
  return isGone ? problems.isGone(record, table) : undefined;
}

/** Of that which is not aside and not gone: an undo that was done or was begun explains it, and so does a rename that was taken back by hand. */
function judgeAbsent(record: QuarantineRecord, one: Standing): readonly Problem[] {
  const { state } = record;
  if (state === 'undone' || state === 'undoing') return [];
  if (state === 'begun') return [problems.wasNotDone(record, one.table)];
  return one.way === 'rename' ? [] : [problems.isEmptied(record, one.table)];
}

async function judgeMove(
  record: QuarantineRecord,
  table: QuarantinedTable,
  live: readonly LiveTable[],
  world: QuarantineWorld,
): Promise<readonly Problem[]> {
  const { name, kept } = table;
  const { read } = world.database;
  const [target, source] = [name, kept].map((wanted) => live.find((one) => one.name === wanted));
  if (target?.tableId !== table.tableId || source === undefined) return [problems.isReplaced(record.id, table)];
  const fits = source.columns.every(({ name: column, type }) =>
    target.columns.some((one) => one.name === column && one.type === type),
  );
  const facts = await readFacts([name, kept], read);
  const [ofTarget, ofSource] = [facts.get(name), facts.get(kept)];
  if (ofTarget === undefined || ofSource === undefined) throw new Error(`no facts of ${name}`);
  const why = whyNotMovedBack({ ...ofTarget, hidden: [] });
  const isOpened = ofSource.isRestricted === 'yes' && ofTarget.isRestricted === 'no';
  return [
    ...(fits ? [] : [problems.hasOtherColumns(table)]),
    ...(why.length > 0 ? [problems.cannotComeBack(table, why)] : []),
    ...(ofTarget.hidden.length > 0 ? [problems.isHidden(table)] : []),
    ...(isOpened ? [problems.isOpened(table)] : []),
    ...(await judgeAge(table, target, world)),
    ...judgeRestores(record, table, await readRestoreRecords(world.store, world.paths)),
  ];
}

/** Extents keep their creation times, by which the retention of the table that they come into takes them. Source: https://learn.microsoft.com/kusto/management/retention-policy */
async function judgeAge(
  table: QuarantinedTable,
  { softDeletePeriod }: LiveTable,
  { database: { read } }: QuarantineWorld,
): Promise<readonly Problem[]> {
  const period = softDeletePeriod === undefined ? undefined : parseTimespan(softDeletePeriod);
  if (softDeletePeriod === undefined || period === undefined) return [problems.hasUnknownRetention(table)];
  if (period >= never) return [];
  const [oldest] = [...(await read.creationTimes(table.kept)).values()].toSorted();
  const end = agoOf(period, new Date((await read.identity()).now));
  if (oldest === undefined) return [problems.hasUnknownAge(table)];
  return oldest < end ? [problems.wouldExpire(table, { oldest, period: softDeletePeriod })] : [];
}

/** What restores brought, or bring at this moment, would be there twice or be taken for something else. Empty where nothing of that is so. */
export function judgeRestores(
  { id, clusterTime }: QuarantineRecord,
  table: QuarantinedTable,
  restores: readonly RestoreRecord[],
): readonly Problem[] {
  const [running] = underWay(restores, table.name);
  const newest = putBackSince(restores, table.tableId, clusterTime).at(-1);
  return [
    ...(running === undefined ? [] : [problems.isBeingRestored(table, running)]),
    ...(newest === undefined || newest === running ? [] : [problems.isRestored(id, table, newest)]),
  ];
}
