import type { Column } from '../../../domain/column.ts';
import type { Cursor } from '../../../domain/names.ts';
import type { BinStep, Slice, StampedAfter, TimeWindow } from '../../../domain/snapshot/slice.ts';
import { quoteDatetime, quoteName, quoteText } from '../quote.ts';
import { rowPart } from './hashes.ts';

/** The rows of a slice. The windows of a table touch, so that no row lies between them whatever its extent is merged or moved into. */
export function inSlice(slice: Slice, columns: readonly Column[]): string {
  const population = slice.kind === 'untimed' ? 'isnull(ingestion_time())' : inWindow(slice.cursor, slice);
  if (slice.part === undefined) return population;
  return `${population} and ${rowPart(columns, slice.part.of)}==${slice.part.index}`;
}

function inWindow(cursor: Cursor, { after, from, before }: TimeWindow & StampedAfter): string {
  return [
    'isnotnull(ingestion_time())',
    `cursor_before_or_at(${quoteText(cursor)})`,
    ...(after === undefined ? [] : [`cursor_after(${quoteText(after)})`]),
    ...(from === undefined ? [] : [`ingestion_time()>=${quoteDatetime(from)}`]),
    ...(before === undefined ? [] : [`ingestion_time()<${quoteDatetime(before)}`]),
  ].join(' and ');
}

/** Reads one hidden column. Times come as text, which keeps all seven decimals. */
export function countTimeBins(table: string, cursor: Cursor, window: TimeWindow & StampedAfter, step: BinStep): string {
  const bins = `summarize n=count() by b=bin(ingestion_time(),${step})`;
  return `${quoteName(table)} | where ${inWindow(cursor, window)} | ${bins} | sort by b asc | project b=tostring(b),n=tostring(n)`;
}

export function countParts(table: string, columns: readonly Column[], slice: Slice, of: number): string {
  const parts = `summarize n=count() by p=${rowPart(columns, of)}`;
  return `${quoteName(table)} | where ${inSlice(slice, columns)} | ${parts} | project p=tostring(p),n=tostring(n)`;
}
