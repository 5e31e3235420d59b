import { jsonText } from '../convert.ts';
import { columnSql, quoteText } from '../relation.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { wrong } from '../scope.ts';

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
  if (args.length > 0) throw wrong('pack_all() with arguments is not supported');
  const { row } = scope;
  return object(row.columns.map(({ name, type }) => pair(quoteText(name), jsonText(columnSql(row, name), type))));
};

const packArray: FunctionRule = (call) =>
  array(call.args.map((_argument, index) => jsonText(call.sql(index), call.type(index))));

/** Functions on arrays and property bags. */
export const dynamics: FunctionTable = {
  /** Source: https://learn.microsoft.com/kusto/query/dynamic-to-json-function */
  dynamic_to_json: (call) => `coalesce(kusto_canonical_json(${call.sql(0, 'dynamic')}), '')`,
  array_length: (call) =>
    `CASE WHEN json_type(${call.sql(0)}) = 'ARRAY' THEN CAST(json_array_length(${call.sql(0)}) AS BIGINT) END`,
  bag_keys: (call) =>
    `CASE WHEN json_type(${call.sql(0)}) = 'OBJECT' THEN CAST(to_json(json_keys(${call.sql(0)})) AS VARCHAR) END`,
  bag_pack: pack,
  pack,
  pack_all: packAll,
  pack_array: packArray,
  strcat_array: (call) =>
    `coalesce(array_to_string(CAST(json_extract_string(${call.sql(0)}, '$[*]') AS VARCHAR[]), ${call.sql(1, 'string')}), '')`,
};
