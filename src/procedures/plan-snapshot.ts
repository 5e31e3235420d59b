import pLimit from 'p-limit';
import { schemaHash } from '../domain/column.ts';
import { chooseForms } from '../domain/column-form.ts';
import { type ExportSettings, moreCareful, usualSettings } from '../domain/export-settings.ts';
import { parseTimespan } from '../domain/kql/timespan.ts';
import type { Cursor, SnapshotId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { LeftOut } from '../domain/recover-from.ts';
import { type Finding, inOrder, refusing } from '../domain/snapshot/finding.ts';
import { hazardsOfSchema } from '../domain/snapshot/hazards.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { type SnapshotPaths, snapshotFolder, tableFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { SizedSlice } from '../domain/snapshot/slice.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, DatabaseIdentity, LiveTable, TablePopulations } from '../ports/database.ts';
import type { EventSubscriptions } from '../ports/event-subscriptions.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Chain, checkChains } from './check-chain.ts';
import { divideSlice, type SliceReader } from './divide-slice.ts';
import { findHazards, lookAtExtents } from './find-hazards.ts';
import { findPrevious } from './find-previous.ts';
import { leaveOut } from './leave-out.ts';
import type { Base } from './open-base.ts';
import { requireCanary } from './require-canary.ts';
import { findSpoilt, type RowsToExport, reuseOf, withoutHeld } from './reuse-base.ts';
import { selectTables } from './select-tables.ts';
import { type SettledCursor, settleCursor } from './settle-cursor.ts';

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
const parallelScans = 4;

/** Observes only. Rejects with everything that forbids the snapshot, all at once. */
export async function planSnapshot(request: SnapshotRequest): Promise<SnapshotPlan> {
  const { asked, id, startedAt, toolVersion } = request;
  const identity = await request.database.read.identity();
  requireCanary(identity);
  const { chosen, leftOut, schemaScript, findings } = await choose(request, identity);
  const { settled, hazards } = await observe(chosen, { schemaScript, identity }, request);
  const all = inOrder([...findings, ...hazards]);
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
    cursor: settled.cursor,
    clusterTime: identity.now,
    findings: [...all],
    schemaScript: [...schemaScript],
    tables: await planTables(chosen, settled, 0, request),
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
  const stays = (live: LiveTable): boolean =>
    !again.has(live.name) && !spoilt.has(live.name) && isPlanned(live, current.get(live.name));
  const kept = new Set(chosen.filter(stays).map(({ name }) => name));
  const sameLeftOut = JSON.stringify(leftOut) === JSON.stringify(plan.leftOut);
  if (sameLeftOut && kept.size === current.size && kept.size === chosen.length) return plan;
  const anew = chosen.filter(({ name }) => !kept.has(name));
  const { settled, hazards } = await observe(anew, { schemaScript, identity }, request);
  const known = plan.findings.filter(({ table }) => table === undefined || kept.has(table));
  const all = inOrder([...known, ...findings, ...hazards]);
  // What appears after the first plan does not stop the run: with strict it makes the verdict fail.
  refuse(all, 'usual');
  const planned = await planTables(anew, settled, plan.tables.length, request);
  const before = plan.tables.map((table) => (kept.has(table.name) ? table : { ...table, superseded: 'yes' as const }));
  return {
    ...plan,
    leftOut: [...leftOut],
    findings: [...all],
    schemaScript: [...schemaScript],
    tables: [...before, ...planned],
  };
}

function isPlanned(live: LiveTable, planned: PlannedTable | undefined): boolean {
  return planned?.tableId === live.tableId && schemaHash(planned.columns) === schemaHash(live.columns);
}

async function choose(
  { asked, mode, database: { read } }: SnapshotRequest,
  identity: DatabaseIdentity,
): Promise<{
  readonly chosen: readonly LiveTable[];
  readonly leftOut: readonly LeftOut[];
  readonly schemaScript: readonly string[];
  readonly findings: readonly Finding[];
}> {
  const [tables, schemaScript] = await Promise.all([read.tables(), read.schemaScript()]);
  const selected = selectTables(tables, asked.tables);
  const { taken: chosen, leftOut } = leaveOut(selected, asked.recoverFrom ?? [], tables);
  const findings = hazardsOfSchema(chosen, schemaScript, identity);
  // A table that hides its rows cannot even be counted.
  if (refusing(findings, 'usual').length > 0) refuse(findings, mode);
  return { chosen, leftOut, schemaScript, findings };
}

/** Rejects with every finding that forbids the snapshot. */
export function refuse(findings: readonly Finding[], mode: SnapshotRequest['mode']): void {
  throwProblems(refusing(findings, mode).map(({ summary, next }): Problem => ({ code: 'refused', summary, next })));
}

/** A settled cursor, and what is wrong with the tables at it. */
async function observe(
  tables: readonly LiveTable[],
  known: { readonly schemaScript: readonly string[]; readonly identity: DatabaseIdentity },
  request: SnapshotRequest,
): Promise<{ readonly settled: SettledCursor; readonly hazards: readonly Finding[] }> {
  const { database, subscriptions, paths, id } = request;
  const extents = await lookAtExtents(tables, database.observe);
  const settled = await settle(tables, request);
  const names = tables.map(({ name }) => name);
  const previous = await findPrevious(names, request.store, paths);
  const hazards = await findHazards(
    { tables, ...known, populations: settled.populations, extents, previous },
    { observe: database.observe, subscriptions, folder: snapshotFolder(paths, id) },
  );
  return { settled, hazards };
}

