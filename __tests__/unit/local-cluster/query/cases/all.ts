import { supportedOperators } from '../../../../../local-cluster/query/language.ts';
import { aggregateCases, severalCases } from './aggregates.ts';
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

type Cases = Readonly<Record<string, readonly (readonly [text: string, ...unknown[]])[]>>;
type Queries = Readonly<Record<string, readonly string[]>>;

const queriesOf = (cases: Cases, ...sources: readonly string[]): Queries =>
  Object.fromEntries(
    Object.entries(cases).map(([name, list]) => [
      name,
      list.flatMap(([text]) => sources.map((source) => `${source}${text}`)),
    ]),
  );

const aggregated = ['T | summarize ', 'T | where isnull(i) | summarize ', 'Empty | summarize '];
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
  aggregates: { ...queriesOf(severalCases, ...aggregated), ...queriesOf(aggregateCases, ...aggregated) },
} as const;
