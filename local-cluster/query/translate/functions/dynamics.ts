import { convert, jsonText } from '../convert.ts';
import { columnSql, quoteText } from '../relation.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported, wrong } from '../scope.ts';
import { constantText } from './times.ts';

const pair = (key: string, value: string): string => `CAST(to_json(${key}) AS VARCHAR) || ':' || ${value}`;
const object = (pairs: readonly string[]): string =>
  pairs.length === 0 ? "'{}'" : `('{' || ${pairs.join(` || ',' || `)} || '}')`;
const array = (values: readonly string[]): string =>
  values.length === 0 ? "'[]'" : `('[' || ${values.join(` || ',' || `)} || ']')`;

const pack: FunctionRule = (call) => {
  const keys = call.args.map((_argument, index) => index).filter((index) => index % 2 === 0);
  return object(keys.map((at) => pair(call.sql(at, 'string'), jsonText(call.sql(at + 1), call.type(at + 1)))));
};

const packAll: FunctionRule = ({ scope, args }: Call) => {
  if (scope.row === undefined) throw wrong('pack_all() needs a row');
  if (args.length > 0) throw unsupported('argument of pack_all()', 'ignore_null_empty');
  const { row } = scope;
  return object(row.columns.map(({ name, type }) => pair(quoteText(name), jsonText(columnSql(row, name), type))));
};

const json = (call: Call, index: number): string => jsonText(call.sql(index), call.type(index));
const packArray: FunctionRule = (call) => array(call.args.map((_argument, index) => json(call, index)));
const elements = (call: Call, index: number): string => `kusto_elements(${call.sql(index, 'dynamic')})`;
const arrays = (call: Call): string[] => call.args.map((_argument, index) => elements(call, index));
const bag = (call: Call, index: number): string => call.sql(index, 'dynamic');

const concatenate: FunctionRule = (call) => {
  const [first = '', ...others] = arrays(call);
  const all = others.reduce((joined, next) => `list_concat(${joined}, ${next})`, first);
  const complete = arrays(call).map((list) => `${list} IS NOT NULL`);
  return `CASE WHEN ${complete.join(' AND ')} THEN kusto_array(${all}) END`;
};

/** Both ends belong to the slice; negative ones count from the end. Source: https://learn.microsoft.com/kusto/query/array-slice-function */
const slice: FunctionRule = (call) => {
  const list = elements(call, 0);
  const at = (index: number): string => {
    const position = call.sql(index, 'long');
    return `CASE WHEN ${position} < 0 THEN ${position} + len(${list}) ELSE ${position} END`;
  };
  return `kusto_array(list_slice(${list}, greatest(${at(1)}, 0) + 1, greatest(${at(2)} + 1, 0)))`;
};

const position: FunctionRule = (call) => {
  if (call.args.length > 2) throw unsupported('argument of array_index_of()', 'start');
  return `CAST(coalesce(list_position(${elements(call, 0)}, ${json(call, 1)}), 0) - 1 AS BIGINT)`;
};

const hasElement: FunctionRule = (call) => `list_contains(${elements(call, 0)}, ${json(call, 1)})`;

const sort =
  (direction: 'asc' | 'desc'): FunctionRule =>
  (call) => {
    const [, flag] = call.args;
    if (call.args.length > 2 || (flag !== undefined && call.type(1) !== 'bool'))
      throw unsupported(`argument of ${call.name}()`, 'a second array');
    const nulls = flag === undefined ? "'last'" : `CASE WHEN ${call.sql(1, 'bool')} THEN 'last' ELSE 'first' END`;
    return `kusto_array_sort(${bag(call, 0)}, '${direction}', ${nulls})`;
  };

const combine =
  (kind: string): FunctionRule =>
  (call) =>
    call.args
      .map((_argument, index) => bag(call, index))
      .reduce((joined, next) => `kusto_set('${kind}', ${joined}, ${next})`);

/** A null bag adds nothing. */
const merge: FunctionRule = (call) =>
  call.args
    .map((_argument, index) => bag(call, index))
    .reduce((joined, next) => `kusto_bag_merge(coalesce(${joined}, 'null'), coalesce(${next}, 'null'))`);

const path = (call: Call, index: number): string => {
  if (call.args[index]?.text.includes('$.') === true)
    throw unsupported(`path of ${call.name}()`, call.args[index].text);
  return bag(call, index);
};

