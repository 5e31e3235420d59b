import type { TableColumn } from './catalog.ts';

const megabyte = 1_048_576;
const sizes: Readonly<Record<string, number>> = { BigObject: 2 * megabyte, BigObject32: 32 * megabyte };

/** Bytes that end in the middle of a character are no text; the longest prefix that is one is at most three bytes shorter. */
function firstBytes(sql: string, limit: number): string {
  const prefixes = [0, 1, 2, 3].map((less) => `TRY(decode(array_slice(encode(${sql}), 1, ${limit - less})))`);
  return `coalesce(${prefixes.join(', ')})`;
}

/** The weight of the last of the eight binary digits that a bfloat16 has. */
const lastDigit = 'pow(2, floor(log2(abs(x))) - 7)';
const shortNumber = `x -> CASE WHEN x = 0 THEN x ELSE round_even(x / ${lastDigit}, 0) * ${lastDigit} END`;

/** Vectors lose digits; what is no array of numbers stays as it is. */
function shortVector(sql: string): string {
  const types = `list_transform(json_extract(${sql}, '$[*]'), e -> json_type(e) IN ('DOUBLE', 'BIGINT', 'UBIGINT'))`;
  const isVector = `json_type(${sql}) = 'ARRAY' AND list_bool_and(${types})`;
  return `CASE WHEN ${isVector} THEN to_json(list_transform(CAST(${sql} AS DOUBLE[]), ${shortNumber}))::VARCHAR ELSE ${sql} END`;
}

/**
 * A value as a column keeps it: a string that is too long is cut, silently, and a dynamic value that is too big is null.
 * Sources: https://learn.microsoft.com/kusto/management/encoding-policy and …/alter-encoding-policy
 */
export function fittingValue(sql: string, { type, encoding = '' }: TableColumn): string {
  if (type !== 'string' && type !== 'dynamic') return sql;
  const limit = sizes[encoding] ?? megabyte;
  const fits = `strlen(${sql}) <= ${limit}`;
  if (type === 'dynamic') return `CASE WHEN ${fits} THEN ${encoding === 'Vector16' ? shortVector(sql) : sql} END`;
  return `CASE WHEN ${fits} THEN ${sql} ELSE ${firstBytes(sql, limit)} END`;
}
