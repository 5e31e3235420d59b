/** Ticks are 100 ns. Datetimes count from 0001-01-01, as in https://learn.microsoft.com/kusto/query/scalar-data-types/datetime */
export const ticksPerSecond = 10_000_000n;
export const ticksPerDay = 864_000_000_000n;
export const unixEpochTicks = 621_355_968_000_000_000n;
/** The last tick of the year 9999. */
const latestTicks = 3_155_378_975_999_999_999n;

const unitTicks: Readonly<Record<string, bigint>> = {
  d: ticksPerDay,
  day: ticksPerDay,
  days: ticksPerDay,
  h: 36_000_000_000n,
  hr: 36_000_000_000n,
  hrs: 36_000_000_000n,
  hour: 36_000_000_000n,
  hours: 36_000_000_000n,
  m: 600_000_000n,
  min: 600_000_000n,
  minute: 600_000_000n,
  minutes: 600_000_000n,
  s: ticksPerSecond,
  sec: ticksPerSecond,
  second: ticksPerSecond,
  seconds: ticksPerSecond,
  ms: 10_000n,
  milli: 10_000n,
  millis: 10_000n,
  millisec: 10_000n,
  millisecond: 10_000n,
  milliseconds: 10_000n,
  micro: 10n,
  micros: 10n,
  microsec: 10n,
  microsecond: 10n,
  microseconds: 10n,
  nano: 0n,
  nanos: 0n,
  tick: 1n,
  ticks: 1n,
};

const fractionTicks = (digits: string | undefined): bigint => BigInt((digits ?? '').padEnd(7, '0').slice(0, 7) || '0');

const datetimePattern =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:(?:T|\s+)(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?\s*(Z|z|GMT|[+-]\d{2}:?\d{2})?$/;

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const clockAndZone = '(\\s+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)?(?:\\s*(Z|GMT))?$';
const dayFirst = new RegExp(`^(?:[a-z]{3,9},\\s*)?(\\d{1,2})[\\s-]([a-z]{3})[\\s-](\\d{2}|\\d{4})${clockAndZone}`, 'i');
const monthFirst = new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})${clockAndZone}`);

/** RFC 822 and RFC 850 forms, and month before day, as the ISO form of the same time. */
function isoForm(text: string): string | undefined {
  const [isNamed, date, name = '', year = '', time = '', zone = ''] = dayFirst.exec(text) ?? [];
  const month = monthNames.indexOf(name.toLowerCase()) + 1;
  if (isNamed !== undefined) return month === 0 ? undefined : `${fullYear(year)}-${month}-${date}${time}${zone}`;
  const [isNumbered, first, second, fourDigits, clock = '', zoned = ''] = monthFirst.exec(text) ?? [];
  return isNumbered === undefined ? undefined : `${fourDigits}-${first}-${second}${clock}${zoned}`;
}

const fullYear = (digits: string): string =>
  digits.length === 4 ? digits : `${Number(digits) < 50 ? '20' : '19'}${digits}`;

/** Unix milliseconds of a date, undefined when there is no such date (month 13, 30 February). */
function dateMs(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

function zoneTicks(zone: string | undefined): bigint {
  if (zone === undefined || /z|GMT/i.test(zone)) return 0n;
  const minutes = BigInt(zone.slice(1, 3)) * 60n + BigInt(zone.slice(-2));
  return minutes * 600_000_000n * (zone.startsWith('-') ? -1n : 1n);
}

/**
 * Ticks of a date or date and time, UTC unless it names an offset; undefined when the text is not one. Source:
 * https://learn.microsoft.com/kusto/query/scalar-data-types/datetime
 */
export function parseDatetime(text: string): bigint | undefined {
  const plain = text.trim();
  const found = datetimePattern.exec(plain) ?? datetimePattern.exec(isoForm(plain) ?? '');
  if (found === null) return undefined;
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction, zone] = found;
  const date = dateMs(Number(year), Number(month), Number(day));
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = BigInt(hour) * 3600n + BigInt(minute) * 60n + BigInt(second);
  const time = seconds * ticksPerSecond + fractionTicks(fraction) - zoneTicks(zone);
  const ticks = BigInt(date) * 10_000n + unixEpochTicks + time;
  return ticks < 0n || ticks > latestTicks ? undefined : ticks;
}

const clockPattern = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?$/;
const unitPattern = /^(-?\d+(?:\.\d+)?)\s*([a-z]+)$/i;

function unitSpan(amount: string, unit: string): bigint | undefined {
  const ticks = unitTicks[unit.toLowerCase()];
  if (ticks === undefined) return undefined;
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const scaled = (BigInt(whole + fraction) * ticks) / 10n ** BigInt(fraction.length);
  return amount.startsWith('-') ? -scaled : scaled;
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const pair = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
const canonicalPattern = /^-?(?:\d+\.)?(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{7})?$/;

/** The form that `formatTimespan` writes, read by position: millions of them come back from files. */
function readCanonical(text: string): bigint {
  const colon = text.indexOf(':');
  const fraction = text.length > colon + 6 ? Number(text.slice(colon + 7)) : 0;
  const seconds = pair(text, colon - 2) * 3600 + pair(text, colon + 1) * 60 + pair(text, colon + 4);
  const negative = text.startsWith('-');
  const start = negative ? 1 : 0;
  const days = colon - 3 > start ? Number(text.slice(start, colon - 3)) : 0;
  const ticks = BigInt(seconds * 10_000_000 + fraction) + (days === 0 ? 0n : BigInt(days) * ticksPerDay);
  return negative ? -ticks : ticks;
}

/** Ticks of `[-][d.]hh:mm[:ss[.fffffff]]`, of a number with a unit (`1d`, `1.5h`, `1tick`) or of whole days. */
export function parseTimespan(text: string): bigint | undefined {
  if (canonicalPattern.test(text)) return readCanonical(text);
  const plain = text.trim();
  if (/^-?\d+$/.test(plain)) return BigInt(plain) * ticksPerDay;
  const unit = unitPattern.exec(plain);
  if (unit !== null) return unitSpan(unit[1] ?? '0', unit[2] ?? '');
  const clock = clockPattern.exec(plain);
  if (clock === null) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction] = clock;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const total = BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  const ticks = BigInt(days) * ticksPerDay + total * ticksPerSecond + fractionTicks(fraction);
  return sign === undefined ? ticks : -ticks;
}

const two = (value: bigint): string => String(value).padStart(2, '0');

/** `[-][d.]hh:mm:ss[.fffffff]`. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/timespan */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const seconds = size / ticksPerSecond;
  const clock = `${two((seconds / 3600n) % 24n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  const days = size / ticksPerDay;
  const fraction = size % ticksPerSecond;
  const tail = fraction === 0n ? '' : `.${String(fraction).padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock}${tail}`;
}

/** `2020-01-01T00:00:00.0000000Z`, always seven digits. */
export function formatDatetime(ticks: bigint): string {
  const milliseconds = Number(ticks / 10_000n - unixEpochTicks / 10_000n);
  const seconds = new Date(milliseconds).toISOString().slice(0, 19);
  return `${seconds}.${String(ticks % ticksPerSecond).padStart(7, '0')}Z`;
}
