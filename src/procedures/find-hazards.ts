import { type Problem, ProblemError } from '../domain/problem.ts';
import { hazardsOfSubscriptions } from '../domain/snapshot/event-subscription.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';
import {
  type CountedRows,
  type ExtentTotals,
  hasRowStore,
  hazardOfRetention,
  hazardOfUntimedRows,
  hazardsOfExtents,
  hidesRows,
} from '../domain/snapshot/hazards.ts';
import { hazardsOfLog } from '../domain/snapshot/logged-change.ts';
import { hazardOfValues, limitedColumns } from '../domain/snapshot/value-limits.ts';
import { hazardsOfScope } from '../domain/snapshot/workload-group.ts';
import type { DatabaseIdentity, TablePopulations } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import type { EventSubscriptions } from '../ports/event-subscriptions.ts';
import type { PreviousSnapshot } from './find-previous.ts';
import type { SnapshotSource } from './snapshot-sources.ts';

/** What a snapshot is looked at with. */
export interface HazardWorld {
  readonly observe: DatabaseObserver;
  /** Absent when the storage account is not known. */
  readonly subscriptions?: EventSubscriptions | undefined;
  /** Below which path the snapshot is written. */
  readonly folder: string;
}

/** Tables about to be planned, and what is known of them already. */
export interface HazardRequest {
  readonly tables: readonly SnapshotSource[];
  readonly schemaScript: readonly string[];
  readonly identity: Pick<DatabaseIdentity, 'now'>;
  readonly populations: ReadonlyMap<string, TablePopulations>;
  /** Taken before the populations were counted. */
  readonly extents: Look;
  /** The snapshot before of each table that has one. */
  readonly previous: ReadonlyMap<string, PreviousSnapshot>;
}

/** What came of looking at something: a look that failed is told, and concludes nothing. */
type Looked<T> = { readonly value: T } | { readonly problem: Problem };
export type Look = Looked<ReadonlyMap<string, ExtentTotals>>;

/** Totals of the extents of the tables, as far as they can be read. */
export function lookAtExtents(tables: readonly SnapshotSource[], observe: DatabaseObserver): Promise<Look> {
  if (tables.length === 0) return Promise.resolve({ value: new Map() });
  return look(() => observe.extentTotals(tables.map(({ name }) => name)));
}

/**
 * Everything that can be wrong with a snapshot of these tables and that reading the schema does not show. A handful of requests whatever the number of
 * tables, and one for every few tables that hold texts. Rejects only with what would stop the snapshot itself.
 */
export async function findHazards(request: HazardRequest, world: HazardWorld): Promise<readonly Finding[]> {
  const found = await Promise.all([
    findInRows(request, world),
    findInValues(request, world),
    findInLogs(request, world),
    findInScope(world),
    findInStorage(world),
  ]);
  return found.flat();
}

async function findInRows(request: HazardRequest, { observe }: HazardWorld): Promise<readonly Finding[]> {
  const { tables, populations, extents, identity } = request;
  const now = new Date(identity.now);
  // What no cursor bounds is proven by its values, so its rows need no ingestion time.
  const bounded = tables.filter(({ bound }) => bound === 'cursor');
  const untimed = bounded.flatMap(({ name }) => hazardOfUntimedRows(name, populations.get(name)?.untimed ?? 0n));
  if ('problem' in extents) return [...untimed, notLookedAt('the extents of the tables', extents.problem)];
  const after = await lookAtExtents(tables, observe);
  if ('problem' in after) return [...untimed, notLookedAt('the extents of the tables', after.problem)];
  const looks = tables.map((table) => {
    const counted = required(populations.get(table.name)?.total, table.name);
    return { table, looks: { before: extents.value.get(table.name), counted, after: after.value.get(table.name) } };
  });
  const settled = await look(() =>
    Promise.all(looks.map(async (one) => ({ ...one, looks: await lookAgain(one, observe) }))),
  );
  if ('problem' in settled) return [...untimed, notLookedAt('the extents of the tables', settled.problem)];
  const ofExtents = settled.value.flatMap(({ table, looks: seen }) => [
    ...hazardsOfExtents(table.name, seen),
    ...hazardOfRetention(table, seen.after?.oldest, now),
  ]);
  return [...untimed, ...ofExtents];
}

const mostLooks = 3;

/** What rows that come and go can explain is looked at again, until they cannot. */
async function lookAgain(
  { table, looks }: { readonly table: SnapshotSource; readonly looks: CountedRows },
  observe: DatabaseObserver,
): Promise<CountedRows> {
  let seen = looks;
  for (let turn = 0; turn < mostLooks && (hidesRows(seen) || hasRowStore(seen)); turn += 1) {
    const [counted = seen.counted] = await observe.rowCounts([table.name]);
    const after = (await observe.extentTotals([table.name])).get(table.name);
    seen = { before: seen.after, counted, after };
  }
  return seen;
}

