import type { KustoType } from '../../contract.ts';
import { convert, textOf } from '../convert.ts';
import { quoteText } from '../relation.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported } from '../scope.ts';
import { constantText } from './times.ts';

const text = (call: Call, index: number): string => call.sql(index, 'string');
const texts = (call: Call): readonly string[] => call.args.map((_argument, index) => text(call, index));
const apply =
  (name: string): FunctionRule =>
  (call) =>
    `${name}(${texts(call).join(', ')})`;

const concatenate: FunctionRule = (call) => `(${texts(call).join(' || ')})`;
const delimited: FunctionRule = (call) =>
  `(${texts(call)
    .slice(1)
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

const extract: FunctionRule = (call) => {
  const found = `regexp_extract(${text(call, 2)}, ${text(call, 0)}, CAST(${call.sql(1, 'int')} AS INTEGER))`;
  if (call.args[3] === undefined) return `coalesce(${found}, '')`;
  return convert(`coalesce(${found}, '')`, 'string', call.result);
};

/** The number of capturing groups of a pattern, leaving out `(?:…)`, `(?i)` and escaped or bracketed parentheses. */
export const groupsIn = (pattern: string): number =>
  (pattern.replaceAll(/\\.|\[[^\]]*\]/gs, '').match(/\((?!\?)|\(\?P?</g) ?? []).length;

/** Source: https://learn.microsoft.com/kusto/query/extract-all-function */
const extractAll: FunctionRule = (call) => {
  if (call.args.length > 2) throw unsupported('argument of extract_all()', 'captureGroups');
  const pattern = constantText(call, 0);
  const matches = Array.from(
    { length: groupsIn(pattern) },
    (_value, index) => `regexp_extract_all(${text(call, 1)}, ${quoteText(pattern)}, ${index + 1})`,
  );
  const [only] = matches;
  if (only === undefined) throw unsupported('argument of extract_all()', 'a pattern without groups');
  const found =
    matches.length === 1 ? only : `list_transform(list_zip(${matches.join(', ')}), lambda m: ${rowOf(matches)})`;
  return `CASE WHEN len(${only}) > 0 THEN CAST(to_json(${found}) AS VARCHAR) END`;
};

const rowOf = (matches: readonly string[]): string =>
  `[${matches.map((_match, index) => `m[${index + 1}]`).join(', ')}]`;

/** `$.a.b` in a text of JSON, as text or in the type asked for. Source: https://learn.microsoft.com/kusto/query/extract-json-function */
const extractJson: FunctionRule = (call) => {
  const path = constantText(call, 0);
  if (!/^\$(?:\.\w+|\[\d+\])*$/.test(path)) throw unsupported('path of extract_json()', path);
  const found = `CASE WHEN kusto_is_json(${text(call, 1)}) THEN json_extract_string(${text(call, 1)}, ${quoteText(path)}) END`;
  return convert(`coalesce(${found}, '')`, 'string', call.args[2] === undefined ? 'string' : call.result);
};

const indexOf: FunctionRule = (call) => {
  const limits = ['0', '-1', '1'].map((fallback, at) =>
    call.args[at + 2] === undefined ? `'${fallback}'` : `CAST(${call.sql(at + 2, 'long')} AS VARCHAR)`,
  );
  return `kusto_indexof(${text(call, 0)}, ${text(call, 1)}, ${limits.join(', ')})`;
};

/** Plain text or, asked for by name, a regular expression. */
const countOf: FunctionRule = (call) => {
  const kind = call.args[2] === undefined ? 'normal' : constantText(call, 2);
  if (kind === 'regex') return `CAST(len(regexp_extract_all(${text(call, 0)}, ${text(call, 1)})) AS BIGINT)`;
  if (kind !== 'normal') throw unsupported('kind of countof()', kind);
  return `kusto_countof(${text(call, 0)}, ${text(call, 1)})`;
};

const hex: FunctionRule = (call) => {
  const length = call.args[1] === undefined ? "'0'" : `CAST(${call.sql(1, 'long')} AS VARCHAR)`;
  const value = `CAST(${call.sql(0)} AS VARCHAR)`;
  return `coalesce(kusto_hex(${value}, '${call.type(0) === 'int' ? 32 : 64}', ${length}), '')`;
};

/** A delimiter between the repetitions may follow. Source: https://learn.microsoft.com/kusto/query/strrep-function */
const repeat: FunctionRule = (call) => {
  const times = `CAST(${call.sql(1, 'int')} AS INTEGER)`;
  const between = call.args[2] === undefined ? "''" : text(call, 2);
  return `coalesce(array_to_string(list_transform(range(${times}), lambda n: ${text(call, 0)}), ${between}), '')`;
};

const compare: FunctionRule = (call) => {
  const [left, right] = texts(call);
  return `CASE WHEN ${left} < ${right} THEN -1 WHEN ${left} > ${right} THEN 1 ELSE 0 END`;
};

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

/** Groups are written `\\1` or `$1`. The older `replace` has the source last. */
const replaceRegex =
  (source: number, pattern: number, replacement: number): FunctionRule =>
  (call) =>
    `regexp_replace(${text(call, source)}, ${text(call, pattern)}, regexp_replace(${text(call, replacement)}, '\\$(\\d)', '\\\\\\1', 'g'), 'g')`;

/** Functions on strings, and hashes. */
export const textFunctions: FunctionTable = {
  strcat: concatenate,
  strcat_delim: delimited,
  strcmp: compare,
  strlen: (call) => `CAST(length(${text(call, 0)}) AS BIGINT)`,
  string_size: (call) => `CAST(strlen(${text(call, 0)}) AS BIGINT)`,
  substring,
  tolower: apply('lower'),
  toupper: apply('upper'),
  reverse: apply('reverse'),
  split,
  replace_string: apply('replace'),
  replace_regex: replaceRegex(0, 1, 2),
  replace: replaceRegex(2, 0, 1),
  indexof: indexOf,
  countof: countOf,
  trim: (call) => {
    const start = `regexp_replace(${text(call, 1)}, ${atStart(text(call, 0))}, '')`;
    return `regexp_replace(${start}, ${atEnd(text(call, 0))}, '')`;
  },
  trim_start: trim(atStart),
  trim_end: trim(atEnd),
  extract,
  extract_all: extractAll,
  extract_json: extractJson,
  extractjson: extractJson,
  strrep: repeat,
  translate: (call) => `kusto_translate(${texts(call).join(', ')})`,
  tohex: hex,
  isascii: (call) => `regexp_full_match(${text(call, 0)}, '[\\x00-\\x7F]*')`,
  isutf8: (call) => `(${text(call, 0)} IS NOT NULL)`,
  base64_encode_tostring: (call) => `to_base64(encode(${text(call, 0)}))`,
  base64_decode_tostring: (call) => `coalesce(kusto_base64_decode(${text(call, 0)}), '')`,
  url_decode: apply('url_decode'),
  hash: xxhash64,
  hash_xxhash64: xxhash64,
  hash_sha256: digest('sha256'),
  hash_md5: digest('md5'),
  hash_sha1: digest('sha1'),
};
