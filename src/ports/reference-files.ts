import type { Column } from '../domain/column.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { FileFormat, SourceRecord } from '../domain/reference-data/source-record.ts';
import type { TextFile } from './local-files.ts';

export interface DataFile {
  /** As in `TextFile`. */
  readonly path: string;
}

/** How a data file is read: its format, and what is between the values of a csv file. */
export interface FileReading {
  readonly format: FileFormat;
  /** One character; a comma where it is absent. */
  readonly delimiter?: string | undefined;
}

/** Fingerprint recipe 1 of rows outside of the engine, see `domain/fingerprint.ts`. */
export interface RowDigest {
  /** The values of one row in the order of the columns, as `writeValue` writes them. Adds them to the fingerprints of the columns. */
  add(values: readonly string[]): void;
  /** By name. */
  columns(): ReadonlyMap<string, Fingerprint>;
  /** The hash of a row, or of its values in the columns at these places, as a signed 64-bit number. */
  rowHash(values: readonly string[], places?: readonly number[]): bigint;
}

/** Reference data files of the repo, which may be large: they are read again each time, a few pieces in memory at once. */
export interface ReferenceFiles {
  /**
   * Data files that match a path, folder or glob, in path order, and files of options among them (`.yml`). A folder stands for every file below it
   * that has an extension of a format. Rejects with an `input` problem when nothing matches.
   */
  find(patterns: readonly string[]): Promise<readonly DataFile[]>;
  /** Undefined when there is no such file. Rejects with `reference-data` when it is not UTF-8. */
  text(path: string): Promise<TextFile | undefined>;
  /** What is in the file, in order; what cannot be read is a record too. Rejects with `input` when the file is gone. */
  records(file: DataFile, reading: FileReading): AsyncIterable<SourceRecord>;
  digest(columns: readonly Column[]): Promise<RowDigest>;
}
