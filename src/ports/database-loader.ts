import type { Column } from '../domain/column.ts';
import type { StoredColumn } from '../domain/column-form.ts';
import type { AfterCursor, Bound, ListedRows, RangeRows } from '../domain/cursor-bound.ts';
import type { OperationId } from '../domain/names.ts';
import type { Slots } from '../domain/slots.ts';
import type { OperationState } from './operation-state.ts';

export interface IngestRequest {
  readonly table: string;
  /** One file, with its credential; a secret. */
  readonly source: string;
  readonly format: 'parquet' | 'csv';
  readonly tag: string;
  /** Creation time of its extents; that of the ingestion where it is absent. */
  readonly creationTime?: string | undefined;
  /** For csv: the columns in the file's order; the first record is the header. */
  readonly csvColumns?: readonly string[];
}

export interface AppendRequest {
  readonly from: string;
  readonly rows: Bound | AfterCursor | ListedRows | RangeRows;
  /** Columns of `into` in its order; those that `from` lacks get no value. */
  readonly columns: readonly (Column & { readonly isIn: 'both' | 'target' })[];
  readonly into: string;
  readonly tag: string;
}

/** Brings rows into tables. Methods keep to the contract of the other parts of the database. */
export interface DatabaseLoader {
  slots(): Promise<Slots>;
  /** Appends; Parquet columns go by name. The service does not retry it. */
  startIngest(request: IngestRequest): Promise<OperationId>;
  /** Whether the service's queue for files can be reached, and else why not. */
  hasQueue(): Promise<'yes' | { readonly why: string }>;
  /**
   * Hands a Parquet file to the service, which loads it some time, tries again for two days, and may load it more than once. Appends under the tag, as
   * `startIngest` does.
   */
  queueIngest(request: Omit<IngestRequest, 'csvColumns' | 'format'>): Promise<void>;
  /** What queued files of the table failed for good, by the id of the operation. */
  failedIngestions(table: string): Promise<ReadonlyMap<string, string>>;
  /** Ingestions into the database that have not ended, whoever sent them. */
  runningIngestions(): Promise<readonly OperationId[]>;
  /** Appends the rows of the extents with stored forms turned back into values. */
  startTypedAppend(request: {
    readonly from: string;
    readonly extentIds: readonly string[];
    readonly columns: readonly StoredColumn[];
    readonly into: string;
    readonly tag: string;
    /** Creation time of its extents; that of the append where it is absent. */
    readonly creationTime?: string | undefined;
  }): Promise<OperationId>;
  /** Appends the rows' values as they are. */
  startAppend(request: AppendRequest): Promise<OperationId>;
  /** All or nothing; the source loses them. With `renew` the rows get an ingestion time and a place in the order of ingestion as if they came now. */
  moveExtents(
    from: string,
    into: string,
    extentIds: readonly string[],
    ingestionTime?: 'keep' | 'renew',
  ): Promise<void>;
  /** All extents that the table has at that moment, in one transaction; they keep their ingestion times. Rows that are in no extent yet stay. Sent again it moves what has come since. */
  moveAllExtents(from: string, into: string): Promise<void>;
  /** The same for the extents of one table that a query names, which was written by a user to drop them: it answers with their ids, and need not name the table. */
  moveQueriedExtents(query: string, from: string, into: string): Promise<void>;
  dropExtents(table: string, extentIds: readonly string[]): Promise<void>;
  /** How many values of each column are neither null nor empty. */
  nonEmptyValues(table: string, columns: readonly Column[]): Promise<ReadonlyMap<string, bigint>>;
  states(operations: readonly OperationId[]): Promise<readonly OperationState[]>;
}
