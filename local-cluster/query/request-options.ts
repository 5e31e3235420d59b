import { QueryProblem } from './contract.ts';
import { literalBody } from './literal.ts';
import { formatTimespan, parseDatetime, parseTimespan, ticksPerSecond } from './ticks.ts';

type Type = 'bool' | 'long' | 'timespan' | 'datetime' | 'string';
type Value = boolean | bigint | string;

interface Property {
  readonly type: Type;
  /** A `set` statement may not name it. */
  readonly requestOnly?: true;
  /** The values that this engine has; what else the service has is refused. */
  readonly values?: readonly Value[];
  readonly range?: readonly [bigint, bigint];
}

const hour = 3600n * ticksPerSecond;
const count = { type: 'long', range: [1n, 2n ** 63n - 1n] } as const;
const percent = { type: 'long', range: [1n, 100n] } as const;
const flag = { type: 'bool' } as const;

/**
 * The request properties that are taken, by a request and by `set` alike. Those of several nodes and of the results cache make
 * no difference. Source: https://learn.microsoft.com/kusto/api/rest/request-properties
 */
const properties = {
  servertimeout: { type: 'timespan', requestOnly: true, range: [1n, hour] },
  norequesttimeout: { ...flag, requestOnly: true },
  notruncation: flag,
  truncationmaxrecords: count,
  truncationmaxsize: { ...count, requestOnly: true },
  query_take_max_records: count,
  query_now: { type: 'datetime' },
  queryconsistency: { type: 'string', requestOnly: true, values: ['strongconsistency'] },
  query_datascope: { type: 'string', values: ['default', 'all', 'hotcache'] },
  query_language: { type: 'string', requestOnly: true, values: ['csl', 'kql'] },
  request_app_name: { type: 'string', requestOnly: true },
  request_user: { type: 'string', requestOnly: true },
  request_description: { type: 'string' },
  request_block_row_level_security: flag,
  results_progressive_enabled: { ...flag, requestOnly: true, values: [false] },
  query_results_cache_max_age: { type: 'timespan' },
  query_fanout_nodes_percent: percent,
  query_fanout_threads_percent: percent,
} as const satisfies Readonly<Record<string, Property>>;

export type OptionName = keyof typeof properties;

/** What a request asks for beside its text. Times are ticks. */
export type RequestOptions = Readonly<Partial<Record<OptionName, Value>>>;

const wrong = (message: string): QueryProblem => new QueryProblem('SEM0100', message);

function isKnown(name: string): name is OptionName {
  return Object.hasOwn(properties, name);
}

function knownName(written: string): OptionName {
  const name = written.toLowerCase();
  if (isKnown(name)) return name;
  throw new QueryProblem('LOCAL0001', `The request option '${written}' is not supported by the local cluster.`);
}

const readers: Readonly<Record<Type, (text: string) => Value | undefined>> = {
  bool: (text) => (/^(?:true|false)$/.test(text) ? text === 'true' : undefined),
  long: (text) => (/^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined),
  timespan: parseTimespan,
  datetime: parseDatetime,
  string: (text) => text,
};

function rangeProblem(name: OptionName, { type, range }: Property, value: Value): QueryProblem | undefined {
  if (range === undefined || typeof value !== 'bigint') return undefined;
  const [least, most] = range;
  if (value >= least && value <= most) return undefined;
  return type === 'timespan'
    ? wrong(`The request option '${name}' is more than nothing and up to ${formatTimespan(most)}.`)
    : wrong(`The request option '${name}' is from ${least} to ${most}, not ${value}.`);
}

function readValue(name: OptionName, text: string): Value {
  const property: Property = properties[name];
  const value = readers[property.type](text);
  if (value === undefined) throw wrong(`The request option '${name}' is a ${property.type}, not '${text}'.`);
  const problem = rangeProblem(name, property, value);
  if (problem !== undefined) throw problem;
  const plain = typeof value === 'string' && property.values !== undefined ? value.toLowerCase() : value;
  if (property.values === undefined || property.values.includes(plain)) return plain;
  throw new QueryProblem('LOCAL0001', `The local cluster does not support '${text}' as request option '${name}'.`);
}

/** JSON has its own booleans and numbers; all else comes as text. */
function textOf(name: OptionName, value: unknown): string {
  const { type }: Property = properties[name];
  const wanted = type === 'bool' ? 'boolean' : type === 'long' ? 'number' : 'string';
  if (typeof value !== wanted) throw wrong(`The request option '${name}' is a ${type}, not ${JSON.stringify(value)}.`);
  return type === 'string' ? String(value) : literalBody(String(value));
}

/** The options of a request. Throws QueryProblem for one that is not known, or that has a value which is none of its own. */
export function requestOptions(given: Readonly<Record<string, unknown>>): RequestOptions {
  return Object.fromEntries(
    Object.entries(given).map(([written, value]) => {
      const name = knownName(written);
      return [name, readValue(name, textOf(name, value))];
    }),
  );
}

/** One `set` statement; without a value it means `true`. Source: https://learn.microsoft.com/kusto/query/set-statement */
export function setOption(written: string, literal: string | undefined): RequestOptions {
  const name = knownName(written);
  const property: Property = properties[name];
  if (property.requestOnly) throw wrong(`The request option '${name}' can't be modified by a set statement.`);
  return { [name]: readValue(name, literalBody(literal ?? 'true')) };
}

/** The options of a query: those of its own before those of its request, save that both can ask for an error. */
export function effectiveOptions(request: RequestOptions, own: RequestOptions): RequestOptions {
  const isBlocked = [request, own].some((options) => options.request_block_row_level_security === true);
  return { ...request, ...own, ...(isBlocked ? { request_block_row_level_security: true } : {}) };
}

/** A count that is given. */
export function countOf(options: RequestOptions, name: OptionName): number | undefined {
  const value = options[name];
  return typeof value === 'bigint' ? Number(value) : undefined;
}
