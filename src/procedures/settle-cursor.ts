import pLimit from 'p-limit';
import { unassigned } from '../domain/cursor-bound.ts';
import type { Cursor } from '../domain/names.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseReader, LiveTable, TablePopulations } from '../ports/database.ts';

export interface SettledCursor {
  readonly cursor: Cursor;
  readonly populations: ReadonlyMap<string, TablePopulations>;
}

/** Several count queries run at once; more would only queue up in the cluster. */
const parallelCounts = 4;

/**
 * Reads a cursor at or before which lies every row that is visible when the work begins. The engine assigns stamps after rows become visible, by up
 * to a minute with streaming ingestion, so a cursor taken right after a load misses its last rows. A row may also get its stamp between the cursor
 * and the count, and is newer then: only a cursor that was read after a count without waiting rows has all of that count behind it. Gives up after
 * `patienceMilliseconds` on a database that never rests; rows still without stamp then count as newer.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-streaming#limitations
 */
export async function settleCursor(
  read: DatabaseReader,
  tables: readonly Pick<LiveTable, 'name' | 'columns'>[],
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

/** Counts of every table on each side of one cursor. */
export async function countAll(
  read: DatabaseReader,
  tables: readonly Pick<LiveTable, 'name' | 'columns'>[],
  cursor: Cursor,
): Promise<ReadonlyMap<string, TablePopulations>> {
  const limit = pLimit(parallelCounts);
  const counts = tables.map((table) =>
    limit(async () => [table.name, await read.populations(table.name, table.columns, cursor)] as const),
  );
  return new Map(await Promise.all(counts));
}
