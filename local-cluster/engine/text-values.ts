import type { KustoType } from '../query/contract.ts';
import { unixEpochTicks } from './time.ts';

const wholeNumber = "'^\\s*[-+]?[0-9]+\\s*$'";
const plainDecimal = "'^[-+]?[0-9]+(\\.[0-9]+)?$'";
const clock = "'^(-?)(?:([0-9]+)\\.)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,7}))?)?$'";

/** Decimal text without exponent, leading plus or trailing zeros. */
export function canonicalDecimal(sql: string): string {
  return `regexp_replace(regexp_replace(${sql}, '(\\.[0-9]*?)0+$', '\\1'), '\\.$', '')`;
}

function integer(sql: string, duckType: string): string {
  return `CASE WHEN regexp_matches(${sql}, ${wholeNumber}) THEN TRY_CAST(${sql} AS ${duckType}) END`;
}

const zone = "':[0-9.]+ ?([+-])([0-9]{2}):?([0-9]{2})?$'";

/** Ticks that a text's clock is ahead of UTC; DuckDB reads the clock and forgets the offset. */
function ticksAhead(sql: string): string {
  const part = (group: number) =>
    `coalesce(TRY_CAST(regexp_extract(${sql}, ${zone}, 1) || regexp_extract(${sql}, ${zone}, ${group}) AS BIGINT), 0)`;
  return `CASE WHEN regexp_matches(${sql}, ${zone}) THEN (${part(2)} * 60 + ${part(3)}) * 600000000 ELSE 0 END`;
}

/** UTC unless the text names an offset. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime */
function datetime(sql: string): string {
  const shortened = `regexp_replace(${sql}, '(\\.[0-9]{6})[0-9]+', '\\1')`;
  const lastDigit = `coalesce(TRY_CAST(regexp_extract(${sql}, '\\.[0-9]{6}([0-9])', 1) AS BIGINT), 0)`;
  return `kusto_instant(epoch_us(TRY_CAST(${shortened} AS TIMESTAMP))::HUGEINT * 10 + ${unixEpochTicks} + ${lastDigit} - ${ticksAhead(sql)})`;
}

function timespan(sql: string): string {
  const part = (group: number) => `coalesce(TRY_CAST(regexp_extract(${sql}, ${clock}, ${group}) AS BIGINT), 0)`;
  const ticks = `coalesce(TRY_CAST(rpad(regexp_extract(${sql}, ${clock}, 6), 7, '0') AS BIGINT), 0)`;
  const seconds = `((${part(2)} * 24 + ${part(3)}) * 60 + ${part(4)}) * 60 + ${part(5)}`;
  const sign = `CASE WHEN starts_with(${sql}, '-') THEN -1 ELSE 1 END`;
  return `CASE WHEN regexp_matches(${sql}, ${clock}) THEN (${sign}) * (${seconds}) * 10000000 + (${sign}) * ${ticks} END`;
}

function decimal(sql: string): string {
  const other = `TRY_CAST(TRY_CAST(${sql} AS DOUBLE) AS DECIMAL(38, 18))::VARCHAR`;
  return canonicalDecimal(
    `CASE WHEN regexp_matches(${sql}, ${plainDecimal}) THEN ltrim(${sql}, '+') ELSE ${other} END`,
  );
}

/** JSON null is the null value. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic */
export function notNull(json: string): string {
  return `CASE WHEN json_type(${json}) <> 'NULL' THEN ${json} END`;
}

/**
 * SQL that reads a text as a value of a Kusto type: NULL where it cannot be read, '' where a string is missing.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-inline
 */
export function valueOfText(sql: string, type: KustoType): string {
  switch (type) {
    case 'string':
      return `coalesce(${sql}, '')`;
    case 'bool':
      return `CASE lower(trim(${sql})) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`;
    case 'int':
      return integer(sql, 'INTEGER');
    case 'long':
      return integer(sql, 'BIGINT');
    case 'real':
      return `TRY_CAST(${sql} AS DOUBLE)`;
    case 'decimal':
      return decimal(sql);
    case 'datetime':
      return datetime(sql);
    case 'timespan':
      return timespan(sql);
    case 'guid':
      return `TRY_CAST(${sql} AS UUID)`;
    case 'dynamic':
      return `CASE WHEN kusto_is_json(${sql}) THEN ${notNull(sql)} WHEN ${sql} IS NOT NULL AND ${sql} <> '' THEN to_json(${sql})::VARCHAR END`;
  }
}
