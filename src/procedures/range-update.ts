import type { RangeRows } from '../domain/cursor-bound.ts';
import { type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import type { ColumnRange } from '../domain/snapshot/column-range.ts';
import { loadFingerprint, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { ReplacedExtents, RestoredTable } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import type { UpdateRequest } from '../ports/database-updater.ts';
import { rowsWereWritten, untoldRange } from './range-problems.ts';
import type { RestoreWorld } from './restore-tables.ts';

/** A time range of a live table whose rows are replaced by those of another table. */
export interface RangeUpdate {
  readonly run: RunId;
  readonly index: number;
  readonly range: ColumnRange;
  readonly live: LiveTable;
  /** Gives all of its extents. */
  readonly source: string;
  /** Gets what leaves. */
  readonly kept: string;
  /**
   * Where the rows that come in are from. `staged`: the source is made of what was staged of the snapshot. `kept`: the source is what a restore kept, no row of which is
   * after the cursor `upTo`; what leaves is what that restore brought, which is at or before `after`.
   */
  readonly from:
    | { readonly kind: 'staged'; readonly stage: LiveTable; readonly table: TableManifest }
    | { readonly kind: 'kept'; readonly columns: LiveTable['columns']; readonly after: Cursor; readonly upTo: Cursor };
  /** What stands in the way at this moment. */
  readonly look: () => Promise<readonly Problem[]>;
}

export interface RangeState {
  readonly current: () => ReplacedExtents;
  /** Stores how far it is, before what it announces is done; with `cursor` also how far the proof of it reaches. */
  readonly save: (replaced: ReplacedExtents, cursor?: Cursor) => Promise<void>;
}

export const rowsOf = (range: ColumnRange, side: RangeRows['side'], upTo?: Cursor): RangeRows => ({
  kind: 'values',
  range,
  side,
  ...(upTo === undefined ? {} : { upTo }),
});

/** The one command. What comes in is after the cursor, so that the same command, done once more, does nothing. */
export function requestOf({ live, range, source }: RangeUpdate, after: Cursor): UpdateRequest {
  return { table: live.name, rows: rowsOf(range, 'inside', after), source };
}

/**
 * Whether the one command that was announced was done, which takes all rows of the source away; a problem when nothing tells. Where the source had no rows, what had
 * to leave is gone; where there is no source any more, the values tell.
 */
export async function readEnd(
  at: Pick<RangeUpdate, 'source' | 'range'>,
  { name, liveTableId, cursor }: Pick<RestoredTable, 'name' | 'liveTableId' | 'cursor'>,
  { stagedRows, sourceTableId, after, inside }: ReplacedExtents,
  { database: { read, update } }: RestoreWorld,
): Promise<'done' | 'open' | Problem> {
  const tables = await read.tables();
  const source = tables.find((one) => one.name === at.source && one.tableId === sourceTableId);
  const live = tables.find((one) => one.name === name && one.tableId === liveTableId);
  if (source !== undefined && stagedRows !== '0') {
    const { total } = await read.wholePopulations(source.name, []);
    if (total === 0n) return 'done';
    return total === BigInt(stagedRows)
      ? 'open'
      : rowsWereWritten(name, at.source, { expected: stagedRows, seen: total });
  }
  if (live === undefined) return untoldRange(name, 'it is another table now');
  if (source !== undefined)
    return (await update.count(name, rowsOf(at.range, 'inside', after as Cursor))) === 0n ? 'done' : 'open';
  const seen = await read.fingerprint(name, live.columns, rowsOf(at.range, 'inside', cursor as Cursor));
  const isThere = inside !== undefined && sameFingerprint(seen, loadFingerprint(inside));
  return isThere ? 'done' : untoldRange(name, `${at.source} is gone, from which its rows were to come`);
}

/** The rows of one fingerprint without those of another, which are among them. */
export function without(all: Fingerprint, some: Fingerprint): Fingerprint {
  return { rows: all.rows - some.rows, low: all.low - some.low, high: all.high - some.high };
}
