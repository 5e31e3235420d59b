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
 * Reads a cursor behind which no row of the tables waits for its stamp. The engine assigns stamps after rows become visible, by up to a minute with
 * streaming ingestion, so a cursor taken right after a load misses its last rows. Gives up after `patienceMilliseconds` on a database that never
 * rests; rows still without stamp then count as newer.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-streaming#limitations
 */
export async function settleCursor(
  read: DatabaseReader,
  tables: readonly LiveTable[],
  { clock, patienceMilliseconds }: { readonly clock: Clock; readonly patienceMilliseconds: number },
): Promise<SettledCursor> {
  const giveUpAt = clock.now().getTime() + patienceMilliseconds;
  for (let pause = 200; ; pause = Math.min(pause * 2, 10_000)) {
    const cursor = await read.cursor();
    const populations = await countAll(read, tables, cursor);
    const waiting = [...populations.values()].some((one) => unassigned(one) > 0n);
    if (!waiting || clock.now().getTime() + pause > giveUpAt) return { cursor, populations };
    await clock.sleep(pause);
  }
}

/** Counts of every table on each side of one cursor. */
export async function countAll(
  read: DatabaseReader,
  tables: readonly LiveTable[],
  cursor: Cursor,
): Promise<ReadonlyMap<string, TablePopulations>> {
  const limit = pLimit(parallelCounts);
  const counts = tables.map((table) =>
    limit(async () => [table.name, await read.populations(table.name, table.columns, cursor)] as const),
  );
  return new Map(await Promise.all(counts));
}
