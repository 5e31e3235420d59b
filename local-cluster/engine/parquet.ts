import type { Column, KustoType } from '../query/contract.ts';
import { canonicalDecimal, notNull, valueOfText } from './text-values.ts';
import { unixEpochTicks } from './time.ts';

export type DatetimePrecision = 'millisecond' | 'microsecond';

const unixEpochMicroseconds = unixEpochTicks / 10n;

/** Floors to the precision while the number is still counted from year 1, where no instant is negative. */
function timestamp(sql: string, precision: DatetimePrecision): string {
  const microseconds = precision === 'microsecond' ? `${sql} // 10` : `(${sql} // 10000) * 1000`;
  return `make_timestamp(${microseconds} - ${unixEpochMicroseconds})`;
}

/**
 * SQL for a value as the service writes it to Parquet: decimals keep 18 places, datetimes lose digits, timespans become plain
 * ticks, guids and dynamics text. Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage
 */
export function writtenValue(sql: string, type: KustoType, precision: DatetimePrecision): string {
  if (type === 'datetime') return timestamp(sql, precision);
  if (type === 'decimal') return `TRY_CAST(${sql} AS DECIMAL(38, 18))`;
  if (type === 'guid') return `${sql}::VARCHAR`;
  return sql;
}

type Family =
  | 'bool'
  | 'integer'
  | 'unsigned'
  | 'float'
  | 'short decimal'
  | 'decimal'
  | 'instant'
  | 'text'
  | 'guid'
  | 'json'
  | 'nested'
  | 'other';

const families: readonly (readonly [RegExp, Family])[] = [
  [/\[\]$|^(STRUCT|MAP|LIST)/, 'nested'],
  [/^BOOLEAN$/, 'bool'],
  [/^UBIGINT$/, 'unsigned'],
  [/^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/, 'integer'],
  [/^(FLOAT|DOUBLE)$/, 'float'],
  // Up to 18 digits are stored as a whole number.
  [/^DECIMAL\((\d|1[0-8]),/, 'short decimal'],
  [/^DECIMAL/, 'decimal'],
  [/^(TIMESTAMP|DATE)/, 'instant'],
  [/^VARCHAR$/, 'text'],
  [/^UUID$/, 'guid'],
  [/^JSON$/, 'json'],
];

const wholeNumbers = ['integer', 'unsigned'] as const;

/** Which kinds of Parquet value become a value of each type; any other becomes null, without an error. */
const readable: Readonly<Record<KustoType, readonly Family[]>> = {
  bool: ['bool', ...wholeNumbers, 'float', 'short decimal'],
  int: [...wholeNumbers, 'float', 'short decimal', 'text'],
  long: [...wholeNumbers, 'float', 'short decimal', 'decimal', 'text'],
  real: ['integer', 'float', 'short decimal', 'decimal', 'text'],
  decimal: ['bool', ...wholeNumbers, 'float', 'short decimal', 'decimal', 'text'],
  datetime: ['instant'],
  timespan: [],
  guid: ['guid'],
  string: ['bool', ...wholeNumbers, 'float', 'short decimal', 'decimal', 'instant', 'text', 'guid', 'json'],
  dynamic: ['text', 'json', 'nested'],
};

const numeric: Readonly<Partial<Record<KustoType, string>>> = { int: 'INTEGER', long: 'BIGINT', real: 'DOUBLE' };

function instantText(sql: string): string {
  return `strftime(${sql}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%f0Z')`;
}

function converted(sql: string, family: Family, type: KustoType): string {
  if (family === 'text') return valueOfText(sql, type);
  if (type === 'bool') return family === 'bool' ? sql : `${sql} <> 0`;
  if (type === 'datetime') return `kusto_instant(epoch_us(${sql}::TIMESTAMP)::HUGEINT * 10 + ${unixEpochTicks})`;
  if (type === 'string') return `coalesce(${family === 'instant' ? instantText(sql) : `${sql}::VARCHAR`}, '')`;
  if (type === 'dynamic') return family === 'nested' ? `to_json(${sql})::VARCHAR` : notNull(`${sql}::VARCHAR`);
  if (type === 'decimal')
    return canonicalDecimal(`TRY_CAST(${family === 'bool' ? `${sql}::INTEGER` : sql} AS DECIMAL(38, 18))::VARCHAR`);
  const duckType = numeric[type];
  return duckType === undefined ? sql : `TRY_CAST(${sql} AS ${duckType})`;
}

/**
 * SQL that reads a file's column into a table's column, `undefined` when the file has no such column. Columns are found by
 * their exact name. Source: https://learn.microsoft.com/kusto/management/parquet-mapping
 */
export function readValue(source: { sql: string; duckType: string } | undefined, target: Column): string {
  const nothing = target.type === 'string' ? "''" : 'NULL';
  if (source === undefined) return nothing;
  const family = families.find(([form]) => form.test(source.duckType))?.[1] ?? 'other';
  return readable[target.type].includes(family) ? converted(source.sql, family, target.type) : nothing;
}
