const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?(?:Z|([+-])(\d{2}):(\d{2}))?)?$/;
/** Ticks of 100 ns from year 1 to 1970. */
const unixEpochTicks = 621_355_968_000_000_000n;
const ticksPerMinute = 600_000_000n;
/** The first tick after year 9999. */
const end = 3_155_378_976_000_000_000n;

/**
 * A datetime in ticks of 100 ns from year 1 in UTC, which a text without an offset is in. Undefined for what is none.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime
 */
export function parseInstant(text: string): bigint | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const inClock = hour < 24 && minute < 60 && second < 60 && offsetHour <= 14 && offsetMinute < 60;
  if (!inClock || year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const written = BigInt(date.getTime()) * 10_000n + unixEpochTicks + BigInt((match[7] ?? '').padEnd(7, '0'));
  const offset = BigInt(offsetHour * 60 + offsetMinute) * ticksPerMinute;
  const ticks = match[8] === '-' ? written + offset : written - offset;
  return ticks >= 0n && ticks < end ? ticks : undefined;
}

/** `2020-02-29T23:59:59.1234567Z`, the one spelling of a datetime; undefined for what lies outside of the years 1 to 9999. */
export function formatInstant(ticks: bigint): string | undefined {
  if (ticks < 0n || ticks >= end) return undefined;
  const text = new Date(Number((ticks - unixEpochTicks - (ticks % 10_000n)) / 10_000n)).toISOString();
  return `${text.slice(0, -1)}${String(ticks % 10_000n).padStart(4, '0')}Z`;
}

/** Ticks of an instant in microseconds since 1970. */
export function ticksOfMicroseconds(microseconds: bigint): bigint {
  return microseconds * 10n + unixEpochTicks;
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
