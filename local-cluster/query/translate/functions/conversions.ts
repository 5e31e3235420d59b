import type { KustoType } from '../../contract.ts';
import { convert } from '../convert.ts';
import { quoteText } from '../relation.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported } from '../scope.ts';

const to =
  (type: KustoType): FunctionRule =>
  (call) =>
    call.sql(0, type);

const isNull: FunctionRule = (call) => (call.type(0) === 'string' ? 'FALSE' : `(${call.sql(0)} IS NULL)`);
const isEmpty: FunctionRule = (call) =>
  call.type(0) === 'string' ? `(${call.sql(0)} = '')` : `(${call.sql(0, 'string')} = '')`;

/** The grammar calls the result of branches of different types dynamic; no page says that the service takes them. */
function checkBranches(call: Call, branches: readonly number[]): void {
  const types = [...new Set(branches.map((at) => call.type(at)))];
  if (call.result !== 'dynamic' || types.includes('dynamic')) return;
  throw unsupported(`${call.name}() of several types`, types.join(', '));
}

const choose: FunctionRule = (call) => {
  const { result } = call;
  checkBranches(call, [1, 2]);
  return `CASE WHEN ${call.sql(0, 'bool')} THEN ${call.sql(1, result)} ELSE ${call.sql(2, result)} END`;
};

const cases: FunctionRule = (call) => {
  const last = call.args.length - 1;
  checkBranches(call, [...Array.from({ length: last / 2 }, (_value, index) => 2 * index + 1), last]);
  const branches = Array.from({ length: last / 2 }, (_value, index) => 2 * index).map(
    (at) => `WHEN ${call.sql(at, 'bool')} THEN ${call.sql(at + 1, call.result)}`,
  );
  return `CASE ${branches.join(' ')} ELSE ${call.sql(last, call.result)} END`;
};

/** A string is never null, yet the first of several that is not empty is what is wanted. */
const coalesce: FunctionRule = (call) => {
  const values = call.args.map((_argument, index) => call.sql(index, call.result));
  if (call.result !== 'string') return `coalesce(${values.join(', ')})`;
  return `coalesce(${values.map((sql) => `nullif(${sql}, '')`).join(', ')}, '')`;
};

const jsonTypes = `CASE json_type(%) WHEN 'OBJECT' THEN 'dictionary' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string'
 WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'real' WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' ELSE 'null' END`;

const getType: FunctionRule = (call) =>
  call.type(0) === 'dynamic' ? `coalesce(${jsonTypes.replace('%', call.sql(0))}, 'null')` : quoteText(call.type(0));

const parseJson = (call: Call): string =>
  call.type(0) === 'string' ? `kusto_json(${call.sql(0)})` : convert(call.sql(0), call.type(0), 'dynamic');

/** Conversions, null tests and choices. Source: https://learn.microsoft.com/kusto/query/scalar-functions */
export const conversions: FunctionTable = {
  tostring: to('string'),
  toint: to('int'),
  tolong: to('long'),
  todouble: to('real'),
  toreal: to('real'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todecimal: to('decimal'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  totime: to('timespan'),
  toguid: to('guid'),
  todynamic: parseJson,
  parse_json: parseJson,
  parsejson: parseJson,
  toobject: parseJson,
  isnull: isNull,
  isnotnull: (call) => `(NOT ${isNull(call)})`,
  notnull: (call) => `(NOT ${isNull(call)})`,
  isempty: isEmpty,
  isnotempty: (call) => `(NOT ${isEmpty(call)})`,
  notempty: (call) => `(NOT ${isEmpty(call)})`,
  iff: choose,
  iif: choose,
  case: cases,
  coalesce,
  not: (call) => `(NOT ${call.sql(0, 'bool')})`,
  gettype: getType,
};
