import { type Column, schemaHash } from './column.ts';
import { type Bound, type Populations, sameTimes } from './cursor-bound.ts';
import { type Fingerprint, sameFingerprint } from './fingerprint.ts';
import type { Cursor } from './names.ts';
import { loadFingerprint, type TableManifest } from './snapshot/manifest.ts';

/** Whether a snapshot holds every row and column that a statement may lose. Anything not known is not covered. */
export type Coverage =
  | {
      readonly kind: 'covered';
      readonly snapshotId: string;
      readonly bound: Bound;
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
  return { kind: 'covered', snapshotId, bound: { kind: 'cursor', cursor: at.cursor }, rows };
}

/** Where no cursor bounds the rows only their values tell: all of them must be those of the snapshot, at this moment. */
export function judgeWholeCoverage(at: {
  readonly snapshotId: string;
  readonly table: TableManifest;
  readonly live: { readonly tableId: string; readonly columns: readonly Column[] };
  /** Of all live rows. */
  readonly seen: Fingerprint;
}): Coverage {
  const { snapshotId, table, live, seen } = at;
  const no = (why: string): Coverage => ({ kind: 'not-covered', why: `snapshot ${snapshotId} ${why}` });
  const structure = judgeStructure(table, live);
  if (structure !== undefined) return no(structure);
  const held = loadFingerprint(table.fingerprint);
  if (seen.rows !== held.rows) return no(`holds ${held.rows} rows, the table ${seen.rows}`);
  if (!sameFingerprint(seen, held)) return no('holds other values than the table has now');
  return { kind: 'covered', snapshotId, bound: { kind: 'whole-table' }, rows: { atCursor: 0n, untimed: seen.rows } };
}

/** What can be told without counting; undefined when the snapshot fits. */
export function judgeStructure(
  table: TableManifest,
  live: { readonly tableId: string; readonly columns: readonly Column[] },
): string | undefined {
  if (table.kind !== 'table') return 'holds a materialized view of that name';
  if (live.tableId !== table.tableId) return 'was taken of another table of that name, for example before a restore';
  if (schemaHash(live.columns) !== table.schemaHash) return 'was taken before the columns changed';
  return table.exactness.kind === 'exact' ? undefined : `is fuzzy there: ${table.exactness.reason}`;
}
