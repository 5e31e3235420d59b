import type { Bound } from '../domain/cursor-bound.ts';
import { problemError } from '../domain/problem.ts';
import type { Database, LiveTable, TablePopulations } from '../ports/database.ts';
import { countRows } from './count-rows.ts';
import { lookBeneath } from './look-beneath.ts';

/** The rows of a table with its extents looked at, so that none is hidden from the count; rejects where that cannot be. Without a bound, by the cursor of this moment. */
export async function countSeen(
  table: Pick<LiveTable, 'name' | 'columns' | 'ingestionTime'>,
  { read, observe }: Pick<Database, 'read' | 'observe'>,
  bound?: Bound,
): Promise<{ readonly populations: TablePopulations; readonly isEmpty: boolean; readonly bound: Bound }> {
  const own = bound ?? (await boundNow(table, read));
  const seen = await lookBeneath(table.name, observe, () => countRows(read, table, own));
  if (!('why' in seen)) return { ...seen, bound: own };
  throw problemError({
    code: 'refused',
    summary: `The rows of ${table.name} cannot be counted for certain, so it is left as it is.`,
    detail: seen.why,
    next: 'Let the workload group of this identity relax its data scope, and let it read the extents of its tables; then run again.',
  });
}

async function boundNow(
  { ingestionTime }: Pick<LiveTable, 'ingestionTime'>,
  read: Pick<Database['read'], 'cursor'>,
): Promise<Bound> {
  return ingestionTime === 'off' ? { kind: 'whole-table' } : { kind: 'cursor', cursor: await read.cursor() };
}
