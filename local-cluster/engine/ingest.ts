import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { badRequest } from '../problem.ts';
import { download, parseLocation } from './blobs.ts';
import type { TableColumn, TableEntry } from './catalog.ts';
import { unifyLineEnds } from './line-ends.ts';
import { type ColumnSource, transformedValue } from './mapped-columns.ts';
import { readValue } from './parquet.ts';
import { type Row, type Session, sqlText } from './store.ts';
import { notNull, valueOfText } from './text-values.ts';

export const formats = ['csv', 'tsv', 'psv', 'scsv', 'json', 'multijson', 'parquet'] as const;
export type Format = (typeof formats)[number];

/** What reading needs to know of a table. */
type Columns = Pick<TableEntry, 'columns'>;

export interface SourceFormat {
  readonly format: Format;
  readonly skipFirstRecord: boolean;
  /** Absent: csv by position, the others by name. */
  readonly mapping?: readonly ColumnSource[];
  /** The source's address, without what opens it. */
  readonly location?: string;
}

/** Reads `$.a`, `$['a b']` or a plain name. */
function topLevelName(path: string): string {
  const [, bracketed, dotted] = /^\$\.?(?:\[['"](.+)['"]\]|\.?([^.[\]]+))$/.exec(path) ?? [];
  const plain = path.startsWith('$') ? undefined : path;
  const name = bracketed ?? dotted ?? plain;
  if (name === undefined) throw badRequest(`The path '${path}' is not supported by the local cluster.`);
  return name;
}

const pathStep = /\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/y;

/** The steps of `$.a.b[0]['c d']` as DuckDB spells them; a plain name is one step. */
function jsonPathOf(path: string): string {
  if (!path.startsWith('$')) return `$."${path}"`;
  let found = '$';
  for (let position = path.startsWith('$.[') ? 2 : 1; position < path.length; position = pathStep.lastIndex) {
    pathStep.lastIndex = position;
    const [, dotted, index, single, double] = pathStep.exec(path) ?? [];
    const name = dotted ?? single ?? double;
    if (name === undefined && index === undefined)
      throw badRequest(`The path '${path}' is not supported by the local cluster.`, 'BadRequest_InvalidMapping');
    found += name === undefined ? `[${index}]` : `."${name}"`;
  }
  return found;
}

function sourceOf(column: TableColumn, position: number, mapping: SourceFormat['mapping']): ColumnSource | undefined {
  if (mapping === undefined) return { column: column.name, ordinal: position, path: column.name };
  return mapping.find((entry) => entry.column === column.name);
}

/** SQL for a value of the source in the type of its column. */
type ReadColumn = (entry: ColumnSource, column: TableColumn) => string;

interface Reading {
  readonly source: SourceFormat;
  readonly read: ReadColumn;
  /** SQL for a value as text. */
  readonly text: (source: ColumnSource) => string;
}

function mappedValue(entry: ColumnSource, column: TableColumn, { source, read, text }: Reading): string {
  const { transform, constant } = entry;
  if (transform === 'SourceLocation') return valueOfText(sqlText(source.location ?? ''), column.type);
  if (transform === 'SourceLineNumber') return valueOfText('CAST(row_number() OVER () AS VARCHAR)', column.type);
  if (transform === undefined)
    return constant === undefined ? read(entry, column) : valueOfText(sqlText(constant), column.type);
  return transformedValue(transform, constant === undefined ? text(entry) : sqlText(constant), column.type);
}

function projection(table: Columns, reading: Reading): string {
  return table.columns
    .map((column, position) => {
      const entry = sourceOf(column, position, reading.source.mapping);
      if (entry === undefined) return column.type === 'string' ? "''" : 'NULL';
      return mappedValue(entry, column, reading);
    })
    .join(', ');
}

const delimiters: Readonly<Partial<Record<Format, string>>> = { csv: ',', tsv: '\t', psv: '|', scsv: ';' };

/** Rows may be longer than the table; what is beyond it is left out. */
const spareColumns = 64;

function selectCsv(table: Columns, file: string, delimiter: string, source: SourceFormat): string {
  const { mapping, skipFirstRecord } = source;
  const width = Math.max(table.columns.length, ...(mapping ?? []).map(({ ordinal = 0 }) => ordinal + 1)) + spareColumns;
  const names = Array.from({ length: width }, (_value, index) => `'f${index}': 'VARCHAR'`).join(', ');
  const options = `auto_detect=false, header=${skipFirstRecord}, delim='${delimiter}', quote='"', escape='"', new_line='\\n', null_padding=true, parallel=false, columns={${names}}`;
  const text = ({ ordinal = 0 }: ColumnSource) => `f${ordinal}`;
  const read: ReadColumn = (entry, { type }) => valueOfText(text(entry), type);
  return `SELECT ${projection(table, { source, read, text })} FROM read_csv(${sqlText(file)}, ${options})`;
}

function selectJson(table: Columns, file: string, source: SourceFormat): string {
  const layout = source.format === 'json' ? 'newline_delimited' : 'auto';
  const text = ({ path = '' }: ColumnSource) => `json_extract_string(json, ${sqlText(jsonPathOf(path))})`;
  const read: ReadColumn = (entry, { type }) =>
    type === 'dynamic'
      ? notNull(`json_extract(json, ${sqlText(jsonPathOf(entry.path ?? ''))})::VARCHAR`)
      : valueOfText(text(entry), type);
  return `SELECT ${projection(table, { source, read, text })} FROM read_json_objects(${sqlText(file)}, format='${layout}')`;
}

/** The names at the top of a Parquet file's tree of columns, in order. */
function topNames(schema: readonly Row[]): string[] {
  const names: string[] = [];
  const skip = (position: number): number => {
    const children = Number(schema[position]?.[1] ?? 0);
    let next = position + 1;
    for (let child = 0; child < children; child += 1) next = skip(next);
    return next;
  };
  for (let position = 1; position < schema.length; position = skip(position)) names.push(String(schema[position]?.[0]));
  return names;
}

/** A file's columns by their own names; those that differ only in case DuckDB knows by others, in the same order. */
async function parquetColumns(
  session: Session,
  file: string,
  relation: string,
): Promise<Map<string, { sql: string; duckType: string }>> {
  const described = await session.rows(`DESCRIBE SELECT * FROM ${relation}`);
  const names = topNames(await session.rows(`SELECT name, num_children FROM parquet_schema(${sqlText(file)})`));
  return new Map(
    described.map(([name, duckType], index) => {
      const sql = `"${String(name).replaceAll('"', '""')}"`;
      return [names[index] ?? String(name), { sql, duckType: String(duckType) }];
    }),
  );
}

async function selectParquet(session: Session, table: Columns, file: string, source: SourceFormat): Promise<string> {
  const relation = `read_parquet(${sqlText(file)}, binary_as_string=true)`;
  const columns = await parquetColumns(session, file, relation);
  const found = ({ path = '' }: ColumnSource) => columns.get(topLevelName(path));
  const read: ReadColumn = (entry, column) => readValue(found(entry), column);
  const text = (entry: ColumnSource) => readValue(found(entry), { name: entry.column, type: 'string' });
  return `SELECT ${projection(table, { source, read, text })} FROM ${relation}`;
}

/** A SELECT of a file's rows as the table's columns; the file may be rewritten. */
export async function selectFile(
  session: Session,
  table: Columns,
  file: string,
  source: SourceFormat,
): Promise<string> {
  const delimiter = delimiters[source.format];
  if (delimiter !== undefined) {
    await unifyLineEnds(file, delimiter);
    return selectCsv(table, file, delimiter, source);
  }
  return source.format === 'parquet' ? selectParquet(session, table, file, source) : selectJson(table, file, source);
}

/** A file that was fetched, and where it came from. */
export interface SourceFile {
  readonly file: string;
  readonly location: string;
}

/** Fetches every source into a file of its own, hands the files over, and removes them. */
export async function withDownloads<T>(
  sources: readonly string[],
  temporary: string,
  work: (files: SourceFile[]) => Promise<T>,
): Promise<T> {
  const locations = sources.map(parseLocation);
  const files = locations.map(({ path }) => join(temporary, `${randomUUID()}${path.endsWith('.gz') ? '.gz' : ''}`));
  try {
    await Promise.all(locations.map((location, index) => download(location, files[index] ?? '')));
    return await work(files.map((file, index) => ({ file, location: locations[index]?.path ?? '' })));
  } finally {
    await Promise.all(files.map((file) => rm(file, { force: true })));
  }
}
