import type { TableColumn } from './catalog.ts';

const megabyte = 1_048_576;
const sizes: Readonly<Record<string, number>> = { BigObject: 2 * megabyte, BigObject32: 32 * megabyte };

/** Bytes that end in the middle of a character are no text; the longest prefix that is one is at most three bytes shorter. */
function firstBytes(sql: string, limit: number): string {
  const prefixes = [0, 1, 2, 3].map((less) => `TRY(decode(array_slice(encode(${sql}), 1, ${limit - less})))`);
  return `coalesce(${prefixes.join(', ')})`;
}

/**
 * A value as a column keeps it: a string that is too long is cut, silently, and a dynamic value that is too big is null.
 * Source: https://learn.microsoft.com/kusto/management/encoding-policy
 */
export function fittingValue(sql: string, { type, encoding = '' }: TableColumn): string {
  if (type !== 'string' && type !== 'dynamic') return encoding === 'Null' ? 'NULL' : sql;
  if (encoding === 'Null') return type === 'string' ? "''" : 'NULL';
  const limit = sizes[encoding] ?? megabyte;
  const fits = `strlen(${sql}) <= ${limit}`;
  if (type === 'dynamic') return `CASE WHEN ${fits} THEN ${sql} END`;
  return `CASE WHEN ${fits} THEN ${sql} ELSE ${firstBytes(sql, limit)} END`;
}
