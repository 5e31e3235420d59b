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
  /** How many files to write at least, in each folder, where there are rows for them. */
  readonly files: number;
  /** The query's last column is no value, but the folder that its row belongs in. */
  readonly isPartitioned?: boolean;
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

interface Holding {
  readonly session: Session;
  readonly writer: Writer;
  readonly options: ExportOptions;
}

function holdStatement({ sql, columns }: TranslatedQuery, { writer, options }: Holding, file: string): string {
  const aliases = columns.map((_column, index) => `x${index}`);
  const items = writer.values.map((value, index) => `${value} AS f${index}`);
  const folder = options.isPartitioned === true ? [`${aliases.at(-1)} AS folder`] : [];
  const select = `SELECT ${[...items, ...folder].join(', ')} FROM (${sql}) v(${aliases.join(', ')})`;
  return `COPY (${select}) TO ${sqlText(file)} (${writer.layout})`;
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
    const written = options.isPartitioned === true ? translated.columns.slice(0, -1) : translated.columns;
    const holding = { session, writer: writerOf(written, options), options };
    const name = join(directory, 'whole');
    await session.run(holdStatement(translated, holding, name));
    const rows = await countRows(session, name);
    options.admit(rows);
    const files: Held[] = [];
    for (const held of await foldersOf(holding, { name, rows, folder: '' }))
      files.push(...(await divide(holding, held)));
    return await store(holding, files);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function countRows(session: Session, file: string): Promise<bigint> {
  const [[rows] = []] = await session.rows(`SELECT sum(num_rows) FROM parquet_file_metadata(${sqlText(file)})`);
  return BigInt(String(rows ?? 0));
}

/** A file that holds rows of one folder. */
interface Held {
  readonly name: string;
  readonly rows: bigint;
  readonly folder: string;
}

/** The rows of each folder in a file of their own. */
async function foldersOf({ session, writer, options }: Holding, whole: Held): Promise<Held[]> {
  if (whole.rows === 0n) return [];
  if (options.isPartitioned !== true) return [whole];
  const source = `read_parquet(${sqlText(whole.name)})`;
  const found = await session.rows(`SELECT folder, count(*) FROM ${source} GROUP BY 1 ORDER BY 1`);
  const files: Held[] = [];
  for (const [value, rows] of found) {
    const [folder, name] = [String(value), `${whole.name}-of-${files.length}`];
    const select = `SELECT * EXCLUDE (folder) FROM ${source} WHERE folder = ${sqlText(folder)}`;
    await session.run(`COPY (${select}) TO ${sqlText(name)} (${writer.layout})`);
    files.push({ name, folder, rows: BigInt(String(rows)) });
  }
  return files;
}

/** Rows of each file: as many files as are asked for, more where they would be too big. */
async function rowsPerFile({ session, writer, options }: Holding, whole: Held): Promise<number> {
  const [[bytes] = []] = await session.rows(writer.size(whole.name));
  const bySize = Math.ceil(Number(bytes) / options.sizeLimit);
  const even = Math.ceil(Number(whole.rows) / Math.max(bySize, options.files));
  return bySize > options.files ? Math.ceil(even / writer.unit) * writer.unit : even;
}

async function divide(holding: Holding, whole: Held): Promise<Held[]> {
  const step = await rowsPerFile(holding, whole);
  const total = Number(whole.rows);
  if (step >= total) return [whole];
  const pieces: Held[] = [];
  for (let first = 0; first < total; first += step) {
    const rows = Math.min(step, total - first);
    const name = `${whole.name}-${pieces.length}`;
    const source = `read_parquet(${sqlText(whole.name)}, file_row_number=true)`;
    const select = `SELECT * EXCLUDE (file_row_number) FROM ${source} WHERE file_row_number >= ${first} AND file_row_number < ${first + rows}`;
    await holding.session.run(`COPY (${select}) TO ${sqlText(name)} (${holding.writer.layout})`);
    pieces.push({ ...whole, name, rows: BigInt(rows) });
  }
  return pieces;
}

async function store({ session, writer, options }: Holding, files: readonly Held[]): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const [index, { name, rows, folder }] of files.entries()) {
    if (index === options.failAfter) break;
    const destination = options.destinations[index % options.destinations.length];
    if (destination === undefined) throw new Error('An export needs a destination.');
    const position = files[index - 1]?.folder === folder ? 'later' : 'first';
    const finished = await writer.finish(session, name, position);
    const place = [destination.path, encodeURI(folder)].map((part) => part.replace(/\/$/, ''));
    const path = [...place.filter((part) => part !== ''), fileName(options, index + 1)].join('/');
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
