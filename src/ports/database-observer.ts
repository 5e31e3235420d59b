import type { Cursor } from '../domain/names.ts';
import type { ExtentTotals } from '../domain/snapshot/hazards.ts';
import type { LoggedCommand } from '../domain/snapshot/logged-change.ts';
import type { LimitedColumn } from '../domain/snapshot/value-limits.ts';
import type { WorkloadGroup } from '../domain/snapshot/workload-group.ts';

/** A table whose values are measured, with its rows as the service estimates them. */
export interface MeasuredTable {
  readonly name: string;
  readonly columns: readonly LimitedColumn[];
  /** Only rows whose ingestion time lies after it are measured; all where it is absent. Needs the IngestionTime policy. */
  readonly after?: Cursor | undefined;
  readonly estimatedRows?: bigint | undefined;
}

/** Who named a table in queries that ended, as the log tells. */
export interface TableReader {
  readonly who: string;
  /** Program that asked; empty where it did not say. */
  readonly application: string;
  readonly times: bigint;
  /** When the last of them ended, as the service writes it. */
  readonly last: string;
}

/** What has extents: a table, or the part of a materialized view that is materialized. */
export interface ExtentOwner {
  readonly kind: 'table' | 'materialized-view';
  readonly name: string;
}

/** What tells whether a snapshot can be trusted. Changes nothing; every method may be repeated, and rejects with a `ProblemError` when it may not look. */
export interface DatabaseObserver {
  /** By the metadata of extents, whatever queries may see. Tables without extents are absent. */
  extentTotals(tables: readonly string[]): Promise<ReadonlyMap<string, ExtentTotals>>;
  /** How many extents hold no row that came within this many ticks by the clock of the service; one whose age is not told counts too. Rejects where there is no such table or view. */
  extentsOlderThan(owner: ExtentOwner, ticks: bigint): Promise<bigint>;
  /** All rows of each table, in the order given. */
  rowCounts(tables: readonly string[]): Promise<readonly bigint[]>;
  /** How many values of each column reach its limit, or are at most three bytes below it; per table in the order given. */
  valuesAtLimit(tables: readonly MeasuredTable[]): Promise<readonly (readonly bigint[])[]>;
  /** Roles of the identity on the database and the cluster, as the service names them. */
  ownRoles(): Promise<readonly string[]>;
  /**
   * Commands since an instant of the service's clock that may have changed or moved rows, from every log that can be asked; some may be in it twice.
   * Logs show the commands of others to admins and monitors only, without a word. Source: https://learn.microsoft.com/kusto/management/commands-and-queries
   */
  changesSince(instant: string): Promise<readonly LoggedCommand[]>;
  /**
   * Of each table, who sent queries to this database that ended within the last hours and whose text holds its name, other than this tool; empty where nobody did. A text may hold it and mean something
   * else. The log shows queries of others to admins and monitors only. Asked once and given up after about half a minute, since nothing depends on it.
   */
  readersOf(tables: readonly string[], hours: number): Promise<ReadonlyMap<string, readonly TableReader[]>>;
  /** Every workload group; admins of the cluster only. */
  workloadGroups(): Promise<readonly WorkloadGroup[]>;
  /** Names of the groups that requests of this tool were in lately, as far as the log knows. */
  ownWorkloadGroups(): Promise<readonly string[]>;
}
