import type { ListedRows } from '../domain/cursor-bound.ts';
import { emptyFingerprint, type Fingerprint } from '../domain/fingerprint.ts';
import { attemptTag, type Cursor } from '../domain/names.ts';
import { isOfTheRun, type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { ReplacedExtents } from '../domain/snapshot/records.ts';
import type { ListedExtents } from '../ports/database-replacer.ts';
import { copyInto, runOne } from './copy-aside.ts';
import { countOne } from './count-tables.ts';
import { moreThanKept, otherKept, otherStaged } from './replace-problems.ts';
import { copyOf, isReplaced, type ReplacedState, type Replacement } from './replacement.ts';
import type { RestoreWorld } from './restore-tables.ts';

/**
 * `again` when the rows were not yet as they have to be; `merged` when listed extents are gone; an error when the one command failed; problems when it must not be
 * sent.
 */
export async function replaceInOneRound(
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
  if ((await copyInto(at.newer, copyOf(at, state, { expected: newer, rows }), world)) === 'again') return 'again';
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

/** What the service or a look at the table said, and would say again. */
export function isForGood(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.transient !== true && problem.code !== 'unknown' && !isOfTheRun(problem));
}

const none: ListedExtents = { extents: 0, rows: 0n, before: 0n, after: 0n, newer: 0n, nowhere: 0 };
const listOf = ({ list }: Replacement, { current }: ReplacedState) => ({ table: list, round: current().round });
const tagOf = ({ run, index }: Replacement, { current }: ReplacedState) => attemptTag(run, index, current().round);

function required<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw problemError({ code: 'bug', summary: 'extents were to be replaced before what leaves was kept' });
}
