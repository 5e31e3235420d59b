import type { KustoType } from '../contract.ts';
import { storageType } from '../contract.ts';
import type { SyntaxNode } from '../syntax.ts';
import { convert, decimalNumber, jsonText } from './convert.ts';
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
  if (type === 'decimal')
    return `kusto_decimal_of('/', CAST(sum(${decimalNumber(call.sql(0))})${condition} AS VARCHAR), CAST(nullif(count(${call.sql(0)})${condition}, 0) AS VARCHAR))`;
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

/** Source: https://learn.microsoft.com/kusto/query/make-list-aggregation-function */
const mostElements = 1_048_576;
/** Of `makelist` and `makeset` that are not told how many. */
const fewElements = 128;

/** The elements of an array, or the value itself. */
const elementsOf = (json: string): string =>
  `CASE WHEN json_type(${json}) = 'ARRAY' THEN list_filter(kusto_elements(${json}), lambda e: e <> 'null') ELSE [${json}] END`;

function valuesOf(call: Call, kind: 'list' | 'set', condition: string): string {
  const json = jsonText(call.sql(0), call.type(0));
  const some = `FILTER (WHERE ${call.sql(0)} IS NOT NULL AND ${condition})`;
  if (kind === 'list') return `list(${json}) ${some}`;
  if (call.type(0) !== 'dynamic') return `list(DISTINCT ${json} ORDER BY ${json}) ${some}`;
  return `list_sort(list_distinct(flatten(list(${elementsOf(json)}) ${some})))`;
}

/**
 * Nulls are left out. A list keeps the order of the rows; a set, which has none in Kusto, is sorted to be the same each time.
 * A set holds the elements of arrays. Source: https://learn.microsoft.com/kusto/query/make-set-aggregation-function
 */
function gather(call: Call, kind: 'list' | 'set', { condition = 'TRUE', sizeAt = 1 } = {}): string {
  const written = call.args[sizeAt] === undefined ? undefined : call.sql(sizeAt, 'long');
  const usual = /^make(?:list|set)$/.test(call.name) ? fewElements : mostElements;
  const size = written === undefined ? usual : `greatest(0, least(${written}, ${mostElements}))`;
  return `('[' || coalesce(array_to_string((${valuesOf(call, kind, condition)})[1:${size}], ','), '') || ']')`;
}

const gatherIf =
  (kind: 'list' | 'set'): FunctionRule =>
  (call) =>
    gather(call, kind, { condition: call.sql(1, 'bool'), sizeAt: 2 });

const gatherBag = (call: Call, condition: string): string =>
  `CASE WHEN count(*)${condition} = 0 THEN '[]' ELSE kusto_bag_gather('[' || coalesce(string_agg(${call.sql(0, 'dynamic')}, ',')${condition}, '') || ']') END`;

/** Of one value it is 0, of none too, as the default of https://learn.microsoft.com/kusto/query/summarize-operator says. */
const spread =
  (name: string) =>
  (call: Call, condition: string): string =>
    `coalesce(${name}(${call.sql(0, 'real')})${condition}, CAST(0 AS DOUBLE))`;

const bits =
  (name: string): FunctionRule =>
  (call) =>
    `${name}(${call.sql(0, 'long')})`;

/** The value at a rank, without interpolation. Source: https://learn.microsoft.com/kusto/query/percentiles-aggregation-function */
export function percentileOf(sql: string, type: KustoType, rank: string): string {
  if (type === 'decimal') throw unsupported('argument of percentile()', type);
  return `quantile_disc(${sql}, ${rank})`;
}

const percentile: FunctionRule = (call) =>
  convert(percentileOf(call.sql(0), call.type(0), rankOf(call.args[1])), call.type(0), call.result);

/** A percentile written as a number, as a share of one. */
export function rankOf(node: SyntaxNode | undefined): string {
  const percent = Number(node?.text);
  if (!(percent >= 0 && percent <= 100)) throw unsupported('argument of percentile()', node?.text ?? 'none');
  return String(percent / 100);
}

/** Source: https://learn.microsoft.com/kusto/query/make-list-with-nulls-aggregation-function */
const gatherAll: FunctionRule = (call) =>
  `('[' || coalesce(string_agg(${jsonText(call.sql(0), call.type(0))}, ','), '') || ']')`;

const plain =
  (rule: (call: Call, condition: string) => string): FunctionRule =>
  (call) =>
    rule(call, '');
const conditional =
  (rule: (call: Call, condition: string) => string): FunctionRule =>
  (call) =>
    rule(call, filter(call.sql(1, 'bool')));

const any: FunctionRule = (call) => textual(`any_value(${call.sql(0)})`, call.type(0));

const anyIf: FunctionRule = (call) => textual(`any_value(${call.sql(0)})${filter(call.sql(1, 'bool'))}`, call.type(0));

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
  stdev: plain(spread('stddev_samp')),
  stdevif: conditional(spread('stddev_samp')),
  stdevp: plain(spread('stddev_pop')),
  variance: plain(spread('var_samp')),
  varianceif: conditional(spread('var_samp')),
  variancep: plain(spread('var_pop')),
  percentile,
  binary_all_and: bits('bit_and'),
  binary_all_or: bits('bit_or'),
  binary_all_xor: bits('bit_xor'),
  make_bag: plain(gatherBag),
  make_bag_if: conditional(gatherBag),
  make_list_if: gatherIf('list'),
  make_set_if: gatherIf('set'),
  make_list_with_nulls: gatherAll,
  make_list: (call) => gather(call, 'list'),
  make_set: (call) => gather(call, 'set'),
  makelist: (call) => gather(call, 'list'),
  makeset: (call) => gather(call, 'set'),
  take_any: any,
  take_anyif: anyIf,
  anyif: anyIf,
  any,
};

/** Aggregates that have several columns only; one of them alone is no expression. */
export const multipleAggregates = ['arg_max', 'arg_min', 'percentiles'];

/** Aggregates that yield several columns at once. */
export const isMultiple = (name: string): boolean => /^(?:arg_max|arg_min|take_any|any|percentiles)$/.test(name);

/** One value of the row that holds the greatest or smallest key. */
export function pick(name: string, value: string, key: string, type: KustoType): string {
  const found = `${name}({'v': ${value}}, ${key}).v`;
  return type === 'string' ? `coalesce(${found}, ${nullOf(type)})` : found;
}

/** A value of some row, of one that has a value if there is one. */
export const firstValue = (sql: string, type: KustoType): string => textual(`any_value(${sql})`, type);

/** `*` as the argument of an aggregate. */
export const isStar = (node: SyntaxNode): boolean => node.kind === 'StarExpression';
