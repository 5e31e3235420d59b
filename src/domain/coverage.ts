import { type Column, schemaHash } from './column.ts';
import { type Populations, sameTimes } from './cursor-bound.ts';
import type { Cursor } from './names.ts';
import type { TableManifest } from './snapshot/manifest.ts';

/** Whether a snapshot holds every row and column that a statement may lose. Anything not known is not covered. */
export type Coverage =
  | {
      readonly kind: 'covered';
      readonly snapshotId: string;
      readonly cursor: Cursor;
      /** The rows that the snapshot holds, as they were counted in the table. */
      readonly rows: Pick<Populations, 'atCursor' | 'untimed'>;
    }
  | { readonly kind: 'not-covered'; readonly why: string };

/**
 * Judged by rows, never by time: a snapshot that is younger than the plan may still lack rows. The identity, the columns and both counts must be
 * those of the snapshot, and no row may be newer or unassigned.
 */
export function judgeCoverage(at: {
  readonly snapshotId: string;
  /** The snapshot's. */
  readonly cursor: Cursor;
  readonly table: TableManifest;
  readonly live: { readonly tableId: string; readonly columns: readonly Column[] };
  readonly populations: Populations;
}): Coverage {
  const { snapshotId, table, live, populations } = at;
  const no = (why: string): Coverage => ({ kind: 'not-covered', why: `snapshot ${snapshotId} ${why}` });
  const structure = judgeStructure(table, live);
  if (structure !== undefined) return no(structure);
  const uncovered = populations.total - populations.atCursor - populations.untimed;
  if (uncovered !== 0n) return no(`lacks ${uncovered} rows that arrived after it`);
  const { atCursor, untimed } = table.populations;
  if (populations.atCursor !== BigInt(atCursor) || populations.untimed !== BigInt(untimed)) {
    return no(
      `holds ${BigInt(atCursor) + BigInt(untimed)} rows of that time, the table ${populations.atCursor + populations.untimed}`,
    );
  }
  const times = { low: BigInt(table.populations.times.low), high: BigInt(table.populations.times.high) };
  if (!sameTimes(populations, { times })) return no('was taken before rows were replaced by as many others');
  const rows = { atCursor: populations.atCursor, untimed: populations.untimed };
  return { kind: 'covered', snapshotId, cursor: at.cursor, rows };
}

/** What can be told without counting; undefined when the snapshot fits. */
export function judgeStructure(
  table: TableManifest,
  live: { readonly tableId: string; readonly columns: readonly Column[] },
): string | undefined {
  if (live.tableId !== table.tableId) return 'was taken of another table of that name, for example before a restore';
  if (schemaHash(live.columns) !== table.schemaHash) return 'was taken before the columns changed';
  return table.exactness.kind === 'exact' ? undefined : `is fuzzy there: ${table.exactness.reason}`;
}
