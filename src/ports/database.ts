import type { Column } from '../domain/column.ts';
import type { StoredColumn } from '../domain/column-form.ts';
import type { AfterCursor, Bound, ListedRows, Populations, RangeRows } from '../domain/cursor-bound.ts';
import type { ExportSettings } from '../domain/export-settings.ts';
import type { CanaryAnswers, Fingerprint } from '../domain/fingerprint.ts';
import type { Cursor, OperationId } from '../domain/names.ts';
import type { TooBig } from '../domain/problem.ts';
import type { WriteDefinition, WriteEdit } from '../domain/schema/edit.ts';
import type { LiveExternals } from '../domain/schema/external-effects.ts';
import type { QuarantineWay } from '../domain/schema/quarantine.ts';
import type { Slots } from '../domain/slots.ts';
import type { StoredView } from '../domain/snapshot/manifest.ts';
import type { BinStep, Slice, StampedAfter, TimeBin, TimeWindow } from '../domain/snapshot/slice.ts';
import type { DatabaseObserver } from './database-observer.ts';
import type { DatabaseReplacer } from './database-replacer.ts';
import type { DatabaseUpdater } from './database-updater.ts';

/**
 * One database of one cluster, by need. Every method rejects with a `ProblemError` and with nothing else but bugs. Reading methods may be
 * repeated freely and are retried by the gateway where the service calls a failure transient; a method that changes something is sent once, so that
 * after a lost answer the caller looks at what is there before it sends again.
 */
export interface Database {
  /** The name as the cluster spells it. */
  readonly name: string;
  /** Host name of the cluster, without port. */
  readonly clusterHost: string;
  readonly read: DatabaseReader;
  readonly observe: DatabaseObserver;
  readonly export: DatabaseExporter;
  readonly load: DatabaseLoader;
  readonly change: DatabaseChanger;
  readonly replace: DatabaseReplacer;
  readonly update: DatabaseUpdater;
}

export interface DatabaseIdentity {
  readonly buildVersion: string;
  /** `ReadWrite` where tables can be changed. */
  readonly accessMode: string;
  /** Whether this identity may read tables with restricted view access. */
  readonly readsRestricted: 'yes' | 'no' | 'unknown';
  /** The clock of the service, ISO 8601 in UTC. */
  readonly now: string;
  /** What the engine's hash function answers to known questions. */
  readonly canary: CanaryAnswers;
}

export interface LiveTable {
  readonly name: string;
  /** Identity of the table object; follows it through a rename, new after a drop and create. */
  readonly tableId: string;
  /** Of the database's schema when the table was read: while it stays the same, no column of any table was changed. */
  readonly schemaVersion: string;
  readonly columns: readonly Column[];
  readonly folder: string;
  readonly docString: string;
  /** Its IngestionTime policy: while it is off, no cursor bounds the rows. */
  readonly ingestionTime: 'on' | 'off';
  /** Effective soft delete period as the policy spells it, `365.00:00:00`; absent when the service did not say. */
  readonly softDeletePeriod?: string;
  /** Effective hot cache period, spelled in the same way; absent where everything is hot, or the service did not say. */
  readonly hotPeriod?: string;
  /** For planning only. */
  readonly estimate?: TableEstimate;
}

/** As the service estimates a table, up to a quarter of an hour ago. */
export interface TableEstimate {
  readonly rows: bigint;
  /** Before compression. */
  readonly originalBytes: number;
  /** As it is stored, compressed and with indexes, and what of it is in the hot cache; absent when the service did not say. */
  readonly storedBytes?: number | undefined;
  readonly hotBytes?: number | undefined;
}

/** A query whose new rows the engine writes to storage again and again. */
export interface ContinuousExport {
  readonly name: string;
  /** What it follows by a cursor; absent where the service does not say. */
  readonly tables?: readonly string[];
  readonly query: string;
  readonly isDisabled: 'yes' | 'no';
  /** What is needed to make it anew; absent where the service does not show where it began. */
  readonly epoch?: ExportEpoch;
}

