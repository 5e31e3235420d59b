import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobClient, ContainerClient } from '@azure/storage-blob';
import { entityNotFound } from '../problem.ts';
import { type Column, type QueryCatalog, type RowSource, storageType } from '../query/contract.ts';
import { download, parseLocation, type StorageLocation, storageProblem } from './blobs.ts';
import type { Catalog } from './catalog.ts';
import type { Database } from './database.ts';
import type { Codec, HeaderChoice } from './export-formats.ts';
import { type Format, selectFile } from './ingest.ts';
import { type Partitioning, type PartitionValue, readPath, virtualColumns } from './partitions.ts';
import { sqlText } from './store.ts';

/** Files in storage that are read as one table. */
export interface ExternalTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly format: Format;
  readonly connections: readonly string[];
  readonly folder: string;
  readonly docstring: string;
  readonly namePrefix: string;
  readonly fileExtension: string;
  readonly compressed: boolean;
  readonly compressionType?: Codec;
  /** Absent where the definition does not say. */
  readonly encoding?: string;
  readonly headers: HeaderChoice;
  /** Absent where files may lie in any folder. */
  readonly partitioning?: Partitioning;
}

export function findExternal({ database }: Pick<Catalog, 'database'>, name: string): ExternalTable {
  const found = database.externals?.[name];
  if (found === undefined) throw entityNotFound('ExternalTable', name);
  return found;
}

export interface ExternalArtifact {
  readonly location: StorageLocation;
  readonly bytes: number;
  /** Values of partitions, as the file's path has them. */
  readonly values: ReadonlyMap<string, PartitionValue>;
}

/** The files an external table reads now. Source: https://learn.microsoft.com/kusto/management/show-external-table-artifacts */
export async function listArtifacts(table: ExternalTable): Promise<ExternalArtifact[]> {
  const found: ExternalArtifact[] = [];
  for (const place of table.connections.map(parseLocation)) {
    const listed = await listBelow(table, place).catch((cause) => {
      throw storageProblem(cause, place.path);
    });
    found.push(...listed);
  }
  return found;
}

async function listBelow(table: ExternalTable, place: StorageLocation): Promise<ExternalArtifact[]> {
  const { containerName, name } = new BlobClient(place.path);
  const container = place.path.slice(0, place.path.indexOf(`/${containerName}`) + containerName.length + 1);
  const prefix = name === '' ? '' : `${decodeURIComponent(name).replace(/\/$/, '')}/`;
  const client = new ContainerClient(`${container}?${place.sas}`, undefined, { retryOptions: { maxTries: 2 } });
  const { partitioning, namePrefix } = table;
  const found: ExternalArtifact[] = [];
  for await (const blob of client.listBlobsFlat({
    prefix: partitioning === undefined ? prefix + namePrefix : prefix,
  })) {
    const relative = blob.name.slice(prefix.length);
    const values = partitioning === undefined ? new Map() : readPath(partitioning, relative);
    if (values === undefined || !isNamedLike(table, relative)) continue;
    found.push({
      location: { ...place, path: `${container}/${encodedName(blob.name)}` },
      bytes: blob.properties.contentLength ?? 0,
      values,
    });
  }
  return found;
}

const encodedName = (name: string): string => encodeURI(name).replaceAll('?', '%3F').replaceAll('#', '%23');

