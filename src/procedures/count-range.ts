import type { ColumnRange } from '../domain/snapshot/column-range.ts';
import { loadFingerprint, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { eachOf } from './each-of.ts';
import { readFileList } from './file-list.ts';
import type { RestorePlanTable } from './plan-restore.ts';

/** A minute or so of reading. */
const mostRows = 100_000_000n;
const parallelFiles = 4;

interface Files {
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
}

/** The plan; a time range that can come back with how many rows of it the snapshot holds, read from one column of its files, unless there are too many to read. */
export function countRanges(plan: readonly RestorePlanTable[], files: Files): Promise<readonly RestorePlanTable[]> {
  return Promise.all(
    plan.map(async (one) => {
      const isAsked = one.range !== undefined && one.obstacles.length === 0;
      const rangeRows = isAsked ? await countOne(one.table, one.range, files) : undefined;
      return rangeRows === undefined ? one : { ...one, rangeRows };
    }),
  );
}

async function countOne(
  table: TableManifest,
  range: ColumnRange,
  { store, parquet }: Files,
): Promise<bigint | undefined> {
  const column = table.columns.find(({ name }) => name === range.column);
  if (column === undefined || loadFingerprint(table.fingerprint).rows > mostRows) return undefined;
  let rows = 0n;
  await eachOf(readFileList(store, table), parallelFiles, async ({ path, bytes, etag }) => {
    rows += await parquet.rangeRows({ path, bytes, etag }, column, range);
  });
  return rows;
}