async function findInValues(
  { tables, schemaScript, populations }: HazardRequest,
  { observe }: HazardWorld,
): Promise<readonly Finding[]> {
  const limited = limitedColumns(tables, schemaScript);
  const measured = tables.flatMap(({ name, estimate }) => {
    const columns = limited.get(name) ?? [];
    const isEmpty = populations.get(name)?.total === 0n;
    return columns.length === 0 || isEmpty ? [] : [{ name, columns, estimatedRows: estimate?.rows }];
  });
  if (measured.length === 0) return [];
  const counts = await look(() => observe.valuesAtLimit(measured));
  if ('problem' in counts) return [notLookedAt('the sizes of values', counts.problem)];
  return measured.flatMap(({ name, columns }, place) =>
    columns.flatMap((column, index) => hazardOfValues(name, column, required(counts.value[place]?.[index], name))),
  );
}

/** Logs are kept for so long. Source: https://learn.microsoft.com/kusto/management/commands-and-queries */
const logDays = 30;

async function findInLogs(
  { previous, identity }: HazardRequest,
  { observe }: HazardWorld,
): Promise<readonly Finding[]> {
  const oldest = [...previous.values()].map(({ clusterTime }) => clusterTime).toSorted()[0];
  if (oldest === undefined) return [];
  const [roles, commands] = await Promise.all([
    look(() => observe.ownRoles()),
    look(() => observe.changesSince(oldest)),
  ]);
  if ('problem' in commands)
    return [unreadable(`The logs of the database could not be read: ${commands.problem.summary}`)];
  const changes = [...previous].flatMap(([table, { snapshotId, clusterTime }]) =>
    hazardsOfLog(
      table,
      snapshotId,
      commands.value.filter(({ at }) => at >= clusterTime),
    ),
  );
  return [...changes, ...limitsOfLogs(roles, oldest, identity.now), purgesNotAsked];
}

/** Source: https://learn.microsoft.com/kusto/concepts/data-purge */
const purgesNotAsked = found('purges-not-asked', 'Whether rows were purged since the snapshot before was not asked.');

function limitsOfLogs(roles: Looked<readonly string[]>, oldest: string, now: string): readonly Finding[] {
  const limits: Finding[] = [];
  const seesAll = 'value' in roles && roles.value.some((role) => /(?:Admin|Monitor)s?$/i.test(role));
  if (!seesAll)
    limits.push(
      unreadable('The logs show this identity its own commands only: what others deleted or moved is not known.'),
    );
  if (Date.parse(now) - Date.parse(oldest) > logDays * 86_400_000)
    limits.push(unreadable(`The logs reach ${logDays} days back, and the snapshot before is older.`));
  return limits;
}

const unreadable = (summary: string): Finding => found('logs-unreadable', summary);

async function findInScope({ observe }: HazardWorld): Promise<readonly Finding[]> {
  const groups = await look(() => observe.workloadGroups());
  if ('problem' in groups) {
    const why = groups.problem.summary;
    return [found('scope-not-proven', `Whether a workload group forces weak consistency could not be read: ${why}`)];
  }
  const own = await look(() => observe.ownWorkloadGroups());
  return hazardsOfScope(groups.value, 'value' in own ? own.value : []);
}

async function findInStorage({ subscriptions, folder }: HazardWorld): Promise<readonly Finding[]> {
  if (subscriptions === undefined)
    return [
      found('event-grid-not-asked', 'Whether an Event Grid subscription listens to the container was not asked.'),
    ];
  const seen = await look(() => subscriptions.list());
  if ('problem' in seen) return [notLookedAt('the Event Grid subscriptions of the storage account', seen.problem)];
  return hazardsOfSubscriptions(seen.value, subscriptions.subjectOf(folder));
}

function required(count: bigint | undefined, table: string): bigint {
  if (count === undefined) throw new Error(`no counts of ${table}`);
  return count;
}

function notLookedAt(what: string, problem: Problem): Finding {
  return found('not-looked-at', `Not looked at: ${what}. ${problem.summary}`);
}

/** These stop the snapshot too. */
const stops: readonly Problem['code'][] = ['cancelled', 'bug', 'unreachable', 'input'];

async function look<T>(read: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(({ code }) => stops.includes(code))) throw error;
    return { problem: error.problems[0] };
  }
}
