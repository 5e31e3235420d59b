import type { StoredColumn } from '../domain/column-form.ts';
import type { ExportSettings } from '../domain/export-settings.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { OperationId } from '../domain/names.ts';
import type { Slots } from '../domain/slots.ts';
import type { Slice } from '../domain/snapshot/slice.ts';
import type { OperationState } from './operation-state.ts';

export interface ExportRequest {
  readonly table: string;
  readonly columns: readonly StoredColumn[];
  readonly slice: Slice;
  readonly settings: ExportSettings;
  /** Where to write, with its credential; a secret. */
  readonly destination: string;
}

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

/** Writes rows to storage. Methods keep to the contract of the other parts of the database. */
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
