import { quoteText } from '../relation.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported } from '../scope.ts';

const now: FunctionRule = (call) => {
  const start = `CAST(${call.into.catalog.nowTicks} AS BIGINT)`;
  return call.args.length === 0 ? start : `(${start} + ${call.sql(0)})`;
};

const units: Readonly<Record<string, string>> = { startofyear: 'year', startofmonth: 'month', startofday: 'day' };

/** Source: https://learn.microsoft.com/kusto/query/startofmonth-function; an offset counts whole periods. */
const startOf: FunctionRule = (call) => {
  const unit = units[call.name] ?? 'day';
  const start = `date_trunc('${unit}', kusto_timestamp(${call.sql(0, 'datetime')}))`;
  const moved = call.args[1] === undefined ? start : `${start} + to_${unit}s(CAST(${call.sql(1, 'int')} AS INTEGER))`;
  return `kusto_ticks(CAST(${moved} AS TIMESTAMP))`;
};

/** Weeks start on Sunday. Source: https://learn.microsoft.com/kusto/query/startofweek-function */
const startOfWeek: FunctionRule = (call) => {
  const day = 864_000_000_000n;
  const ticks = call.sql(0, 'datetime');
  const weeks = call.args[1] === undefined ? '0' : call.sql(1, 'long');
  return `(${ticks} - (${ticks} + ${day}) % ${7n * day} + ${weeks} * ${7n * day})`;
};

const parts: Readonly<Record<string, (ticks: string) => string>> = {
  year: (ticks) => `year(kusto_timestamp(${ticks}))`,
  quarter: (ticks) => `quarter(kusto_timestamp(${ticks}))`,
  month: (ticks) => `month(kusto_timestamp(${ticks}))`,
  day: (ticks) => `day(kusto_timestamp(${ticks}))`,
  dayofyear: (ticks) => `dayofyear(kusto_timestamp(${ticks}))`,
  hour: (ticks) => `${ticks} // 36000000000 % 24`,
  minute: (ticks) => `${ticks} // 600000000 % 60`,
  second: (ticks) => `${ticks} // 10000000 % 60`,
  millisecond: (ticks) => `${ticks} // 10000 % 1000`,
  microsecond: (ticks) => `${ticks} // 10 % 1000000`,
  nanosecond: (ticks) => `${ticks} % 10000000 * 100`,
};

/** A literal that has to be known when the query is translated. */
export function constantText(call: Call, index: number): string {
  const value = call.args[index]?.value;
  if (value === undefined || call.type(index) !== 'string')
    throw unsupported(`argument of ${call.name}()`, 'not a literal');
  return value;
}

const part: FunctionRule = (call) => {
  const wanted = constantText(call, 0).toLowerCase();
  const read = parts[wanted];
  if (read === undefined) throw unsupported('part of datetime_part()', wanted);
  return `CAST(${read(call.sql(1, 'datetime'))} AS BIGINT)`;
};

const named =
  (name: string): FunctionRule =>
  (call) =>
    `CAST(${parts[name]?.(call.sql(0, 'datetime'))} AS INTEGER)`;

const formats: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  yy: '%y',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  m: '%-M',
  ss: '%S',
  s: '%-S',
  tt: '%p',
};

function formatPiece(piece: string, ticks: string): string {
  if (/^f+$/i.test(piece)) {
    const digits = `left(lpad(CAST(${ticks} % 10000000 AS VARCHAR), 7, '0'), ${piece.length})`;
    return piece.startsWith('f') ? digits : `rtrim(${digits}, '0')`;
  }
  const format = formats[piece];
  if (format !== undefined) return `strftime(kusto_timestamp(${ticks}), ${quoteText(format)})`;
  if (/[a-z]/i.test(piece)) throw unsupported('format of format_datetime()', piece);
  return quoteText(piece);
}

/** Source: https://learn.microsoft.com/kusto/query/format-datetime-function */
const format: FunctionRule = (call) => {
  const ticks = call.sql(0, 'datetime');
  const pieces = constantText(call, 1).match(/([a-z])\1*|[^a-z]+/gi) ?? [];
  return `coalesce(${pieces.map((piece) => formatPiece(piece, ticks)).join(' || ')}, '')`;
};

const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'];

const make: FunctionRule = (call) => {
  if (call.args.length < 3) throw unsupported('call', 'make_datetime() with fewer than three arguments');
  const numbers = fields.map((_field, index) => (call.args[index] === undefined ? '0' : call.sql(index, 'long')));
  return `kusto_ticks(make_timestamp(${numbers.join(', ')}))`;
};

const unixUnits: Readonly<Record<string, bigint>> = { seconds: 10_000_000n, milliseconds: 10_000n, microseconds: 10n };

const fromUnix: FunctionRule = (call) => {
  const unit = unixUnits[call.name.replace('unixtime_', '').replace('_todatetime', '')];
  return `CAST(621355968000000000 + ${call.sql(0, 'long')} * ${unit} AS BIGINT)`;
};

/** Functions on datetimes. */
export const times: FunctionTable = {
  now,
  ago: (call) => `(${call.into.catalog.nowTicks} - ${call.sql(0, 'timespan')})`,
  startofday: startOf,
  startofmonth: startOf,
  startofyear: startOf,
  startofweek: startOfWeek,
  datetime_part: part,
  getyear: named('year'),
  getmonth: named('month'),
  monthofyear: named('month'),
  dayofmonth: named('day'),
  dayofyear: named('dayofyear'),
  hourofday: named('hour'),
  format_datetime: format,
  make_datetime: make,
  unixtime_seconds_todatetime: fromUnix,
  unixtime_milliseconds_todatetime: fromUnix,
  unixtime_microseconds_todatetime: fromUnix,
};
