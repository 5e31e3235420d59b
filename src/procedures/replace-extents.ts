import type { ListedRows } from '../domain/cursor-bound.ts';
import { emptyFingerprint, type Fingerprint } from '../domain/fingerprint.ts';
import { attemptTag, type Cursor, type RunId } from '../domain/names.ts';
import { isOfTheRun, type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { ReplacedExtents } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import type { ListedExtents } from '../ports/database-replacer.ts';
import { makeCopyTable } from './bring-over.ts';
import { type Copy, copyInto, runOne } from './copy-aside.ts';
import { countOne } from './count-tables.ts';
import { stampPatience } from './keep-newer.ts';
import { awaitRunningLoads } from './load-table.ts';
import type { LookedBefore } from './look-at-live.ts';
import { pauseMerges } from './pause-merges.ts';
import { asItWas, moreThanKept, neverReplaced, otherKept, otherStaged } from './replace-problems.ts';
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
  /** What stands in the way at this moment. */
  readonly look: (before: LookedBefore) => Promise<readonly Problem[]>;
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
/** Source: https://learn.microsoft.com/kusto/set-timeout-limits */
const longestCommand = 3_600_000;

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
  await settleReady(state, world);
  try {
    return await keepAndReplace(at, state, world);
  } catch (error) {
    // Nothing live was changed, and the same would come of another try.
    if (!(error instanceof ProblemError) || !isForGood(error.problems) || state.current().state === 'ready')
      throw error;
    if (await isReplaced(at, state, world)) return close(state);
    return [...error.problems, asItWas(at.live.name)];
  }
}

/** A command of an earlier run that is not over by now was never done. */
async function settleReady(state: ReplacedState, { database: { read } }: RestoreWorld): Promise<void> {
  const { state: reached, clusterTime } = state.current();
  if (reached !== 'ready' || clusterTime === undefined) return;
  const since = Date.parse((await read.identity()).now) - Date.parse(clusterTime);
  if (since > longestCommand) await state.save({ ...state.current(), state: 'kept' });
}

async function keepAndReplace(at: Replacement, state: ReplacedState, world: RestoreWorld): Promise<readonly Problem[]> {
  const inTheWay = await at.look(state.current().state === 'begun' ? 'keeping' : 'copying');
  if (inTheWay.length > 0) return inTheWay;
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
    if (end !== 'again') return end;
    if (world.clock.now().getTime() > giveUpAt) break;
    await world.clock.sleep(Math.min(firstPause * 2 ** tries, longestPause));
    await awaitRunningLoads(world);
  }
  throw problemError(neverReplaced(at.live.name, mostTries));
}

/** What the service or a look at the table said, and would say again. */
function isForGood(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.transient !== true && problem.code !== 'unknown' && !isOfTheRun(problem));
}

/**
 * `again` when the rows were not yet as they have to be; `merged` when listed extents are gone; an error when the one command failed; problems when it must not be
 * sent.
 */
async function replaceInOneRound(
  at: Replacement,
  state: ReplacedState,
  world: RestoreWorld,
): Promise<'replaced' | 'again' | 'merged' | ProblemError | readonly Problem[]> {
  await state.save({ ...state.current(), round: state.current().round + 1 });
  const inTheWay = await at.look('copying');
  if (inTheWay.length > 0) return (await isReplaced(at, state, world)) ? 'replaced' : inTheWay;
  const dropped = await listDropped(at, state, world);
  if (dropped === 'again') return dropped;
  const kept = BigInt(required(state.current().kept).rows);
  const leaving = dropped.rows - dropped.newer;
  // A command of an interrupted run may have been done only now.
  if (leaving !== kept && (await isReplaced(at, state, world))) return 'replaced';
  if (leaving > kept) return [moreThanKept(at.live.name, kept, leaving)];
  const moved = await prepareMoved(at, { state, dropped }, world);
  if (typeof moved === 'string' || !('extents' in moved)) return moved;
  const failure = await replaceListed(at, { state, extents: dropped.extents + moved.extents }, world);
  if (failure === undefined) return 'replaced';
  if (moved.before === 'kept' && isForGood(failure.problems)) await state.save({ ...state.current(), state: 'kept' });
  return failure;
}

async function close({ current, save }: ReplacedState): Promise<readonly Problem[]> {
  await save({ ...current(), state: 'replaced' });
  return [];
}

