import { hazardsOfSubscriptions } from '../domain/snapshot/event-subscription.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';
import { hazardOfUntimedRows } from '../domain/snapshot/hazards.ts';
import { hasFullLog, isBeforeLogs, logDays } from '../domain/snapshot/log-reach.ts';
import { hazardsOfLog, readLog } from '../domain/snapshot/logged-change.ts';
import { hazardsOfScope } from '../domain/snapshot/workload-group.ts';
import type { DatabaseIdentity, TablePopulations } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import type { EventSubscriptions } from '../ports/event-subscriptions.ts';
import { findInExtents, type InExtents, type Look } from './find-in-extents.ts';
import { findInValues, type MeasuredBefore } from './find-in-values.ts';
import type { PreviousSnapshot } from './find-previous.ts';
import { type Looked, look, notLookedAt } from './look.ts';
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
  /** What the base of a top-up tells of the values of tables. */
  readonly measured: ReadonlyMap<string, MeasuredBefore>;
}

/**
 * Everything that can be wrong with a snapshot of these tables and that reading the schema does not show. A handful of requests whatever the number of
 * tables, and one for every few tables that hold texts. Rejects only with what would stop the snapshot itself.
 */
export async function findHazards(request: HazardRequest, world: HazardWorld): Promise<readonly Finding[]> {
  const [rows, scope, ...others] = await Promise.all([
    findInRows(request, world),
    findInScope(world),
    findInValues({ ...request, tables: tablesWithRows(request) }, world.observe),
    findInLogs(request, world),
    findInStorage(world),
  ]);
  return [...rows.findings, ...scope, ...neitherProof(rows, scope), ...others.flat()];
}

/** Extents that were read, or workload groups of which none forces anything, show that queries see every row; a forced scope is unknown already. */
function neitherProof({ unread }: InExtents, scope: readonly Finding[]): readonly Finding[] {
  if (unread === undefined || !scope.some(({ name }) => name === 'scope-not-proven')) return [];
  const why = 'neither the extents of the tables nor what workload groups force could be read';
  return [
    found('rows-not-proven', `Whether queries see every row, cold ones too, is not known: ${why}. ${unread.summary}`),
  ];
}

async function findInRows(request: HazardRequest, { observe }: HazardWorld): Promise<InExtents> {
  const { tables, populations, extents, identity } = request;
  // What no cursor bounds is proven by its values, so its rows need no ingestion time.
  const bounded = tables.filter(({ bound }) => bound === 'cursor');
  const untimed = bounded.flatMap(({ name }) => hazardOfUntimedRows(name, populations.get(name)?.untimed ?? 0n));
  const counted = tables.map((table) => ({ table, counted: required(populations.get(table.name)?.total, table.name) }));
  const seen = await findInExtents(counted, extents, new Date(identity.now), observe);
  return { ...seen, findings: [...untimed, ...seen.findings] };
}

function tablesWithRows({ tables, populations }: HazardRequest): readonly SnapshotSource[] {
  return tables.filter(({ name }) => populations.get(name)?.total !== 0n);
}

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
  const log = readLog(commands.value);
  const changes = [...previous].flatMap(([table, since]) => hazardsOfLog(table, since, log));
  return [...changes, ...limitsOfLogs(roles, oldest, identity.now), purgesNotAsked];
}

/** Source: https://learn.microsoft.com/kusto/concepts/data-purge */
const purgesNotAsked = found('purges-not-asked', 'Whether rows were purged since the snapshot before was not asked.');

function limitsOfLogs(roles: Looked<readonly string[]>, oldest: string, now: string): readonly Finding[] {
  const limits: Finding[] = [];
  if (!('value' in roles && hasFullLog(roles.value)))
    limits.push(
      unreadable('The logs show this identity its own commands only: what others deleted or moved is not known.'),
    );
  if (isBeforeLogs(oldest, now))
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
