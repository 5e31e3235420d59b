import type { ColumnType } from '../column.ts';
import { formatTimespan, parseTimespan } from '../kql/timespan.ts';
import { formatInstant, parseInstant } from './instant.ts';

const hasLoneSurrogate = /\p{Cs}/u;
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What a column of the type holds, for people. */
export const allowedValues: Readonly<Record<ColumnType, string>> = {
  bool: 'true, false, 1 or 0',
  int: 'a whole number of 32 bits',
  long: 'a whole number of 64 bits',
  real: 'a number, nan, inf or -inf',
  decimal: 'a number of at most 34 digits',
  datetime: 'a datetime as 2026-11-20, 2026-11-20T09:10:00.1234567Z or with an offset as +02:00',
  timespan: 'a timespan as 1.02:03:04.0000001 or 90m',
  guid: 'a guid as 01234567-89ab-cdef-0123-456789abcdef',
  string: 'any text',
  dynamic: 'JSON',
};

const writers: Readonly<Record<ColumnType, (value: string) => string | undefined>> = {
  bool: (value) => bools.get(value.toLowerCase()),
  int: (value) => integerWithin(value, 32n),
  long: (value) => integerWithin(value, 64n),
  real: (value) => (number.test(value) || /^(nan|[+-]?inf(inity)?)$/i.test(value) ? value : undefined),
  decimal: (value) => (isDecimal(value) ? value.replace(/^\+/, '') : undefined),
  datetime: (value) => then(parseInstant(value), formatInstant),
  timespan: (value) => then(parseTimespan(value), formatTimespan),
  guid: (value) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : undefined),
  // A half of a surrogate pair has no UTF-8.
  string: (value) => (hasLoneSurrogate.test(value) ? undefined : value),
  dynamic: (value) => (!hasLoneSurrogate.test(value) && isJson(value) ? notNull(value) : undefined),
};

const bools: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['1', 'true'],
  ['false', 'false'],
  ['0', 'false'],
]);

/**
 * A value as it is handed to the service: one spelling where the type has one, and the empty text for null, or for the empty text in a string
 * column. Undefined for what is no value of the type. Sources: https://learn.microsoft.com/kusto/query/scalar-data-types/
 */
export function writeValue(value: string, type: ColumnType): string | undefined {
  return value === '' ? '' : writers[type](value);
}

function integerWithin(value: string, bits: bigint): string | undefined {
  if (!/^[+-]?\d{1,30}$/.test(value)) return undefined;
  const limit = 2n ** (bits - 1n);
  const integer = BigInt(value.replace(/^\+/, ''));
  return integer >= -limit && integer < limit ? String(integer) : undefined;
}

function isDecimal(value: string): boolean {
  return number.test(value) && (value.replace(/e.*$/i, '').match(/\d/g)?.length ?? 0) <= 34;
}

function then<T>(value: T | undefined, write: (value: T) => string | undefined): string | undefined {
  return value === undefined ? undefined : write(value);
}

/** JSON's null is the null value. */
function notNull(value: string): string {
  return value.trim() === 'null' ? '' : value;
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
