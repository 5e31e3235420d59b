import type { ListedRows } from '../domain/cursor-bound.ts';
import { emptyFingerprint } from '../domain/fingerprint.ts';
import { attemptTag, type Cursor, type RunId } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { ReplacedExtents } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import type { ListedExtents } from '../ports/database-replacer.ts';
import { makeCopyTable } from './bring-over.ts';
import { type Copy, copyInto, runOne } from './copy-aside.ts';
import { countOne } from './count-tables.ts';
import { stampPatience } from './keep-newer.ts';
import { awaitRunningLoads } from './load-table.ts';
import { pauseMerges } from './pause-merges.ts';
import type { RestoreWorld } from './restore-tables.ts';

/** Rows of a staged table that take the place of those of a live one, which stays. */
export interface Replacement {
  readonly run: RunId;
  readonly index: number;
  readonly live: LiveTable;
  /** Holds the staged rows, all at or before the cursor, and nothing is written to it. */
  readonly stage: string;
  /** Gets what leaves. */
  readonly kept: string;
  /** Holds copies of rows that stay although their extents leave. */
  readonly newer: string;
  readonly list: string;
  /** Afterwards the staged rows of the live table lie at or before it, and all others after it. */
  readonly cursor: Cursor;
}

export interface ReplacedState {
  readonly current: () => ReplacedExtents;
  /** Stores how far it is, before what it announces is done. */
  readonly save: (replaced: ReplacedExtents) => Promise<void>;
}

const listLifetime = 30 * 86_400_000;
const mostTries = 20;
/** Merges that come between list and replacement, after which merging is paused. */
const mostMerges = 5;
const firstPause = 100;
const longestPause = 10_000;

/**
 * Replaces what the live table holds before the cursor by the staged rows, in one transaction; goes on from wherever an earlier call was interrupted. Rows that
 * leave are copied aside first. Then, in rounds: the extents that hold rows before the cursor are listed in a table of the engine, their rows that stay are copied, and one
 * command drops the list and moves staged rows and copies in. An extent never changes, and one that was merged away fails that command; then the next round
 * lists anew. Extents that came since the list are not touched. What stands in the way for good is returned.
 * Source: https://learn.microsoft.com/kusto/management/replace-extents
 */
export async function replaceExtents(
  at: Replacement,
  state: ReplacedState,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  if (state.current().state === 'replaced') return [];
  if (await isReplaced(at, state, world)) return close(state);
  await awaitRunningLoads(world);
  if (state.current().state === 'begun') await keepContents(at, state, world);
  const giveUpAt = world.clock.now().getTime() + stampPatience;
  for (let [tries, merges] = [1, 0]; tries <= mostTries; tries += 1) {
    const end = await replaceInOneRound(at, state, world);
    if (end === 'replaced') return close(state);
    if (end === 'merged' || end instanceof ProblemError) {
      merges += 1;
      if (end !== 'merged' && !mayBeMerge(end, merges)) throw end;
      if (merges === mostMerges) await pauseMerges(at.live.name, state, world);
      continue;
    }
    if (end !== 'again') return [end];
    if (world.clock.now().getTime() > giveUpAt) break;
    await world.clock.sleep(Math.min(firstPause * 2 ** tries, longestPause));
    await awaitRunningLoads(world);
  }
  throw problemError(neverReplaced(at.live.name));
}

/**
 * `again` when the rows were not yet as they have to be; `merged` when listed extents are gone; an error when the one command failed; a problem when it must not be
 * sent.
 */
async function replaceInOneRound(
  at: Replacement,
  state: ReplacedState,
  world: RestoreWorld,
): Promise<'replaced' | 'again' | 'merged' | ProblemError | Problem> {
  await state.save({ ...state.current(), state: 'kept', round: state.current().round + 1 });
  const dropped = await listDropped(at, state, world);
  if (dropped === 'again') return dropped;
  const kept = BigInt(required(state.current().kept).rows);
  // A command of an interrupted run may have been done only now.
  if (dropped.rows - dropped.newer !== kept)
    return (await isReplaced(at, state, world))
      ? 'replaced'
      : rowsLeft(at.live.name, kept, dropped.rows - dropped.newer);
  const moved = await prepareMoved(at, { state, dropped }, world);
  if (typeof moved === 'string') return moved;
  const failure = await replaceListed(at, { state, extents: dropped.extents + moved.extents }, world);
  return failure ?? 'replaced';
}

