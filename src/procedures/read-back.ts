import pLimit from 'p-limit';
import { rowHashColumn, type StoredColumn } from '../domain/column-form.ts';
import { problemError } from '../domain/problem.ts';
import { type FileRecord, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { ExportedFile } from '../ports/database-exporter.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

export interface ExportedSlice {
  readonly table: string;
  readonly columns: readonly StoredColumn[];
  readonly index: number;
  /** The newest creation time of the extents of its rows. */
  readonly creationTime?: string | undefined;
}

export interface FileReaders {
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
}

const parallelReads = 4;

/**
 * What lies in storage: the files that the operation reports, never a listing, each with its version, the rows of its footer and the sum of its row
 * hashes. Rejects with `difference` when a file is not what was reported. In the order of the files' names, which are the engine's own.
 */
export async function readBack(
  slice: ExportedSlice,
  files: readonly ExportedFile[],
  world: FileReaders,
): Promise<readonly FileRecord[]> {
  const limit = pLimit(parallelReads);
  const records = await Promise.all(files.map((file) => limit(() => readFile(slice, file, world))));
  return records.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readFile(
  { table, columns, index, creationTime }: ExportedSlice,
  { uri, rows }: ExportedFile,
  { store, parquet }: FileReaders,
): Promise<FileRecord> {
  const path = store.pathOf(uri);
  if (path === undefined) {
    const summary = `The export of ${table} wrote outside the storage given.`;
    throw problemError({ code: 'unknown', summary, detail: uri.split('?')[0] ?? '' });
  }
  const blob = await store.inspect(path);
  if (blob === undefined) {
    const summary = `The export of ${table} reported ${path}, which is not there.`;
    throw problemError({ code: 'difference', summary });
  }
  const footer = await parquet.footer(blob);
  const fingerprint = await parquet.storedFingerprint(blob);
  if (footer.rows !== rows || fingerprint.rows !== rows) {
    const summary = `${path} holds another number of rows than the export reported.`;
    const detail = `operation ${rows}, footer ${footer.rows}, row hashes ${fingerprint.rows}`;
    throw problemError({ code: 'difference', summary, detail });
  }
  requireColumns(path, columns, footer.columns);
  const { bytes, etag } = blob;
  return {
    path,
    bytes,
    etag,
    rowGroups: footer.rowGroups,
    slice: index,
    ...(creationTime === undefined ? {} : { creationTime }),
    fingerprint: storeFingerprint(fingerprint),
  };
}

function requireColumns(path: string, columns: readonly StoredColumn[], seen: readonly string[]): void {
  const names = columns.flatMap(({ name, tickColumn }) => (tickColumn === undefined ? [name] : [name, tickColumn]));
  const expected = [...names, rowHashColumn];
  if (expected.join('\n') === seen.join('\n')) return;
  const detail = `expected ${expected.join(', ')}; seen ${seen.join(', ')}`;
  throw problemError({ code: 'difference', summary: `${path} has other columns than were exported.`, detail });
}
