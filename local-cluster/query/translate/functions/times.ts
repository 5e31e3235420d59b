import { isTimespanFormat } from '../../scripts/format-timespan.ts';
import { quoteText } from '../relation.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported, wrong } from '../scope.ts';

/** Null beyond the range. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime */
const instant = (ticks: string): string => `kusto_instant(${ticks})`;

const now: FunctionRule = (call) => {
  const start = `CAST(${call.into.catalog.nowTicks} AS BIGINT)`;
  return call.args.length === 0 ? start : instant(`CAST(${start} AS HUGEINT) + ${call.sql(0)}`);
};

const day = 864_000_000_000n;

/** Start of the period a time lies in, moved by whole periods. Weeks start on Sunday. */
function startOfPeriod(unit: string, ticks: string, offset: string): string {
  if (unit === 'week')
    return `(${ticks} - (${ticks} + ${day}) % ${7n * day} + CAST(${offset} AS HUGEINT) * ${7n * day})`;
  const start = `date_trunc('${unit}', kusto_timestamp(${ticks}))`;
  return `kusto_ticks(CAST(${start} + to_${unit}s(CAST(${offset} AS INTEGER)) AS TIMESTAMP))`;
}

/** Source: https://learn.microsoft.com/kusto/query/startofmonth-function; an offset counts whole periods. */
const startOf =
  (unit: string): FunctionRule =>
  (call) =>
    instant(startOfPeriod(unit, call.sql(0, 'datetime'), call.args[1] === undefined ? '0' : call.sql(1, 'long')));

/** The last tick of the period. Source: https://learn.microsoft.com/kusto/query/endofmonth-function */
const endOf =
  (unit: string): FunctionRule =>
  (call) => {
    const offset = call.args[1] === undefined ? '0' : call.sql(1, 'long');
    return instant(`${startOfPeriod(unit, call.sql(0, 'datetime'), `(${offset} + 1)`)} - 1`);
  };

