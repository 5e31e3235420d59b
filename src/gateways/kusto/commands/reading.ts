import type { Column } from '../../../domain/column.ts';
import type { AfterCursor, Bound } from '../../../domain/cursor-bound.ts';
import type { Cursor } from '../../../domain/names.ts';
import type { TimeWindow } from '../../../domain/snapshot/slice.ts';
import { quoteName, quoteText } from '../quote.ts';
import { columnHash, halfSums, rowHash } from './hashes.ts';
import { inRange } from './slices.ts';

export const showVersion = '.show version';
export const showDatabaseIdentity = '.show database identity';
export const showTablesDetails = '.show tables details';
/** Of every table, whatever its policy is. Source: https://learn.microsoft.com/kusto/management/show-table-ingestion-time-policy-command */
export const showIngestionTimePolicies = '.show table * policy ingestiontime';
export const showMaterializedViews = '.show materialized-views';
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
export function countPopulations(
  table: string,
  datetimeColumns: readonly string[],
  cursor: Cursor,
  range?: TimeWindow,
): string {
  const seen = `isnotnull(ingestion_time()) and cursor_before_or_at(${quoteText(cursor)})`;
  const inside = inRange(range ?? {}).join(' and ');
  const atCursor = inside === '' ? seen : `${seen} and ${inside}`;
  const time = 'hash_xxhash64(ingestion_time())';
  const counts = [
    ['total', 'count()'],
    ['atCursor', `countif(${atCursor})`],
    ...(inside === '' ? [] : [['outside', `countif(${seen} and not(${inside}))`] as const]),
    ['newer', `countif(${isAfter(cursor)})`],
    ['untimed', 'countif(isnull(ingestion_time()))'],
    ['timeslo', `sumif(binary_and(${time},16777215),${atCursor})`],
    ['timeshi', `sumif(binary_and(binary_shift_right(${time},24),16777215),${atCursor})`],
    ...restCounts(datetimeColumns),
  ] as const;
  return `${quoteName(table)} | summarize ${assign(counts)} | project ${asText(counts.map(([name]) => name))}`;
}

/** The same of what has no ingestion times: a table without the policy, or a view. */
export function countWhole(table: string, datetimeColumns: readonly string[]): string {
  const counts = [['total', 'count()'] as const, ...restCounts(datetimeColumns)];
  return `${quoteName(table)} | summarize ${assign(counts)} | project ${asText(counts.map(([name]) => name))}`;
}

/** How many values of each column have a rest below the microsecond. */
function restCounts(datetimeColumns: readonly string[]): readonly (readonly [string, string])[] {
  return datetimeColumns.map((name, index) => {
    const column = quoteName(name);
    return [`rest${index}`, `countif(${column}!=bin(${column},1microsecond))`] as const;
  });
}

/** Rows that are more often in one table than in the other, by the same hash as fingerprints. */
export function countSurplus(
  { table, bound }: { readonly table: string; readonly bound: Bound },
  other: string,
  columns: readonly Column[],
): string {
  const signed = (rows: string, sign: number): string =>
    `(${rows} | project kr_h=${rowHash(columns)},kr_n=long(${sign}))`;
  const balance = 'summarize hint.strategy=shuffle kr_n=sum(kr_n) by kr_h';
  return `union ${signed(bounded(table, bound), 1)},${signed(quoteName(other), -1)} | ${balance} | summarize n=sumif(kr_n,kr_n>0),g=count() | project n=tostring(n),g=tostring(g)`;
}

export function fingerprintRows(table: string, columns: readonly Column[], bound: Bound | AfterCursor): string {
  return `${bounded(table, bound)} | extend kr_h=${rowHash(columns)} | summarize n=count(),${halfSums('', 'kr_h')} | project ${asText(['n', 'lo', 'hi'])}`;
}

/** One row for all columns: n, then c0lo, c0hi, c1lo … in the given order. */
export function fingerprintColumns(table: string, columns: readonly Column[], bound: Bound): string {
  return `${bounded(table, bound)} | ${sumColumns(columns)}`;
}

/** Rows in `n`, and the half sums of each column's hashes in `c0lo`, `c0hi` and so on. */
export function sumColumns(columns: readonly Column[]): string {
  const hashes = columns.map((column, index) => `kr_h${index}=${columnHash(column)}`);
  const sums = columns.map((_, index) => halfSums(`c${index}`, `kr_h${index}`));
  const names = ['n', ...columns.flatMap((_, index) => [`c${index}lo`, `c${index}hi`])];
  return `extend ${hashes.join(',')} | summarize n=count(),${sums.join(',')} | project ${asText(names)}`;
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

/** Ids of extents that hold nothing but rows after the cursor. */
export function listExtentsAfter(table: string, { cursor }: AfterCursor): string {
  const counts = `n=count(),newer=countif(${isAfter(cursor)})`;
  return `${quoteName(table)} | summarize ${counts} by ExtentId=extent_id() | where newer==n | project ExtentId=tostring(ExtentId)`;
}

function isAfter(cursor: Cursor): string {
  return `isnotnull(ingestion_time()) and cursor_after(${quoteText(cursor)})`;
}

/** The table and which of its rows. */
export function bounded(table: string, bound: Bound | AfterCursor): string {
  if (bound.kind === 'whole-table') return quoteName(table);
  if (bound.kind === 'after') return `${quoteName(table)} | where ${isAfter(bound.cursor)}`;
  const seen = `cursor_before_or_at(${quoteText(bound.cursor)})`;
  const inside = inRange(bound.range ?? {});
  const rows = inside.length === 0 ? `${seen} or isnull(ingestion_time())` : [seen, ...inside].join(' and ');
  return `${quoteName(table)} | where ${rows}`;
}

function assign(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, expression]) => `${name}=${expression}`).join(',');
}

function asText(names: readonly string[]): string {
  return names.map((name) => `${name}=tostring(${name})`).join(',');
}
