import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TranslatedQuery } from '../query/contract.ts';
import { type StorageLocation, upload } from './blobs.ts';
import { type DatetimePrecision, writtenValue } from './parquet.ts';
import { type Session, sqlText } from './store.ts';

/** `gzip` and the others as the service spells them, with the piece they put into a file's name. */
export const codecs = { gzip: 'gz', snappy: 'snappy', lz4_raw: 'lz4_raw', brotli: 'brotli', zstd: 'zstd' } as const;
export type Codec = keyof typeof codecs;

export interface ExportOptions {
  readonly destinations: readonly StorageLocation[];
  readonly namePrefix: string;
  readonly fileExtension: string;
  readonly codec?: Codec;
  readonly sizeLimit: number;
  readonly rowGroupSize: number;
  readonly precision: DatetimePrecision;
  readonly temporary: string;
}

export interface Artifact {
  readonly path: string;
  readonly rows: bigint;
  readonly bytes: number;
}

function copyStatement(translated: TranslatedQuery, directory: string, options: ExportOptions): string {
  const aliases = translated.columns.map((_column, index) => `x${index}`);
  const values = translated.columns.map(
    ({ name, type }, index) =>
      `${writtenValue(`x${index}`, type, options.precision)} AS "${name.replaceAll('"', '""')}"`,
  );
  const select = `SELECT ${values.join(', ')} FROM (${translated.sql}) v(${aliases.join(', ')})`;
  const codec = options.codec ?? 'uncompressed';
  const layout = `FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE ${options.rowGroupSize}, FILE_SIZE_BYTES ${options.sizeLimit}`;
  return `COPY (${select}) TO ${sqlText(directory)} (${layout}, RETURN_STATS)`;
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
    const written = await session.rows(copyStatement(translated, directory, options));
    const files = written.map(([name, rows]) => ({ name: String(name), rows: BigInt(String(rows)) }));
    return await store(
      files.filter(({ rows }) => rows > 0n),
      options,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function store(files: readonly { name: string; rows: bigint }[], options: ExportOptions): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const [index, { name, rows }] of files.entries()) {
    const destination = options.destinations[index % options.destinations.length];
    if (destination === undefined) throw new Error('An export needs a destination.');
    const path = `${destination.path.replace(/\/$/, '')}/${fileName(options, index + 1)}`;
    await upload(name, { ...destination, path });
    artifacts.push({ path, rows, bytes: (await stat(name)).size });
  }
  return artifacts;
}
