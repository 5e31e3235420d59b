import type { Cursor } from '../names.ts';

/**
 * Ingestion times from `from` (inclusive) to `before` (exclusive), each in the engine's text of a datetime: UTC with seven decimals, so that
 * text order is time order. Open at an end that is absent.
 */
export interface TimeWindow {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** Rows whose stamp lies after this cursor, which is where a top-up begins; from the beginning where it is absent. */
export interface StampedAfter {
  readonly after?: Cursor | undefined;
}

/** The rows whose hash leaves `index` when divided by `of`. Half of a part is a part again: `index` and `index + of`, of `2 × of`. */
export interface HashPart {
  readonly index: number;
  readonly of: number;
}

/** The rows of a table that one export command writes. The slices of a table are disjoint and together complete. */
export type Slice =
  /** Rows with an ingestion time, at or before the cursor. */
  | (TimeWindow &
      StampedAfter & { readonly kind: 'timed'; readonly cursor: Cursor; readonly part?: HashPart | undefined })
  /** Rows without one; no such row can appear while the policy is on. */
  | { readonly kind: 'untimed'; readonly part?: HashPart | undefined }
  /** All rows, whatever their ingestion time: one command sees one state of the table. */
  | { readonly kind: 'whole'; readonly part?: HashPart | undefined }
  /** The rows of some extents, where nothing else tells rows apart. A merge or move of one takes its rows out of the slice. */
  | { readonly kind: 'extents'; readonly ids: readonly string[]; readonly part?: HashPart | undefined };

/** A slice and how many rows it must have. */
export interface SizedSlice {
  readonly slice: Slice;
  readonly rows: bigint;
  /** The newest creation time of the extents of its rows; absent where it does not matter, or is not known. */
  readonly creationTime?: string | undefined;
}

/** Rows from `start` to the start of the next bin. */
export interface TimeBin {
  readonly start: string;
  readonly rows: bigint;
}

export interface SizedWindow {
  readonly window: TimeWindow;
  readonly rows: bigint;
}

/**
 * Windows of ever finer bins, down to the resolution of a datetime: many rows may share one ingestion time, since a whole load does.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime
 */
export const binSteps = ['1h', '1m', '1s', '1ms', '1tick'] as const;
export type BinStep = (typeof binSteps)[number];

/** One window per bin. They touch, the first and the last reach to the ends of the whole, and so nothing lies between or beside them. */
export function windowsOf(whole: TimeWindow, bins: readonly TimeBin[]): readonly SizedWindow[] {
  return bins.map(({ start, rows }, index) => {
    const from = index === 0 ? whole.from : start;
    const before = bins[index + 1]?.start ?? whole.before;
    return { window: { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) }, rows };
  });
}

/** Joins neighbours while they have no more than `most` rows together. A window that has more stays alone. */
export function packWindows(windows: readonly SizedWindow[], most: bigint): readonly SizedWindow[] {
  const packed: SizedWindow[] = [];
  for (const next of windows) {
    const last = packed.at(-1);
    if (last !== undefined && last.rows + next.rows <= most) packed[packed.length - 1] = joined(last, next);
    else packed.push(next);
  }
  return packed;
}

function joined(first: SizedWindow, second: SizedWindow): SizedWindow {
  const { before: _, ...start } = first.window;
  const { before } = second.window;
  return { window: { ...start, ...(before === undefined ? {} : { before }) }, rows: first.rows + second.rows };
}

/** An extent and its rows, as they were counted. */
export interface SizedExtent {
  readonly extentId: string;
  readonly rows: bigint;
}

/** What `extent_id()` gives for a row that lies in no extent. Source: https://learn.microsoft.com/kusto/query/extent-id-function */
const noExtent = '00000000-0000-0000-0000-000000000000';

/** Ids in one statement at most, which keeps it short. */
const mostExtents = 500;

/** Slices of whole extents with at most `most` rows each; an extent that has more is alone. Undefined when rows lie in no extent. */
export function packExtents(extents: readonly SizedExtent[], most: bigint): readonly SizedSlice[] | undefined {
  if (extents.some(({ extentId, rows }) => rows > 0n && (extentId === '' || extentId === noExtent))) return undefined;
  const packed: { ids: string[]; rows: bigint }[] = [];
  for (const { extentId, rows } of extents) {
    const last = packed.at(-1);
    if (last === undefined || last.ids.length === mostExtents || last.rows + rows > most) {
      packed.push({ ids: [extentId], rows });
    } else {
      last.ids.push(extentId);
      last.rows += rows;
    }
  }
  return packed.map(({ ids, rows }) => ({ slice: { kind: 'extents', ids }, rows }));
}

/** The parts that a slice of so many rows needs to have about `most` rows each, as a multiple of the part that it is already. */
export function partsOf(
  slice: Slice,
  rows: bigint,
  most: bigint,
): { readonly of: number; readonly indices: readonly number[] } {
  const { index, of } = slice.part ?? { index: 0, of: 1 };
  const times = Number((rows + most - 1n) / most);
  return { of: of * times, indices: Array.from({ length: times }, (_, turn) => index + turn * of) };
}
