import type { ColumnType } from '../column.ts';
import { parseTimespan } from '../kql/timespan.ts';

const readers: Readonly<Record<ColumnType, (value: string) => boolean>> = {
  bool: (value) => /^(true|false|1|0)$/i.test(value),
  int: (value) => isIntegerWithin(value, 32n),
  long: (value) => isIntegerWithin(value, 64n),
  real: (value) => number.test(value) || /^(nan|[+-]?inf(inity)?)$/i.test(value),
  decimal: (value) => number.test(value) && (value.replace(/e.*$/i, '').match(/\d/g)?.length ?? 0) <= 34,
  datetime: isDatetime,
  timespan: (value) => parseTimespan(value) !== undefined,
  guid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  string: () => true,
  dynamic: isJson,
};

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const instant =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,7})?)?(?:Z|[+-](\d{2}):(\d{2}))?)?$/;

/** An empty value is null, or the empty text, and always readable. Sources: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export function isReadable(value: string, type: ColumnType): boolean {
  return value === '' || readers[type](value);
}

function isIntegerWithin(value: string, bits: bigint): boolean {
  if (!/^[+-]?\d{1,30}$/.test(value)) return false;
  const limit = 2n ** (bits - 1n);
  const integer = BigInt(value.replace(/^\+/, ''));
  return integer >= -limit && integer < limit;
}

function isDatetime(value: string): boolean {
  const match = instant.exec(value);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const inClock = hour < 24 && minute < 60 && second < 60 && offsetHour <= 14 && offsetMinute < 60;
  return inClock && year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
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
