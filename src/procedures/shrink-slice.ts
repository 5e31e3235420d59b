import { type ExportSettings, lastResort, moreCareful, smaller } from '../domain/export-settings.ts';
import { ProblemError, type TooBig } from '../domain/problem.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';
import { divideSlice } from './divide-slice.ts';
import type { NumberedSlice, SliceJournal } from './slice-journal.ts';
import { nextAttempt, type SliceItem } from './table-run.ts';

export interface ShrinkWorld {
  readonly read: DatabaseReader;
  readonly progress: Progress;
}

/** Below it dividing helps no more: what is held in memory then is single rows. */
const smallestSlice = 10_000n;

/** What to do instead of an export that was too big; nothing when all was tried. */
export async function shrinkSlice(
  item: SliceItem,
  at: { readonly used: ExportSettings; readonly tooBig: TooBig },
  journal: SliceJournal,
  world: ShrinkWorld,
): Promise<readonly SliceItem[]> {
  const { run, slice } = item;
  const { name } = run.table;
  const next = smaller(at.used, at.tooBig);
  if (next !== 'divide') {
    run.settings = moreCareful(run.settings, next);
    world.progress.note(`${name} needs too much memory; going on with row groups of ${next.rowGroupRows} rows`);
    return [nextAttempt(item)];
  }
  const half = (slice.rows + 1n) / 2n;
  const halves = slice.rows <= smallestSlice ? [] : await divide(item, half, journal, world);
  if (halves.length > 0) {
    run.divided += 1;
    run.learntRows = run.learntRows === undefined || half < run.learntRows ? half : run.learntRows;
    world.progress.note(`${name}: a slice of ${slice.rows} rows is too big; going on with ${halves.length} slices`);
    return halves;
  }
  const last = lastResort(at.used);
  if (last === undefined) return [];
  run.settings = moreCareful(run.settings, last);
  return [nextAttempt(item)];
}

/** Smaller slices in the place of one that is clearly larger than what several others were too big for; nothing where it is not. */
export async function divideDoomed(
  item: SliceItem,
  journal: SliceJournal,
  world: ShrinkWorld,
): Promise<readonly SliceItem[]> {
  const { divided, learntRows } = item.run;
  const { rows } = item.slice;
  const isDoomed = divided > 1 && learntRows !== undefined && rows * 4n > learntRows * 5n && rows > smallestSlice;
  return isDoomed ? divide(item, learntRows, journal, world) : [];
}

/** Empty when the rows cannot be told apart, or when the cluster could not count them. */
async function divide(
  { run, slice, attempt }: SliceItem,
  most: bigint,
  journal: SliceJournal,
  { read, progress }: ShrinkWorld,
): Promise<readonly SliceItem[]> {
  const parts = await countedParts(slice, run.table.name, () => divideSlice(slice, run.table, most, read), progress);
  if (parts.length < 2) return [];
  const first = run.nextIndex;
  run.nextIndex += parts.length;
  const into = parts.map((part, place): NumberedSlice => ({ ...part, ...agedLike(slice), index: first + place }));
  await journal.divided({ table: run.index, index: slice.index }, attempt, into);
  return into.map((part): SliceItem => ({ run, slice: part, attempt: 1, failures: 0 }));
}

function agedLike({ creationTime }: NumberedSlice): Pick<NumberedSlice, 'creationTime'> {
  return creationTime === undefined ? {} : { creationTime };
}

async function countedParts<T>(
  slice: NumberedSlice,
  table: string,
  count: () => Promise<readonly T[]>,
  progress: Progress,
): Promise<readonly T[]> {
  try {
    return await count();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    progress.warn(`${table}: a slice of ${slice.rows} rows could not be divided: ${error.message}`);
    return [];
  }
}
