import { compareColumns } from '../domain/column.ts';
import { type AfterCursor, unassigned } from '../domain/cursor-bound.ts';
import type { TableManifest } from '../domain/snapshot/manifest.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveTable } from '../ports/database.ts';
import type { RowCounter } from './count-rows.ts';
import { countOne } from './count-tables.ts';
import type { RowsOfSnapshot } from './locate-rows.ts';

/** How long rows may wait for their place in the order of ingestion before a restore gives up. */
export const stampPatience = 120_000;

export type NewerRows = AfterCursor | { readonly kind: 'whole-table' };

/** Which rows of a live table are not the snapshot's: those after its cursor, or all of a table that is another one. */
export function newerRowsOf({ kind, bound }: RowsOfSnapshot): NewerRows {
  return kind === 'foreign' || bound.kind === 'whole-table'
    ? { kind: 'whole-table' }
    : { kind: 'after', cursor: bound.cursor };
}

/**
 * Why newer rows of a live table could not be brought over with each of them there exactly once, as sentences; empty when they can. `counted` are all rows
 * that are not the snapshot's, and how many of them lie after its cursor or wait for their place.
 */
export function reasonsAgainstKeeping(at: {
  readonly table: TableManifest;
  readonly live: LiveTable;
  readonly rows: RowsOfSnapshot;
  readonly counted: { readonly newer?: bigint; readonly afterCursor: bigint };
}): readonly string[] {
  const { table, live, rows, counted } = at;
  const bounded = rows.kind === 'foreign' || rows.bound.kind === 'cursor';
  if (!bounded || live.ingestionTime === 'off')
    return ['nothing tells its newer rows from the others, since its IngestionTime policy is or was off'];
  const surplus = rows.kind === 'foreign' ? 0n : (counted.newer ?? 0n) - counted.afterCursor;
  const changed = compareColumns(table.columns, live.columns).filter(
    ({ expected, seen }) => expected !== 'absent' && seen !== 'absent',
  );
  return [
    ...(surplus === 0n
      ? []
      : [`${surplus} of them were moved in with an ingestion time of before the snapshot or with none`]),
    ...changed.map(({ column, expected, seen }) => `column ${column} is ${seen} now and ${expected} in the snapshot`),
  ];
}

/**
 * Waits until every row that was in the table at the first look has its place in the order of ingestion, and so lies in an extent: as many rows have one as
 * there were, since those that came first get theirs first. The number of those that do not get one in time.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-streaming#limitations
 */
export async function awaitStamps(
  table: string,
  cursor: AfterCursor['cursor'],
  { read, clock }: { readonly read: RowCounter; readonly clock: Clock },
): Promise<bigint> {
  const giveUpAt = clock.now().getTime() + stampPatience;
  let atFirst: bigint | undefined;
  for (let pause = 200; ; pause = Math.min(pause * 2, 10_000)) {
    const counts = await countOne(read, { name: table, columns: [] }, cursor);
    atFirst ??= counts.total;
    const unplaced = unassigned(counts);
    const waiting = counts.total - unplaced >= atFirst ? 0n : unplaced;
    if (waiting === 0n || clock.now().getTime() + pause > giveUpAt) return waiting;
    await clock.sleep(pause);
  }
}
