import { unassigned } from '../domain/cursor-bound.ts';
import { sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import { problemError, throwProblems } from '../domain/problem.ts';
import { loadFingerprint, type Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { SwapIntent } from '../domain/swap-state.ts';
import type { LiveTable } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';
import type { Journal } from './journal.ts';
import { awaitRunningLoads, type LoadWorld, loadTable } from './load-table.ts';
import { locateRows } from './locate-rows.ts';
import { countNewer } from './plan-restore.ts';
import { settleCursor } from './settle-cursor.ts';
import {
  createStaging,
  equipStage,
  oldName,
  rawName,
  type StagedTable,
  settingsToKeep,
  stageName,
} from './stage-table.ts';
import { readFileList, readVouched } from './stored-snapshot.ts';
import { swapTables } from './swap-tables.ts';

export interface RestoreWorld extends LoadWorld {
  readonly progress: Progress;
}

const days = 86_400_000;
/** Staging that nobody came back for deletes itself. */
const stagingLifetime = 3 * days;
/** How long the replaced contents stay in the cluster. */
export const oldLifetimeDays = 7;
const settlePatience = 120_000;

/**
 * Runs the restore that the journal describes from wherever it stands: stage and load, judge, swap, judge again, clean up. Before the swap nothing
 * live changes. Every step may be run again.
 */
export async function restoreTables(
  journal: Journal<RestoreRecord>,
  manifest: Manifest,
  others: readonly RestoreRecord[],
  world: RestoreWorld,
): Promise<void> {
  const staged = await describeStaged(journal.current(), manifest, world);
  if (journal.current().phase === 'loading') {
    await prepareAll(staged, journal, world);
    await refuseArrivals(staged, manifest, others, journal, world);
    await journal.advance((record) => ({ ...record, phase: 'swapping' }));
  }
  if (journal.current().phase === 'swapping') {
    world.progress.phase('Swapping');
    await swapTables(
      staged.map((one) => intentOf(one, journal.current())),
      world.database,
    );
    await journal.advance((record) => ({ ...record, phase: 'swapped' }));
  }
  if (journal.current().phase === 'swapped') {
    world.progress.phase('Verifying the live tables');
    for (const one of staged) await requireLive(one, journal.current(), world);
    await cleanUp(staged, journal.current(), world);
    await journal.advance((record) => ({ ...record, phase: 'closed' }));
  }
}

async function describeStaged(
  record: RestoreRecord,
  manifest: Manifest,
  { database, store }: RestoreWorld,
): Promise<readonly StagedTable[]> {
  const [now, then] = [
    await database.read.schemaScript(),
    splitStored(await readVouched(store, manifest.schemaScript)),
  ];
  return record.tables.map(({ name, index, liveTableId }) => {
    const table = manifest.tables[index];
    if (table?.name !== name)
      throw problemError({
        code: 'difference',
        summary: `The restore record names ${name}, which is not table ${index} of the snapshot.`,
      });
    const settings = settingsToKeep(name, now, then, liveTableId === null ? 'absent' : 'present');
    return { table, run: record.runId as RunId, index, settings };
  });
}

/** The stored script has a blank line between commands; a command of the service's script holds none at a line that begins one. */
function splitStored(script: string): readonly string[] {
  return script
    .split(/\n\n(?=\.)/)
    .map((text) => text.trimEnd())
    .filter((text) => text !== '');
}

async function prepareAll(
  staged: readonly StagedTable[],
  journal: Journal<RestoreRecord>,
  world: RestoreWorld,
): Promise<void> {
  if (journal.current().tables.some(({ round }) => round > 0)) await awaitRunningLoads(world);
  for (const one of staged) {
    if (recordOf(one, journal.current()).cursor !== null) continue;
    world.progress.phase(`Loading ${one.table.name}`);
    await prepare(one, journal, world);
  }
}

async function prepare(one: StagedTable, journal: Journal<RestoreRecord>, world: RestoreWorld): Promise<void> {
  const { database, store, clock } = world;
  const update = (change: Partial<RestoredTable>): Promise<void> =>
    journal.advance((record) => withTable(record, one, change));
  const live = (await database.read.tables()).find(({ name }) => name === one.table.name);
  await createStaging(one, live, database, new Date(clock.now().getTime() + stagingLifetime));
  const stage = await requireTable(stageName(one), database.read.tables());
  if (recordOf(one, journal.current()).stageTableId !== stage.tableId) await update({ stageTableId: stage.tableId });
  const nextRound = async (): Promise<number> => {
    const round = recordOf(one, journal.current()).round + 1;
    await update({ round });
    return round;
  };
  await loadTable(one, await readFileList(store, one.table), nextRound, world);
  const cursor = await judgeStage(one, stage, world);
  await equipStage(one, database);
  await update({ cursor });
}

/** Count and fingerprint of the staged rows, and a cursor that has all of them behind it. */
async function judgeStage(one: StagedTable, stage: LiveTable, { database, clock }: RestoreWorld): Promise<Cursor> {
  const { cursor, populations } = await settleCursor(database.read, [stage], {
    clock,
    patienceMilliseconds: settlePatience,
  });
  const counts = populations.get(stage.name);
  if (counts === undefined || unassigned(counts) !== 0n || counts.newer !== 0n) {
    throw problemError({
      code: 'unknown',
      summary: `The cluster's cursor does not pass the staged rows of ${one.table.name}.`,
      next: 'Run restore again; it goes on from here.',
    });
  }
  await requireFingerprint(one, stageName(one), cursor, { database });
  return cursor;
}

async function requireFingerprint(
  { table }: StagedTable,
  name: string,
  cursor: Cursor,
  { database }: Pick<RestoreWorld, 'database'>,
): Promise<void> {
  const expected = loadFingerprint(table.fingerprint);
  const seen = await database.read.fingerprint(name, table.columns, { kind: 'cursor', cursor });
  if (sameFingerprint(expected, seen)) return;
  throw problemError({
    code: 'difference',
    summary: `${name} does not hold what the snapshot holds of ${table.name}.`,
    detail: `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`,
    next: 'Run verify with level full to see whether the files are damaged. The previous contents were not deleted.',
  });
}

/** Rows may have arrived since the plan; a swap would take them away. */
async function refuseArrivals(
  staged: readonly StagedTable[],
  manifest: Manifest,
  others: readonly RestoreRecord[],
  journal: Journal<RestoreRecord>,
  { database }: RestoreWorld,
): Promise<void> {
  const tables = await database.read.tables();
  const problems = [];
  for (const one of staged) {
    const live = tables.find(({ name }) => name === one.table.name);
    const planned = recordOf(one, journal.current()).liveTableId;
    if ((live?.tableId ?? null) !== planned) {
      problems.push({
        code: 'refused',
        summary: `${one.table.name} was replaced by another table while the restore ran.`,
        next: 'Run restore again.',
      } as const);
      continue;
    }
    if (live === undefined) continue;
    const { newer } = await countNewer(database.read, live, locateRows(manifest, one.table, live, others));
    if (newer > 0n) {
      const next = 'Stop what ingests into the table and copy these rows aside, then run restore again.';
      problems.push({
        code: 'refused',
        summary: `${newer} rows arrived in ${one.table.name} while the restore ran; swapping would lose them.`,
        next,
      } as const);
    }
  }
  throwProblems(problems);
}

async function requireLive(one: StagedTable, record: RestoreRecord, { database }: RestoreWorld): Promise<void> {
  const { cursor, stageTableId } = recordOf(one, record);
  const live = await requireTable(one.table.name, database.read.tables());
  if (live.tableId !== stageTableId || cursor === null) {
    throw problemError({ code: 'unknown', summary: `${one.table.name} is not the table that was restored.` });
  }
  await requireFingerprint(one, one.table.name, cursor as Cursor, { database });
}

async function cleanUp(
  staged: readonly StagedTable[],
  record: RestoreRecord,
  { database, clock }: RestoreWorld,
): Promise<void> {
  const expiresAt = new Date(clock.now().getTime() + oldLifetimeDays * days);
  for (const one of staged) {
    await database.change.dropTable(rawName(one));
    if (recordOf(one, record).liveTableId !== null) await database.change.expireTable(oldName(one), expiresAt);
  }
}

/** Drops what an unfinished restore has made; nothing live was changed by it. */
export async function abandonRestore(
  journal: Journal<RestoreRecord>,
  { database }: Pick<RestoreWorld, 'database'>,
): Promise<void> {
  const run = journal.current().runId as RunId;
  for (const { index } of journal.current().tables) {
    await database.change.dropTable(rawName({ run, index }));
    await database.change.dropTable(stageName({ run, index }));
  }
  await journal.advance((record) => ({ ...record, phase: 'abandoned' }));
}

function intentOf(one: StagedTable, record: RestoreRecord): SwapIntent {
  const { liveTableId, stageTableId } = recordOf(one, record);
  if (stageTableId === null)
    throw problemError({
      code: 'unknown',
      summary: `The restore record holds no identity of the staged ${one.table.name}.`,
    });
  return { name: one.table.name, stage: stageName(one), old: oldName(one), liveId: liveTableId, stageId: stageTableId };
}

function recordOf(one: StagedTable, record: RestoreRecord): RestoredTable {
  const found = record.tables.find(({ index }) => index === one.index);
  if (found === undefined) throw new Error(`no record of ${one.table.name}`);
  return found;
}

function withTable(record: RestoreRecord, one: StagedTable, change: Partial<RestoredTable>): RestoreRecord {
  return {
    ...record,
    tables: record.tables.map((table) => (table.index === one.index ? { ...table, ...change } : table)),
  };
}

async function requireTable(name: string, tables: Promise<readonly LiveTable[]>): Promise<LiveTable> {
  const found = (await tables).find((table) => table.name === name);
  if (found !== undefined) return found;
  throw problemError({ code: 'unknown', summary: `The table ${name} is not there although it was made.` });
}