/** The life of a continuous export since it was made: it exports rows after one cursor. */
export interface ExportEpoch {
  readonly startCursor: Cursor;
  /** Rows up to this ingestion time are exported, as the service writes it; absent until some are. */
  readonly exportedTo?: string;
  readonly isRunning: 'yes' | 'no';
  /** The command that makes it as it is, but for `unread`. */
  readonly definition: string;
  /** Why that may be another export, as clauses; empty when it is the same. */
  readonly unread: readonly string[];
}

/** A materialized view. It is read like a table, by its name, and no cursor bounds its rows. */
export interface LiveView extends Pick<LiveTable, 'name' | 'columns' | 'schemaVersion' | 'folder' | 'docString'> {
  readonly definition: StoredView;
  readonly isHealthy: 'yes' | 'no';
}

/** Of the columns only the datetimes matter: whether a value has a rest below the microsecond. */
export type CountedTable = Pick<LiveTable, 'name' | 'columns'>;

export interface TablePopulations extends Populations {
  /** Datetime columns that hold a value with a 100 ns rest. */
  readonly withTickRest: ReadonlySet<string>;
}

/** Rows of one extent that were ingested in one bin of time. */
export interface ExtentBin extends TimeBin {
  readonly extentId: string;
}

export interface ExtentRows {
  readonly extentId: string;
  readonly tags: readonly string[];
  readonly rows: bigint;
}

/** Equal rows, by hashes that are signed 64-bit numbers. */
export interface HashedRow {
  readonly key: bigint;
  readonly hash: bigint;
  readonly rows: bigint;
}

/** What a query answers, by place. */
export interface QueryAnswer {
  readonly columns: number;
  readonly rows: readonly (readonly unknown[])[];
}

