import type { Column } from '../../../domain/column.ts';
import type { Bound } from '../../../domain/cursor-bound.ts';
import type { Cursor } from '../../../domain/names.ts';
import { quoteName, quoteText } from '../quote.ts';
import { columnHash, halfSums, rowHash } from './hashes.ts';

export const showVersion = '.show version';
export const showDatabaseIdentity = '.show database identity';
export const showTablesDetails = '.show tables details';
export const showCapacity = '.show capacity';

export function showDatabaseSchema(database: string): string {
  return `.show database ${quoteName(database)} schema as json`;
}

/**
 * One command per row. The security settings hold roles, and also row level security and restricted view access, which must be seen.
 * Source: https://learn.microsoft.com/kusto/management/show-schema-database
 */
export function showSchemaScript(database: string): string {
  return `.show database ${quoteName(database)} schema as csl script with (IncludeEncodingPolicies=true, IncludeSecuritySettings=true, IncludeIngestionMappings=true)`;
}

export const readCursor = 'print Cursor=cursor_current()';

export const readCanary = [
  'print now=tostring(now())',
  'world=tostring(hash_xxhash64("World"))',
  'instant=tostring(hash_xxhash64(datetime(2015-01-01)))',
  'worldHigh=tostring(binary_and(binary_shift_right(hash_xxhash64("World"),32),4294967295))',
  'negativeHigh=tostring(binary_and(binary_shift_right(long(-1440138333540407281),32),4294967295))',
].join(',');

/**
 * The sums of parts of the hashed ingestion times, of 24 bits each, cannot overflow below 2^39 rows. Numbers come as text: the wire's JSON numbers lose digits beyond 2^53. The populations are disjoint by what is asked, since nothing says what
 * the cursor functions make of a row without ingestion time.
 */
export function countPopulations(table: string, datetimeColumns: readonly string[], cursor: Cursor): string {
  const rests = datetimeColumns.map((name, index) => {
    const column = quoteName(name);
    return [`rest${index}`, `countif(${column}!=bin(${column},1microsecond))`] as const;
  });
  const atCursor = `isnotnull(ingestion_time()) and cursor_before_or_at(${quoteText(cursor)})`;
  const time = 'hash_xxhash64(ingestion_time())';
  const counts = [
    ['total', 'count()'],
    ['atCursor', `countif(${atCursor})`],
    ['newer', `countif(isnotnull(ingestion_time()) and cursor_after(${quoteText(cursor)}))`],
    ['untimed', 'countif(isnull(ingestion_time()))'],
    ['timeslo', `sumif(binary_and(${time},16777215),${atCursor})`],
    ['timeshi', `sumif(binary_and(binary_shift_right(${time},24),16777215),${atCursor})`],
    ...rests,
  ] as const;
  return `${quoteName(table)} | summarize ${assign(counts)} | project ${asText(counts.map(([name]) => name))}`;
}

export function fingerprintRows(table: string, columns: readonly Column[], bound: Bound): string {
  return `${bounded(table, bound)} | extend kr_h=${rowHash(columns)} | summarize n=count(),${halfSums('', 'kr_h')} | project ${asText(['n', 'lo', 'hi'])}`;
}

/** One row for all columns: n, then c0lo, c0hi, c1lo … in the given order. */
export function fingerprintColumns(table: string, columns: readonly Column[], bound: Bound): string {
  const hashes = columns.map((column, index) => `kr_h${index}=${columnHash(column)}`);
  const sums = columns.map((_, index) => halfSums(`c${index}`, `kr_h${index}`));
  const names = ['n', ...columns.flatMap((_, index) => [`c${index}lo`, `c${index}hi`])];
  return `${bounded(table, bound)} | extend ${hashes.join(',')} | summarize n=count(),${sums.join(',')} | project ${asText(names)}`;
}

export function countByExtent(table: string): string {
  return `${quoteName(table)} | summarize n=count() by ExtentId=extent_id(),Tags=tostring(extent_tags()) | project ExtentId=tostring(ExtentId),Tags,n=tostring(n)`;
}

export function countNonEmpty(table: string, columns: readonly Column[]): string {
  const counts = columns.map(
    ({ name }, index) => [`c${index}`, `countif(isnotempty(tostring(${quoteName(name)})))`] as const,
  );
  return `${quoteName(table)} | summarize ${assign(counts)} | project ${asText(counts.map(([name]) => name))}`;
}

function bounded(table: string, bound: Bound): string {
  if (bound.kind === 'whole-table') return quoteName(table);
  return `${quoteName(table)} | where cursor_before_or_at(${quoteText(bound.cursor)}) or isnull(ingestion_time())`;
}

function assign(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, expression]) => `${name}=${expression}`).join(',');
}

function asText(names: readonly string[]): string {
  return names.map((name) => `${name}=tostring(${name})`).join(',');
}
