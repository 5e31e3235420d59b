import pMap from 'p-map';
import type { SnapshotId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { LeftOut } from '../domain/recover-from.ts';
import { boundOf } from '../domain/snapshot/bound.ts';
import { ageFloor, toleratedDays } from '../domain/snapshot/creation.ts';
import { type Finding, inOrder, refusing } from '../domain/snapshot/finding.ts';
import { hazardsOfSchema } from '../domain/snapshot/hazards.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { type SnapshotPaths, snapshotFolder, tableFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, DatabaseIdentity } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import type { EventSubscriptions } from '../ports/event-subscriptions.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Chain, checkChains } from './check-chain.ts';
import { countRows, type RowCounter } from './count-rows.ts';
import { type CountedSources, countSources } from './count-sources.ts';
import { findHazards } from './find-hazards.ts';
import { lookAtExtents } from './find-in-extents.ts';
import { measuredBefore } from './find-in-values.ts';
import { findPrevious } from './find-previous.ts';
import { leaveOut } from './leave-out.ts';
import { notLookedAt } from './look.ts';
import type { Base } from './open-base.ts';
import type { TableAge } from './plan-slices.ts';
import { limitedReader, planTable } from './plan-table.ts';
import { requireCanary } from './require-canary.ts';
import { findSpoilt } from './reuse-base.ts';
import { selectTables, selectViews } from './select-tables.ts';
import { isSameSource, type SnapshotSource, sourceOfTable, sourceOfView } from './snapshot-sources.ts';

export interface SnapshotRequest {
  readonly database: Database;
  readonly clock: Clock;
  readonly paths: SnapshotPaths;
  readonly id: SnapshotId;
  readonly startedAt: Date;
  readonly toolVersion: string;
  readonly asked: SnapshotPlan['asked'];
  readonly store: SnapshotStore;
  /** What a top-up adds to. */
  readonly base?: Base | undefined;
  /** The newest complete snapshot, which knows with what settings tables could be exported. */
  readonly last: Manifest | undefined;
  /** Absent when the storage account is not known. */
  readonly subscriptions?: EventSubscriptions | undefined;
  /** `strict` refuses also what could be taken with a warning. */
  readonly mode: 'usual' | 'strict';
}

const settlePatience = 120_000;
const parallelCounts = 4;

/** Observes only. Rejects with everything that forbids the snapshot, all at once. */
export async function planSnapshot(request: SnapshotRequest): Promise<SnapshotPlan> {
  const { asked, id, startedAt, toolVersion } = request;
  const identity = await request.database.read.identity();
  requireCanary(identity);
  const { chosen, leftOut, schemaScript, findings } = await choose(request, identity);
  const seen = await observe(chosen, { schemaScript, identity }, request);
  const all = inOrder([...findings, ...seen.hazards]);
  refuse(all, request.mode);
  return {
    formatVersion: 1,
    snapshotId: id,
    startedAt: startedAt.toISOString(),
    toolVersion,
    buildVersion: identity.buildVersion,
    asked,
    ...(request.base === undefined
      ? {}
      : { base: { snapshotId: request.base.manifest.snapshotId, manifest: request.base.digest } }),
    leftOut: [...leftOut],
    cursor: seen.settled.cursor,
    clusterTime: identity.now,
    findings: [...all],
    schemaScript: [...schemaScript],
    tables: await planTables(chosen, seen, 0, request),
    ...unreadableIn(seen.settled),
  };
}

/**
 * The plan as it fits the database now: tables that are new, that were changed or that `again` names are planned anew, at a new cursor, and those that are gone do not
 * count any more. The same plan when nothing of that is so.
 */
