import { type AsyncBuffer, type DecodedArray, type FileMetaData, parquetMetadataAsync, parquetScan } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { rowHashColumn, type StoredColumn } from '../../domain/column-form.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { ProblemError, problemError } from '../../domain/problem.ts';
import type { ParquetFiles, Recomputed } from '../../ports/parquet-files.ts';
import type { SnapshotStore, StoredBlob } from '../../ports/snapshot-store.ts';
import { createFieldWriter, type Hasher, openHasher } from './fields.ts';
import { createRangeTest } from './ranges.ts';
import { createTally, type Tally } from './tally.ts';

/** Refuses what is no UTF-8 and keeps a U+FEFF at the beginning, which is part of the value. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : utf8.decode(bytes);

/** Values stay as they lie in the file: no dates, no parsed JSON. */
const parsers = {
  timestampFromMicroseconds: (micros: bigint): bigint => micros,
  stringFromBytes: textOf,
  jsonFromBytes: textOf,
};

/** Reads Parquet from storage with hyparquet, by byte ranges of the version that was named. */
export function createParquetFiles(store: SnapshotStore): ParquetFiles {
  return {
    footer: (file) =>
      reading(file, async () => {
        const metadata = await metadataOf(store, file);
        return {
          rows: metadata.num_rows,
          rowGroups: metadata.row_groups.length,
          columns: metadata.schema.slice(1).map(({ name }) => name),
        };
      }),
    storedFingerprint: (file) =>
      reading(file, async () => {
        const tally = createTally();
        await eachRowGroup(store, file, [rowHashColumn], ([hashes = []]) => {
          for (let row = 0; row < hashes.length; row += 1) tally.add(hashAt(hashes, row));
        });
        return tally.fingerprint();
      }),
    rangeRows: (file, column, range) =>
      reading(file, async () => {
        const isInside = createRangeTest(column, range);
        const names = [column.name, ...(column.tickColumn === undefined ? [] : [column.tickColumn])];
        let rows = 0;
        await eachRowGroup(store, file, names, ([values = [], rests]) => {
          for (let row = 0; row < values.length; row += 1) if (isInside(values[row], rests?.[row])) rows += 1;
        });
        return BigInt(rows);
      }),
    recompute: (file, columns) => reading(file, () => recompute(store, file, columns)),
  };
}

async function recompute(
  store: SnapshotStore,
  file: StoredBlob,
  columns: readonly StoredColumn[],
): Promise<Recomputed> {
  const hasher = await openHasher();
  const names = [
    rowHashColumn,
    ...columns.flatMap(({ name, tickColumn }) => (tickColumn === undefined ? [name] : [name, tickColumn])),
  ];
  const rows = createTally();
  const byColumn = new Map<string, Tally>(columns.map(({ name }) => [name, createTally()]));
  let wrongRows = 0;
  let firstWrongRow: number | undefined;
  await eachRowGroup(store, file, names, (values, firstRow) => {
    const byName = new Map(names.map((name, index) => [name, values[index] ?? []]));
    const found = hashRowGroup(hasher, columns, byName, byColumn);
    const stored = byName.get(rowHashColumn) ?? [];
    found.forEach((hash, row) => {
      rows.add(hash);
      if (hash === hashAt(stored, row)) return;
      wrongRows += 1;
      firstWrongRow ??= firstRow + row;
    });
  });
  return {
    fingerprint: rows.fingerprint(),
    byColumn: new Map([...byColumn].map(([name, tally]): [string, Fingerprint] => [name, tally.fingerprint()])),
    wrongRows,
    ...(firstWrongRow === undefined ? {} : { firstWrongRow }),
  };
}

function hashRowGroup(
  hasher: Hasher,
  columns: readonly StoredColumn[],
  values: ReadonlyMap<string, DecodedArray>,
  byColumn: ReadonlyMap<string, Tally>,
): readonly bigint[] {
  const rowCount = (values.get(rowHashColumn) ?? []).length;
  const texts = new Array<string>(rowCount).fill('');
  columns.forEach((column, index) => {
    const field = createFieldWriter(hasher, column);
    const tally = byColumn.get(column.name);
    const main = values.get(column.name) ?? [];
    const rests = column.tickColumn === undefined ? undefined : values.get(column.tickColumn);
    const separator = index === 0 ? '' : '|';
    for (let row = 0; row < rowCount; row += 1) {
      const text = field(main[row], rests?.[row]);
      tally?.add(hasher.text(text));
      texts[row] += separator + text;
    }
  });
  return texts.map((text) => hasher.text(text));
}

/** Row groups one after the other; the columns in the order of `names`, each as long as the group. */
async function eachRowGroup(
  store: SnapshotStore,
  file: StoredBlob,
  names: readonly string[],
  use: (columns: readonly DecodedArray[], firstRow: number) => void,
): Promise<void> {
  const metadata = await metadataOf(store, file);
  const scan = await parquetScan({ file: bufferOf(store, file), metadata, columns: [...names], compressors, parsers });
  for (const { rowStart, rowEnd } of scan.ranges) {
    const columns = await Promise.all(names.map((column) => scan.readColumn({ column, rowStart, rowEnd })));
    const short = columns.findIndex((values) => values.length !== rowEnd - rowStart);
    if (short >= 0)
      throw new Error(`column ${names[short]} has ${columns[short]?.length} values instead of ${rowEnd - rowStart}`);
    use(columns, rowStart);
  }
}

function metadataOf(store: SnapshotStore, file: StoredBlob): Promise<FileMetaData> {
  return parquetMetadataAsync(bufferOf(store, file), { geoparquet: false });
}

function bufferOf(store: SnapshotStore, { path, bytes, etag }: StoredBlob): AsyncBuffer {
  return {
    byteLength: bytes,
    async slice(start, end = bytes) {
      const range = await store.readRange(path, { start, end, etag });
      return range.buffer.slice(range.byteOffset, range.byteOffset + range.byteLength) as ArrayBuffer;
    },
  };
}

/** Whatever the reader throws on a file says that the file is not what was written; storage problems pass. */
async function reading<T>(file: StoredBlob, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw problemError({
      code: 'difference',
      summary: `${file.path} cannot be read as the Parquet file that was written.`,
      detail,
    });
  }
}

function hashAt(hashes: DecodedArray, row: number): bigint {
  const hash: unknown = hashes[row];
  if (typeof hash === 'bigint') return hash;
  throw new Error(`row ${row} has no row hash`);
}
