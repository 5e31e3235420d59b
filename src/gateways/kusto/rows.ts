import { problemError } from '../../domain/problem.ts';
import type { Row } from './body.ts';

/** Reads columns by name, as the documentation and the service spell them differently; a missing or mistyped one is a problem, never a default. */
export function textOf(row: Row, column: string): string {
  const value = cellOf(row, column);
  if (typeof value === 'string') return value;
  throw unexpected(column, value);
}

/** Counts travel as text, or as a JSON number that is small enough to be exact. */
export function countOf(row: Row, column: string): bigint {
  const value = cellOf(row, column);
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw unexpected(column, value);
}

/** Undefined when the row has no such column or nothing in it. */
export function optionalOf(row: Row, column: string): unknown {
  const name = nameIn(row, column);
  const value = name === undefined ? undefined : row.get(name);
  return value === null ? undefined : value;
}

export function singleRow(rows: readonly Row[], what: string): Row {
  const [row] = rows;
  if (row !== undefined && rows.length === 1) return row;
  throw problemError({
    code: 'unknown',
    summary: `The cluster answered ${what} with ${rows.length} rows instead of one.`,
  });
}

export function firstCell(rows: readonly Row[], what: string): unknown {
  return [...singleRow(rows, what).values()][0];
}

function cellOf(row: Row, column: string): unknown {
  const name = nameIn(row, column);
  if (name === undefined) {
    const detail = `columns: ${[...row.keys()].join(', ')}`;
    throw problemError({ code: 'unknown', summary: `The cluster's answer has no column ${column}.`, detail });
  }
  return row.get(name);
}

function nameIn(row: Row, column: string): string | undefined {
  if (row.has(column)) return column;
  return [...row.keys()].find((name) => name.toLowerCase() === column.toLowerCase());
}

function unexpected(column: string, value: unknown) {
  return problemError({
    code: 'unknown',
    summary: `The cluster's answer holds ${JSON.stringify(value) ?? 'nothing'} in column ${column}.`,
  });
}

/** Flags travel as booleans or as 0 and 1. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}
