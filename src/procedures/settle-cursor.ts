import { unassigned } from '../domain/cursor-bound.ts';
import type { Cursor } from '../domain/names.ts';
import { ProblemError } from '../domain/problem.ts';
import type { TimeWindow } from '../domain/snapshot/slice.ts';
import type { Clock } from '../ports/clock.ts';
import type { CountedTable, DatabaseReader, LiveTable, TablePopulations } from '../ports/database.ts';
import { countTables } from './count-tables.ts';

export interface SettledCursor {
  readonly cursor: Cursor;
  readonly populations: ReadonlyMap<string, TablePopulations>;
}

/** With its size as the service estimates it, where that is known. */
export type TableToSettle = CountedTable & Pick<LiveTable, 'estimate'>;

/**
 * Reads a cursor at or before which lies every row that is visible when the work begins. The engine assigns stamps after rows become visible, by up
 * to a minute with streaming ingestion, so a cursor taken right after a load misses its last rows. A row may also get its stamp between the cursor
 * and the count, and is newer then: only a cursor that was read after a count without waiting rows has all of that count behind it. Gives up after
 * `patienceMilliseconds` on a database that never rests; rows still without stamp then count as newer.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-streaming#limitations
 */
export async function settleCursor(
  read: DatabaseReader,
  tables: readonly TableToSettle[],
  { clock, patienceMilliseconds }: { readonly clock: Clock; readonly patienceMilliseconds: number },
): Promise<SettledCursor> {
  const giveUpAt = clock.now().getTime() + patienceMilliseconds;
  let allHadStamps = false;
  for (let pause = 200; ; pause = Math.min(pause * 2, 10_000)) {
    const cursor = await read.cursor();
    const populations = await countAll(read, tables, cursor);
    const counts = [...populations.values()];
    const allHaveStamps = counts.every((one) => unassigned(one) === 0n);
    const isSettled = allHaveStamps && (allHadStamps || counts.every(({ newer }) => newer === 0n));
    if (isSettled || clock.now().getTime() + pause > giveUpAt) return { cursor, populations };
    allHadStamps = allHaveStamps;
    if (!allHaveStamps) await clock.sleep(pause);
  }
}

/** Counts of every table on each side of one cursor. Rejects with the first problem of any. */
export async function countAll(
  read: DatabaseReader,
  tables: readonly TableToSettle[],
  cursor: Cursor,
  range?: TimeWindow,
): Promise<ReadonlyMap<string, TablePopulations>> {
  const sized = tables.map(({ name, columns, estimate }) => ({ name, columns, estimatedRows: estimate?.rows }));
  const counted = [...(await countTables(read, sized, cursor, range))].map(([name, counts]) => {
    if (counts instanceof ProblemError) throw counts;
    return [name, counts] as const;
  });
  return new Map(counted);
}
