import type { Column } from '../../../domain/column.ts';
import type { AfterCursor, Bound, ExtentList, ListedRows, RangeRows } from '../../../domain/cursor-bound.ts';
import type { Cursor } from '../../../domain/names.ts';
import type { TimeWindow } from '../../../domain/snapshot/slice.ts';
import { quoteDatetime, quoteName, quoteText } from '../quote.ts';
import { columnHash, halfSums, joinTexts, partNames, partSums, rowHash } from './hashes.ts';
import { inRange } from './slices.ts';

export const showVersion = '.show version';
export const showDatabaseIdentity = '.show database identity';
export const showTablesDetails = '.show tables details';
/** Of every table, whatever its policy is. Source: https://learn.microsoft.com/kusto/management/show-table-ingestion-time-policy-command */
export const showIngestionTimePolicies = '.show table * policy ingestiontime';
export const showMaterializedViews = '.show materialized-views';
/** Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export */
export const showContinuousExports = '.show continuous-exports';
/** Source: https://learn.microsoft.com/kusto/management/show-external-tables */
export const showExternalTables = '.show external tables';
export const showCapacity = '.show capacity';

/** Source: https://learn.microsoft.com/kusto/management/show-external-table-schema */
export function showExternalSchema(table: string): string {
  return `.show external table ${quoteName(table)} schema as json`;
}

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

export const readClock = 'print Now=tostring(now())';

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
export function countPopulations(tables: readonly DatetimesOfTable[], cursor: Cursor, range?: TimeWindow): string {
  const legs = tables.map((table, place) => countLeg(table, place, cursor, range));
  return legs.length === 1 ? legs.join('') : `union ${legs.map((leg) => `(${leg})`).join(',')}`;
}

function countLeg({ name, datetimes }: DatetimesOfTable, place: number, cursor: Cursor, range?: TimeWindow): string {
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
  ] as const;
  return `${quoteName(name)} | ${summarizeCounts(counts, datetimes)},place="${place}"`;
}

/** The same of what has no ingestion times: a table without the policy, or a view. */
export function countWhole({ name, datetimes }: DatetimesOfTable): string {
  return `${quoteName(name)} | ${summarizeCounts([['total', 'count()']], datetimes)}`;
}

/** Counts as text, and in `rests`, joined by bars, how many values of each datetime column have a rest below the microsecond. */
function summarizeCounts(counts: readonly (readonly [string, string])[], datetimes: readonly string[]): string {
  const rests = datetimes.map((name, index) => {
    const column = quoteName(name);
    return [`rest${index}`, `countif(${column}!=bin(${column},1microsecond))`] as const;
  });
  const joined = rests.length === 0 ? '""' : joinTexts(rests.map(([name]) => `tostring(${name})`));
  return `summarize ${assign([...counts, ...rests])} | project ${asText(counts.map(([name]) => name))},rests=${joined}`;
}

