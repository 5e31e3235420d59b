import type { Cell } from '../sample.ts';

/** An expression that can be printed and the value it has; times are as Kusto writes them. */
export type ScalarCase = readonly [expression: string, value: Cell];
export type ScalarCases = Readonly<Record<string, readonly ScalarCase[]>>;

/** A query over the sample tables and the rows it yields. */
export type QueryCase = readonly [query: string, rows: Cell[][]];
export type QueryCases = Readonly<Record<string, readonly QueryCase[]>>;

/** An aggregate over T (one row of it is all null), over its null row alone, and over no rows. */
export type AggregateCase = readonly [aggregate: string, all: Cell, nulls: Cell, none: Cell];
export type AggregateCases = Readonly<Record<string, readonly AggregateCase[]>>;