function settle(tables: readonly LiveTable[], { clock, database: { read } }: SnapshotRequest): Promise<SettledCursor> {
  return settleCursor(read, tables, { clock, patienceMilliseconds: settlePatience });
}

async function planTables(
  tables: readonly LiveTable[],
  { cursor, populations }: SettledCursor,
  firstIndex: number,
  request: SnapshotRequest,
): Promise<PlannedTable[]> {
  const { base, store, database } = request;
  const slices = limitedReader(database.read);
  const chains: ReadonlyMap<string, Chain> =
    base === undefined ? new Map() : await checkChains(tables, populations, base, { read: database.read, store });
  const planned = tables.map((live, place) => {
    const path = tableFolder(request.paths, request.id, firstIndex + place, live.name);
    return planTable({ live, path, cursor, populations, slices, chain: chains.get(live.name) }, request);
  });
  return Promise.all(planned);
}

/** Of all tables together only a few scans run at once; more would only queue up in the cluster, or be refused. */
function limitedReader(read: SliceReader): SliceReader {
  const limit = pLimit(parallelScans);
  return {
    timeBins: (...asked) => limit(() => read.timeBins(...asked)),
    partRows: (...asked) => limit(() => read.partRows(...asked)),
  };
}

interface TableAtCursor {
  readonly slices: SliceReader;
  readonly live: LiveTable;
  readonly path: string;
  readonly cursor: Cursor;
  readonly populations: ReadonlyMap<string, TablePopulations>;
  /** Of a top-up. */
  readonly chain: Chain | undefined;
}

async function planTable(
  { live, path, cursor, populations, slices, chain }: TableAtCursor,
  { asked, last }: SnapshotRequest,
): Promise<PlannedTable> {
  const counts = populations.get(live.name);
  if (counts === undefined) throw new Error(`no counts of ${live.name}`);
  const { total, atCursor, newer, untimed, times } = counts;
  const rowBytes = rowBytesOf(live);
  const remembered = rememberedFor(live, last);
  const sliceRows = sliceRowsOf(asked.sliceRows, rowBytes, remembered?.learntRows);
  const settings = usualSettings(rowBytes);
  return {
    name: live.name,
    tableId: live.tableId,
    schemaVersion: live.schemaVersion,
    folder: live.folder,
    docString: live.docString,
    columns: chain?.kind === 'reuse' ? chain.table.columns : [...chooseForms(live.columns, counts.withTickRest)],
    cursor,
    superseded: 'no',
    populations: { total, atCursor, newer, untimed, times },
    path,
    expires: expires(live),
    ...(rowBytes === undefined ? {} : { rowBytes }),
    ...sizesOf(live),
    settings: remembered === undefined ? settings : moreCareful(settings, remembered.settings),
    ...(remembered?.learntRows === undefined ? {} : { learntRows: BigInt(remembered.learntRows) }),
    ...reuseOf(chain),
    slices: [...(await planSlices(live, withoutHeld({ cursor, atCursor, untimed }, chain), sliceRows, slices))],
  };
}

function sizesOf({ estimate }: LiveTable): Pick<PlannedTable, 'storedBytes' | 'hotBytes'> {
  const { storedBytes, hotBytes } = estimate ?? {};
  return { ...(storedBytes === undefined ? {} : { storedBytes }), ...(hotBytes === undefined ? {} : { hotBytes }) };
}

function rowBytesOf({ estimate }: LiveTable): number | undefined {
  return estimate === undefined || estimate.rows === 0n ? undefined : estimate.originalBytes / Number(estimate.rows);
}

interface Remembered {
  readonly settings: ExportSettings;
  readonly learntRows: number | undefined;
}

/** Of the same table in the same shape; another one may be narrower. */
function rememberedFor({ name, columns }: LiveTable, last: Manifest | undefined): Remembered | undefined {
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
function expires({ softDeletePeriod }: LiveTable): 'yes' | 'no' {
  const ticks = softDeletePeriod === undefined ? undefined : parseTimespan(softDeletePeriod);
  return ticks !== undefined && ticks >= never ? 'no' : 'yes';
}

/** Rows with an ingestion time up to the cursor, and rows without one. A table without rows needs no slice. */
async function planSlices(
  table: LiveTable,
  at: RowsToExport,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedSlice[]> {
  const populations: readonly SizedSlice[] = [
    {
      slice: { kind: 'timed', cursor: at.cursor, ...(at.after === undefined ? {} : { after: at.after }) },
      rows: at.atCursor,
    },
    { slice: { kind: 'untimed' }, rows: at.untimed },
  ];
  const divided = populations.filter(({ rows }) => rows > 0n).map((one) => divideSlice(one, table, most, read));
  return (await Promise.all(divided)).flat();
}
