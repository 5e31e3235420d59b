import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { keepContents } from './keep-contents.ts';
import { awaitRunningLoads } from './load-table.ts';
import { pauseMerges } from './pause-merges.ts';
import { asItWas, neverReplaced } from './replace-problems.ts';
import { isForGood, replaceInOneRound } from './replace-round.ts';
import { isReplaced, type ReplacedState, type Replacement } from './replacement.ts';
import type { RestoreWorld } from './restore-tables.ts';

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
    await world.clock.sleep(Math.min(firstPause * 2 ** tries, longestPause));
    await awaitRunningLoads(world);
  }
  throw problemError(neverReplaced(at.live.name, mostTries));
}

async function close({ current, save }: ReplacedState): Promise<readonly Problem[]> {
  await save({ ...current(), state: 'replaced' });
  return [];
}

/** A merge that began before merging was paused may still end. */
function mayBeMerge({ problems }: ProblemError, merges: number): boolean {
  return merges <= mostMerges + 2 && problems.some(({ code }) => code === 'service' || code === 'not-found');
}
