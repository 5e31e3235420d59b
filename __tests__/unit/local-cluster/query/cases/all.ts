import { supportedOperators } from '../../../../../local-cluster/query/language/operators.ts';
import { aggregateCases, severalCases } from './aggregates.ts';
import type { Nothing } from './case.ts';
import { conversionsCases } from './conversions.ts';
import { dynamicsCases } from './dynamics.ts';
import { expressionCases } from './expressions.ts';
import { numbersCases } from './numbers.ts';
import { operatorCases } from './operators.ts';
import { rowsCases } from './rows.ts';
import { textsCases } from './texts.ts';
import { timesCases } from './times.ts';

/** Scalar functions by name. */
export const scalarCases = {
  ...conversionsCases,
  ...textsCases,
  ...numbersCases,
  ...timesCases,
  ...dynamicsCases,
  ...rowsCases,
};

/** A case as a query, and what it says of its input. */
export interface Shown {
  readonly query: string;
  readonly nothing: Nothing;
}

type Cases = Readonly<Record<string, readonly (readonly [text: string, value: unknown, nothing?: Nothing])[]>>;
type Queries = Readonly<Record<string, readonly Shown[]>>;

const queriesOf = (cases: Cases, source: string): Queries =>
  Object.fromEntries(
    Object.entries(cases).map(([name, list]) => [
      name,
      list.map(([text, , nothing = {}]) => ({ query: `${source}${text}`, nothing })),
    ]),
  );

const expressions = queriesOf(expressionCases, 'print ');
const operators = queriesOf(operatorCases, '');
const isFunction = (name: string): boolean => !Object.hasOwn(supportedOperators, name);

/** The queries that show each supported name at work, by area. */
export const queries = {
  operators,
  expressions,
  functions: {
    ...Object.fromEntries(Object.entries({ ...expressions, ...operators }).filter(([name]) => isFunction(name))),
    ...queriesOf(scalarCases, 'print '),
  },
} as const;

/** Each aggregate goes over rows, over nulls alone and over no rows, in this order. */
export const aggregatedSources = ['T', 'T | where isnull(i)', 'Empty'] as const;

/** The calls that show each aggregate at work. */
export const aggregated: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...Object.keys(aggregateCases), ...Object.keys(severalCases)].map((name) => [
    name,
    [...(aggregateCases[name] ?? []), ...(severalCases[name] ?? [])].map(([call]) => call),
  ]),
);