/** Whether the one command was done: it takes all staged rows away, and where there were none, all rows before the cursor. */
async function isReplaced(at: Replacement, state: ReplacedState, world: RestoreWorld): Promise<boolean> {
  const { state: reached, stagedRows } = state.current();
  if (reached === 'begun') return false;
  const isAway = await isMovedAway({ stage: at.stage, name: at.live.name }, state, world);
  if (stagedRows !== '0') return isAway;
  const live = { name: at.live.name, columns: [] };
  const { atCursor, untimed } = await countOne(world.database.read, live, at.cursor);
  return reached === 'ready' && atCursor + untimed === 0n;
}

/** Whether there are no staged rows any more, since the one command took them away; rejects with `difference` when they are gone otherwise. */
export async function isMovedAway(
  { stage, name }: { readonly stage: string; readonly name: string },
  { current }: ReplacedState,
  { database: { read } }: RestoreWorld,
): Promise<boolean> {
  const { state, stagedRows } = current();
  const { total } = await read.wholePopulations(stage, []);
  if (total === BigInt(stagedRows)) return total === 0n;
  if (total === 0n && state === 'ready') return true;
  throw problemError(otherStaged({ stage, live: name }, { expected: stagedRows, seen: total }));
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
  throw problemError(neverReplaced(at.live.name, mostTries));
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

interface Moved {
  readonly extents: number;
  /** What was reached before: `ready` where an earlier command may still be done. */
  readonly before: ReplacedExtents['state'];
}

/** Copies the rows that stay and lists what comes in. */
async function prepareMoved(
  at: Replacement,
  { state, dropped }: { readonly state: ReplacedState; readonly dropped: ListedExtents },
  world: RestoreWorld,
): Promise<Moved | 'again' | 'merged' | 'replaced' | readonly Problem[]> {
  const { read, replace } = world.database;
  const kept = BigInt(required(state.current().kept).rows);
  if ((await read.wholePopulations(at.kept, [])).total !== kept)
    throw problemError(otherKept({ kept: at.kept, live: at.live.name }));
  const rows: ListedRows = {
    kind: 'listed',
    list: listOf(at, state),
    after: state.current().after as Cursor | null,
  };
  const newer = dropped.newer === 0n ? emptyFingerprint : await read.fingerprint(at.live.name, at.live.columns, rows);
  if (newer.rows !== dropped.newer) return 'merged';
  if ((await copyInto(at.newer, copyOf(at, state, { expected: newer, rows }), world)) === 'again') return 'merged';
  // Rows that stay come after every staged one.
  const copiedAfter = newer.rows === 0n ? 0n : (await countOne(read, { name: at.newer, columns: [] }, at.cursor)).newer;
  if (copiedAfter !== newer.rows) return 'again';
  const request = { list: rows.list, of: [at.stage, at.newer], tag: tagOf(at, state) };
  const result = await runOne(`listing ${at.stage}`, () => replace.startListingAll(request), world);
  if (result === 'again') return result;
  const listed = await replace.listed(rows.list);
  const [staged, copied] = [listed.get(at.stage) ?? none, listed.get(at.newer) ?? none];
  const { stagedRows, state: before } = state.current();
  if (staged.rows !== BigInt(stagedRows)) {
    if (await isReplaced(at, state, world)) return 'replaced';
    throw problemError(
      otherStaged({ stage: at.stage, live: at.live.name }, { expected: stagedRows, seen: staged.rows }),
    );
  }
  // A copy of an earlier round may have come late.
  if (copied.rows !== newer.rows || staged.nowhere + copied.nowhere > 0) return 'again';
  const inTheWay = await at.look('replacing');
  if (inTheWay.length > 0) return (await isReplaced(at, state, world)) ? 'replaced' : inTheWay;
  await saveReady(state, { newer, gone: kept - (dropped.rows - dropped.newer) }, world);
  return { extents: staged.extents + copied.extents, before };
}

async function saveReady(
  { current, save }: ReplacedState,
  { newer, gone: fewer }: { readonly newer: Fingerprint; readonly gone: bigint },
  { database: { read } }: RestoreWorld,
): Promise<void> {
  const clusterTime = (await read.identity()).now;
  const { gone: _, ...rest } = current();
  const gone = fewer === 0n ? {} : { gone: String(fewer) };
  await save({ ...rest, ...gone, state: 'ready', newer: storeFingerprint(newer), clusterTime });
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
