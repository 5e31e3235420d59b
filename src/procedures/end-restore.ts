import type { Bound } from '../domain/cursor-bound.ts';
import { sameFingerprint } from '../domain/fingerprint.ts';
import { rowSecurityOf } from '../domain/kql/row-security.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import { loadFingerprint, type Manifest } from '../domain/snapshot/manifest.ts';
import {
  contentsOf,
  copiedRowsOf,
  isUndo,
  keptIdOf,
  liveIdAfter,
  type RestoredTable,
  type RestoreRecord,
  targetOf,
} from '../domain/snapshot/records.ts';
import { readSwapState } from '../domain/swap-state.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import { admit } from './admit-runner.ts';
import { carryNewer, judgeCarried } from './carry-newer.ts';
import { clearStreamCaches } from './clear-stream-caches.ts';
import { countOne } from './count-tables.ts';
import { dropTails } from './drop-tails.ts';
import type { Journal } from './journal.ts';
import { judgeRange } from './judge-range.ts';
import { judgeSecured } from './judge-secured.ts';
import { judgeStragglers } from './judge-stragglers.ts';
import { lackingWithout } from './kept-newer.ts';
import type { KnownSnapshot } from './look-at-live.ts';
import { chunksOf } from './receive-files.ts';
import { countLate } from './refuse-arrivals.ts';
import { needsKept, replaceLive } from './replace-live.ts';
import { goneMeanwhile } from './replace-problems.ts';
import { replaceRanges } from './replace-range.ts';
import { restartExports } from './restart-exports.ts';
import { compareRows, type RestoreWorld, swapsOf } from './restore-tables.ts';
import { resumeExports } from './resume-exports.ts';
import { secureSwapped } from './secure-swapped.ts';
import { asShaped } from './shape-stages.ts';
import { newerName, oldLifetimeDays, oldName, rawName, stageName } from './stage-table.ts';

const day = 86_400_000;
/** Longer than the service tries again. Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-overview */
const queueDays = 3;

/** Whether an interrupted restore has changed anything live. */
export async function readStanding(
  record: RestoreRecord,
  database: Pick<Database, 'read'>,
): Promise<'before-swap' | 'after-swap'> {
  if (record.phase !== 'swapping') return record.phase === 'swapped' ? 'after-swap' : 'before-swap';
  const ids = await database.read.tableIds();
  // Where nothing staged is left anywhere, somebody else has removed it: what is live is judged and told, and nothing is done again.
  const swaps = swapsOf(record);
  if (swaps.length === 0) return 'before-swap';
  return readSwapState(swaps, (table) => ids.get(table)) === 'not-swapped' ? 'before-swap' : 'after-swap';
}

/**
 * Lets streams find the restored tables, brings newer rows over where they are to be kept, replaces extents of the tables that stay, judges the tables that a restore has put in place, cleans up and closes it, in this order. It is closed whatever was found, so that the next
 * restore can begin; then it rejects with what was found, and what a problem speaks of is kept without an end.
 * `stored` is what is known of the snapshot, whose manifest is undefined when it is gone.
 */
export async function finishRestore(
  journal: Journal<RestoreRecord>,
  stored: KnownSnapshot,
  world: RestoreWorld,
): Promise<void> {
  const { others } = stored;
  const manifest = stored.manifest && asShaped(stored.manifest, journal.current());
  const { database, clock } = world;
  const notSecured = await secureSwapped(journal.current(), world);
  const notCleared = await clearStreamCaches(journal.current(), world);
  const known = { ...stored, manifest };
  const notBrought = await carryNewer(journal, known, world);
  const notReplaced = new Map([
    ...(await replaceLive(journal, known, world)),
    ...(await replaceRanges(journal, known, world)),
  ]);
  const asTheyWere = journal.current().tables.filter(({ index }) => notReplaced.has(index));
  const notRestarted = await restartExports(journal, new Set(asTheyWere.map(({ name }) => name)), world);
  world.progress.phase('Verifying the live tables');
  const record = journal.current();
  const live = await database.read.tables();
  const ids = new Map(live.map(({ name, tableId }) => [name, tableId]));
  const expiresAt = new Date(clock.now().getTime() + oldLifetimeDays * day);
  const problems: Problem[] = [...notRestarted];
  for (const table of record.tables) {
    const inTheWay = notReplaced.get(table.index);
    const found: Problem[] = [...(inTheWay ?? (await judgeOne({ record, table, manifest, others, live, ids }, world)))];
    for (const told of [notSecured, notCleared, notBrought]) found.push(...(told.get(table.index) ?? []));
    found.push(...goneMeanwhile(table), ...lackingWithout({ record, undone: table }, others));
    problems.push(...found);
    const keptId = keptIdOf(table);
    const isKept = keptId !== null && ids.get(oldOf(record, table)) === keptId;
    const isWaste = inTheWay !== undefined && !needsKept(inTheWay, table.replaced);
    if ((found.length === 0 || isWaste) && isKept) await database.change.expireTable(oldOf(record, table), expiresAt);
    await dropRaw(record, table, ids, world);
    // A run may have ended between the last move and this; what is still on its way is kept.
    const isOver = table.newerRows === 'discard' || table.carried?.state === 'brought';
    if (isOver) await database.change.dropTable(newerName(placeOf(record, table)));
  }
  await journal.advance((current) => ({ ...current, phase: 'closed', keptUntil: expiresAt.toISOString() }));
  throwProblems(problems);
}

