import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { transient } from '../problem.ts';
import type { TranslatedQuery } from '../query/contract.ts';
import { type StorageLocation, upload } from './blobs.ts';
import { type FormatOptions, fileEnding, type Writer, writerOf } from './export-formats.ts';
import { type Session, sqlText } from './store.ts';

export type Distribution = 'single' | 'per_node' | 'per_shard';

export interface ExportOptions extends FormatOptions {
  readonly destinations: readonly StorageLocation[];
  readonly namePrefix: string;
  /** Empty for the one of the format. */
  readonly fileExtension: string;
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

function holdStatement({ sql, columns }: TranslatedQuery, { values, layout }: Writer, file: string): string {
  const aliases = columns.map((_column, index) => `x${index}`);
  const items = values.map((value, index) => `${value} AS f${index}`);
  return `COPY (SELECT ${items.join(', ')} FROM (${sql}) v(${aliases.join(', ')})) TO ${sqlText(file)} (${layout})`;
}

/**
 * Writes a query's rows to new blobs. No rows, no blob. Blobs stored before a failure stay.
 * Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage
 */
export async function exportRows(
  session: Session,
  translated: TranslatedQuery,
  options: ExportOptions,
): Promise<Artifact[]> {
  const directory = join(options.temporary, randomUUID());
  await mkdir(directory, { recursive: true });
  try {
    const writer = writerOf(translated.columns, options);
    const whole = join(directory, 'whole');
    await session.run(holdStatement(translated, writer, whole));
    const rows = await countRows(session, whole);
    options.admit(rows);
    const files = rows === 0n ? [] : await divide(session, writer, { whole: { name: whole, rows }, options });
    return await store(session, writer, { files, options });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function countRows(session: Session, file: string): Promise<bigint> {
  const [[rows] = []] = await session.rows(`SELECT sum(num_rows) FROM parquet_file_metadata(${sqlText(file)})`);
  return BigInt(String(rows ?? 0));
}

/** A file that holds rows. */
interface Held {
  readonly name: string;
  readonly rows: bigint;
}

interface Division {
  readonly whole: Held;
  readonly options: ExportOptions;
}

/** Rows of each file: as many files as are asked for, more where they would be too big. */
async function rowsPerFile(session: Session, writer: Writer, { whole, options }: Division): Promise<number> {
  const [[bytes] = []] = await session.rows(writer.size(whole.name));
  const bySize = Math.ceil(Number(bytes) / options.sizeLimit);
  const even = Math.ceil(Number(whole.rows) / Math.max(bySize, options.files));
  return bySize > options.files ? Math.ceil(even / writer.unit) * writer.unit : even;
}

async function divide(session: Session, writer: Writer, division: Division): Promise<Held[]> {
  const { whole } = division;
  const step = await rowsPerFile(session, writer, division);
  const total = Number(whole.rows);
  if (step >= total) return [whole];
  const pieces: Held[] = [];
  for (let first = 0; first < total; first += step) {
    const rows = Math.min(step, total - first);
    const name = `${whole.name}-${pieces.length}`;
    const source = `read_parquet(${sqlText(whole.name)}, file_row_number=true)`;
    const select = `SELECT * EXCLUDE (file_row_number) FROM ${source} WHERE file_row_number >= ${first} AND file_row_number < ${first + rows}`;
    await session.run(`COPY (${select}) TO ${sqlText(name)} (${writer.layout})`);
    pieces.push({ name, rows: BigInt(rows) });
  }
  return pieces;
}

interface Storing {
  readonly files: readonly Held[];
  readonly options: ExportOptions;
}

async function store(session: Session, writer: Writer, { files, options }: Storing): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const [index, { name, rows }] of files.entries()) {
    if (index === options.failAfter) break;
    const destination = options.destinations[index % options.destinations.length];
    if (destination === undefined) throw new Error('An export needs a destination.');
    const finished = await writer.finish(session, name, index === 0 ? 'first' : 'later');
    const path = `${destination.path.replace(/\/$/, '')}/${fileName(options, index + 1)}`;
    await upload(finished, { ...destination, path });
    const artifact = { path, rows, bytes: (await stat(finished)).size };
    artifacts.push(artifact);
    options.stored?.(artifact);
  }
  if (options.failAfter !== undefined) throw transient('Storage did not take one of the files.', 500);
  return artifacts;
}

function fileName(options: ExportOptions, ordinal: number): string {
  const unique = randomBytes(16).toString('hex');
  return `${options.namePrefix}_${ordinal}_${unique}${fileEnding(options, options.fileExtension)}`;
}