const bagKey = (call: Call): string => {
  const key = call.sql(1, 'string');
  return `'/' || replace(replace(${key}, '~', '~0'), '/', '~1')`;
};
const hasKey: FunctionRule = (call) => {
  path(call, 1);
  return `(json_type(${bag(call, 0)}, ${bagKey(call)}) IS NOT NULL)`;
};

const removeKeys: FunctionRule = (call) => `kusto_bag_remove_keys(${bag(call, 0)}, ${path(call, 1)})`;
const setKey: FunctionRule = (call) => {
  path(call, 1);
  return `kusto_bag_set_key(${bag(call, 0)}, ${call.sql(1, 'string')}, ${json(call, 2)})`;
};

const zip: FunctionRule = (call) => `kusto_zip(${array(call.args.map((_argument, index) => json(call, index)))})`;

const mostElements = 1_048_576;

/** Whole numbers only, the first 2^20 of them. Source: https://learn.microsoft.com/kusto/query/range-function */
const range: FunctionRule = (call) => {
  if (call.args.some((_argument, index) => !/^(?:int|long)$/.test(call.type(index))))
    throw unsupported('argument of range()', 'not a whole number');
  const step = call.args[2] === undefined ? '1' : call.sql(2, 'long');
  const [first, last] = [call.sql(0, 'long'), call.sql(1, 'long')];
  const furthest = `CAST(${first} AS HUGEINT) + CAST(${step} AS HUGEINT) * ${mostElements - 1}`;
  const end = `CAST(CASE WHEN ${step} > 0 THEN least(${last}, ${furthest}) ELSE greatest(${last}, ${furthest}) END AS BIGINT)`;
  const numbers = `generate_series(${first}, CASE WHEN ${last} IS NOT NULL THEN ${end} END, ${step})`;
  return `CAST(to_json(${numbers}) AS VARCHAR)`;
};

const repeat: FunctionRule = (call) => {
  const count = call.sql(1, 'long');
  return `CASE WHEN ${count} >= 0 THEN kusto_array(list_transform(range(${count}), lambda n: ${json(call, 0)})) END`;
};

/** The column of a name if there is one, else the default. Source: https://learn.microsoft.com/kusto/query/column-ifexists-function */
const columnIfExists: FunctionRule = (call) => {
  const name = constantText(call, 0);
  const column = call.scope.row?.columns.find((candidate) => candidate.name === name);
  if (column === undefined || call.scope.row === undefined) return call.sql(1, call.result);
  return convert(columnSql(call.scope.row, name), column.type, call.result);
};

const joined: FunctionRule = (call) => {
  const list = `CAST(json_extract_string(${call.sql(0)}, '$[*]') AS VARCHAR[])`;
  return `coalesce(array_to_string(${list}, ${call.sql(1, 'string')}), '')`;
};

const total: FunctionRule = (call) =>
  `CAST(list_sum(list_transform(${elements(call, 0)}, lambda e: TRY_CAST(e AS DOUBLE))) AS DOUBLE)`;

/** Functions on arrays and property bags. */
export const dynamics: FunctionTable = {
  /** Source: https://learn.microsoft.com/kusto/query/dynamic-to-json-function */
  dynamic_to_json: (call) => `coalesce(kusto_canonical_json(${call.sql(0, 'dynamic')}), '')`,
  array_length: (call) =>
    `CASE WHEN json_type(${call.sql(0)}) = 'ARRAY' THEN CAST(json_array_length(${call.sql(0)}) AS BIGINT) END`,
  array_concat: concatenate,
  array_slice: slice,
  array_index_of: position,
  array_reverse: (call) => `kusto_array(list_reverse(${elements(call, 0)}))`,
  array_sort_asc: sort('asc'),
  array_sort_desc: sort('desc'),
  array_sum: total,
  set_has_element: hasElement,
  set_union: combine('union'),
  set_intersect: combine('intersect'),
  set_difference: combine('difference'),
  bag_keys: (call) =>
    `CASE WHEN json_type(${call.sql(0)}) = 'OBJECT' THEN CAST(to_json(json_keys(${call.sql(0)})) AS VARCHAR) END`,
  bag_has_key: hasKey,
  bag_merge: merge,
  bag_remove_keys: removeKeys,
  bag_set_key: setKey,
  bag_pack: pack,
  pack,
  pack_all: packAll,
  pack_array: packArray,
  range,
  repeat,
  strcat_array: joined,
  zip,
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
};