/** All counts are strongly consistent, over hot and cold data, without the results cache. */
export interface DatabaseReader {
  identity(): Promise<DatabaseIdentity>;
  /** Sorted by name; the tool's own tables are among them. */
  tables(): Promise<readonly LiveTable[]>;
  /** Identity of every table by its name, for half the price of `tables`. */
  tableIds(): Promise<ReadonlyMap<string, string>>;
  /** One management command per item, which together build the schema again, roles included. */
  schemaScript(): Promise<readonly string[]>;
  cursor(): Promise<Cursor>;
  /** Sorted by name. */
  views(): Promise<readonly LiveView[]>;
  continuousExports(): Promise<readonly ContinuousExport[]>;
  /** External tables and continuous exports as they are defined, without the credentials, which the service does not show. */
  externals(): Promise<LiveExternals>;
  /** Needs the IngestionTime policy on the table. With a range, rows outside of it and rows without ingestion time are counted as left out. */
  populations(
    tables: readonly CountedTable[],
    cursor: Cursor,
    range?: TimeWindow,
  ): Promise<ReadonlyMap<string, TablePopulations>>;
  /** All rows of a table or a view, as untimed ones: for what no cursor bounds. */
  wholePopulations(table: string, columns: readonly Column[]): Promise<TablePopulations>;
  /** How many rows of `table` within the bound, by their values in `columns`, are not in `other`, as often as they are there. */
  surplusRows(table: string, other: string, columns: readonly Column[], bound?: Bound): Promise<bigint>;
  /**
   * How many of `rows` of `table`, by their values in `columns`, are rows of `other` that `table` does not have within `before`, as often as they lack
   * there; without `before`, that `other` has.
   */
  rewrittenRows(
    table: string,
    other: string,
    columns: readonly Column[],
    parts: { readonly rows: Bound | AfterCursor; readonly before?: Bound | undefined },
  ): Promise<bigint>;
  /**
   * How many rows at or before the cursor were ingested in each bin of the window, in time order; bins without rows are left out. Needs the
   * IngestionTime policy.
   */
  timeBins(
    table: string,
    cursor: Cursor,
    window: TimeWindow & StampedAfter,
    step: BinStep,
  ): Promise<readonly TimeBin[]>;
  /** The same for each extent, in no order; extents have other ids once they are merged. */
  extentBins(
    table: string,
    cursor: Cursor,
    window: TimeWindow & StampedAfter,
    step: BinStep | '1d',
  ): Promise<readonly ExtentBin[]>;
  /** The newest creation time in each extent of the table by its id, as the service writes it. Reads metadata only. */
  creationTimes(table: string): Promise<ReadonlyMap<string, string>>;
  /** How many rows of the slice lie in each part of `of`; parts without rows are left out. */
  partRows(table: string, columns: readonly Column[], slice: Slice, of: number): Promise<ReadonlyMap<number, bigint>>;
  /** Of the named columns in the given order. */
  fingerprint(
    table: string,
    columns: readonly Column[],
    bound: Bound | AfterCursor | ListedRows | RangeRows,
  ): Promise<Fingerprint>;
  columnFingerprints(
    table: string,
    columns: readonly Column[],
    bound: Bound,
  ): Promise<ReadonlyMap<string, Fingerprint>>;
  /**
   * The different rows of one part of the table, of `of` parts, by the hash of the row and of its values in `key`; rows with equal keys lie in one part. `of` is a power
   * of two. Without a key, a row is its own.
   */
  rowHashes(
    table: string,
    columns: readonly Column[],
    key: readonly Column[],
    part: { readonly index: number; readonly of: number },
  ): Promise<readonly HashedRow[]>;
  rowsByExtent(table: string): Promise<readonly ExtentRows[]>;
  /** A query of the user's; at most so many of its rows. No row: `columns` is 0. */
  answer(query: string, limit: number): Promise<QueryAnswer>;
  /** Ids of the extents all of whose rows are after the cursor. */
  extentsAfter(table: string, after: AfterCursor): Promise<readonly string[]>;
  /** Soft delete period that tables without a retention policy of their own have, `365.00:00:00`; undefined when the service does not say. */
  defaultSoftDeletePeriod(): Promise<string | undefined>;
  /** Whether the table has a policy by which it deletes itself at some time. */
  deletesItself(table: string): Promise<'yes' | 'no'>;
}

export interface ExportRequest {
  readonly table: string;
  readonly columns: readonly StoredColumn[];
  readonly slice: Slice;
  readonly settings: ExportSettings;
  /** Where to write, with its credential; a secret. */
  readonly destination: string;
}

export type OperationState =
  | { readonly kind: 'running' }
  | { readonly kind: 'completed' }
  | {
      readonly kind: 'failed';
      readonly state: string;
      readonly message: string;
      readonly transient: boolean;
      /** Why the work was more than one command can do, when that is the reason. */
      readonly tooBig?: TooBig;
    }
  /** In no log of the service: whether it ran cannot be told. */
  | { readonly kind: 'lost' };

export interface ExportedFile {
  /** URI without credential. */
  readonly uri: string;
  readonly rows: bigint;
}

/** A table of a snapshot, to be brought back by hand. */
export interface HandRestore {
  readonly table: string;
  readonly folder: string;
  readonly docString: string;
  readonly columns: readonly StoredColumn[];
  /** Name of the table to make. */
  readonly target: string;
  /** URIs of the files, without credential. */
  readonly sources: AsyncIterable<string>;
  readonly expected: Fingerprint;
  readonly kind: 'table' | 'materialized-view';
  /** Whether all rows of the table are in the snapshot, or a range of them. */
  readonly holds: 'all' | 'a-part';
}

/** Extreme values of every type, as they were exported and as the engine has them. */
export interface WrittenExtremes {
  readonly columns: readonly StoredColumn[];
  readonly files: readonly ExportedFile[];
  /** By name of the column. */
  readonly sums: ReadonlyMap<string, Fingerprint>;
}

