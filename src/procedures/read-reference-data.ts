import { createHash } from 'node:crypto';
import { distance } from 'fastest-levenshtein';
import type { Column } from '../domain/column.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { type CheckedRows, createReferenceCheck, tableNameOf } from '../domain/reference-data/check.ts';
import { csvLine } from '../domain/reference-data/csv-line.ts';
import { noOptions, type ReferenceOptions, readOptions } from '../domain/reference-data/options.ts';
import { type FileFormat, fileFormats } from '../domain/reference-data/source-record.ts';
import type { TableColumns } from '../domain/schema/table-columns.ts';
import type { DataFile, FileReading, ReferenceFiles } from '../ports/reference-files.ts';

export interface ReferenceContent extends CheckedRows {
  /** Of the columns and of all rows in one spelling, so that line ends, quotes and the format of the file do not count. */
  readonly sha256: string;
}

/** What is to be in one table, checked. */
export interface ReferenceData {
  readonly file: DataFile;
  readonly reading: FileReading;
  readonly options: ReferenceOptions;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly content: ReferenceContent;
}

/** A source of rows in the order of the table's columns. */
export type ReferenceRows = AsyncGenerator<readonly string[]>;

interface Problems {
  readonly problems: readonly Problem[];
}

/** The files that are for tables, whether or not there are such tables; nothing is read of them. Rejects as `find` does. */
export async function findReferenceData(
  files: ReferenceFiles,
  patterns: readonly string[],
): Promise<readonly Pick<ReferenceData, 'file' | 'table'>[]> {
  const found = patterns.length === 0 ? [] : await files.find(patterns);
  return found.filter(({ path }) => !isOptions(path)).map((file) => ({ file, table: tableNameOf(file.path) }));
}

/** As `readReferenceData`. Rejects with everything that is wrong with any of the files. */
export async function requireReferenceData(
  ...given: Parameters<typeof readReferenceData>
): Promise<readonly ReferenceData[]> {
  const { data, problems } = await readReferenceData(...given);
  throwProblems(problems);
  return data;
}

/** Every file that is for a table, read once from beginning to end; with everything that is wrong with any of them. `tables` are the columns as they will be. */
export async function readReferenceData(
  files: ReferenceFiles,
  patterns: readonly string[],
  tables: TableColumns,
): Promise<{ readonly data: readonly ReferenceData[]; readonly problems: readonly Problem[] }> {
  const found = patterns.length === 0 ? [] : await files.find(patterns);
  const paths = found.map(({ path }) => path);
  const dataFiles = found.filter(({ path }) => !isOptions(path));
  const read: (ReferenceData | Problems)[] = [];
  for (const file of dataFiles) read.push(await readFile(file, tables, files));
  const problems = [
    ...read.flatMap((one) => ('problems' in one ? one.problems : [])),
    ...doubled(dataFiles),
    ...paths.filter(isOptions).flatMap((path) => withoutData(path, paths)),
  ];
  return { data: read.flatMap((one) => ('problems' in one ? [] : [one])), problems };
}

/** The rows of the file once more. Rejects with `reference-data` when they are not those that were checked. */
export async function* rowsOf(data: ReferenceData, files: ReferenceFiles): ReferenceRows {
  const { file, table, columns, content } = data;
  const check = createReferenceCheck(file.path, { name: table, columns }, data.options);
  const hash = contentHash(columns);
  for await (const record of files.records(file, data.reading)) {
    const values = check.accept(record);
    if (values === undefined) continue;
    hash.add(csvLine(values));
    yield values;
  }
  if (!('problems' in check.finish()) && hash.digest() === content.sha256) return;
  throw problemError({
    code: 'reference-data',
    summary: `${file.path} was changed while it was deployed.`,
    next: 'Leave the files alone meanwhile, and deploy again.',
    at: { file: file.path, line: 1 },
  });
}

