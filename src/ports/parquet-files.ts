import type { StoredColumn } from '../domain/column-form.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { ColumnRange } from '../domain/snapshot/column-range.ts';
import type { StoredBlob } from './snapshot-store.ts';

export interface Footer {
  readonly rows: bigint;
  readonly rowGroups: number;
  readonly columns: readonly string[];
}

/** What came of reading every value of a file again. */
export interface Recomputed {
  /** Of the hashes recomputed from the values. */
  readonly fingerprint: Fingerprint;
  readonly byColumn: ReadonlyMap<string, Fingerprint>;
  /** Rows whose values do not give the hash that lies beside them. */
  readonly wrongRows: number;
  /** Place of the first such row in the file, from 0. */
  readonly firstWrongRow?: number;
}

/**
 * Reads snapshot files without the engine that wrote them. A file that cannot be read as what it should be, or that is not the version
 * named, rejects with a `difference` problem that names it.
 */
export interface ParquetFiles {
  /** From the end of the file only. */
  footer(file: StoredBlob): Promise<Footer>;
  /** From the row hash column only. */
  storedFingerprint(file: StoredBlob): Promise<Fingerprint>;
  /** How many rows are in a range of a datetime column, from that column only. */
  rangeRows(file: StoredBlob, column: StoredColumn, range: ColumnRange): Promise<bigint>;
  /** From every value of every column, one row group in memory at a time. */
  recompute(file: StoredBlob, columns: readonly StoredColumn[]): Promise<Recomputed>;
}
