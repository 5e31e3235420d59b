import type { KustoType } from '../contract.ts';
import { storageType } from '../contract.ts';
import type { SyntaxNode } from '../syntax.ts';
import { decimalNumber, jsonText } from './convert.ts';
import { nullOf } from './literals.ts';
import type { Call, FunctionRule, FunctionTable } from './rule.ts';
import { unsupported } from './scope.ts';

const filter = (condition: string): string => ` FILTER (WHERE ${condition})`;
const counted = (sql: string): string => `CAST(${sql} AS BIGINT)`;

/** The sum of no rows is 0, as the default of https://learn.microsoft.com/kusto/query/summarize-operator says. */
function total(call: Call, condition: string): string {
  const type = call.type(0);
  const { result } = call;
  if (type === 'decimal')
    return `coalesce(kusto_decimal(CAST(sum(${decimalNumber(call.sql(0))})${condition} AS VARCHAR)), '0')`;
  return `CAST(coalesce(sum(${call.sql(0)})${condition}, 0) AS ${storageType[result]})`;
}

function average(call: Call, condition: string): string {
  const type = call.type(0);
  if (type === 'decimal') throw unsupported('argument of avg()', 'decimal');
  const mean = `avg(CAST(${call.sql(0)} AS ${type === 'datetime' || type === 'timespan' ? 'HUGEINT' : 'DOUBLE'}))${condition}`;
  return type === 'datetime' || type === 'timespan' ? `CAST(trunc(${mean}) AS BIGINT)` : mean;
}

const textual = (sql: string, type: KustoType): string => (type === 'string' ? `coalesce(${sql}, '')` : sql);

function extreme(call: Call, name: 'min' | 'max', condition: string): string {
  const type = call.type(0);
  if (type !== 'decimal') return textual(`${name}(${call.sql(0)})${condition}`, type);
  return `arg_${name}(${call.sql(0)}, ${decimalNumber(call.sql(0))})${condition}`;
}

const distinct = (call: Call, condition: string): string => counted(`count(DISTINCT ${call.sql(0)})${condition}`);

/** Nulls are left out. A list keeps the order of the rows; a set, which has none in Kusto, is sorted to be the same each time. */
function gather(call: Call, kind: 'list' | 'set'): string {
  const json = jsonText(call.sql(0), call.type(0));
  const elements = kind === 'list' ? json : `DISTINCT ${json} ORDER BY ${json}`;
  const values = `list(${elements}) FILTER (WHERE ${call.sql(0)} IS NOT NULL)`;
  const some = call.args[1] === undefined ? values : `(${values})[1:${call.sql(1, 'long')}]`;
  return `('[' || coalesce(array_to_string(${some}, ','), '') || ']')`;
}

const plain =
  (rule: (call: Call, condition: string) => string): FunctionRule =>
  (call) =>
    rule(call, '');
const conditional =
  (rule: (call: Call, condition: string) => string): FunctionRule =>
  (call) =>
    rule(call, filter(call.sql(1, 'bool')));

const any: FunctionRule = (call) => textual(`any_value(${call.sql(0)})`, call.type(0));

/** Aggregates that yield one value. Source: https://learn.microsoft.com/kusto/query/aggregation-functions */
export const aggregates: FunctionTable = {
  count: (call) => {
    if (call.args.length > 0) throw unsupported('use of count()', 'with an argument');
    return 'count(*)';
  },
  countif: (call) => counted(`count(*)${filter(call.sql(0, 'bool'))}`),
  count_distinct: plain(distinct),
  count_distinctif: conditional(distinct),
  dcount: plain(distinct),
  dcountif: conditional(distinct),
  sum: plain(total),
  sumif: conditional(total),
  avg: plain(average),
  avgif: conditional(average),
  min: plain((call, condition) => extreme(call, 'min', condition)),
  minif: conditional((call, condition) => extreme(call, 'min', condition)),
  max: plain((call, condition) => extreme(call, 'max', condition)),
  maxif: conditional((call, condition) => extreme(call, 'max', condition)),
  make_list: (call) => gather(call, 'list'),
  make_set: (call) => gather(call, 'set'),
  take_any: any,
  any,
};

/** Aggregates that yield several columns at once. */
export const isMultiple = (name: string): boolean => /^(?:arg_max|arg_min|take_any|any)$/.test(name);

/** One value of the row that holds the greatest or smallest key. */
export function pick(name: string, value: string, key: string, type: KustoType): string {
  const found = `${name}({'v': ${value}}, ${key}).v`;
  return type === 'string' ? `coalesce(${found}, ${nullOf(type)})` : found;
}

/** A value of some row, of one that has a value if there is one. */
export const firstValue = (sql: string, type: KustoType): string => textual(`any_value(${sql})`, type);

/** `*` as the argument of an aggregate. */
export const isStar = (node: SyntaxNode): boolean => node.kind === 'StarExpression';
