import { type KustoType, storageType } from '../contract.ts';
import { quoteText } from './relation.ts';
import { unsupported } from './scope.ts';

/** `tostring()` by type: total, a null becomes "". Source: https://learn.microsoft.com/kusto/query/tostring-function */
export function textOf(sql: string, type: KustoType): string {
  if (type === 'string') return sql;
  if (type === 'bool') return `CASE WHEN ${sql} THEN 'True' WHEN NOT ${sql} THEN 'False' ELSE '' END`;
  return `coalesce(${bareText[type](sql)}, '')`;
}

const castText = (sql: string): string => `CAST(${sql} AS VARCHAR)`;
const bareText: Readonly<Record<Exclude<KustoType, 'string' | 'bool'>, (sql: string) => string>> = {
  int: castText,
  long: castText,
  guid: castText,
  decimal: (sql) => sql,
  real: (sql) => `kusto_real_text(${sql})`,
  datetime: (sql) => `kusto_datetime_text(${sql})`,
  timespan: (sql) => `kusto_timespan_text(${sql})`,
  dynamic: (sql) => `json_extract_string(${sql}, '$')`,
};

/** JSON text of a value as an element of a dynamic. */
export function jsonText(sql: string, type: KustoType): string {
  if (type === 'dynamic') return `coalesce(${sql}, 'null')`;
  if (type === 'int' || type === 'long' || type === 'bool') return `coalesce(CAST(${sql} AS VARCHAR), 'null')`;
  if (type === 'real')
    return `CASE WHEN ${sql} IS NULL THEN 'null' WHEN isfinite(${sql}) THEN CAST(${sql} AS VARCHAR) ELSE '"' || kusto_real_text(${sql}) || '"' END`;
  const text = `CAST(to_json(${type === 'string' ? sql : bareText[type](sql)}) AS VARCHAR)`;
  return `coalesce(${text}, 'null')`;
}

const fromText: Readonly<Record<KustoType, (text: string) => string>> = {
  bool: (text) => `kusto_tobool(${text})`,
  int: (text) => `TRY_CAST(kusto_tolong(${text}) AS INTEGER)`,
  long: (text) => `kusto_tolong(${text})`,
  real: (text) => `kusto_toreal(${text})`,
  decimal: (text) => `kusto_decimal(${text})`,
  datetime: (text) => `kusto_parse_datetime(${text})`,
  timespan: (text) => `kusto_parse_timespan(${text})`,
  guid: (text) => `TRY_CAST(${text} AS UUID)`,
  string: (text) => text,
  dynamic: (text) => `kusto_json(${text})`,
};

const whole = new Set<KustoType>(['int', 'long', 'datetime', 'timespan']);
const fractional = new Set<KustoType>(['real', 'decimal']);

function betweenNumbers(sql: string, from: KustoType, to: KustoType): string | undefined {
  if (from === 'bool' || to === 'bool')
    return whole.has(from) || whole.has(to) || fractional.has(from) ? boolean(sql, to) : undefined;
  if (to === 'decimal') return whole.has(from) ? castText(sql) : `kusto_decimal(${castText(sql)})`;
  if (!(whole.has(to) || to === 'real') || !(whole.has(from) || fractional.has(from))) return undefined;
  const number = fractional.has(from) && to !== 'real' ? `trunc(CAST(${sql} AS DOUBLE))` : sql;
  if (to === 'datetime') return `kusto_instant(TRY_CAST(${number} AS BIGINT))`;
  return `TRY_CAST(${number} AS ${storageType[to]})`;
}

const boolean = (sql: string, to: KustoType): string =>
  to === 'bool' ? `(${sql} <> 0)` : `CAST(${sql} AS ${storageType[to]})`;

/** The value in another type; what cannot be converted becomes null. A `to…` function and an implicit widening alike. */
export function convert(sql: string, from: KustoType, to: KustoType): string {
  if (from === to) return sql;
  if (to === 'string') return textOf(sql, from);
  if (from === 'string') return fromText[to](sql);
  if (to === 'dynamic') return `CASE WHEN ${sql} IS NOT NULL THEN ${jsonText(sql, from)} END`;
  if (from === 'dynamic') return fromDynamic(sql, to);
  const number = betweenNumbers(sql, from, to);
  if (number === undefined) throw unsupported('conversion', `${from} to ${to}`);
  return number;
}

/** A fractional JSON number becomes a whole one by dropping its fraction. */
function fromDynamic(sql: string, to: KustoType): string {
  const text = `json_extract_string(${sql}, '$')`;
  if (to !== 'int' && to !== 'long') return fromText[to](text);
  return `coalesce(${fromText[to](text)}, CASE WHEN json_type(${sql}) = 'DOUBLE' THEN TRY_CAST(trunc(TRY_CAST(${text} AS DOUBLE)) AS ${storageType[to]}) END)`;
}

/** Whether values of a type can be null. */
export const isNullable = (type: KustoType): boolean => type !== 'string';

/** A decimal for ordering and sums: rounded to 18 fraction digits, and an error instead of a wrong answer beyond 20 whole ones. */
export const decimalNumber = (sql: string): string => `CAST(${sql} AS DECIMAL(38, 18))`;

/** JSON pointer step to a property. */
export const pointerTo = (key: string): string => quoteText(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
