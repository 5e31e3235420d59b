import { nearest } from '../kql/schema-tokens.ts';
import type { Problem } from '../problem.ts';
import type { Place } from './source-record.ts';

interface NamedColumns {
  readonly name: string;
  readonly columns: readonly { readonly name: string }[];
}

const firstLine: Place = { line: 1 };

/** What is wrong with the header of a file for this table; names are compared exactly, their order is free. */
export function checkHeader(path: string, header: readonly string[], table: NamedColumns): readonly Problem[] {
  const at = { file: path, line: 1 };
  if (header.length === 0) return [{ code: 'reference-data', summary: `${path} has no header line.`, at }];
  const allowed = table.columns.map((column) => column.name);
  const repeated = header.filter((name, place) => header.indexOf(name) !== place);
  return [
    ...header.filter((name) => !allowed.includes(name)).map((name) => unknownColumn(path, name, table, firstLine)),
    ...allowed.filter((name) => !header.includes(name)).map((name) => missingColumn(path, name, table.name)),
    ...[...new Set(repeated)].map((name) => repeatedColumn(path, name, firstLine)),
  ];
}

export function unknownColumn(path: string, name: string, table: NamedColumns, place: Place): Problem {
  const allowed = table.columns.map((column) => column.name);
  const near = nearest(name, allowed);
  return {
    code: 'reference-data',
    summary: `${path} has column ${name}, which table ${table.name} does not have.`,
    detail: `The table has: ${allowed.join(', ')}.`,
    ...(near !== undefined && { next: `Did you mean ${near}?` }),
    at: { file: path, ...place },
  };
}

export function missingColumn(path: string, name: string, table: string, next?: string): Problem {
  return {
    code: 'reference-data',
    summary: `${path} has no column ${name}, which table ${table} has.`,
    ...(next !== undefined && { next }),
    at: { file: path, ...firstLine },
  };
}

export function repeatedColumn(path: string, name: string, place: Place): Problem {
  return {
    code: 'reference-data',
    summary: `${path} has column ${name} more than once.`,
    at: { file: path, ...place },
  };
}
