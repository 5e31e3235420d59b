import { ProblemError } from '../domain/problem.ts';
import { type AgedBin, type CreationSpan, daysOf, isOfOneAge, joinByAge, spanOf } from '../domain/snapshot/creation.ts';
import { binSteps, type SizedWindow, type Slice, windowsOf } from '../domain/snapshot/slice.ts';
import type { DatabaseReader, ExtentBin } from '../ports/database.ts';

type TimedSlice = Extract<Slice, { readonly kind: 'timed' }>;

export type AgeReader = Pick<DatabaseReader, 'extentBins' | 'creationTimes'>;

export interface AgedWindow extends SizedWindow {
  /** The newest creation time of the extents of its rows. */
  readonly creationTime: string;
}

/** Bins that one query divides at most, which bounds its answer. */
const binsPerQuery = 100;
/** Merges join extents of up to a day, so at midnight those of two days hold rows of the same hours. */
const mostDays = 2;

/**
 * Touching windows of ingestion time, each with extents that were created within a day: days are told apart where they lie apart in the order of ingestion. Where
 * loads with creation times of their own ran at the same time as others, which would take more windows than twice the days, rows of several days stay
 * together and count as the newest of them, so that nothing restored expires before its time. `now` is the creation time of rows that lie in no extent yet.
 * Undefined where the extents are more than one answer of the service can tell; where only a finer look is, days stay together.
 */
export async function windowsByAge(
  slice: TimedSlice,
  table: string,
  age: { readonly floor: string; readonly now: string; readonly tolerated: number },
  read: AgeReader,
): Promise<readonly AgedWindow[] | undefined> {
  const created = createdIn(table, age.now, read);
  const whole = { from: slice.from, before: slice.before };
  const binsOf = async (window: typeof whole, step: Parameters<AgeReader['extentBins']>[3]): Promise<AgedBin[]> =>
    inBins(await created(await read.extentBins(table, slice.cursor, { ...window, after: slice.after }, step)));
  const days = await unlessTooBig(() => binsOf(whole, '1d'));
  if (days === undefined) return undefined;
  let bins: readonly AgedBin[] = days;
  for (const step of binSteps) {
    const isWide = (bin: AgedBin): boolean => {
      const wide = daysOf(bin, age.floor);
      return wide > (step === '1h' ? 1 : mostDays) && !isOfOneAge(bin.rows, wide, age.tolerated);
    };
    if (!bins.some(isWide)) break;
    const runs = runsOf(bins, isWide);
    const finer = await unlessTooBig(async () => {
      const parts: (readonly AgedBin[])[] = [];
      for (const run of runs) {
        const window = { from: run.bins[0]?.start, before: run.before ?? whole.before };
        parts.push(run.isWide ? await binsOf(window, step) : run.bins);
      }
      return parts.flat();
    });
    if (finer === undefined) break;
    if (joinByAge(finer, age.floor, age.tolerated).length > mostWindows(bins, finer)) break;
    bins = finer;
  }
  const joined = joinByAge(bins, age.floor, age.tolerated);
  return windowsOf(whole, joined).map((window, place) => ({ ...window, creationTime: joined[place]?.newest ?? '' }));
}

/** Undefined when it was more than one query can do or answer. */
async function unlessTooBig<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ tooBig }) => tooBig !== undefined)) return undefined;
    throw error;
  }
}

function mostWindows(...levels: readonly (readonly AgedBin[])[]): number {
  const days = new Set(levels.flat().flatMap(({ oldest, newest }) => [oldest.slice(0, 10), newest.slice(0, 10)]));
  return 2 * days.size + 100;
}

interface Run {
  readonly isWide: boolean;
  readonly bins: AgedBin[];
  /** Where the next run starts. */
  before?: string;
}

/** Neighbours that are all wide or all not. */
function runsOf(bins: readonly AgedBin[], isWide: (bin: AgedBin) => boolean): readonly Run[] {
  const runs: Run[] = [];
  for (const bin of bins) {
    const last = runs.at(-1);
    if (last?.isWide === isWide(bin) && last.bins.length < binsPerQuery) last.bins.push(bin);
    else {
      if (last !== undefined) last.before = bin.start;
      runs.push({ isWide: isWide(bin), bins: [bin] });
    }
  }
  return runs;
}

interface CreatedBin extends ExtentBin {
  readonly created: string;
}

/** Adds the creation time to each; extents that a merge has made meanwhile are looked up once more. */
function createdIn(
  table: string,
  now: string,
  read: AgeReader,
): (bins: readonly ExtentBin[]) => Promise<readonly CreatedBin[]> {
  const known = new Map<string, string>();
  return async (bins) => {
    if (bins.some(({ extentId }) => !known.has(extentId)))
      for (const [id, created] of await read.creationTimes(table)) known.set(id, created);
    return bins.map((bin) => ({ ...bin, created: known.get(bin.extentId) ?? now }));
  };
}

function inBins(rows: readonly CreatedBin[]): AgedBin[] {
  const bins = new Map<string, { rows: bigint; span: CreationSpan }>();
  for (const { start, rows: count, created } of rows) {
    const before = bins.get(start);
    const own = { oldest: created, newest: created };
    bins.set(start, { rows: (before?.rows ?? 0n) + count, span: before ? spanOf(before.span, own) : own });
  }
  return [...bins]
    .map(([start, { rows: count, span }]) => ({ start, rows: count, ...span }))
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));
}
