import { hazardsOfSubscriptions } from '../domain/snapshot/event-subscription.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';
import { hazardOfUntimedRows } from '../domain/snapshot/hazards.ts';
import { hazardsOfLog, readLog } from '../domain/snapshot/logged-change.ts';
import { hazardOfValues, limitedColumns } from '../domain/snapshot/value-limits.ts';
import { hazardsOfScope } from '../domain/snapshot/workload-group.ts';
import type { DatabaseIdentity, TablePopulations } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import type { EventSubscriptions } from '../ports/event-subscriptions.ts';
import { findInExtents, type InExtents, type Look } from './find-in-extents.ts';
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
}

/**
 * Everything that can be wrong with a snapshot of these tables and that reading the schema does not show. A handful of requests whatever the number of
 * tables, and one for every few tables that hold texts. Rejects only with what would stop the snapshot itself.
 */
export async function findHazards(request: HazardRequest, world: HazardWorld): Promise<readonly Finding[]> {
  const [rows, scope, ...others] = await Promise.all([
    findInRows(request, world),
    findInScope(world),
    findInValues(request, world),
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
  const log = readLog(commands.value);
  const changes = [...previous].flatMap(([table, since]) => hazardsOfLog(table, since, log));
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