const parts: Readonly<Record<string, (ticks: string) => string>> = {
  year: (ticks) => `year(kusto_timestamp(${ticks}))`,
  quarter: (ticks) => `quarter(kusto_timestamp(${ticks}))`,
  week: (ticks) => `weekofyear(kusto_timestamp(${ticks}))`,
  week_of_year: (ticks) => `weekofyear(kusto_timestamp(${ticks}))`,
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

const steps: Readonly<Record<string, bigint>> = {
  week: 7n * day,
  day,
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
};
const months: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** Source: https://learn.microsoft.com/kusto/query/datetime-add-function */
const add: FunctionRule = (call) => {
  const period = constantText(call, 0).toLowerCase();
  const [amount, ticks] = [call.sql(1, 'long'), call.sql(2, 'datetime')];
  const step = steps[period];
  if (step !== undefined) return instant(`${ticks} + CAST(${amount} AS HUGEINT) * ${step}`);
  if (period === 'nanosecond') return instant(`CAST(${ticks} AS HUGEINT) + ${amount} // 100`);
  const count = months[period];
  if (count === undefined) throw wrong(`${period} is not a period of datetime_add()`);
  const moved = `kusto_timestamp(${ticks}) + to_months(CAST(${amount} * ${count} AS INTEGER))`;
  return instant(`kusto_ticks(TRY_CAST(${moved} AS TIMESTAMP)) + ${ticks} % 10`);
};

/** The number of period boundaries between two times. Source: https://learn.microsoft.com/kusto/query/datetime-diff-function */
const difference: FunctionRule = (call) => {
  const period = constantText(call, 0).toLowerCase();
  const [left, right] = [call.sql(1, 'datetime'), call.sql(2, 'datetime')];
  const step = steps[period];
  const lead = period === 'week' ? day : 0n;
  if (step !== undefined) return `((${left} + ${lead}) // ${step} - (${right} + ${lead}) // ${step})`;
  if (period === 'nanosecond') return `((${left} - ${right}) * 100)`;
  const count = months[period];
  if (count === undefined) throw wrong(`${period} is not a period of datetime_diff()`);
  const ordinal = (ticks: string): string =>
    `(year(kusto_timestamp(${ticks})) * 12 + month(kusto_timestamp(${ticks})) - 1) // ${count}`;
  return `(${ordinal(left)} - ${ordinal(right)})`;
};

const makeTimespan: FunctionRule = (call) => {
  const positions = call.args.map((_argument, index) => index);
  if (positions.length === 1) return call.sql(0, 'timespan');
  const withDays = positions.length === 4 ? positions : [undefined, ...positions];
  const value = (at: number | undefined, as: 'long' | 'real'): string => (at === undefined ? '0' : call.sql(at, as));
  const [days, hours, minutes, seconds] = withDays;
  const whole = `${value(days, 'long')} * ${day} + ${value(hours, 'long')} * ${steps.hour} + ${value(minutes, 'long')} * ${steps.minute}`;
  const fine = `CAST(round(${value(seconds, 'real')} * ${steps.second}) AS BIGINT)`;
  return `CASE WHEN ${value(hours, 'long')} BETWEEN 0 AND 23 AND ${value(minutes, 'long')} BETWEEN 0 AND 59 AND ${value(seconds, 'real')} >= 0 AND ${value(seconds, 'real')} < 60 THEN ${whole} + ${fine} END`;
};

/** Sunday is zero days. Source: https://learn.microsoft.com/kusto/query/day-of-week-function */
const dayOfWeek: FunctionRule = (call) => `((${call.sql(0, 'datetime')} // ${day} + 1) % 7 * ${day})`;

const formatSpan: FunctionRule = (call) => {
  const format = constantText(call, 1);
  if (!isTimespanFormat(format)) throw unsupported('format of format_timespan()', format);
  return `coalesce(kusto_format_timespan(CAST(${call.sql(0, 'timespan')} AS VARCHAR), ${quoteText(format)}), '')`;
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

/** A date that does not exist has no value. Source: https://learn.microsoft.com/kusto/query/make-datetime-function */
const make: FunctionRule = (call) => {
  if (call.args.length === 1) return call.sql(0, 'datetime');
  const numbers = fields.map((_field, index) => (call.args[index] === undefined ? '0' : call.sql(index, 'long')));
  const [year, month, date, hour, minute] = numbers;
  const texts = [year, month, date].map(
    (number, index) => `lpad(CAST(${number} AS VARCHAR), ${index === 0 ? 4 : 2}, '0')`,
  );
  const seconds = call.args[5] === undefined ? '0' : `TRY_CAST(round(${call.sql(5, 'real')} * 10000000) AS BIGINT)`;
  const isDate = `${year} BETWEEN 1 AND 9999 AND ${month} BETWEEN 1 AND 12 AND ${date} BETWEEN 1 AND 31`;
  const clock = `${hour} * ${steps.hour} + ${minute} * ${steps.minute} + ${seconds}`;
  return `CASE WHEN ${isDate} AND ${hour} BETWEEN 0 AND 23 AND ${minute} BETWEEN 0 AND 59 AND ${seconds} BETWEEN 0 AND 599999999 THEN kusto_parse_datetime(${texts.join(" || '-' || ")}) + ${clock} END`;
};

const unixUnits: Readonly<Record<string, bigint>> = { seconds: 10_000_000n, milliseconds: 10_000n, microseconds: 10n };

/** Whole units and their fraction apart, since a real does not hold the ticks of today. */
const fromUnix: FunctionRule = (call) => {
  const unit = unixUnits[call.name.replace('unixtime_', '').replace('_todatetime', '')];
  const isFractional = call.type(0) === 'real' || call.type(0) === 'decimal';
  const value = call.type(0) === 'decimal' ? `TRY_CAST(${call.sql(0)} AS DECIMAL(28, 9))` : call.sql(0, 'real');
  const whole = isFractional ? `TRY_CAST(trunc(${value}) AS BIGINT)` : call.sql(0, 'long');
  if (unit === undefined) return instant(`CAST(621355968000000000 AS HUGEINT) + ${whole} // 100`);
  const fraction = isFractional ? ` + TRY_CAST(round((${value} - trunc(${value})) * ${unit}) AS BIGINT)` : '';
  return instant(`621355968000000000 + CAST(${whole} AS HUGEINT) * ${unit}${fraction}`);
};

/** Functions on datetimes. */
export const times: FunctionTable = {
  now,
  ago: (call) => instant(`CAST(${call.into.catalog.nowTicks} AS HUGEINT) - ${call.sql(0, 'timespan')}`),
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  datetime_add: add,
  datetime_diff: difference,
  dayofweek: dayOfWeek,
  week_of_year: named('week'),
  make_timespan: makeTimespan,
  format_timespan: formatSpan,
  unixtime_nanoseconds_todatetime: fromUnix,
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
