import type { Column } from '../../../domain/column.ts';
import type { Cursor } from '../../../domain/names.ts';
import type { BinStep, Slice, StampedAfter, TimeWindow } from '../../../domain/snapshot/slice.ts';
import { quoteDatetime, quoteGuid, quoteName, quoteText } from '../quote.ts';
import { rowPart } from './hashes.ts';

/** The table and which of its rows. The windows of a table touch, so that no row lies between them whatever its extent is merged or moved into. */
export function rowsOfSlice(table: string, slice: Slice, columns: readonly Column[]): string {
  const { part } = slice;
  const conditions = [
    ...population(slice),
    ...(part === undefined ? [] : [`${rowPart(columns, part.of)}==${part.index}`]),
  ];
  return conditions.length === 0 ? quoteName(table) : `${quoteName(table)} | where ${conditions.join(' and ')}`;
}

function population(slice: Slice): readonly string[] {
  switch (slice.kind) {
    case 'timed':
      return [inWindow(slice.cursor, slice)];
    case 'untimed':
      return ['isnull(ingestion_time())'];
    case 'whole':
      return [];
    case 'extents':
      return [`extent_id() in (${slice.ids.map(quoteGuid).join(',')})`];
  }
}

function inWindow(cursor: Cursor, { after, from, before }: TimeWindow & StampedAfter): string {
  return [
    'isnotnull(ingestion_time())',
    `cursor_before_or_at(${quoteText(cursor)})`,
    ...(after === undefined ? [] : [`cursor_after(${quoteText(after)})`]),
    ...inRange({ from, before }),
  ].join(' and ');
}

/** Conditions on the ingestion time; none where the range is open at both ends. */
export function inRange({ from, before }: TimeWindow): readonly string[] {
  return [
    ...(from === undefined ? [] : [`ingestion_time()>=${quoteDatetime(from)}`]),
    ...(before === undefined ? [] : [`ingestion_time()<${quoteDatetime(before)}`]),
  ];
}

/** Reads one hidden column. Times come as text, which keeps all seven decimals. */
export function countTimeBins(table: string, cursor: Cursor, window: TimeWindow & StampedAfter, step: BinStep): string {
  const bins = `summarize n=count() by b=bin(ingestion_time(),${step})`;
  return `${quoteName(table)} | where ${inWindow(cursor, window)} | ${bins} | sort by b asc | project b=tostring(b),n=tostring(n)`;
}

/** The same for each extent. */
export function countExtentBins(
  table: string,
  cursor: Cursor,
  window: TimeWindow & StampedAfter,
  step: BinStep | '1d',
): string {
  const bins = `summarize n=count() by e=extent_id(),b=bin(ingestion_time(),${step})`;
  return `${quoteName(table)} | where ${inWindow(cursor, window)} | ${bins} | project e=tostring(e),b=tostring(b),n=tostring(n)`;
}

/** Source: https://learn.microsoft.com/kusto/management/show-extents */
export function showCreationTimes(table: string): string {
  return `.show table ${quoteName(table)} extents | project e=tostring(ExtentId),c=tostring(MaxCreatedOn)`;
}

export function countParts(table: string, columns: readonly Column[], slice: Slice, of: number): string {
  const parts = `summarize n=count() by p=${rowPart(columns, of)}`;
  return `${rowsOfSlice(table, slice, columns)} | ${parts} | project p=tostring(p),n=tostring(n)`;
}
