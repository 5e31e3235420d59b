import type { Column } from '../domain/column.ts';
import type { AfterCursor, Bound, ListedRows, Populations, RangeRows } from '../domain/cursor-bound.ts';
import type { CanaryAnswers, Fingerprint } from '../domain/fingerprint.ts';
import type { Cursor } from '../domain/names.ts';
import type { LiveExternals } from '../domain/schema/external-effects.ts';
import type { StoredView } from '../domain/snapshot/manifest.ts';
import type { BinStep, Slice, StampedAfter, TimeBin, TimeWindow } from '../domain/snapshot/slice.ts';
import type { DatabaseChanger } from './database-changer.ts';
import type { DatabaseExporter } from './database-exporter.ts';
import type { DatabaseLoader } from './database-loader.ts';
import type { DatabaseObserver } from './database-observer.ts';
import type { DatabaseReplacer } from './database-replacer.ts';
import type { DatabaseSecurity } from './database-security.ts';
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
  readonly security: DatabaseSecurity;
  /**
   * The same database, whose requests that read rows of no other table than these are not sent with the wish to be refused by row level security; all others are.
   * The caller has read back that each of the tables has a policy that shows all of its rows or none.
   */
  reading(tables: ReadonlySet<string>): Database;
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
  /** Name of its database as the service spells it; absent when the service did not say. */
  readonly database?: string;
  readonly folder: string;
  readonly docString: string;
  /** Its IngestionTime policy: while it is off, no cursor bounds the rows. */
  readonly ingestionTime: 'on' | 'off';
  /** Its effective streaming ingestion policy; absent when the service did not say. */
  readonly streaming?: 'on' | 'off';
  /** Effective soft delete period as the policy spells it, `365.00:00:00`; absent when the service did not say. */
  readonly softDeletePeriod?: string;
  /** Effective hot cache period, spelled in the same way, a thousand years where everything is hot; absent when the service did not say. */
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
  /** The clock of the service, to 100 ns; of two texts the later one sorts last. */
  now(): Promise<string>;
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
