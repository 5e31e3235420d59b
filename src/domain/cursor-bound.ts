import type { Cursor } from './names.ts';

/**
 * Which rows of a table are meant.
 * - `cursor`: rows whose stamp is at or before the cursor, and rows that have no ingestion time. Needs the IngestionTime policy.
 * - `whole-table`: all rows at the moment the statement runs.
 */
export type Bound = { readonly kind: 'cursor'; readonly cursor: Cursor } | { readonly kind: 'whole-table' };

/** Rows of a table on each side of a cursor. Rows that are in none of the three are not assigned to any side yet. */
export interface Populations {
  readonly total: bigint;
  readonly atCursor: bigint;
  readonly newer: bigint;
  readonly untimed: bigint;
  /** Sums of two parts, of 24 bits each, of the XXH64 of every ingestion time at the cursor: rows replaced by as many others have other times. */
  readonly times: { readonly low: bigint; readonly high: bigint };
}

/**
 * Rows whose stamp the engine has not decided yet: it lags what readers see. They will come after any cursor read before; should one come to lie
 * at the cursor after all, the counts before and after the export differ.
 */
export function unassigned({ total, atCursor, newer, untimed }: Omit<Populations, 'times'>): bigint {
  return total - atCursor - newer - untimed;
}

/** Rows that the bound takes in. */
export function boundedRows(populations: Pick<Populations, 'atCursor' | 'untimed'>): bigint {
  return populations.atCursor + populations.untimed;
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

export function sameTimes({ times: a }: Pick<Populations, 'times'>, { times: b }: Pick<Populations, 'times'>): boolean {
  return a.low === b.low && a.high === b.high;
}

function fuzzy(reason: string, rows: bigint): Exactness {
  return { kind: 'fuzzy', reason, rows: rows.toString() };
}