async function close({ current, save }: ReplacedState): Promise<readonly Problem[]> {
  await save({ ...current(), state: 'replaced' });
  return [];
}

/** Whether the one command was done: it takes all staged rows away, and where there were none, all rows before the cursor. */
async function isReplaced(at: Replacement, { current }: ReplacedState, { database }: RestoreWorld): Promise<boolean> {
  const { state, stagedRows } = current();
  if (state === 'begun') return false;
  const { total } = await database.read.wholePopulations(at.stage, []);
  if (total !== 0n && total !== BigInt(stagedRows)) throw problemError(otherStaged(at, stagedRows, total));
  if (stagedRows !== '0') return total === 0n;
  const { atCursor, untimed } = await countOne(database.read, { name: at.live.name, columns: [] }, at.cursor);
  return state === 'ready' && atCursor + untimed === 0n;
}

/** Copies aside what leaves: rows of before the snapshot, which nothing but a deletion changes any more. */
async function keepContents(at: Replacement, state: ReplacedState, world: RestoreWorld): Promise<void> {
  const { database, clock } = world;
  await database.replace.createList(at.list);
  await database.change.guardStaging(at.list, new Date(clock.now().getTime() + listLifetime), 'all');
  for (const [copy, purpose] of [[at.kept, 'keeps what was in'] as const, [at.newer, 'brings newer rows to'] as const])
    await makeCopyTable({ copy, into: at.live.name, purpose }, at.live, world);
  const keptTableId = (await database.read.tableIds()).get(at.kept);
  await state.save({ ...state.current(), ...(keptTableId === undefined ? {} : { keptTableId }) });
  const { after } = state.current();
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const bound = { kind: 'cursor', cursor: after as Cursor } as const;
    const expected =
      after === null ? emptyFingerprint : await database.read.fingerprint(at.live.name, at.live.columns, bound);
    await state.save({ ...state.current(), round: state.current().round + 1 });
    const copied = await copyInto(at.kept, copyOf(at, state, { expected, rows: bound }), world);
    if (copied === 'done') return state.save({ ...state.current(), state: 'kept', kept: storeFingerprint(expected) });
    await clock.sleep(Math.min(firstPause * 2 ** tries, longestPause));
    await awaitRunningLoads(world);
  }
  throw problemError(neverReplaced(at.live.name));
}

/** The extents that leave; `again` while rows of them wait for their place in the order of ingestion or lie in no extent. */
async function listDropped(
  at: Replacement,
  state: ReplacedState,
  world: RestoreWorld,
): Promise<ListedExtents | 'again'> {
  const { after } = state.current();
  const request = {
    list: listOf(at, state),
    of: at.live.name,
    upTo: at.cursor,
    after: after as Cursor | null,
    tag: tagOf(at, state),
  };
  const { replace } = world.database;
  const result = await runOne(`listing ${at.live.name}`, () => replace.startListing(request), world);
  if (result === 'again') return result;
  const listed = (await replace.listed(request.list)).get(at.live.name) ?? none;
  return listed.nowhere > 0 || listed.before + listed.after !== listed.rows ? 'again' : listed;
}

