import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { transient } from '../problem.ts';
import type { TranslatedQuery } from '../query/contract.ts';
import { type StorageLocation, upload } from './blobs.ts';
import { type DatetimePrecision, writtenValue } from './parquet.ts';
import { type Session, sqlText } from './store.ts';

/** `gzip` and the others as the service spells them, with the piece they put into a file's name. */
export const codecs = { gzip: 'gz', snappy: 'snappy', lz4_raw: 'lz4_raw', brotli: 'brotli', zstd: 'zstd' } as const;
export type Codec = keyof typeof codecs;

export type Distribution = 'single' | 'per_node' | 'per_shard';

export interface ExportOptions {
  readonly destinations: readonly StorageLocation[];
  readonly namePrefix: string;
  readonly fileExtension: string;
  readonly codec?: Codec;
  /** Bytes of one file before compression; a row group is finished before they are counted. */
  readonly sizeLimit: number;
  /** How many files to write at least, where there are rows for them. */
  readonly files: number;
  /** Fails once that many files are stored, or all. */
  readonly failAfter?: number;
  /** Hears of every file once it is stored. */
  readonly stored?: (artifact: Artifact) => void;
  /** Sees how many rows there are before a file is stored, and may refuse them. */
  readonly admit: (rows: bigint) => void;
  readonly rowGroupSize: number;
  readonly precision: DatetimePrecision;
  readonly temporary: string;
}

export interface Artifact {
  readonly path: string;
  readonly rows: bigint;
  readonly bytes: number;
}

const maximumFiles = 16;

/** Each extent of the tables that are read is one shard, up to what one node writes at once; there is one node. */
export async function filesOf(session: Session, { sql }: TranslatedQuery, distribution: Distribution): Promise<number> {
  const tables = new Set([...sql.matchAll(/\bdata\.t(\d+)\b/g)].map(([, id]) => id));
  if (distribution !== 'per_shard' || tables.size === 0) return 1;
  const [[count] = []] = await session.rows(
    `SELECT count(*) FROM meta.extent WHERE table_id IN (${[...tables].join(', ')})`,
  );
  return Math.min(maximumFiles, Math.max(1, Number(count)));
}

function layout({ codec, rowGroupSize }: ExportOptions): string {
  return `FORMAT parquet, COMPRESSION ${codec ?? 'uncompressed'}, ROW_GROUP_SIZE ${rowGroupSize}`;
}

function copyStatement(translated: TranslatedQuery, file: string, options: ExportOptions): string {
  const aliases = translated.columns.map((_column, index) => `x${index}`);
  const values = translated.columns.map(
    ({ name, type }, index) =>
      `${writtenValue(`x${index}`, type, options.precision)} AS "${name.replaceAll('"', '""')}"`,
  );
  const select = `SELECT ${values.join(', ')} FROM (${translated.sql}) v(${aliases.join(', ')})`;
  return `COPY (${select}) TO ${sqlText(file)} (${layout(options)})`;
}

function fileName(options: ExportOptions, ordinal: number): string {
  const codec = options.codec === undefined ? '' : `.${codecs[options.codec]}`;
  return `${options.namePrefix}_${ordinal}_${randomBytes(16).toString('hex')}${codec}${options.fileExtension}`;
}

/**
 * Writes a query's rows to new blobs. No rows, no blob. Blobs stored before a failure stay.
 * Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage
 */
export async function exportParquet(
  session: Session,
  translated: TranslatedQuery,
  options: ExportOptions,
): Promise<Artifact[]> {
  const directory = join(options.temporary, randomUUID());
  await mkdir(directory, { recursive: true });
  try {
    const whole = join(directory, 'whole');
    await session.run(copyStatement(translated, whole, options));
    const rows = await countRows(session, whole);
    options.admit(rows);
    return await store(rows === 0n ? [] : await divide(session, { name: whole, rows }, options), options);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function countRows(session: Session, file: string): Promise<bigint> {
  const [[rows] = []] = await session.rows(`SELECT sum(num_rows) FROM parquet_file_metadata(${sqlText(file)})`);
  return BigInt(String(rows ?? 0));
}

/** Rows of each file: as many files as are asked for, more where they would be too big. */
async function rowsPerFile(session: Session, whole: WrittenFile, options: ExportOptions): Promise<number> {
  const [[bytes] = []] = await session.rows(
    `SELECT sum(total_uncompressed_size) FROM parquet_metadata(${sqlText(whole.name)})`,
  );
  const bySize = Math.ceil(Number(bytes) / options.sizeLimit);
  const even = Math.ceil(Number(whole.rows) / Math.max(bySize, options.files));
  const { rowGroupSize } = options;
  return bySize > options.files ? Math.ceil(even / rowGroupSize) * rowGroupSize : even;
}

async function divide(session: Session, whole: WrittenFile, options: ExportOptions): Promise<WrittenFile[]> {
  const step = await rowsPerFile(session, whole, options);
  const total = Number(whole.rows);
  if (step >= total) return [whole];
  const pieces: WrittenFile[] = [];
  for (let first = 0; first < total; first += step) {
    const rows = Math.min(step, total - first);
    const name = `${whole.name}-${pieces.length}`;
    const source = `read_parquet(${sqlText(whole.name)}, file_row_number=true)`;
    const select = `SELECT * EXCLUDE (file_row_number) FROM ${source} WHERE file_row_number >= ${first} AND file_row_number < ${first + rows}`;
    await session.run(`COPY (${select}) TO ${sqlText(name)} (${layout(options)})`);
    pieces.push({ name, rows: BigInt(rows) });
  }
  return pieces;
}

interface WrittenFile {
  readonly name: string;
  readonly rows: bigint;
}

async function store(files: readonly WrittenFile[], options: ExportOptions): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const [index, { name, rows }] of files.entries()) {
    if (index === options.failAfter) break;
    const destination = options.destinations[index % options.destinations.length];
    if (destination === undefined) throw new Error('An export needs a destination.');
    const path = `${destination.path.replace(/\/$/, '')}/${fileName(options, index + 1)}`;
    await upload(name, { ...destination, path });
    const artifact = { path, rows, bytes: (await stat(name)).size };
    artifacts.push(artifact);
    options.stored?.(artifact);
  }
  if (options.failAfter !== undefined) throw transient('Storage did not take one of the files.', 500);
  return artifacts;
}
