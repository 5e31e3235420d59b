import { type CountedRows, type ExtentTotals, hidesRows } from '../domain/snapshot/hazards.ts';
import type { TablePopulations } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { look } from './look.ts';

export type ExtentObserver = Pick<DatabaseObserver, 'extentTotals'>;

/** A count that can be believed, or why none can. */
export type Seen =
  | {
      readonly populations: TablePopulations;
      /** Neither queries nor extents know of a row, deleted ones included. */
      readonly isEmpty: boolean;
    }
  | { readonly why: string };

const mostLooks = 3;

/**
 * Counts the rows of a table between two looks at its extents, which tell of rows that queries are kept from: a workload group may force them to see hot data
 * only. Rows that go in between are counted again. What cannot be looked at is not believed; a problem that is not of this look rejects.
 */
export async function lookBeneath(
  table: string,
  observe: ExtentObserver,
  count: () => Promise<TablePopulations>,
): Promise<Seen> {
  let before = await readExtents(table, observe);
  for (let turn = 1; ; turn += 1) {
    if ('why' in before) return before;
    const populations = await count();
    const after = await readExtents(table, observe);
    if ('why' in after) return after;
    const looks: CountedRows = { before: before.totals, counted: populations.total, after: after.totals };
    if (!hidesRows(looks)) {
      const isEmpty = populations.total === 0n && (after.totals?.rows ?? 0n) === 0n;
      return { populations, isEmpty };
    }
    if (turn === mostLooks) {
      const held = (after.totals?.rows ?? 0n) - (after.totals?.deletedRows ?? 0n);
      const why = `${table}: its extents hold ${held} rows, and queries see ${populations.total}: a workload group may force the hot cache`;
      return { why };
    }
    before = after;
  }
}

async function readExtents(
  table: string,
  observe: ExtentObserver,
): Promise<{ readonly totals: ExtentTotals | undefined } | { readonly why: string }> {
  const seen = await look(() => observe.extentTotals([table]));
  if ('value' in seen) return { totals: seen.value.get(table) };
  return { why: `${table}: its extents cannot be read, so rows may be hidden from queries: ${seen.problem.summary}` };
}
