import { type Column, schemaHash } from './column.ts';
import { type Bound, type Populations, sameTimes } from './cursor-bound.ts';
import { type Fingerprint, sameFingerprint } from './fingerprint.ts';
import type { Cursor } from './names.ts';
import { doubtsOf } from './snapshot/doubt.ts';
import { loadFingerprint, type Manifest, type TableManifest } from './snapshot/manifest.ts';

/** Whether a snapshot holds every row and column that a statement may lose. Anything not known is not covered. */
export type Coverage =
  | {
      readonly kind: 'covered';
      readonly snapshotId: string;
      readonly bound: Bound;
      /** The rows that the snapshot holds, as they were counted in the table. */
      readonly rows: Pick<Populations, 'atCursor' | 'untimed'>;
    }
  | {
      readonly kind: 'not-covered';
      readonly why: string;
      /** How many rows arrived after the snapshot, where nothing else stands against it: one that tops it up would cover all. */
      readonly arrived?: bigint;
    };

/** What is asked of the snapshot as a whole. */
type Held = Pick<Manifest, 'snapshotId' | 'findings'>;

/**
 * Judged by rows, never by time: a snapshot that is younger than the plan may still lack rows. The identity, the columns and both counts must be
 * those of the snapshot, and no row may be newer or unassigned. Rows without ingestion time have nothing but their values to be known by.
 */
export function judgeCoverage(at: {
  readonly snapshot: Held;
  /** The snapshot's. */
  readonly cursor: Cursor;
  readonly table: TableManifest;
  readonly live: { readonly tableId: string; readonly columns: readonly Column[] };
  readonly populations: Populations;
  /** Of the rows that the cursor bounds; asked for where some of them have no ingestion time. */
  readonly seen?: Fingerprint | undefined;
}): Coverage {
  const { table, live, populations } = at;
  const { snapshotId } = at.snapshot;
  const no = (why: string) => ({ kind: 'not-covered' as const, why: `snapshot ${snapshotId} ${why}` });
  const structure = judgeStructure(at.snapshot, table, live);
  if (structure !== undefined) return no(structure);
  const uncovered = populations.total - populations.atCursor - populations.untimed;
  const other = findOtherRows(at);
  if (uncovered !== 0n) {
    const lacks = no(`lacks ${uncovered} rows that arrived after it`);
    return other === undefined && uncovered > 0n ? { ...lacks, arrived: uncovered } : lacks;
  }
  if (other !== undefined) return no(other);
  const rows = { atCursor: populations.atCursor, untimed: populations.untimed };
  return { kind: 'covered', snapshotId, bound: { kind: 'cursor', cursor: at.cursor }, rows };
}

/** In what the rows of its time differ from those that the snapshot holds; undefined where they do not. */
function findOtherRows({
  table,
  populations,
  seen,
}: Pick<Parameters<typeof judgeCoverage>[0], 'table' | 'populations' | 'seen'>): string | undefined {
  const { atCursor, untimed } = table.populations;
  if (populations.atCursor !== BigInt(atCursor) || populations.untimed !== BigInt(untimed))
    return `holds ${BigInt(atCursor) + BigInt(untimed)} rows of that time, the table ${populations.atCursor + populations.untimed}`;
  const times = { low: BigInt(table.populations.times.low), high: BigInt(table.populations.times.high) };
  if (!sameTimes(populations, { times })) return 'was taken before rows were replaced by as many others';
  if (!needsContents(populations)) return undefined;
  const isSame = seen !== undefined && sameFingerprint(seen, loadFingerprint(table.fingerprint));
  return isSame ? undefined : 'holds other values than the table has now, where rows have no ingestion time';
}

/** Whether numbers and times do not tell the rows: any row without ingestion time is as good as any other to them. */
export function needsContents({ untimed }: Pick<Populations, 'untimed'>): boolean {
  return untimed !== 0n;
}

/** Where no cursor bounds the rows only their values tell: all of them must be those of the snapshot, at this moment. */
export function judgeWholeCoverage(at: {
  readonly snapshot: Held;
  readonly table: TableManifest;
  readonly live: { readonly tableId: string; readonly columns: readonly Column[] };
  /** Of all live rows. */
  readonly seen: Fingerprint;
}): Coverage {
  const { table, live, seen } = at;
  const { snapshotId } = at.snapshot;
  const no = (why: string): Coverage => ({ kind: 'not-covered', why: `snapshot ${snapshotId} ${why}` });
  const structure = judgeStructure(at.snapshot, table, live);
  if (structure !== undefined) return no(structure);
  const held = loadFingerprint(table.fingerprint);
  if (seen.rows !== held.rows) return no(`holds ${held.rows} rows, the table ${seen.rows}`);
  if (!sameFingerprint(seen, held)) return no('holds other values than the table has now');
  return { kind: 'covered', snapshotId, bound: { kind: 'whole-table' }, rows: { atCursor: 0n, untimed: seen.rows } };
}

/** What can be told without counting; undefined when the snapshot fits. */
export function judgeStructure(
  snapshot: Held,
  table: TableManifest,
  live: { readonly tableId: string; readonly columns: readonly Column[] },
): string | undefined {
  if (table.kind !== 'table') return 'holds a materialized view of that name';
  if (live.tableId !== table.tableId) return 'was taken of another table of that name, for example before a restore';
  if (schemaHash(live.columns) !== table.schemaHash) return 'was taken before the columns changed';
  const [doubt] = doubtsOf(snapshot, table);
  return doubt === undefined ? undefined : `does not hold it for certain: ${doubt.why}`;
}
