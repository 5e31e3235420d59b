import type { RangeRows } from '../domain/cursor-bound.ts';

/** Rows that leave a table, and a table whose extents come into it, all of them. */
export interface UpdateRequest {
  readonly table: string;
  readonly rows: RangeRows;
  /** Has the columns of `table`. */
  readonly source: string;
}

/** Rows that one update deletes and brings in. */
export interface UpdatedRows {
  readonly deleted: bigint;
  readonly created: bigint;
}

/**
 * Replaces some of the rows of a table that stays, row by row, so that extents which hold others too are no matter. Methods keep to the contract of the other
 * parts of the database.
 */
export interface DatabaseUpdater {
  /** Strongly consistent, over hot and cold data. */
  count(table: string, rows: RangeRows): Promise<bigint>;
  /** What `update` would do. Changes nothing. */
  foresee(request: UpdateRequest): Promise<UpdatedRows>;
  /**
   * In one transaction deletes the rows and moves the extents in, which keep the ingestion times of their rows; `source` is empty then. At most `mostUpdated`
   * rows can be deleted. Fires the update policies of which the table is the source.
   */
  update(request: UpdateRequest): Promise<UpdatedRows>;
}

/** Rows that one update may delete. Source: https://learn.microsoft.com/kusto/management/update-table-command */
export const mostUpdated = 5_000_000n;
