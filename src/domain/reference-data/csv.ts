import { CsvError, parse } from 'csv-parse/sync';
import type { Column } from '../column.ts';
import type { Problem } from '../problem.ts';
import { checkHeader } from './header.ts';
import { isReadable } from './value.ts';

export interface ReferenceFile {
  readonly path: string;
  readonly text: string;
}

export interface ReferenceTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface ReferenceContent {
  readonly rows: number;
  /** Values that are not empty, by column. */
  readonly nonEmpty: ReadonlyMap<string, number>;
  /** Column names in the order of the header. */
  readonly columns: readonly string[];
}

export interface ReferenceProblems {
  readonly problems: readonly Problem[];
}

interface Row {
  readonly values: readonly string[];
  /** Line on which the row begins, from 1. */
  readonly line: number;
}

const mostProblems = 20;

/**
 * Checks that a CSV file with a header fits its table: the same column names in any order, and every value readable as its column's type, empty
 * values being null, or the empty text in a string column. All problems are returned, at most 20 of them and the number of the others.
 */
export function checkReferenceData(file: ReferenceFile, table: ReferenceTable): ReferenceContent | ReferenceProblems {
  const rows = readRows(file);
  if (!Array.isArray(rows)) return { problems: [rows] };
  const [header, ...body] = rows;
  const columns = header?.values ?? [];
  const headerProblems = checkHeader(file.path, columns, table);
  if (headerProblems.length > 0) return { problems: headerProblems };
  const types = new Map(table.columns.map((column) => [column.name, column]));
  const ordered = columns.flatMap((name) => types.get(name) ?? []);
  const problems = body.flatMap((row) => checkRow(file.path, row, ordered));
  if (problems.length > 0) return { problems: cut(file.path, problems) };
  return { rows: body.length, nonEmpty: countNonEmpty(body, columns), columns };
}

/** The table that a reference data file is for: its name without folder and extension. */
export function tableNameOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return name.replace(/(?<=.)\.[^.]*$/, '');
}

function readRows(file: ReferenceFile): Row[] | Problem {
  try {
    const options = { bom: true, raw: true, info: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] };
    const records = parse(file.text, options) as unknown as readonly RawRecord[];
    return records.map(({ record, raw, info }) => ({ values: record, line: info.lines - newLinesIn(raw.trimEnd()) }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable(file.path, error);
  }
}

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

function newLinesIn(text: string): number {
  return text.split('\n').length - 1;
}

function unreadable(path: string, error: CsvError): Problem {
  const line = typeof error.lines === 'number' ? error.lines : 1;
  return {
    code: 'reference-data',
    summary: `${path} cannot be read as CSV.`,
    detail: error.message,
    next: 'Put values that hold quotes, commas or line breaks in double quotes, and double the quotes inside.',
    at: { file: path, line },
  };
}

function checkRow(path: string, { values, line }: Row, columns: readonly Column[]): readonly Problem[] {
  const at = { file: path, line };
  if (values.length === 1 && values[0] === '') {
    return [{ code: 'reference-data', summary: `${path} has a blank line.`, next: 'Remove it.', at }];
  }
  if (values.length !== columns.length) {
    const detail = `The header has ${columns.length} columns, this row has ${values.length} values.`;
    return [{ code: 'reference-data', summary: `${path} has a row of another length than its header.`, detail, at }];
  }
  return columns.flatMap((column, place) => {
    const value = values[place] ?? '';
    if (isReadable(value, column.type)) return [];
    const seen = value.length > 40 ? `${value.slice(0, 40)}…` : value;
    return [
      {
        code: 'reference-data',
        summary: `${path} has a value in column ${column.name} that is no ${column.type}: ${seen}`,
        at,
      },
    ];
  });
}

function countNonEmpty(rows: readonly Row[], columns: readonly string[]): ReadonlyMap<string, number> {
  return new Map(columns.map((name, place) => [name, rows.filter((row) => row.values[place] !== '').length]));
}

function cut(path: string, problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - mostProblems;
  if (more <= 0) return problems;
  return [
    ...problems.slice(0, mostProblems),
    { code: 'reference-data', summary: `${path}: and ${more} more.`, at: { file: path, line: 1 } },
  ];
}
