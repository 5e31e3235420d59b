import { type Fingerprint, sameFingerprint } from './fingerprint.ts';
import type { Cursor } from './names.ts';
import type { ColumnRange } from './snapshot/column-range.ts';
import type { TimeWindow } from './snapshot/slice.ts';

/**
 * Which rows of a table are meant.
 * - `cursor`: rows whose stamp is at or before the cursor, and rows that have no ingestion time; with a `range` only those whose ingestion time lies in
 *   it. Needs the IngestionTime policy.
 * - `whole-table`: all rows at the moment the statement runs.
 */
export type Bound =
  | { readonly kind: 'cursor'; readonly cursor: Cursor; readonly range?: TimeWindow | undefined }
  | { readonly kind: 'whole-table' };

/** The other side of a cursor: rows whose stamp is after it. Needs the IngestionTime policy. */
export interface AfterCursor {
  readonly kind: 'after';
  readonly cursor: Cursor;
}

/** Numbered lists of extents in one table of the tool's own. */
export interface ExtentList {
  readonly table: string;
  readonly round: number;
}

/** Rows in the listed extents of the table: those after the cursor, or all where there is none. */
export interface ListedRows {
  readonly kind: 'listed';
  readonly list: ExtentList;
  readonly after: Cursor | null;
}

/**
 * Rows by their value in a datetime column: those in the range, or all others, to which rows without a value belong. With `upTo` only those at or before
 * the cursor, and rows that have no ingestion time; that needs the IngestionTime policy.
 */
export interface RangeRows {
  readonly kind: 'values';
  readonly range: ColumnRange;
  readonly side: 'inside' | 'outside';
  readonly upTo?: Cursor | undefined;
}

/**
 * Rows of a table on each side of a cursor. Rows that are in none of these are not assigned to any side yet. Where nothing bounds a table all of its rows
 * count as untimed.
 */
export interface Populations {
  readonly total: bigint;
  readonly atCursor: bigint;
  readonly newer: bigint;
  readonly untimed: bigint;
  /** Sums of two parts, of 24 bits each, of the XXH64 of every ingestion time at the cursor: rows replaced by as many others have other times. */
  readonly times: { readonly low: bigint; readonly high: bigint };
  /** Present with a range of ingestion times: rows at the cursor that lie outside of it, and rows without ingestion time, which then are not among `untimed`. */
  readonly leftOut?: { readonly outside: bigint; readonly untimed: bigint } | undefined;
}

/**
 * Rows whose stamp the engine has not decided yet: it lags what readers see. They will come after any cursor read before; should one come to lie
 * at the cursor after all, the counts before and after the export differ.
 */
export function unassigned(populations: Omit<Populations, 'times'>): bigint {
  return populations.total - boundedRows(populations) - populations.newer - rowsLeftOut(populations);
}

/** Rows that a range leaves out, whatever the cursor. */
function rowsLeftOut({ leftOut }: Pick<Populations, 'leftOut'>): bigint {
  return leftOut === undefined ? 0n : leftOut.outside + leftOut.untimed;
}

/** Rows that the bound takes in. */
export function boundedRows(populations: Pick<Populations, 'atCursor' | 'untimed'>): bigint {
  return populations.atCursor + populations.untimed;
}

/** Rows beyond the bound: those after the cursor, and those that wait for their stamp. A range makes nothing newer. */
export function newerRows(populations: Pick<Populations, 'total' | 'atCursor' | 'untimed' | 'leftOut'>): bigint {
  return populations.total - boundedRows(populations) - rowsLeftOut(populations);
}

export type Exactness =
  | { readonly kind: 'exact' }
  | { readonly kind: 'fuzzy'; readonly reason: string; readonly rows?: string | undefined };

/**
 * A cursor hides rows that arrive later but does not keep rows that leave, so a table is exact only when what was exported is what was
 * there before and what is still there after, under one identity.
 * Source: https://learn.microsoft.com/kusto/query/database-cursor
 */
export function judgeExactness(observed: {
  readonly before: Populations;
  readonly after: Populations;
  readonly exportedRows: bigint;
  readonly identity: 'same' | 'changed';
  /** Slices that hold another number of rows than they must. */
  readonly unequalSlices: number;
}): Exactness {
  const { before, after, exportedRows, identity, unequalSlices } = observed;
  if (identity === 'changed')
    return { kind: 'fuzzy', reason: 'the table was replaced or its columns changed during the export' };
  if (before.atCursor !== after.atCursor || before.untimed !== after.untimed) {
    return fuzzy('rows left or entered the table during the export', boundedRows(after) - boundedRows(before));
  }
  if (!sameTimes(before, after))
    return { kind: 'fuzzy', reason: 'rows were replaced by others, ingested at other times, during the export' };
  if (exportedRows !== boundedRows(before)) {
    return fuzzy('the export wrote another number of rows than the table had', exportedRows - boundedRows(before));
  }
  if (unequalSlices > 0)
    return { kind: 'fuzzy', reason: `${unequalSlices} slices hold other numbers of rows than were counted for them` };
  return { kind: 'exact' };
}

/**
 * Nothing bounds a table without ingestion times, nor a materialized view, so only values prove that what was written is what was there: as many rows before
 * and after the export as in the files, and the same fingerprint. `name` is for what to do about it.
 */
export function judgeWhole(observed: {
  readonly before: bigint;
  readonly exported: Fingerprint;
  readonly after: Fingerprint;
  readonly identity: 'same' | 'changed';
  /** Slices of extents that hold another number of rows than they must. */
  readonly tornSlices: number;
  /** What would bound the rows another time, as a clause. */
  readonly advice: string;
}): Exactness {
  const { before, exported, after, identity, tornSlices, advice } = observed;
  if (identity === 'changed')
    return { kind: 'fuzzy', reason: 'it was replaced or its columns changed during the export' };
  if (before !== after.rows) {
    return fuzzy(`rows came or went during the export, and no cursor bounds them; ${advice}`, after.rows - before);
  }
  if (tornSlices > 0) {
    const reason = `its extents were merged or moved while they were exported; pause merging by its merge policy during the snapshot, or ${advice}`;
    return fuzzy(reason, exported.rows - before);
  }
  if (exported.rows !== before) {
    return fuzzy(`the export wrote another number of rows than there were; ${advice}`, exported.rows - before);
  }
  if (!sameFingerprint(exported, after))
    return { kind: 'fuzzy', reason: `values changed during the export, and no cursor bounds them; ${advice}` };
  return { kind: 'exact' };
}

export function sameTimes({ times: a }: Pick<Populations, 'times'>, { times: b }: Pick<Populations, 'times'>): boolean {
  return a.low === b.low && a.high === b.high;
}

function fuzzy(reason: string, rows: bigint): Exactness {
  return { kind: 'fuzzy', reason, rows: rows.toString() };
}
