import type { Cell } from '../sample.ts';

/**
 * Which input of the named function or operator is a null in a case, and which is empty: a text of no characters, an array
 * or bag of no elements, a table of no rows. Inputs count from 0; what is piped into an operator comes first. `rows` are
 * those a function works on, where it takes no value that can be null or empty.
 */
export interface Nothing {
  readonly null?: number | 'rows';
  readonly empty?: number | 'rows';
}

/** An expression that can be printed and the value it has; times are as Kusto writes them. */
export type ScalarCase = readonly [expression: string, value: Cell, nothing?: Nothing];
export type ScalarCases = Readonly<Record<string, readonly ScalarCase[]>>;

/** A query over the sample tables and the rows it yields. */
export type QueryCase = readonly [query: string, rows: Cell[][], nothing?: Nothing];
export type QueryCases = Readonly<Record<string, readonly QueryCase[]>>;

/** An aggregate over T (one row of it is all null), over its null row alone, and over no rows. */
export type AggregateCase = readonly [aggregate: string, all: Cell, nulls: Cell, none: Cell];
export type AggregateCases = Readonly<Record<string, readonly AggregateCase[]>>;
