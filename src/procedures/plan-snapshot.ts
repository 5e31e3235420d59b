import pLimit from 'p-limit';
import { schemaHash } from '../domain/column.ts';
import { chooseForms, reservedColumns } from '../domain/column-form.ts';
import { type ExportSettings, moreCareful, usualSettings } from '../domain/export-settings.ts';
import { tablesWithHiddenRows, viewsWithHiddenRows } from '../domain/kql/schema-script.ts';
import { parseTimespan } from '../domain/kql/timespan.ts';
import type { SnapshotId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import { boundOf } from '../domain/snapshot/bound.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { type SnapshotPaths, tableFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { SizedSlice } from '../domain/snapshot/slice.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, DatabaseReader, LiveTable } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Chain, checkChains } from './check-chain.ts';
import { countRows } from './count-rows.ts';
import { type CountedSources, countSources } from './count-sources.ts';
import type { SliceReader } from './divide-slice.ts';
import type { Base } from './open-base.ts';
import { planSlices } from './plan-slices.ts';
import { requireCanary } from './require-canary.ts';
import { findSpoilt, reuseOf } from './reuse-base.ts';
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
}

const settlePatience = 120_000;
const parallelScans = 4;

/** Observes only. Rejects with every table that a snapshot could not hold faithfully. */
export async function planSnapshot(request: SnapshotRequest): Promise<SnapshotPlan> {
  const { asked, id, startedAt, toolVersion } = request;
  const identity = await request.database.read.identity();
  requireCanary(identity);
  const { chosen, schemaScript } = await choose(request);
  const settled = await settle(chosen, request);
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
    cursor: settled.cursor,
    schemaScript: [...schemaScript],
    tables: await planTables(chosen, settled, 0, request),
    ...unreadableIn(settled),
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
  const { chosen, schemaScript } = await choose(request);
  const spoilt = await findSpoilt(plan, request.store);
  const current = new Map(
    plan.tables.filter(({ superseded }) => superseded === 'no').map((table) => [table.name, table]),
  );
  const { read } = request.database;
  const stays = async (one: SnapshotSource): Promise<boolean> =>
    !again.has(one.name) && !spoilt.has(one.name) && (await isPlanned(one, current.get(one.name), read));
  const isKept = await Promise.all(chosen.map(stays));
  const kept = new Set(chosen.filter((_, place) => isKept[place]).map(({ name }) => name));
  if (kept.size === current.size && kept.size === chosen.length) return plan;
  const anew = chosen.filter(({ name }) => !kept.has(name));
  const settled = await settle(anew, request);
  const planned = await planTables(anew, settled, plan.tables.length, request);
  const before = plan.tables.map((table) => (kept.has(table.name) ? table : { ...table, superseded: 'yes' as const }));
  const { unreadableViews: _, ...rest } = plan;
  return { ...rest, schemaScript: [...schemaScript], tables: [...before, ...planned], ...unreadableIn(settled) };
}

/** What nothing bounds has to be as it was counted, too: the slices may have been planned long ago. */
async function isPlanned(
  source: SnapshotSource,
  planned: PlannedTable | undefined,
  read: DatabaseReader,
): Promise<boolean> {
  if (planned === undefined || !isSameSource(planned, source) || planned.bound !== source.bound) return false;
  if (planned.bound === 'cursor') return true;
  const { total } = await countRows(read, { name: source.name, columns: [] }, boundOf(planned, undefined));
  return total === planned.populations.total;
}