/** A table and the names of its datetime columns. */
export interface DatetimesOfTable {
  readonly name: string;
  readonly datetimes: readonly string[];
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

/** Rows of one part of a table that have the values of rows of another table which the other part of the table lacks. */
export function countRewritten(
  {
    table,
    rows,
    before,
  }: { readonly table: string; readonly rows: Bound | AfterCursor; readonly before?: Bound | undefined },
  other: string,
  columns: readonly Column[],
): string {
  const hashed = (source: string, kind: 0 | 1 | 2): string => {
    const flags = ['kr_s', 'kr_o', 'kr_w'].map((name, index) => `${name}=long(${index === kind ? 1 : 0})`);
    return `(${source} | project kr_h=${rowHash(columns)},${flags.join(',')})`;
  };
  const sources = [
    hashed(quoteName(other), 0),
    ...(before === undefined ? [] : [hashed(bounded(table, before), 1)]),
    hashed(bounded(table, rows), 2),
  ];
  const sums = 'summarize hint.strategy=shuffle kr_s=sum(kr_s),kr_o=sum(kr_o),kr_w=sum(kr_w) by kr_h';
  return `union ${sources.join(',')} | ${sums} | summarize n=sumif(min_of(kr_w,kr_s-kr_o),kr_s>kr_o),g=count() | project n=tostring(n),g=tostring(g)`;
}

/** Rows in `n`, and the sums of the parts of the row hashes. */
export function fingerprintRows(
  table: string,
  columns: readonly Column[],
  bound: Bound | AfterCursor | ListedRows | RangeRows,
): string {
  return `${bounded(table, bound)} | extend kr_h=${rowHash(columns)} | summarize n=count(),${partSums('', 'kr_h')} | project ${asText(['n', ...partNames])}`;
}

/** The fingerprint as people compare it: rows in `n`, half sums in `lo` and `hi`. */
export function fingerprintByHand(table: string, columns: readonly Column[]): string {
  return `${quoteName(table)} | extend kr_h=${rowHash(columns)} | summarize n=count(),${halfSums('kr_h')} | project ${asText(['n', 'lo', 'hi'])}`;
}

/** One row for all columns: n, then c0lo, c0hi, c1lo … in the given order. */
export function fingerprintColumns(table: string, columns: readonly Column[], bound: Bound): string {
  return `${bounded(table, bound)} | ${sumColumns(columns)}`;
}

/** Rows in `n`, and the sums of the parts of each column's hashes in `c0lo0`, `c0lo1` and so on. */
export function sumColumns(columns: readonly Column[]): string {
  const hashes = columns.map((column, index) => `kr_h${index}=${columnHash(column)}`);
  const sums = columns.map((_, index) => partSums(`c${index}`, `kr_h${index}`));
  const names = ['n', ...columns.flatMap((_, index) => partNames.map((name) => `c${index}${name}`))];
  return `extend ${hashes.join(',')} | summarize n=count(),${sums.join(',')} | project ${asText(names)}`;
}

/** Equal rows of one part, by their hash in `h` and that of their key in `k`; `of` is a power of two. */
export function listRowHashes(
  table: string,
  columns: readonly Column[],
  key: readonly Column[],
  { index, of }: { readonly index: number; readonly of: number },
): string {
  const keyHash = key.length === 0 ? 'kr_h' : rowHash(key);
  const hashes = `${quoteName(table)} | extend kr_h=${rowHash(columns)} | extend kr_k=${keyHash}`;
  return `${hashes} | where binary_and(kr_k,${of - 1})==${index} | summarize n=count() by kr_h,kr_k | project h=tostring(kr_h),k=tostring(kr_k),n=tostring(n)`;
}

/** A query as somebody wrote it, which may end in a comment or with a semicolon. */
export function limited(query: string, limit: number): string {
  return `${query.replace(/[;\s]+$/, '')}\n| take ${limit}`;
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

export function isAfter(cursor: Cursor): string {
  return `isnotnull(ingestion_time()) and cursor_after(${quoteText(cursor)})`;
}

/** The table and which of its rows. */
export function bounded(table: string, bound: Bound | AfterCursor | ListedRows | RangeRows): string {
  if (bound.kind === 'whole-table') return quoteName(table);
  if (bound.kind === 'values') return `${quoteName(table)} | where ${byValue(bound)}`;
  if (bound.kind === 'listed')
    return `${quoteName(table)} | where ${[inList(table, bound.list), ...(bound.after === null ? [] : [isAfter(bound.after)])].join(' and ')}`;
  if (bound.kind === 'after') return `${quoteName(table)} | where ${isAfter(bound.cursor)}`;
  const seen = `cursor_before_or_at(${quoteText(bound.cursor)})`;
  const inside = inRange(bound.range ?? {});
  const rows = inside.length === 0 ? `${seen} or isnull(ingestion_time())` : [seen, ...inside].join(' and ');
  return `${quoteName(table)} | where ${rows}`;
}

/** A comparison with null is not true, nor is its opposite, so rows without a value are asked for. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
function byValue({ range, side, upTo }: RangeRows): string {
  const column = quoteName(range.column);
  const from = range.from === undefined ? undefined : quoteDatetime(range.from);
  const before = range.before === undefined ? undefined : quoteDatetime(range.before);
  const inside = [
    `isnotnull(${column})`,
    ...(from === undefined ? [] : [`${column}>=${from}`]),
    ...(before === undefined ? [] : [`${column}<${before}`]),
  ].join(' and ');
  const outside = [
    `isnull(${column})`,
    ...(from === undefined ? [] : [`${column}<${from}`]),
    ...(before === undefined ? [] : [`${column}>=${before}`]),
  ].join(' or ');
  const seen = upTo === undefined ? [] : [`(cursor_before_or_at(${quoteText(upTo)}) or isnull(ingestion_time()))`];
  return [`(${side === 'inside' ? inside : outside})`, ...seen].join(' and ');
}

/** Source: https://learn.microsoft.com/kusto/query/in-operator */
function inList(table: string, list: ExtentList): string {
  return `extent_id() in ((${listOf(list)} and TableName==${quoteText(table)} | project ExtentId))`;
}

/** Entries of one list. */
export function listOf({ table, round }: ExtentList): string {
  return `${quoteName(table)} | where Round==${round}`;
}

function assign(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, expression]) => `${name}=${expression}`).join(',');
}

function asText(names: readonly string[]): string {
  return names.map((name) => `${name}=tostring(${name})`).join(',');
}
