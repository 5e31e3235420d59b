import { runId } from '../domain/names.ts';
import { sameRange } from '../domain/snapshot/column-range.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { restoreRecordPath, type SnapshotPaths, turnOfRestore } from '../domain/snapshot/paths.ts';
import type { LoadWay, NewerRowsWay, RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Journal, openJournal } from './journal.ts';
import type { StoredRestore } from './locate-rows.ts';
import type { RestorePlanTable } from './plan-restore.ts';

/** The restore that was begun and neither finished nor given up; there is never more than one. */
export function findUnfinished(restores: readonly StoredRestore[]): StoredRestore | undefined {
  return restores.find(({ record }) => isUnfinished(record));
}

/** Whether a restore was neither finished nor given up. */
export function isUnfinished({ phase }: Pick<RestoreRecord, 'phase'>): boolean {
  return phase !== 'closed' && phase !== 'abandoned';
}

/** Whether what an interrupted restore has staged serves a plan that was made now: the same tables, and they are still the same. */
export function serves(
  { snapshotId, source, tables }: RestoreRecord,
  wanted: { readonly manifest: Manifest; readonly source: RestoreRecord['source'] },
  plan: readonly RestorePlanTable[],
): boolean {
  const isSameSource = source?.cluster === wanted.source?.cluster && source?.database === wanted.source?.database;
  const isSame = ({ index, live, target, swap, security, shape, range }: RestorePlanTable): boolean =>
    tables.some(
      (one) =>
        one.undoes === undefined &&
        one.target === target &&
        one.index === index &&
        one.swap === swap &&
        one.security === security &&
        JSON.stringify(one.shape) === JSON.stringify(shape) &&
        sameRange(one.range, range) &&
        one.liveTableId === (live?.tableId ?? null),
    );
  return (
    isSameSource && snapshotId === wanted.manifest.snapshotId && tables.length === plan.length && plan.every(isSame)
  );
}

/**
 * Stores what will be done before anything is done. `known` are the restores that were there when the plan was made; rejects with
 * `taken-over` when another has begun since.
 */
export async function beginRestore(
  request: {
    readonly manifest: Manifest;
    /** Absent where the snapshot was taken of this database. */
    readonly source: RestoreRecord['source'];
    readonly tables: readonly RestorePlanTable[];
    readonly load: LoadWay;
    readonly paths: SnapshotPaths;
    readonly known: readonly StoredRestore[];
  },
  { store, clock }: { readonly store: SnapshotStore; readonly clock: Clock },
): Promise<Journal<RestoreRecord>> {
  const record: RestoreRecord = {
    formatVersion: 1,
    runId: runId(clock.randomHex(8)),
    owner: clock.randomHex(16),
    snapshotId: request.manifest.snapshotId,
    ...(request.source === undefined ? {} : { source: request.source }),
    startedAt: clock.now().toISOString(),
    load: request.load,
    phase: 'loading',
    tables: request.tables.map(({ table, index, live, target, swap, security, shape, range, newerRowsWay }) => ({
      name: table.name,
      index,
      liveTableId: live?.tableId ?? null,
      stageTableId: null,
      cursor: null,
      round: 0,
      ...(target === undefined ? {} : { target }),
      ...(swap === undefined ? {} : { swap }),
      ...(security === undefined ? {} : { security }),
      ...(shape === undefined ? {} : { shape }),
      ...(range === undefined ? {} : { range }),
      ...(newerRowsWay === undefined ? {} : { newerRows: newerRowsWay }),
    })),
  };
  const turn = Math.max(0, ...request.known.map(({ path }) => turnOfRestore(path))) + 1;
  return openJournal(store, restoreRecordPath(request.paths, turn), record, undefined);
}

/**
 * Makes the unfinished restore this process's own; an older process that still works on it is stopped at its next step. Where nothing was
 * swapped the record says so again, since what follows may stage tables anew.
 */
export async function takeOver(
  { record, path, etag }: StoredRestore,
  standing: Standing,
  { store, clock }: { readonly store: SnapshotStore; readonly clock: Clock },
): Promise<Journal<RestoreRecord>> {
  const tables = record.tables.map((table) => withWay(table, standing));
  const phase = standing.kind === 'before-swap' ? 'loading' : 'swapped';
  return openJournal<RestoreRecord>(store, path, { ...record, phase, owner: clock.randomHex(16), tables }, { etag });
}

/** Whether anything live was changed, and what is to become of newer rows from now on. */
export type Standing =
  | { readonly kind: 'before-swap'; readonly plan: readonly Pick<RestorePlanTable, 'index' | 'newerRowsWay'>[] }
  | { readonly kind: 'after-swap'; readonly asked: NewerRowsWay | undefined };

/** Before the swap the present plan says it. Afterwards keeping goes on, unless it is given up in favour of the kept contents. */
function withWay(table: RestoredTable, standing: Standing): RestoredTable {
  if (standing.kind === 'after-swap') {
    // Of a table that stays, the cursor after which its rows stay was chosen with the way; a tail came along in the swap.
    const isFixed = table.swap !== undefined || Boolean(table.tail?.cursor);
    const isGivenUp = !isFixed && table.newerRows === 'keep' && standing.asked === 'discard';
    return isGivenUp ? { ...table, newerRows: 'discard', newerRowsGivenUp: true } : table;
  }
  const { newerRows: _, ...rest } = table;
  const planned = standing.plan.find(({ index }) => index === table.index)?.newerRowsWay;
  return planned === undefined ? rest : { ...rest, newerRows: planned };
}