async function choose({ asked, database: { read } }: SnapshotRequest): Promise<{
  readonly chosen: readonly SnapshotSource[];
  readonly schemaScript: readonly string[];
}> {
  const [tables, schemaScript] = await Promise.all([read.tables(), read.schemaScript()]);
  const views = asked.views === undefined ? [] : selectViews(await read.views(), asked.views);
  const selected = selectTables(tables, asked.tables);
  const chosen = [...selected.map(sourceOfTable), ...views.map(sourceOfView)];
  throwProblems([...findObstacles(chosen, schemaScript), ...(asked.range === undefined ? [] : findUnranged(chosen))]);
  return { chosen, schemaScript };
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
  settled: CountedSources,
  firstIndex: number,
  request: SnapshotRequest,
): Promise<PlannedTable[]> {
  const { base, store, database } = request;
  const slices = limitedReader(database.read);
  const unreadable = new Set(settled.unreadable.map(({ name }) => name));
  const readable = sources.filter(({ name }) => !unreadable.has(name));
  const chains: ReadonlyMap<string, Chain> =
    base === undefined
      ? new Map()
      : await checkChains(readable, settled.populations, base, { read: database.read, store });
  const planned = readable.map((source, place) => {
    const path = tableFolder(request.paths, request.id, firstIndex + place, source.name);
    return planTable({ source, path, settled, slices, chain: chains.get(source.name) }, request);
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

function findObstacles(sources: readonly SnapshotSource[], script: readonly string[]): readonly Problem[] {
  const hidden = { table: tablesWithHiddenRows(script), 'materialized-view': viewsWithHiddenRows(script) };
  return sources.flatMap(({ name, columns, kind }) => {
    const problems: Problem[] = [];
    const reserved = reservedColumns(columns);
    if (reserved.length > 0) {
      const next = 'Leave the table out, or rename the columns.';
      problems.push({
        code: 'refused',
        summary: `${name} has columns with names that snapshots use themselves: ${reserved.join(', ')}.`,
        next,
      });
    }
    if (hidden[kind].has(name)) {
      problems.push({
        code: 'refused',
        summary: `${name} has a row level security policy, which hides rows from everybody who reads it.`,
        next: `Leave it out with ${kind === 'table' ? 'tables' : 'views'}: !${name}.`,
      });
    }
    return problems;
  });
}

/** Of all tables together only a few scans run at once; more would only queue up in the cluster, or be refused. */
function limitedReader(read: DatabaseReader): SliceReader {
  const limit = pLimit(parallelScans);
  return {
    timeBins: (...asked) => limit(() => read.timeBins(...asked)),
    partRows: (...asked) => limit(() => read.partRows(...asked)),
    rowsByExtent: (...asked) => limit(() => read.rowsByExtent(...asked)),
  };
}

interface TableAtCursor {
  readonly slices: SliceReader;
  readonly source: SnapshotSource;
  readonly path: string;
  readonly settled: CountedSources;
  /** Of a top-up. */
  readonly chain: Chain | undefined;
}

async function planTable(
  { source: live, path, settled: { cursor, populations }, slices, chain }: TableAtCursor,
  { asked, last }: SnapshotRequest,
): Promise<PlannedTable> {
  const counts = populations.get(live.name);
  if (counts === undefined) throw new Error(`no counts of ${live.name}`);
  const { withTickRest, ...counted } = counts;
  const rowBytes = rowBytesOf(live);
  const remembered = rememberedFor(live, last);
  const sliceRows = sliceRowsOf(asked.sliceRows, rowBytes, remembered?.learntRows);
  const settings = usualSettings(rowBytes);
  const planned = await planSlices({ source: live, cursor, range: asked.range, counts, chain }, sliceRows, slices);
  return {
    name: live.name,
    kind: live.kind,
    ...(live.view === undefined ? {} : { view: live.view }),
    tableId: live.tableId,
    schemaVersion: live.schemaVersion,
    folder: live.folder,
    docString: live.docString,
    columns: chain?.kind === 'reuse' ? chain.table.columns : [...chooseForms(live.columns, withTickRest)],
    bound: live.bound,
    cursor,
    superseded: 'no',
    populations: live.bound === 'cursor' ? counted : { ...counted, ...allOf(planned) },
    path,
    expires: expires(live),
    ...(rowBytes === undefined ? {} : { rowBytes }),
    settings: remembered === undefined ? settings : moreCareful(settings, remembered.settings),
    ...(remembered?.learntRows === undefined ? {} : { learntRows: BigInt(remembered.learntRows) }),
    ...reuseOf(chain),
    slices: [...planned],
  };
}

/** The rows as they were counted for the slices, since these were counted later where a table is divided by its extents. */
function allOf(slices: readonly SizedSlice[]): { readonly total: bigint; readonly untimed: bigint } {
  const total = slices.reduce((sum, { rows }) => sum + rows, 0n);
  return { total, untimed: total };
}

function rowBytesOf({ estimate }: Pick<LiveTable, 'estimate'>): number | undefined {
  return estimate === undefined || estimate.rows === 0n ? undefined : estimate.originalBytes / Number(estimate.rows);
}

interface Remembered {
  readonly settings: ExportSettings;
  readonly learntRows: number | undefined;
}

/** Of the same table in the same shape; another one may be narrower. */
function rememberedFor({ name, columns }: SnapshotSource, last: Manifest | undefined): Remembered | undefined {
  const table = last?.tables.find((one) => one.name === name && one.schemaHash === schemaHash(columns));
  if (table === undefined) return undefined;
  const { sliceRows: learntRows, ...settings } = table.exported;
  return { settings, learntRows };
}

/** One export then takes minutes, of the hour that the service allows. */
const sliceBytes = 10 * 1024 ** 3;

function sliceRowsOf(most: number, rowBytes: number | undefined, remembered: number | undefined): bigint {
  const fitting = rowBytes === undefined || rowBytes === 0 ? most : Math.floor(sliceBytes / rowBytes);
  return BigInt(Math.max(1, Math.min(most, fitting, remembered ?? most)));
}

/** A hundred years, the default, is never. Source: https://learn.microsoft.com/kusto/management/retention-policy */
const never = 36_500n * 864_000_000_000n;

/** A period that is not known may be short. */
function expires({ softDeletePeriod }: SnapshotSource): 'yes' | 'no' {
  const ticks = softDeletePeriod === undefined ? undefined : parseTimespan(softDeletePeriod);
  return ticks !== undefined && ticks >= never ? 'no' : 'yes';
}