/** Copies the rows that stay and lists what comes in. */
async function prepareMoved(
  at: Replacement,
  { state, dropped }: { readonly state: ReplacedState; readonly dropped: ListedExtents },
  world: RestoreWorld,
): Promise<{ readonly extents: number } | 'again' | 'merged' | 'replaced'> {
  const { read, replace } = world.database;
  const kept = BigInt(required(state.current().kept).rows);
  if ((await read.wholePopulations(at.kept, [])).total !== kept) throw problemError(otherKept(at));
  const rows: ListedRows = {
    kind: 'listed',
    list: listOf(at, state),
    after: state.current().after as Cursor | null,
  };
  const newer = dropped.newer === 0n ? emptyFingerprint : await read.fingerprint(at.live.name, at.live.columns, rows);
  if (newer.rows !== dropped.newer) return 'merged';
  if ((await copyInto(at.newer, copyOf(at, state, { expected: newer, rows }), world)) === 'again') return 'merged';
  const request = { list: rows.list, of: [at.stage, at.newer], tag: tagOf(at, state) };
  const result = await runOne(`listing ${at.stage}`, () => replace.startListingAll(request), world);
  if (result === 'again') return result;
  const listed = await replace.listed(rows.list);
  const [staged, copied] = [listed.get(at.stage) ?? none, listed.get(at.newer) ?? none];
  const { stagedRows } = state.current();
  if (staged.rows !== BigInt(stagedRows) || copied.rows !== newer.rows) {
    if (await isReplaced(at, state, world)) return 'replaced';
    throw problemError(otherStaged(at, stagedRows, staged.rows));
  }
  const clusterTime = (await read.identity()).now;
  await state.save({ ...state.current(), state: 'ready', newer: storeFingerprint(newer), clusterTime });
  return { extents: staged.extents + copied.extents };
}

/** Why nothing was replaced, most likely since an extent of the list is gone; undefined when it was. */
async function replaceListed(
  at: Replacement,
  { state, extents }: { readonly state: ReplacedState; readonly extents: number },
  world: RestoreWorld,
): Promise<ProblemError | undefined> {
  const others = [at.stage, at.newer];
  try {
    if (extents > 0)
      await world.database.replace.replace({ table: at.live.name, others, list: listOf(at, state), extents });
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // The answer may have been lost after it was done, or an extent is gone: only what is there tells.
    return (await isReplaced(at, state, world)) ? undefined : error;
  }
}

/** A merge that began before merging was paused may still end. */
function mayBeMerge({ problems }: ProblemError, merges: number): boolean {
  return merges <= mostMerges + 2 && problems.some(({ code }) => code === 'service' || code === 'not-found');
}

function copyOf(
  { run, index, live }: Replacement,
  { current }: ReplacedState,
  what: Pick<Copy, 'expected' | 'rows'>,
): Copy {
  return { run, index, from: live, round: current().round, ...what };
}

const none: ListedExtents = { extents: 0, rows: 0n, before: 0n, after: 0n, newer: 0n, nowhere: 0 };
const listOf = ({ list }: Replacement, { current }: ReplacedState) => ({ table: list, round: current().round });
const tagOf = ({ run, index }: Replacement, { current }: ReplacedState) => attemptTag(run, index, current().round);

function required<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw problemError({ code: 'bug', summary: 'extents were to be replaced before what leaves was kept' });
}

function rowsLeft(table: string, expected: bigint, seen: bigint): Problem {
  return {
    code: 'refused',
    summary: `Rows of ${table} were deleted or moved while what it holds was copied aside; nothing of it was replaced.`,
    detail: `${expected} rows were copied, ${seen} are there`,
    next: 'Run restore again when nothing deletes rows of the table.',
  };
}

function neverReplaced(table: string): Problem {
  return {
    code: 'service',
    summary: `The extents of ${table} could not be replaced in ${mostTries} rounds; it is as it was.`,
    next: 'Run restore again; it goes on from here.',
  };
}

function otherKept({ kept, live }: Replacement): Problem {
  return {
    code: 'difference',
    summary: `${kept} no longer holds what was copied aside of ${live.name}; nothing was replaced.`,
    next: `Compare ${live.name} with the snapshot by verify; ${kept} is kept without an end. Then run restore again.`,
  };
}

function otherStaged({ stage, live }: Replacement, expected: string, seen: bigint): Problem {
  return {
    code: 'difference',
    summary: `${stage} no longer holds what was staged for ${live.name}, so that its extents were not replaced as a whole.`,
    detail: `expected ${expected} rows, seen ${seen}`,
    next: `Compare ${live.name} with the snapshot by verify; what was copied aside is kept without an end. Then run restore again.`,
  };
}