/**
 * The service's queue may hold a copy of a file for two days; one that comes late stays in the receiving table, which deletes itself after that. What it
 * holds by now is dropped, since it may be a copy of all rows.
 */
async function dropRaw(
  record: RestoreRecord,
  table: RestoredTable,
  ids: ReadonlyMap<string, string>,
  { database: { change, read, load }, clock }: RestoreWorld,
): Promise<void> {
  const raw = rawName(placeOf(record, table));
  if (record.load !== 'queued') return change.dropTable(raw);
  if (!ids.has(raw)) return;
  await change.expireTable(raw, new Date(clock.now().getTime() + queueDays * day));
  // By metadata, which row level security does not hide.
  const held = [...(await read.creationTimes(raw)).keys()];
  for (const some of chunksOf(held)) await load.dropExtents(raw, some);
}

/** Drops what an unfinished restore has made, and lets nobody see kept contents of tables that hide rows; nothing live was changed by it. */
export async function abandonRestore(
  journal: Journal<RestoreRecord>,
  { database, clock }: Pick<RestoreWorld, 'database' | 'clock'>,
): Promise<void> {
  await dropTails(journal, { database });
  await resumeExports(journal, { database });
  const record = journal.current();
  for (const table of record.tables) {
    await database.change.dropTable(rawName(placeOf(record, table)));
    await database.change.dropTable(stageName(placeOf(record, table)));
  }
  if (isUndo(record)) await putKeptAway(record, { database, clock });
  await journal.advance((current) => ({ ...current, phase: 'abandoned' }));
}

/** Kept contents that an undo was to put back have an end again. */
async function putKeptAway(
  { tables }: RestoreRecord,
  { database, clock }: Pick<RestoreWorld, 'database' | 'clock'>,
): Promise<void> {
  const [ids, script] = [await database.read.tableIds(), await database.read.schemaScript()];
  const expiresAt = new Date(clock.now().getTime() + oldLifetimeDays * day);
  for (const { name, undoes, security, stageTableId } of tables) {
    const kept = undoes && oldName({ run: undoes.runId as RunId, index: undoes.index });
    if (kept === undefined || ids.get(kept) !== stageTableId) continue;
    if ((security ?? rowSecurityOf(script, name)) !== undefined) await admit(kept, 'nobody', database);
    await database.change.expireTable(kept, expiresAt);
  }
}

/** What a table holds that the restore has put in place, or whose range it has replaced. */
async function judgeOne(
  at: Omit<Parameters<typeof judge>[0], 'manifest'> & { readonly manifest: Manifest | undefined },
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  const { record, table, manifest, live } = at;
  if (table.range !== undefined) return judgeRange(table, live, world.database.read);
  if (table.undoes !== undefined) return judgeUndone({ record, table, live }, world);
  return manifest === undefined ? [unproven(record, table)] : judge({ ...at, manifest }, world);
}

async function judge(
  at: {
    readonly record: RestoreRecord;
    readonly table: RestoredTable;
    readonly manifest: Manifest;
    readonly others: readonly RestoreRecord[];
    readonly live: readonly LiveTable[];
    readonly ids: ReadonlyMap<string, string>;
  },
  { database: { read, observe }, clock }: RestoreWorld,
): Promise<Problem[]> {
  const { record, table, manifest, ids } = at;
  const stored = manifest.tables[table.index];
  if (stored?.name !== table.name) return [unproven(record, table)];
  if (ids.get(targetOf(table)) !== liveIdAfter(table)) return [replaced(targetOf(table))];
  if (table.security !== undefined) {
    const held = await judgeSecured(table.name, BigInt(contentsOf(table, stored).rows), { observe });
    return [...held, ...(await judgeKept(at, read))];
  }
  const bound: Bound =
    table.cursor === null ? { kind: 'whole-table' } : { kind: 'cursor', cursor: table.cursor as Cursor };
  const expected = { ...stored, fingerprint: contentsOf(table, stored) };
  const differences = await compareRows(expected, targetOf(table), bound, read);
  const kept = at.live.find(({ tableId }) => tableId === keptIdOf(table));
  const brought = await judgeCarried(table, kept?.columns, { read, clock });
  return [...differences, ...brought, ...(await judgeKept(at, read))];
}

