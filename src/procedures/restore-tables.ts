import { type Bound, unassigned } from '../domain/cursor-bound.ts';
import { sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { halfOfGrace, shortOfGrace } from '../domain/snapshot/creation.ts';
import { type FileRecord, loadFingerprint, type Manifest, type TableManifest } from '../domain/snapshot/manifest.ts';
import {
  contentsOf,
  type ExportWay,
  type LoadWay,
  type RestoredTable,
  type RestoreRecord,
  targetOf,
} from '../domain/snapshot/records.ts';
import { bytesOf } from '../domain/snapshot/restore-time.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';
import { admittingTables, requireAdmitted } from './admitted-stages.ts';
import { changeStages, refuseOtherDeletions } from './change-stages.ts';
import { findTakenBack, takingBack } from './deployment-records.ts';
import { dropTails } from './drop-tails.ts';
import { readFileList } from './file-list.ts';
import type { Journal } from './journal.ts';
import { type NewerRows, newerRowsOf } from './keep-newer.ts';
import { awaitRunningLoads, loadTable } from './load-table.ts';
import { locateRows } from './locate-rows.ts';
import type { RestorePlanTable } from './plan-restore.ts';
import { prepareSwap } from './prepare-swap.ts';
import { chunksOf, type LoadWorld, type PastLoads } from './receive-files.ts';
import { refuseArrivals } from './refuse-arrivals.ts';
import { otherSecurity, secureSwapped } from './secure-swapped.ts';
import { settleCursor } from './settle-cursor.ts';
import { asShaped, dropShaped } from './shape-stages.ts';
import {
  createStaging,
  equipStages,
  guard,
  oldName,
  periodInPlace,
  rawName,
  renewStaging,
  type StagedTable,
  stageName,
} from './stage-table.ts';
import { readStoredScript } from './stored-snapshot.ts';
import { type Swap, swapTables } from './swap-tables.ts';

export interface RestoreWorld extends LoadWorld {
  readonly progress: Progress;
}

const day = 86_400_000;
/** Staging that nobody came back for deletes itself. */
const stagingLifetime = 3 * day;
const settlePatience = 120_000;

/**
 * Brings the planned tables, which are those of the journal, from the snapshot into their places: stage and load, equip, judge, look once more,
 * swap. Before the swap nothing live changes. Goes on from whatever an interrupted run has left.
 */
export async function restoreTables(
  journal: Journal<RestoreRecord>,
  plan: readonly RestorePlanTable[],
  from: {
    readonly manifest: Manifest;
    readonly others: readonly RestoreRecord[];
    readonly load: LoadWay;
    /** Filters of rows that were deleted since the snapshot and are to stay so, by place in the snapshot; asked whenever it counts. Rejects with what stands against bringing rows back. */
    readonly replays: () => Promise<ReadonlyMap<number, readonly string[]>>;
    readonly exports: ExportWay;
  },
  world: RestoreWorld,
): Promise<void> {
  const storedScript = await readStoredScript(world.store, from.manifest);
  const run = journal.current().runId as RunId;
  const ofDatabase = plan.every(({ live, target }) => live !== undefined || target !== undefined)
    ? undefined
    : await world.database.read.defaultSoftDeletePeriod();
  const isSecured = plan.some(({ security }) => security !== undefined);
  const admitted = isSecured ? { principal: await world.database.security.principal() } : undefined;
  const staged = plan.map(
    ({ table, index, live, readers, target, security }): StagedTable => ({
      // Files have the snapshot's columns.
      table: from.manifest.tables[index] ?? table,
      run,
      index,
      live,
      readers,
      ...(security === undefined ? {} : { admitted }),
      target,
      load: from.load,
      // Beside the live tables nothing is to expire.
      softDeletePeriod: target === undefined ? periodInPlace(table.name, live, storedScript, ofDatabase) : undefined,
      storedScript,
    }),
  );
  await dropTails(journal, world);
  await dropShaped(staged, journal.current(), world.database);
  const begunAt = world.clock.now().getTime();
  const made = await createMissing(staged, journal, world);
  // Their policies were read back.
  const reading: RestoreWorld = isSecured
    ? { ...world, database: world.database.reading(admittingTables(staged)) }
    : world;
  await prepare(staged, made, journal, reading);
  world.progress.phase('Judging the staged tables');
  // Extents take no settings of their table along.
  await equipStages(
    staged.filter(({ index }) => !replaces(index, plan)),
    world.database,
  );
  await requireAdmitted(staged, world.database);
  const { cursor, unbounded } = await judgeStages(staged, reading);
  const milliseconds = world.clock.now().getTime() - begunAt;
  // What an interrupted run had loaded already tells nothing of how long all of it takes.
  const measured = made.length === staged.length ? { milliseconds, bytes: bytesOf(staged) } : undefined;
  const boundOf = ({ index }: StagedTable): Bound =>
    unbounded.has(index) ? { kind: 'whole-table' } : { kind: 'cursor', cursor };
  const clusterTime = (await world.database.read.identity()).now;
  const filters = await from.replays();
  const replayed = await changeStages(staged, { record: journal.current(), filters, boundOf }, reading);
  const known = { ...from, manifest: asShaped(from.manifest, journal.current()) };
  const live = await world.database.read.tables();
  const setCursor = ({ replayed: _, ...before }: RestoredTable): RestoredTable => {
    const left = replayed.get(before.index);
    const table = { ...before, ...(left === undefined ? {} : { replayed: left }) };
    return {
      ...table,
      cursor: unbounded.has(table.index) ? null : cursor,
      ...(table.swap === undefined ? {} : { replaced: beginReplacing(table, { cursor, ...known, live }) }),
    };
  };
  const holds = await findTakenBack(takingBack(journal.current(), from.manifest), world.store, world.database);
  await journal.advance(({ holds: _, ...record }) => ({
    ...record,
    ...(holds.length === 0 ? {} : { holds: [...holds] }),
    ...(measured !== undefined && { measured }),
    phase: 'swapping',
    clusterTime,
    tables: record.tables.map(setCursor),
  }));
  world.progress.phase('Swapping');
  const look = async (): Promise<void> => {
    await refuseArrivals(journal.current(), known, { read: reading.database.read, clock: world.clock });
    await requireAdmitted(staged, world.database);
    throwProblems(otherSecurity(journal.current(), await world.database.read.schemaScript()));
    refuseOtherDeletions(filters, await from.replays());
  };
  const rowsOf = (table: RestoredTable, live: LiveTable) => newerRowsIn(table, live, known);
  await prepareSwap(journal, { look, rowsOf, exports: from.exports }, world);
  await swapTables(swapsOf(journal.current()), journal, world.database);
  await secureSwapped(journal.current(), world);
  await journal.advance((record) => ({ ...record, phase: 'swapped' }));
}

/** Undefined where nothing tells them. */
function newerRowsIn(
  { name, index }: RestoredTable,
  live: LiveTable,
  { manifest, others }: { readonly manifest: Manifest; readonly others: readonly RestoreRecord[] },
): NewerRows | undefined {
  const stored = manifest.tables[index];
  return stored?.name === name ? newerRowsOf(locateRows(manifest, stored, live, others)) : undefined;
}

function replaces(index: number, plan: readonly RestorePlanTable[]): boolean {
  return plan.some((one) => one.index === index && one.swap !== undefined);
}

/** Rows after the snapshot's cursor stay in the table; when they are given up, those that arrive from now on. */
function beginReplacing(
  table: RestoredTable,
  at: {
    readonly cursor: Cursor;
    readonly manifest: Manifest;
    readonly others: readonly RestoreRecord[];
    readonly live: readonly LiveTable[];
  },
): NonNullable<RestoredTable['replaced']> {
  const [stored, live] = [at.manifest.tables[table.index], at.live.find(({ name }) => name === table.name)];
  if (stored === undefined || live === undefined || table.newerRows === 'discard')
    return { state: 'begun', after: at.cursor, stagedRows: stored ? contentsOf(table, stored).rows : '0', round: 0 };
  const rows = locateRows(at.manifest, stored, live, at.others);
  const isUntold = rows.kind !== 'foreign' && rows.bound.kind === 'whole-table';
  const newer = newerRowsOf(rows);
  const after = isUntold ? at.cursor : newer.kind === 'after' ? newer.cursor : null;
  return { state: 'begun', after, stagedRows: contentsOf(table, stored).rows, round: 0 };
}

/** Loads all staging tables; `made` are new ones. */
async function prepare(
  staged: readonly StagedTable[],
  made: readonly StagedTable[],
  journal: Journal<RestoreRecord>,
  world: RestoreWorld,
): Promise<void> {
  if (made.length < staged.length) await awaitRunningLoads(world);
  const wasQueued = journal.current().load === 'queued' ? 'yes' : 'no';
  const began = world.clock.now();
  const renew = renewStaging(staged, stagingLifetime, world);
  const fence = async (): Promise<void> => {
    if (wasQueued === 'yes') await journal.advance((record) => record);
  };
  for (const one of staged) {
    world.progress.phase(`Loading ${one.table.name}`);
    await renew();
    const isNew = made.includes(one);
    const past: PastLoads = {
      before: isNew ? 'nothing-sent' : 'maybe-sent',
      wasQueued,
      nextRound: countRounds(one, journal, isNew ? 'first-is-stored' : 'none-is-stored'),
      fence,
      renew,
    };
    await loadTable(one, await filesOf(one, world), past, world);
  }
  for (const one of staged) {
    const young = one.softDeletePeriod === undefined ? undefined : halfOfGrace(one.softDeletePeriod);
    const elapsed = world.clock.now().getTime() - began.getTime();
    const isYoung = made.includes(one) && (young === undefined || elapsed < young);
    if (isYoung || !(await dropAging(one, fence, world))) continue;
    const nextRound = countRounds(one, journal, 'none-is-stored');
    const past: PastLoads = { before: 'maybe-sent', wasQueued, nextRound, fence, renew };
    await loadTable({ ...one, load: 'direct' }, await filesOf(one, world), past, world);
  }
}

/**
 * Rows past the retention were given days of grace when they were loaded. Of a load that took long, or goes on from an old one, those are dropped that would
 * go soon after the swap, to be loaded again with new grace; true when there were any.
 */
async function dropAging(
  one: StagedTable,
  fence: () => Promise<void>,
  { database, clock }: RestoreWorld,
): Promise<boolean> {
  const before = one.softDeletePeriod === undefined ? undefined : shortOfGrace(one.softDeletePeriod, clock.now());
  if (before === undefined) return false;
  let isAny = false;
  for (const table of [stageName(one), rawName(one)]) {
    const created = await database.read.creationTimes(table);
    const aging = [...created].filter(([, at]) => at < before).map(([id]) => id);
    for (const some of chunksOf(aging)) {
      isAny = true;
      await fence();
      await database.load.dropExtents(table, some);
    }
  }
  return isAny;
}

async function filesOf({ table }: StagedTable, { store }: RestoreWorld): Promise<readonly FileRecord[]> {
  const files: FileRecord[] = [];
  for await (const file of readFileList(store, table)) files.push(file);
  return files;
}

/** Tells the number of the next round once it is stored. */
function countRounds(
  one: StagedTable,
  journal: Journal<RestoreRecord>,
  start: 'first-is-stored' | 'none-is-stored',
): () => Promise<number> {
  let isStored = start === 'first-is-stored';
  return async () => {
    if (!isStored) await journal.advance((record) => withTable(record, one, { round: roundOf(one, record) + 1 }));
    isStored = false;
    return roundOf(one, journal.current());
  };
}

/**
 * Those that were made. Identities are stored once all tables are made and guarded, so a stored one that is still there needs nothing more; with
 * them the round in which they will be loaded.
 */
async function createMissing(
  staged: readonly StagedTable[],
  journal: Journal<RestoreRecord>,
  { database, clock }: RestoreWorld,
): Promise<readonly StagedTable[]> {
  const isFresh = journal.current().tables.every(({ stageTableId }) => stageTableId === null);
  const before = isFresh ? new Map<string, string>() : await database.read.tableIds();
  const isThere = (one: StagedTable): boolean =>
    before.has(rawName(one)) && before.get(stageName(one)) === recordOf(one, journal.current()).stageTableId;
  const missing = staged.filter((one) => !isThere(one));
  const expiresAt = new Date(clock.now().getTime() + stagingLifetime);
  // An interrupted run may have taken the guards off already, to put the table's own settings on.
  for (const one of staged.filter(isThere))
    for (const name of [stageName(one), rawName(one)]) await guard(name, one, database, expiresAt);
  if (missing.length === 0) return [];
  for (const one of missing) {
    // Half of a pair may be left, with rows that nobody knows of.
    if (!isFresh) await dropStaging(one, database);
    await createStaging(one, database, expiresAt);
  }
  const after = await database.read.tableIds();
  const known = (record: RestoreRecord, one: StagedTable): RestoreRecord =>
    withTable(record, one, { stageTableId: requireId(stageName(one), after), round: roundOf(one, record) + 1 });
  await journal.advance((record) => missing.reduce(known, record));
  return missing;
}

async function dropStaging(one: StagedTable, { change }: RestoreWorld['database']): Promise<void> {
  await change.dropTable(rawName(one));
  await change.dropTable(stageName(one));
}

interface JudgedStages {
  /** Has all staged rows behind it that a cursor bounds. */
  readonly cursor: Cursor;
  /** Places of the tables that were given their IngestionTime policy, which is off. */
  readonly unbounded: ReadonlySet<number>;
}

/** Count and fingerprint of the staged rows. */
async function judgeStages(staged: readonly StagedTable[], { database, clock }: RestoreWorld): Promise<JudgedStages> {
  const live = new Map((await database.read.tables()).map((one) => [one.name, one.ingestionTime]));
  const isUnbounded = (one: StagedTable): boolean => live.get(stageName(one)) === 'off';
  const stages = staged.filter((one) => !isUnbounded(one)).map((one) => ({ name: stageName(one), columns: [] }));
  const { cursor, populations } = await settleCursor(database.read, stages, {
    clock,
    patienceMilliseconds: settlePatience,
  });
  const problems: Problem[] = [];
  for (const one of staged) {
    const bound: Bound = isUnbounded(one) ? { kind: 'whole-table' } : { kind: 'cursor', cursor };
    const counts = populations.get(stageName(one));
    const isSettled = counts !== undefined && unassigned(counts) === 0n && counts.newer === 0n;
    if (bound.kind === 'cursor' && !isSettled) problems.push(notSettled(one));
    else problems.push(...(await compareRows(one.table, stageName(one), bound, database.read)));
  }
  throwProblems(problems);
  return { cursor, unbounded: new Set(staged.filter(isUnbounded).map(({ index }) => index)) };
}

function notSettled({ table }: StagedTable): Problem {
  return {
    code: 'unknown',
    summary: `The cluster's cursor does not pass the staged rows of ${table.name}.`,
    next: 'Run restore again; it goes on from here.',
  };
}

/** A problem when the rows within the bound are not the snapshot's. */
export async function compareRows(
  table: TableManifest,
  name: string,
  bound: Bound,
  read: DatabaseReader,
): Promise<readonly Problem[]> {
  const expected = loadFingerprint(table.fingerprint);
  const seen = await read.fingerprint(name, table.columns, bound);
  if (sameFingerprint(expected, seen)) return [];
  return [
    {
      code: 'difference',
      summary: `${name} does not hold what the snapshot holds of ${table.name}.`,
      detail: `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`,
      next: 'Run verify with level full to see whether the files are damaged. The previous contents were not deleted.',
    },
  ];
}

/** The renames of a restore whose staging was made. */
export function swapsOf({ runId, tables }: RestoreRecord): readonly Swap[] {
  const renamed = tables.filter(({ swap }) => swap === undefined);
  return renamed.map(({ name, target, index, liveTableId, stageTableId, undoes }) => {
    const place = { run: runId as RunId, index };
    if (stageTableId === null)
      throw problemError({ code: 'bug', summary: `the restore record holds no identity of the staged ${name}` });
    return {
      name: targetOf({ name, target }),
      stage: undoes === undefined ? stageName(place) : oldName({ run: undoes.runId as RunId, index: undoes.index }),
      stageId: stageTableId,
      old: liveTableId === null ? null : oldName(place),
    };
  });
}

function recordOf(one: StagedTable, record: RestoreRecord): RestoredTable {
  const found = record.tables.find(({ index }) => index === one.index);
  if (found !== undefined) return found;
  throw problemError({ code: 'bug', summary: `no record of ${one.table.name}` });
}

function roundOf(one: StagedTable, record: RestoreRecord): number {
  return recordOf(one, record).round;
}

function withTable(record: RestoreRecord, one: StagedTable, change: Partial<RestoredTable>): RestoreRecord {
  return {
    ...record,
    tables: record.tables.map((table) => (table.index === one.index ? { ...table, ...change } : table)),
  };
}

/** Rejects where a table that was made is not there. */
export function requireId(name: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(name);
  if (id !== undefined) return id;
  throw problemError({ code: 'unknown', summary: `The table ${name} is not there although it was made.` });
}