export interface DatabaseExporter {
  slots(): Promise<Slots>;
  /** Starts a Parquet export whose files also carry each row's hash. Sending twice writes more files, never over others. */
  start(request: ExportRequest): Promise<OperationId>;
  /** The same in one request, which is answered when the files are written: for exports that take seconds. */
  write(request: ExportRequest): Promise<readonly ExportedFile[]>;
  /** Exports a few rows that are in no table, with extreme values of every type; `destination` is as in `ExportRequest`. */
  writeExtremes(destination: string): Promise<WrittenExtremes>;
  /** Files written by a completed export; only these count, never what a listing shows. */
  files(operation: OperationId): Promise<readonly ExportedFile[]>;
  /** In the order of the ids. */
  states(operations: readonly OperationId[]): Promise<readonly OperationState[]>;
  /** Commands, queries and comments that bring the table back without this tool, in order. Sends nothing. */
  restoreByHand(restore: HandRestore): AsyncIterable<string>;
}

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
  dropExtents(table: string, extentIds: readonly string[]): Promise<void>;
  /** How many values of each column are neither null nor empty. */
  nonEmptyValues(table: string, columns: readonly Column[]): Promise<ReadonlyMap<string, bigint>>;
  states(operations: readonly OperationId[]): Promise<readonly OperationState[]>;
}

/** Who may read a table: every viewer of the database, or unrestricted viewers only. */
export type TableReaders = 'all' | 'unrestricted';

export interface DatabaseChanger {
  /**
   * Sends one management command of the user's. Rejects also when the result says that a part of it failed. `operation` is there when the command goes
   * on after its answer; it has succeeded only when that operation has.
   */
  run(statement: string): Promise<{ readonly operation?: OperationId }>;
  /** The command that makes one change of the schema. Sends nothing. */
  readonly write: WriteEdit;
  readonly define: WriteDefinition;
  /** Succeeds and changes nothing when the table exists. */
  createTable(table: {
    readonly name: string;
    readonly columns: readonly Column[];
    readonly folder: string;
    readonly docString: string;
  }): Promise<void>;
  /** Makes a table safe to load into: nothing expires, merges or strips tags, nobody reads it but `readers`, and it deletes itself after `expiresAt`. */
  guardStaging(table: string, expiresAt: Date, readers: TableReaders): Promise<void>;
  /** Undoes `guardStaging` so that only what was set on purpose is left, and who may read it. */
  releaseStaging(table: string): Promise<void>;
  /** All in one transaction. */
  renameTables(renames: readonly { readonly from: string; readonly to: string }[]): Promise<void>;
  /** Succeeds when the table is absent. */
  dropTable(table: string): Promise<void>;
  /** A continuous export that is off keeps its place, and goes on from there. Succeeds when it is so already. */
  switchExport(name: string, to: 'on' | 'off'): Promise<void>;
  /** Forgets its place. Fails when it is absent. */
  dropExport(name: string): Promise<void>;
  /** The table no longer deletes itself. */
  keepTable(table: string): Promise<void>;
  /** The column keeps its values. */
  renameColumn(table: string, from: string, to: string): Promise<void>;
  /** Deletes the rows after the cursor, for good. Source: https://learn.microsoft.com/kusto/management/soft-delete-command */
  deleteRows(table: string, after: AfterCursor): Promise<void>;
  /** Deletes the rows that a filter as `readRowFilter` tells it lets through, for good. */
  deleteMatching(table: string, filter: string): Promise<void>;
  /** The commands by which a person puts back what a deployment put aside, in order. Sends nothing. */
  putBackByHand(
    way: QuarantineWay,
    tables: readonly { readonly name: string; readonly kept: string }[],
  ): readonly string[];
  /** The table deletes itself then, with its contents. */
  expireTable(table: string, expiresAt: Date): Promise<void>;
  /** Atomically replaces the rows of `table` by those of `from`, columns in the given order. */
  replaceContents(request: {
    readonly table: string;
    readonly from: string;
    readonly columns: readonly Column[];
    readonly tags: readonly string[];
  }): Promise<void>;
}