/** What the swap put aside is what was planned, and nothing that is only there. */
async function judgeKept(
  { record, table, manifest, others, live, ids }: Parameters<typeof judge>[0],
  read: Database['read'],
): Promise<readonly Problem[]> {
  const old = oldOf(record, table);
  const oldId = ids.get(old);
  if (oldId === undefined) return keptIdOf(table) === null ? [] : [noLongerKept(table.name, old)];
  if (oldId !== keptIdOf(table)) return [late(table.name, 'Another table', old)];
  if (table.newerRows === 'discard' || table.swap !== undefined || isLeft(table)) return [];
  if (table.tail?.cursor) return judgeStragglers(table, old, read);
  const left = await countLate(record, table, { manifest, others, live }, read);
  const rows = left - copiedRowsOf(table);
  return rows === 0n ? [] : [late(table.name, `${rows} rows`, old)];
}

/** The kept contents are back, each row of them, and what arrived after the restore came along. */
async function judgeUndone(
  { record, table, live }: Pick<Parameters<typeof judge>[0], 'record' | 'table' | 'live'>,
  { database: { read, observe }, clock }: RestoreWorld,
): Promise<readonly Problem[]> {
  const there = live.find(({ name }) => name === table.name);
  const { contents, cursor } = table.undoes ?? { contents: null, cursor: null };
  if (there?.tableId !== liveIdAfter(table) || contents === null) return [replaced(table.name)];
  if (table.security !== undefined) return judgeSecured(table.name, BigInt(contents.rows), { observe });
  const bound: Bound =
    table.cursor === null ? { kind: 'whole-table' } : { kind: 'cursor', cursor: table.cursor as Cursor };
  const seen = await read.fingerprint(table.name, there.columns, bound);
  const same = sameFingerprint(seen, loadFingerprint(contents)) ? [] : [notAsKept(table.name)];
  const old = live.find(({ tableId }) => tableId === keptIdOf(table));
  const brought = await judgeCarried(table, old?.columns, { read, clock });
  const isClosed = table.newerRows === 'discard' || table.swap !== undefined || isLeft(table);
  if (isClosed || old === undefined || cursor === null) return [...same, ...brought];
  if (table.tail?.cursor) return [...same, ...brought, ...(await judgeStragglers(table, old.name, read))];
  const { newer } = await countOne(read, { name: old.name, columns: [] }, cursor as Cursor);
  const left = newer - copiedRowsOf(table);
  return [...same, ...brought, ...(left > 0n ? [late(table.name, `${left} rows`, oldOf(record, table))] : [])];
}

/** Something stood in the way of newer rows, which tells of them. */
function isLeft({ newerRows, carried }: RestoredTable): boolean {
  return newerRows === 'keep' && carried?.state !== 'brought';
}

function notAsKept(table: string): Problem {
  return {
    code: 'difference',
    summary: `${table} does not hold what its kept contents held before they were put back.`,
    next: 'See whether somebody changed rows meanwhile. What the undo replaced is kept without an end.',
  };
}

const placeOf = ({ runId }: RestoreRecord, { index }: RestoredTable) => ({ run: runId as RunId, index });
const oldOf = (record: RestoreRecord, table: RestoredTable): string => oldName(placeOf(record, table));

function replaced(table: string): Problem {
  return {
    code: 'difference',
    summary: `${table} is not the table that the restore put in place; someone else has replaced or dropped it since.`,
    next: 'Run verify to see what is there now, and restore again if it is damaged.',
  };
}

function late(table: string, what: string, old: string): Problem {
  return {
    code: 'difference',
    summary: `${what} arrived as ${table} at the moment of the swap and came along into ${old}.`,
    detail: `${table} itself is restored and verified. ${old} is kept without an end.`,
    next: `Append what you need from ${old} to ${table}, then drop ${old}.`,
  };
}

function noLongerKept(table: string, old: string): Problem {
  return {
    code: 'unknown',
    summary: `${old}, which kept what ${table} held before, is gone: somebody dropped it.`,
    detail: `${table} itself is restored and verified. What it held before cannot be put back, and whether rows arrived in it last cannot be told.`,
    next: `.undo drop table can bring ${old} back for a while: https://learn.microsoft.com/kusto/management/undo-drop-table-command.`,
  };
}

function unproven({ snapshotId }: RestoreRecord, { name }: RestoredTable): Problem {
  return {
    code: 'unknown',
    summary: `${name} was restored from snapshot ${snapshotId}, which is gone; its contents cannot be verified.`,
    next: 'Look at the table yourself, or restore it from a snapshot that is there.',
  };
}