/** Compressed text has a `.gz` behind the extension. */
function isNamedLike({ namePrefix, fileExtension, partitioning }: ExternalTable, relative: string): boolean {
  const bare = (text: string) => text.replace(/\.gz$/, '');
  const name = partitioning === undefined ? relative : relative.replace(/^.*\//, '');
  return name.startsWith(namePrefix) && bare(name).endsWith(bare(fileExtension));
}

/** The columns of the files, and behind them those that only their folders have. */
function allColumns({ columns, partitioning }: ExternalTable): readonly Column[] {
  return partitioning === undefined ? columns : [...columns, ...virtualColumns(partitioning)];
}

function source(table: ExternalTable, relation: string): RowSource {
  const { name } = table;
  const columns = allColumns(table);
  return { name, columns, relation, columnSql: (column) => `"c${columns.findIndex((each) => each.name === column)}"` };
}

function shell(table: ExternalTable, select: string): string {
  const names = allColumns(table)
    .map((_column, index) => `"c${index}"`)
    .join(', ');
  return `(SELECT * FROM (${select}) AS v(${names}))`;
}

/** All external tables by name and columns; their rows are there only while a query that names them runs. */
export function namedExternals({ database }: Pick<Catalog, 'database'>): RowSource[] {
  return Object.values(database.externals ?? {}).map((table) => {
    const nothing = allColumns(table).map(
      () => `error(${sqlText(`External table ${table.name} is named indirectly.`)})`,
    );
    return source(table, shell(table, `SELECT ${nothing.join(', ')}`));
  });
}

const reference = /\bexternal_table\s*\(\s*@?(?:'([^']+)'|"([^"]+)")/g;

const folderOf = (artifact: ExternalArtifact | undefined): string | undefined =>
  artifact?.location.path.replace(/[^/]*$/, '');

/** Files are listed by name, so that the first of a folder is the one before which another folder was listed. */
function isHeaded({ headers }: ExternalTable, artifacts: readonly ExternalArtifact[], index: number): boolean {
  if (headers !== 'firstFile') return headers === 'all';
  return folderOf(artifacts[index]) !== folderOf(artifacts[index - 1]);
}

function virtualValues(table: ExternalTable, artifact: ExternalArtifact | undefined): string {
  const columns = allColumns(table).slice(table.columns.length);
  const values = columns.map(({ name, type }) => {
    const value = artifact?.values.get(name) ?? null;
    return typeof value === 'string' ? sqlText(value) : `${value ?? 'NULL'}::${storageType[type]}`;
  });
  return values.map((value) => `, ${value}`).join('');
}

/** Rows of the files as a SELECT in the order of the table's columns. */
async function selectFiles(database: Database, table: ExternalTable, folder: string): Promise<string> {
  const artifacts = await listArtifacts(table);
  const files = artifacts.map(({ location }, index) =>
    join(folder, `${table.name}-${index}${location.path.endsWith('.gz') ? '.gz' : ''}`),
  );
  await Promise.all(artifacts.map(({ location }, index) => download(location, files[index] ?? '')));
  const columns = table.columns.map((column, id) => ({ ...column, id, docstring: '' }));
  const selects = await database.store.read(async (session) => {
    const found: string[] = [];
    for (const [index, file] of files.entries()) {
      const skipFirstRecord = isHeaded(table, artifacts, index);
      const select = await selectFile(session, { columns }, file, { format: table.format, skipFirstRecord });
      found.push(`SELECT *${virtualValues(table, artifacts[index])} FROM (${select})`);
    }
    return found;
  });
  const none = allColumns(table).map(({ type }) => (type === 'string' ? "''" : 'NULL'));
  return selects.length === 0 ? `SELECT ${none.join(', ')} WHERE false` : selects.join(' UNION ALL ');
}

/**
 * Runs work with the files of the external tables that a text names at hand.
 * Source: https://learn.microsoft.com/kusto/query/external-table-function
 */
export async function withExternals<T>(
  database: Database,
  text: string,
  work: (extend: (catalog: QueryCatalog) => QueryCatalog) => Promise<T>,
): Promise<T> {
  const externals = database.catalog.database.externals ?? {};
  const names = new Set([...text.matchAll(reference)].map(([, single, double]) => single ?? double ?? ''));
  const tables = [...names].flatMap((name) => externals[name] ?? []);
  if (tables.length === 0) return work((catalog) => catalog);
  const folder = await mkdtemp(join(tmpdir(), 'external-'));
  try {
    const opened: RowSource[] = [];
    for (const table of tables) opened.push(source(table, shell(table, await selectFiles(database, table, folder))));
    const openedNames = new Set(opened.map(({ name }) => name));
    return await work((catalog) => ({
      ...catalog,
      externalTables: [...(catalog.externalTables ?? []).filter(({ name }) => !openedNames.has(name)), ...opened],
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
