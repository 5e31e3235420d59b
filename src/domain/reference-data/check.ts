import type { Column } from '../column.ts';
import type { Problem } from '../problem.ts';
import { checkHeader, missingColumn, repeatedColumn, unknownColumn } from './header.ts';
import type { Place, SourceRecord, SourceRow } from './source-record.ts';
import { allowedValues, writeValue } from './value.ts';

export interface ReferenceTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** How a file is to be read beyond its format. */
export interface Reading {
  /** Stands for null, besides the empty text; absent where no other text does. */
  readonly nullText?: string | undefined;
  /** Columns of the table by their names in the file, where these differ. */
  readonly columns: ReadonlyMap<string, string>;
}

export interface CheckedRows {
  readonly rows: number;
  /** Values that are not empty, by column. */
  readonly nonEmpty: ReadonlyMap<string, number>;
}

export interface ReferenceProblems {
  readonly problems: readonly Problem[];
}

/** Checks one file while it is read, record by record. */
export interface ReferenceCheck {
  /** The values in the order of the table's columns, as `writeValue` writes them; undefined for what is no row, or a wrong one. */
  accept(record: SourceRecord): readonly string[] | undefined;
  /** What is to be said of the records that were accepted: problems, at most 20 of them and the number of the others, or counts. */
  finish(): CheckedRows | ReferenceProblems;
}

const mostProblems = 20;

/**
 * A file fits its table when it has the same column names in any order, and every value can be read as its column's type, empty ones being null, or the
 * empty text in a string column. In rows with names of their own, a name that lacks is null.
 */
export function createReferenceCheck(path: string, table: ReferenceTable, reading: Reading): ReferenceCheck {
  const { columns } = table;
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  const nonEmpty = columns.map(() => 0);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  let [rows, more, hasBadHeader, isWhole] = [0, 0, false, true];
  let header: readonly string[] | undefined;

  const note = (problem: Problem): void => {
    if (problems.length < mostProblems) problems.push(problem);
    else more += 1;
  };
  const wrong = (summary: string, place: Place, rest: Pick<Problem, 'detail' | 'next'> = {}): undefined => {
    note({ code: 'reference-data', summary: `${path} ${summary}`, ...rest, at: { file: path, ...place } });
  };
  const inTable = (name: string): string => reading.columns.get(name) ?? name;

  /** Place in the table of each value; undefined where the names are no good. */
  const placesOf = (row: SourceRow): readonly number[] | undefined => {
    if (row.names === undefined) return header?.map((name) => places.get(name) ?? -1);
    const names = row.names.map(inTable);
    const found = names.map((name) => places.get(name) ?? -1);
    const unknown = names.filter((_, index) => found[index] === -1);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    for (const name of unknown.filter((one) => !seen.has(one)))
      note(unknownColumn(path, name, table, row.placeOf(names.indexOf(name))));
    for (const name of names) seen.add(name);
    if (repeated !== undefined) note(repeatedColumn(path, repeated, row.placeOf(names.lastIndexOf(repeated))));
    return unknown.length === 0 && repeated === undefined ? found : undefined;
  };

  const readRow = (row: SourceRow): readonly string[] | undefined => {
    const found = placesOf(row);
    if (found === undefined) return undefined;
    if (found.length !== row.texts.length) return wrongLength(row, found.length);
    const values = columns.map(() => '');
    let isGood = true;
    found.forEach((place, index) => {
      const column = columns[place];
      if (column === undefined) return;
      const value = readValue(row, index, column);
      if (value === undefined) {
        isGood = false;
        noteValue(row, index, column);
      } else values[place] = value;
    });
    return isGood ? values : undefined;
  };

  const readValue = ({ texts, json }: SourceRow, index: number, { type }: Column): string | undefined => {
    const text = texts[index] ?? null;
    if (text === null || text === reading.nullText) return '';
    return writeValue(type === 'dynamic' ? (json?.[index] ?? text) : text, type);
  };
  const noteValue = (row: SourceRow, index: number, { name, type }: Column): void => {
    const text = row.texts[index] ?? '';
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    const detail = `Allowed: ${allowedValues[type]}; an empty value is null.`;
    wrong(`has a value in column ${name} that is no ${type}: ${shown}`, row.placeOf(index), { detail });
  };
  const wrongLength = ({ texts, place }: SourceRow, expected: number): undefined => {
    if (texts.length === 1 && texts[0] === '') return wrong('has a blank line.', place, { next: 'Remove it.' });
    const detail = `The header has ${expected} columns, this row has ${texts.length} values.`;
    return wrong('has a row of another length than its header.', place, { detail });
  };
  const count = (values: readonly string[]): void => {
    rows += 1;
    values.forEach((value, index) => {
      const isEmpty = value === '' || (value === '""' && columns[index]?.type === 'dynamic');
      if (!isEmpty) nonEmpty[index] = (nonEmpty[index] ?? 0) + 1;
    });
  };
  const leftOut = (): readonly Problem[] =>
    header === undefined && isWhole && rows > 0
      ? columns
          .filter(({ name }) => !seen.has(name))
          .map(({ name }) => missingColumn(path, name, table.name, 'Write it with null where there is no value.'))
      : [];

  return {
    accept(record) {
      if (hasBadHeader) return undefined;
      if (record.kind === 'unreadable') {
        const { what, place, kind: _kind, ...rest } = record;
        isWhole = false;
        return wrong(what, place, rest);
      }
      if (record.kind === 'header') {
        header = record.names.map(inTable);
        const found = checkHeader(path, header, table);
        found.forEach(note);
        hasBadHeader = found.length > 0;
        return undefined;
      }
      const values = readRow(record);
      if (values !== undefined) count(values);
      return values;
    },
    finish() {
      leftOut().forEach(note);
      if (problems.length === 0)
        return { rows, nonEmpty: new Map(columns.map(({ name }, index) => [name, nonEmpty[index] ?? 0])) };
      if (more === 0) return { problems };
      const rest = {
        code: 'reference-data',
        summary: `${path}: and ${more} more.`,
        at: { file: path, line: 1 },
      } as const;
      return { problems: [...problems, rest] };
    },
  };
}

/** The table that a file is for: its name without folder and extension. */
export function tableNameOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return name.replace(/(?<=.)\.[^.]*$/, '');
}
