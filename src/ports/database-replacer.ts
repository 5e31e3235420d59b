import type { ExtentList } from '../domain/cursor-bound.ts';
import type { Cursor, OperationId } from '../domain/names.ts';

/** The listed extents of one table, added up. */
export interface ListedExtents {
  readonly extents: number;
  readonly rows: bigint;
  /** Rows at or before the cursor of the listing, or without ingestion time. */
  readonly before: bigint;
  /** Rows after it. Rows that are neither wait for their place in the order of ingestion. */
  readonly after: bigint;
  /** Rows after the cursor from which on rows stay. */
  readonly newer: bigint;
  /** Entries that name no extent: their rows lie in the row store. */
  readonly nowhere: number;
}

/**
 * Replaces extents of a table that stays, by lists that lie in a table of the engine, so that the list is one thing however long it is. Methods keep to the
 * contract of the other parts of the database.
 */
export interface DatabaseReplacer {
  /** Makes the table for the lists; succeeds when it exists. */
  createList(table: string): Promise<void>;
  /** Lists the extents of `of` that hold rows at or before `upTo` or without ingestion time. */
  startListing(request: {
    readonly list: ExtentList;
    readonly of: string;
    readonly upTo: Cursor;
    /** Rows after it are counted as newer; null for all of them. */
    readonly after: Cursor | null;
    readonly tag: string;
  }): Promise<OperationId>;
  /** Lists all extents of the tables. */
  startListingAll(request: {
    readonly list: ExtentList;
    readonly of: readonly string[];
    readonly tag: string;
  }): Promise<OperationId>;
  /** By table. */
  listed(list: ExtentList): Promise<ReadonlyMap<string, ListedExtents>>;
  /**
   * In one transaction drops the listed extents of `table` and moves in the listed ones of the other tables. Rejects, and changes nothing, when one of them
   * is no longer there; rejects too when it was done with another number of extents than `extents`.
   */
  replace(request: {
    readonly table: string;
    readonly others: readonly string[];
    readonly list: ExtentList;
    readonly extents: number;
  }): Promise<void>;
  /** The table's extents are neither merged nor rebuilt. */
  pauseMerges(table: string): Promise<void>;
  /** The table has no merge policy of its own. */
  dropMergePolicy(table: string): Promise<void>;
}