async function readFile(
  file: DataFile,
  tables: TableColumns,
  files: ReferenceFiles,
): Promise<ReferenceData | Problems> {
  const table = tableNameOf(file.path);
  const columns = tables.get(table);
  if (columns === undefined)
    return { problems: [tables.has(table) ? untold(file, table) : noTable(file, table, [...tables.keys()])] };
  const written = await files.text(optionsPath(file.path));
  const byExtension = formatOf(file.path);
  const options = written === undefined ? noOptions : readOptions(written, { name: table, columns }, byExtension);
  if ('problems' in options) return options;
  const format = options.format ?? byExtension;
  if (format === undefined) return { problems: [noFormat(file)] };
  const reading = { format, delimiter: options.delimiter };
  const check = createReferenceCheck(file.path, { name: table, columns }, options);
  const hash = contentHash(columns);
  for await (const record of files.records(file, reading)) {
    const values = check.accept(record);
    if (values !== undefined) hash.add(csvLine(values));
  }
  const counted = check.finish();
  if ('problems' in counted) return counted;
  return { file, reading, options, table, columns, content: { ...counted, sha256: hash.digest() } };
}

/** Lines are hashed many at once. */
function contentHash(columns: readonly Column[]): { add(line: string): void; digest(): string } {
  const hash = createHash('sha256').update(`${JSON.stringify(columns.map(({ name, type }) => [name, type]))}\n`);
  let waiting = '';
  return {
    add(line) {
      waiting += line;
      if (waiting.length < 65_536) return;
      hash.update(waiting);
      waiting = '';
    },
    digest: () => hash.update(waiting).digest('hex'),
  };
}

function formatOf(path: string): FileFormat | undefined {
  const extension = path.split('.').at(-1)?.toLowerCase();
  return fileFormats.find((format) => format === extension);
}

function isOptions(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function optionsPath(path: string): string {
  return path.replace(/(?<=[^/\\])\.[^./\\]*$/, '').concat('.yml');
}

function withoutData(path: string, paths: readonly string[]): readonly Problem[] {
  const at = { file: path, line: 1 };
  if (/\.yaml$/i.test(path)) {
    const summary = `${path} is not read: options of a data file lie in a .yml file.`;
    return [{ code: 'reference-data', summary, next: 'Rename it.', at }];
  }
  if (paths.some((other) => !isOptions(other) && optionsPath(other) === path)) return [];
  const summary = `${path} holds options, and beside it lies no data file of its name.`;
  return [{ code: 'reference-data', summary, next: 'Name it after its data file, in the same folder.', at }];
}

function noFormat({ path }: DataFile): Problem {
  return {
    code: 'reference-data',
    summary: `${path} has an extension that says no format.`,
    detail: `Formats: ${fileFormats.join(', ')}.`,
    next: `Name the file after its format, or say format in ${optionsPath(path)}.`,
    at: { file: path, line: 1 },
  };
}

function noTable({ path }: DataFile, table: string, known: readonly string[]): Problem {
  const nearest = known.toSorted((a, b) => distance(a, table) - distance(b, table))[0];
  return {
    code: 'reference-data',
    summary: `${path} is for the table ${table}, which neither the database nor the schema files have.`,
    detail: nearest === undefined ? 'There is no table.' : `The nearest name is ${nearest}; names are case-sensitive.`,
    next: 'Name the file after its table, or add the table to the schema files.',
    at: { file: path, line: 1 },
  };
}

function untold({ path }: DataFile, table: string): Problem {
  return {
    code: 'reference-data',
    summary: `${path} is for the table ${table}, whose columns cannot be told before the deployment.`,
    detail: 'A command of the deployment makes the table and does not say its columns.',
    next: `Declare them in the schema files, with .create-merge table before that command.`,
    at: { file: path, line: 1 },
  };
}

function doubled(files: readonly DataFile[]): readonly Problem[] {
  return files
    .filter((file, index) => files.findIndex((other) => tableNameOf(other.path) === tableNameOf(file.path)) < index)
    .map(({ path }) => ({
      code: 'reference-data',
      summary: `${path} is a second file for the table ${tableNameOf(path)}.`,
      at: { file: path, line: 1 },
    }));
}
