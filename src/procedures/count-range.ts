import type { ColumnRange } from '../domain/snapshot/column-range.ts';
import { loadFingerprint, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { eachOf } from './each-of.ts';
import { readFileList } from './file-list.ts';

/** A minute or so of reading. */
const mostRows = 100_000_000n;
const parallelFiles = 4;

/** How many rows of the range the snapshot holds, read from one column of its files; undefined where there are too many to read. */
export async function countRangeOfSnapshot(
  table: TableManifest,
  range: ColumnRange,
  { store, parquet }: { readonly store: SnapshotStore; readonly parquet: ParquetFiles },
): Promise<bigint | undefined> {
  const column = table.columns.find(({ name }) => name === range.column);
  if (column === undefined || loadFingerprint(table.fingerprint).rows > mostRows) return undefined;
  let rows = 0n;
  await eachOf(readFileList(store, table), parallelFiles, async ({ path, bytes, etag }) => {
    rows += await parquet.rangeRows({ path, bytes, etag }, column, range);
  });
  return rows;
}