export async function refreshPlan(
  plan: SnapshotPlan,
  again: ReadonlySet<string>,
  request: SnapshotRequest,
): Promise<SnapshotPlan> {
  const identity = await request.database.read.identity();
  const { chosen, leftOut, schemaScript, findings } = await choose(request, identity);
  const spoilt = await findSpoilt(plan, request.store);
  const current = new Map(
    plan.tables.filter(({ superseded }) => superseded === 'no').map((table) => [table.name, table]),
  );
  const { read } = request.database;
  const stays = async (one: SnapshotSource): Promise<boolean> =>
    !again.has(one.name) && !spoilt.has(one.name) && (await isPlanned(one, current.get(one.name), read));
  const isKept = await pMap(chosen, stays, { concurrency: parallelCounts });
  const kept = new Set(chosen.filter((_, place) => isKept[place]).map(({ name }) => name));
  const sameLeftOut = JSON.stringify(leftOut) === JSON.stringify(plan.leftOut);
  if (sameLeftOut && kept.size === current.size && kept.size === chosen.length) return plan;
  const anew = chosen.filter(({ name }) => !kept.has(name));
  const seen = await observe(anew, { schemaScript, identity }, request);
  const known = plan.findings.filter(({ table }) => table === undefined || kept.has(table));
  const all = inOrder([...known, ...findings, ...seen.hazards]);
  // What appears after the first plan does not stop the run: with strict it makes the verdict fail.
  refuse(all, 'usual');
  const planned = await planTables(anew, seen, plan.tables.length, request);
  const before = plan.tables.map((table) => (kept.has(table.name) ? table : { ...table, superseded: 'yes' as const }));
  const { unreadableViews: _, ...rest } = plan;
  return {
    ...rest,
    leftOut: [...leftOut],
    findings: [...all],
    schemaScript: [...schemaScript],
    tables: [...before, ...planned],
    ...unreadableIn(seen.settled),
  };
}

/** What nothing bounds has to be as it was counted, too: the slices may have been planned long ago. */
async function isPlanned(
  source: SnapshotSource,
  planned: PlannedTable | undefined,
  read: RowCounter,
): Promise<boolean> {
  if (planned === undefined || !isSameSource(planned, source) || planned.bound !== source.bound) return false;
  if (planned.bound === 'cursor') return true;
  const { total } = await countRows(read, { name: source.name, columns: [] }, boundOf(planned, undefined));
  return total === planned.populations.total;
}

async function choose(
  { asked, mode, database: { read } }: SnapshotRequest,
  identity: DatabaseIdentity,
): Promise<{
  readonly chosen: readonly SnapshotSource[];
  readonly leftOut: readonly LeftOut[];
  readonly schemaScript: readonly string[];
  readonly findings: readonly Finding[];
}> {
  const [tables, schemaScript] = await Promise.all([read.tables(), read.schemaScript()]);
  const selected = selectTables(tables, asked.tables);
  const { taken, leftOut } = leaveOut(selected, asked.recoverFrom ?? [], tables);
  const views = asked.views === undefined ? [] : selectViews(await read.views(), asked.views);
  const chosen = [...taken.map(sourceOfTable), ...views.map(sourceOfView)];
  const findings = hazardsOfSchema(chosen, schemaScript, identity);
  const unranged = asked.range === undefined ? [] : findUnranged(chosen);
  // A table that hides its rows cannot even be counted.
  if (unranged.length > 0 || refusing(findings, 'usual').length > 0) refuse(findings, mode, unranged);
  return { chosen, leftOut, schemaScript, findings };
}

/** Rejects with every finding that forbids the snapshot, and with what else does. */
export function refuse(
  findings: readonly Finding[],
  mode: SnapshotRequest['mode'],
  others: readonly Problem[] = [],
): void {
  const forbidding = refusing(findings, mode);
  throwProblems([...forbidding.map(({ summary, next }): Problem => ({ code: 'refused', summary, next })), ...others]);
}

/** The tables at a settled cursor: what of them a base holds already, and what is wrong with them. */
interface Observed {
  readonly settled: CountedSources;
  /** Empty where nothing is topped up. */
  readonly chains: ReadonlyMap<string, Chain>;
  /** Of the tables to which it matters. */
  readonly ages: ReadonlyMap<string, TableAge>;
  readonly hazards: readonly Finding[];
}

