import type { Column } from '../domain/column.ts';
import {
  binSteps,
  packExtents,
  packWindows,
  partsOf,
  type SizedSlice,
  type SizedWindow,
  type Slice,
  windowsOf,
} from '../domain/snapshot/slice.ts';
import type { DatabaseReader } from '../ports/database.ts';

type TimedSlice = Extract<Slice, { readonly kind: 'timed' }>;

/** How many of these run at once is the reader's affair. */
export type SliceReader = Pick<DatabaseReader, 'timeBins' | 'partRows' | 'rowsByExtent'>;

export interface SlicedTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Absent for a table. */
  readonly kind?: 'table' | 'materialized-view';
}

/**
 * The same rows as slices of at most `most` rows each, where ingestion times and values allow: by ever finer windows of ingestion time, and what
 * shares one tick of 100 ns by hash. Equal rows cannot be told apart, so a slice may stay larger. Each scan reads only the ingestion time, or only
 * the rows of one tick. What is planned so does not depend on extents, so merges and moves change nothing. A table without ingestion times is divided by
 * extents, and by hash where rows lie in none.
 */
export async function divideSlice(
  { slice, rows }: SizedSlice,
  table: SlicedTable,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedSlice[]> {
  if (rows <= most) return [{ slice, rows }];
  if (slice.kind === 'whole' && slice.part === undefined) return divideWhole({ slice, rows }, table, most, read);
  if (slice.kind === 'extents' && slice.part === undefined && slice.ids.length > 1) {
    return divideExtents(slice.ids, table, most, read);
  }
  if (slice.kind !== 'timed' || slice.part !== undefined) return divideByHash({ slice, rows }, table, most, read);
  const windows = packWindows(await divideWindow({ slice, rows, step: 0 }, table, most, read), most);
  const slices = windows.map(({ window, rows: count }) => ({ slice: { ...slice, ...window }, rows: count }));
  return withParts(slices, table, most, read);
}

/** A view has no extents that could be told; each part of it is another look at all of its rows. */
async function divideWhole(
  whole: SizedSlice,
  table: SlicedTable,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedSlice[]> {
  const packed =
    table.kind === 'materialized-view' ? undefined : packExtents(await read.rowsByExtent(table.name), most);
  return packed === undefined ? divideByHash(whole, table, most, read) : withParts(packed, table, most, read);
}

/** As the extents are now; one that is gone is left to be missed. */
async function divideExtents(
  ids: readonly string[],
  table: SlicedTable,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedSlice[]> {
  const own = (await read.rowsByExtent(table.name)).filter(({ extentId }) => ids.includes(extentId));
  return withParts(packExtents(own, most) ?? [], table, most, read);
}

/** What is still too large in parts by hash. */
async function withParts(
  slices: readonly SizedSlice[],
  table: SlicedTable,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedSlice[]> {
  const parts = slices.map((one) => (one.rows <= most ? [one] : divideByHash(one, table, most, read)));
  return (await Promise.all(parts)).flat();
}

/** Touching windows; one of them has more than `most` rows only when all of these have the same ingestion time. */
async function divideWindow(
  at: { readonly slice: TimedSlice; readonly rows: bigint; readonly step: number },
  table: SlicedTable,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedWindow[]> {
  const { slice, rows } = at;
  const window = { from: slice.from, before: slice.before };
  const step = binSteps[at.step];
  if (rows <= most || step === undefined) return [{ window, rows }];
  const windows = windowsOf(
    window,
    await read.timeBins(table.name, slice.cursor, { ...window, after: slice.after }, step),
  );
  const parts = windows.map((part) =>
    divideWindow({ slice: { ...slice, ...part.window }, rows: part.rows, step: at.step + 1 }, table, most, read),
  );
  return (await Promise.all(parts)).flat();
}

async function divideByHash(
  { slice, rows }: SizedSlice,
  table: SlicedTable,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedSlice[]> {
  const { of, indices } = partsOf(slice, rows, most);
  const counted = await read.partRows(table.name, table.columns, slice, of);
  return indices.flatMap((index) => {
    const count = counted.get(index);
    return count === undefined ? [] : [{ slice: { ...slice, part: { index, of } }, rows: count }];
  });
}
