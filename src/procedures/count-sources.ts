import pLimit from 'p-limit';
import type { Cursor } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import type { TakenTimes, UnreadableView } from '../domain/snapshot/manifest.ts';
import type { TimeWindow } from '../domain/snapshot/slice.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseReader, TablePopulations } from '../ports/database.ts';
import { countAll, type SettledCursor, settleCursor } from './settle-cursor.ts';
import type { SnapshotSource } from './snapshot-sources.ts';

export interface CountedSources extends SettledCursor {
  /** Views that cannot be read, with what the service says. */
  readonly unreadable: readonly UnreadableView[];
  /** Around the reading of the cursor. */
  readonly taken: TakenTimes;
}

const parallelCounts = 4;

/**
 * Settles the cursor over what it bounds, and counts everything: with a range what lies in it, and what no cursor bounds as a whole. A view that cannot be read for good
 * is no reason to go without the rest.
 */
export async function countSources(
  read: DatabaseReader,
  sources: readonly SnapshotSource[],
  at: { readonly clock: Clock; readonly patienceMilliseconds: number; readonly range: TimeWindow | undefined },
): Promise<CountedSources> {
  const timed = sources.filter(({ bound }) => bound === 'cursor');
  const clocked = clockedReader(read);
  const settled = await settleCursor(clocked.read, timed, at);
  const { range } = at;
  const limit = pLimit(parallelCounts);
  const populations = new Map(
    range === undefined ? settled.populations : await countAll(read, timed, settled.cursor, range),
  );
  const unreadable: UnreadableView[] = [];
  const count = async (source: SnapshotSource): Promise<void> => {
    const counted = await countWhole(read, source);
    if ('reason' in counted) unreadable.push(counted);
    else populations.set(source.name, counted);
  };
  const whole = sources.filter(({ bound }) => bound === 'whole-table');
  await Promise.all(whole.map((source) => limit(() => count(source))));
  return { cursor: settled.cursor, populations, unreadable, taken: clocked.taken() };
}

/** Reads the clock of the service before and after each cursor; `taken` tells it of the last one. */
function clockedReader(read: DatabaseReader): { readonly read: DatabaseReader; readonly taken: () => TakenTimes } {
  let taken: TakenTimes | undefined;
  const cursor = async (): Promise<Cursor> => {
    const from = await read.now();
    const one = await read.cursor();
    taken = { from, to: await read.now() };
    return one;
  };
  return {
    read: { ...read, cursor },
    taken() {
      if (taken !== undefined) return taken;
      throw problemError({ code: 'bug', summary: 'a cursor was settled without being read' });
    },
  };
}

async function countWhole(
  read: DatabaseReader,
  { kind, name, columns }: SnapshotSource,
): Promise<TablePopulations | UnreadableView> {
  try {
    return await read.wholePopulations(name, columns);
  } catch (error) {
    const isOfTheView =
      error instanceof ProblemError && kind === 'materialized-view' && error.problems.every(isForGood);
    if (isOfTheView) return { name, reason: error.message };
    throw error;
  }
}

/** Asking again, or for something else, would give another answer. */
function isForGood({ code, transient }: Problem): boolean {
  return transient !== true && ['service', 'unknown', 'refused'].includes(code);
}
