import type { KustoType } from '../../contract.ts';
import { textOf } from '../convert.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported } from '../scope.ts';

const text = (call: Call, index: number): string => call.sql(index, 'string');
const apply =
  (name: string): FunctionRule =>
  (call) =>
    `${name}(${call.args.map((_argument, index) => text(call, index)).join(', ')})`;

const concatenate: FunctionRule = (call) => `(${call.args.map((_argument, index) => text(call, index)).join(' || ')})`;

const delimited: FunctionRule = (call) =>
  `(${call.args
    .slice(1)
    .map((_argument, index) => text(call, index + 1))
    .join(` || ${text(call, 0)} || `)})`;

/** Positions count from 0, a negative start from the end. Source: https://learn.microsoft.com/kusto/query/substring-function */
const substring: FunctionRule = (call) => {
  const [source, start] = [text(call, 0), call.sql(1, 'long')];
  const from = `(CASE WHEN ${start} < 0 THEN greatest(length(${source}) + ${start}, 0) ELSE ${start} END + 1)`;
  const count =
    call.args[2] === undefined ? '' : `, CASE WHEN ${call.sql(2, 'long')} < 0 THEN 0 ELSE ${call.sql(2, 'long')} END`;
  return `coalesce(substr(${source}, ${from}${count}), '')`;
};

const split: FunctionRule = (call) => {
  const parts = `string_split(${text(call, 0)}, ${text(call, 1)})`;
  if (call.args[2] === undefined) return `CAST(to_json(${parts}) AS VARCHAR)`;
  const index = call.sql(2, 'long');
  return `CASE WHEN ${index} >= 0 AND ${index} < len(${parts}) THEN CAST(to_json([${parts}[${index} + 1]]) AS VARCHAR) END`;
};

const trim =
  (wrap: (pattern: string) => string): FunctionRule =>
  (call) =>
    `regexp_replace(${text(call, 1)}, ${wrap(text(call, 0))}, '', 'g')`;
const atStart = (pattern: string): string => `'^(?:' || ${pattern} || ')+'`;
const atEnd = (pattern: string): string => `'(?:' || ${pattern} || ')+$'`;

/** The types whose byte form under the hash is published or verified; of the others it is unknown. */
const hashedAsBits: readonly KustoType[] = ['long', 'datetime', 'timespan'];

function hash(call: Call): string {
  const type = call.type(0);
  if (type === 'string' || type === 'dynamic') return `kusto_hash_text('.' || ${text(call, 0)})`;
  if (hashedAsBits.includes(type)) return `kusto_hash_bits(${call.sql(0)})`;
  if (type === 'real') return `kusto_hash_real(${call.sql(0)})`;
  throw unsupported('argument of hash_xxhash64()', type);
}

/** With a modulo the result lies between 0 and modulo - 1. Source: https://learn.microsoft.com/kusto/query/hash-xxhash64-function */
const xxhash64: FunctionRule = (call) => {
  if (call.args[1] === undefined) return hash(call);
  return `kusto_unsigned_modulo(${hash(call)}, ${call.sql(1, 'long')})`;
};

/** The digest of nothing is nothing. */
const digest =
  (name: string): FunctionRule =>
  (call) => {
    const source = textOf(call.sql(0), call.type(0));
    return `CASE WHEN ${source} = '' THEN '' ELSE ${name}(${source}) END`;
  };

const extract: FunctionRule = (call) => {
  if (call.args[3] !== undefined) throw unsupported('argument of extract()', 'typeLiteral');
  return `coalesce(regexp_extract(${text(call, 2)}, ${text(call, 0)}, CAST(${call.sql(1, 'int')} AS INTEGER)), '')`;
};

/** Functions on strings, and hashes. */
export const texts: FunctionTable = {
  strcat: concatenate,
  strcat_delim: delimited,
  strlen: (call) => `CAST(length(${text(call, 0)}) AS BIGINT)`,
  string_size: (call) => `CAST(strlen(${text(call, 0)}) AS BIGINT)`,
  substring,
  tolower: apply('lower'),
  toupper: apply('upper'),
  reverse: apply('reverse'),
  split,
  replace_string: apply('replace'),
  replace_regex: (call) =>
    `regexp_replace(${text(call, 0)}, ${text(call, 1)}, regexp_replace(${text(call, 2)}, '\\$(\\d)', '\\\\\\1', 'g'), 'g')`,
  indexof: (call) => `CAST(strpos(${text(call, 0)}, ${text(call, 1)}) - 1 AS BIGINT)`,
  trim: (call) => {
    const start = `regexp_replace(${text(call, 1)}, ${atStart(text(call, 0))}, '')`;
    return `regexp_replace(${start}, ${atEnd(text(call, 0))}, '')`;
  },
  trim_start: trim(atStart),
  trim_end: trim(atEnd),
  extract,
  strrep: (call) => `repeat(${text(call, 0)}, CAST(${call.sql(1, 'int')} AS INTEGER))`,
  hash_xxhash64: xxhash64,
  hash_sha256: digest('sha256'),
  hash_md5: digest('md5'),
  hash_sha1: digest('sha1'),
};