async function observe(
  sources: readonly SnapshotSource[],
  known: { readonly schemaScript: readonly string[]; readonly identity: DatabaseIdentity },
  request: SnapshotRequest,
): Promise<Observed> {
  const { database, subscriptions, paths, id, base, store } = request;
  const tables = sources.filter(({ kind }) => kind === 'table');
  const extents = await lookAtExtents(tables, database.observe);
  const settled = await settle(sources, request);
  const { populations } = settled;
  const chains =
    base === undefined
      ? new Map<string, Chain>()
      : await checkChains(sources, populations, base, { read: database.read, store });
  const names = tables.map(({ name }) => name);
  const previous = await findPrevious(names, store, paths);
  const measured = await measuredBefore(tables, chains, { base, schemaScript: known.schemaScript }, store);
  const hazards = await findHazards(
    { tables, ...known, populations, extents, previous, measured },
    { observe: database.observe, subscriptions, folder: snapshotFolder(paths, id) },
  );
  const { ages, findings } = await readAges(tables, known.identity.now, database.observe);
  return { settled, chains, hazards: [...hazards, ...findings], ages };
}

/** After the cursor, so that every row before it lies in an extent that is seen. */
async function readAges(
  tables: readonly SnapshotSource[],
  now: string,
  observe: DatabaseObserver,
): Promise<{ readonly ages: ReadonlyMap<string, TableAge>; readonly findings: readonly Finding[] }> {
  const floors = new Map(tables.map((table) => [table.name, ageFloor(table, now)]));
  const tolerated = new Map(tables.map((table) => [table.name, toleratedDays(table)]));
  const seen = await lookAtExtents(
    tables.filter(({ name }) => floors.get(name) !== undefined),
    observe,
  );
  const ages = new Map<string, TableAge>();
  if ('problem' in seen)
    return {
      ages,
      findings: [notLookedAt('when extents were created, so restored rows will be as if new', seen.problem)],
    };
  for (const [name, { oldest, newest }] of seen.value) {
    const floor = floors.get(name);
    if (floor === undefined || oldest === undefined || newest === undefined) continue;
    ages.set(name, { span: { oldest: oldest.toISOString(), newest }, floor, now, tolerated: tolerated.get(name) ?? 1 });
  }
  return { ages, findings: [] };
}

function settle(
  sources: readonly SnapshotSource[],
  { clock, asked: { range }, database: { read } }: SnapshotRequest,
): Promise<CountedSources> {
  return countSources(read, sources, { clock, patienceMilliseconds: settlePatience, range });
}

function unreadableIn({ unreadable }: CountedSources): Pick<SnapshotPlan, 'unreadableViews'> {
  return unreadable.length === 0 ? {} : { unreadableViews: [...unreadable] };
}

async function planTables(
  sources: readonly SnapshotSource[],
  { settled, chains, ages }: Observed,
  firstIndex: number,
  request: SnapshotRequest,
): Promise<PlannedTable[]> {
  const slices = limitedReader(request.database.read);
  const unreadable = new Set(settled.unreadable.map(({ name }) => name));
  const readable = sources.filter(({ name }) => !unreadable.has(name));
  const planned = readable.map((source, place) => {
    const path = tableFolder(request.paths, request.id, firstIndex + place, source.name);
    return planTable(
      { source, path, settled, slices, chain: chains.get(source.name), age: ages.get(source.name) },
      request,
    );
  });
  return Promise.all(planned);
}

/** A range is one of ingestion times. */
function findUnranged(sources: readonly SnapshotSource[]): readonly Problem[] {
  return sources
    .filter(({ bound }) => bound === 'whole-table')
    .map(({ name, kind }) => ({
      code: 'refused',
      summary:
        kind === 'table'
          ? `${name} has its IngestionTime policy off, so no range of ingestion times can be taken of it.`
          : `${name} is a materialized view, whose rows have no ingestion times, so no range of them can be taken.`,
      next:
        kind === 'table'
          ? `Leave it out with tables: !${name}, or take all of it in a snapshot without ingested-from and ingested-before.`
          : 'Take views in a snapshot without ingested-from and ingested-before.',
    }));
}
