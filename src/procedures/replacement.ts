import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import type { ReplacedExtents } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import type { Copy } from './copy-aside.ts';
import { countOne } from './count-tables.ts';
import type { LookedBefore } from './look-at-live.ts';
import { otherStaged } from './replace-problems.ts';
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

/** Whether the one command was done: it takes all staged rows away, and where there were none, all rows before the cursor. */
export async function isReplaced(at: Replacement, state: ReplacedState, world: RestoreWorld): Promise<boolean> {
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

/** A copy of rows of the live table in the present round. */
export function copyOf(
  { run, index, live }: Replacement,
  { current }: ReplacedState,
  what: Pick<Copy, 'expected' | 'rows'>,
): Copy {
  return { run, index, from: live, round: current().round, ...what };
}
