import type { Bound } from '../domain/cursor-bound.ts';
import type { Cursor } from '../domain/names.ts';
import { boundOf } from '../domain/snapshot/bound.ts';
import type { Manifest, StoredFingerprint, TableManifest } from '../domain/snapshot/manifest.ts';
import { restoresPrefix, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import { contentsOf, parseRestoreRecord, type RestoredTable, type RestoreRecord } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/**
 * Where the rows of a snapshot lie in the live table. A cursor means something only within one epoch, the life of a table under one identity.
 * - `same-epoch`: the table that was exported; rows up to the snapshot's cursor.
 * - `restored`: the table that a restore of this snapshot put in place; rows up to the restore's cursor.
 * - `foreign`: another table under the same name; no row of it can be told to be the snapshot's.
 *
 * Where nothing bounded the table, or its IngestionTime policy is off now, the rows of the snapshot are all that are there or cannot be told from others.
 */
export type RowsOfSnapshot = ExpectedRows &
  (
    | { readonly kind: 'same-epoch'; readonly bound: Bound }
    | {
        readonly kind: 'restored';
        readonly bound: Bound;
        /** What the restore brought, where that was not all of them. */
        readonly contents?: StoredFingerprint;
        /** By the clock of the service, when they were staged for it; absent where it is not on record, or they came by an undo. */
        readonly since?: string;
      }
    | { readonly kind: 'foreign'; readonly bound: Bound & { readonly kind: 'whole-table' } }
  );

/** How many of the snapshot's rows lie at the cursor and how many have no ingestion time. Rows beyond that came by another way. */
interface ExpectedRows {
  readonly atCursor: bigint;
  readonly untimed: bigint;
}

export function locateRows(
  manifest: Manifest,
  table: TableManifest,
  live: Pick<LiveTable, 'tableId' | 'ingestionTime'>,
  restores: readonly RestoreRecord[],
): RowsOfSnapshot {
  const replacement = lastReplacement(manifest, live.tableId, restores);
  if (replacement !== undefined) return rowsOfReplacement({ manifest, table, replacement, restores });
  if (live.tableId === table.tableId) {
    if (table.bound === 'whole-table' || live.ingestionTime === 'off') return { kind: 'same-epoch', ...allRows(table) };
    const { atCursor, untimed } = table.populations;
    const bound = boundOf(table, manifest.range);
    return { kind: 'same-epoch', bound, atCursor: BigInt(atCursor), untimed: BigInt(untimed) };
  }
  for (const restore of restores) {
    if (restore.snapshotId !== manifest.snapshotId || !isOf(manifest, restore)) continue;
    const restored = restore.tables.find(
      ({ name, stageTableId, undoes }) => undoes === undefined && name === table.name && stageTableId === live.tableId,
    );
    if (restored === undefined) continue;
    const fingerprint = contentsOf(restored, table);
    const { clusterTime: since } = restore;
    const contents = {
      ...(restored.replayed === undefined ? {} : { contents: fingerprint }),
      ...(since === undefined ? {} : { since }),
    };
    if (restored.cursor === null || live.ingestionTime === 'off')
      return { kind: 'restored', ...allRows({ fingerprint }), ...contents };
    const bound = { kind: 'cursor', cursor: restored.cursor as Cursor } as const;
    return { kind: 'restored', bound, atCursor: BigInt(fingerprint.rows), untimed: 0n, ...contents };
  }
  return { kind: 'foreign', bound: { kind: 'whole-table' }, atCursor: 0n, untimed: 0n };
}

interface Replacement {
  readonly record: RestoreRecord;
  readonly restored: RestoredTable;
}

/**
 * The last time that extents of the table were replaced, where that was after the snapshot was planned, by the clock of the service, whose texts of times are in the
 * order of the times.
 */
function lastReplacement(
  { clusterTime }: Manifest,
  tableId: string,
  restores: readonly RestoreRecord[],
): Replacement | undefined {
  const isLater = ({ replaced }: RestoredTable): boolean =>
    replaced?.state === 'replaced' && (replaced.clusterTime ?? '') > clusterTime;
  return restores
    .flatMap((record) => record.tables.map((restored) => ({ record, restored })))
    .findLast(({ restored }) => restored.swap !== undefined && restored.liveTableId === tableId && isLater(restored));
}

/** What an undo put back are the rows of the snapshot too, where the restore that it took back had left newer ones in the table. */
function rowsOfReplacement(at: {
  readonly manifest: Manifest;
  readonly table: TableManifest;
  readonly replacement: Replacement;
  readonly restores: readonly RestoreRecord[];
}): RowsOfSnapshot {
  const { record, restored } = at.replacement;
  const { undoes, cursor } = restored;
  const undone =
    undoes &&
    at.restores
      .find(({ runId }) => runId === undoes.runId)
      ?.tables.find(({ index, swap }) => index === undoes.index && swap !== undefined);
  // Some of the snapshot's rows lie before its own cursor then, and some before that of the restore.
  const isPart = restored.range !== undefined;
  const isOfSnapshot = undoes === undefined || (undone !== undefined && undone.newerRows !== 'discard');
  const isOther = record.snapshotId !== at.manifest.snapshotId || !isOf(at.manifest, record);
  if (isPart || isOther || !isOfSnapshot || cursor === null)
    return { kind: 'foreign', bound: { kind: 'whole-table' }, atCursor: 0n, untimed: 0n };
  const bound = { kind: 'cursor', cursor: cursor as Cursor } as const;
  const contents = contentsOf(restored, at.table);
  const since = undoes === undefined ? restored.replaced?.clusterTime : undefined;
  const told = {
    ...(restored.replayed === undefined ? {} : { contents }),
    ...(since === undefined ? {} : { since }),
  };
  return { kind: 'restored', bound, atCursor: BigInt(contents.rows), untimed: 0n, ...told };
}

/** Ids of snapshots are unique within a database only. */
function isOf({ cluster, database }: Manifest, { source }: RestoreRecord): boolean {
  return source === undefined || (source.cluster === cluster.host && source.database === database);
}

/** As counts of what nothing bounds are: every row is an untimed one. */
function allRows({ fingerprint }: Pick<TableManifest, 'fingerprint'>): ExpectedRows & { readonly bound: Bound } {
  return { bound: { kind: 'whole-table' }, atCursor: 0n, untimed: BigInt(fingerprint.rows) };
}

/** Every restore of the database that was ever begun. */
export async function readRestoreRecords(
  store: SnapshotStore,
  paths: SnapshotPaths,
): Promise<readonly RestoreRecord[]> {
  return (await readRestores(store, paths)).map(({ record }) => record);
}

/** The record of one restore as it lies in storage. */
export interface StoredRestore {
  readonly record: RestoreRecord;
  readonly path: string;
  readonly etag: string;
}

/** The same with what is needed to write a record again, oldest first. */
export async function readRestores(store: SnapshotStore, paths: SnapshotPaths): Promise<readonly StoredRestore[]> {
  const restores: StoredRestore[] = [];
  for await (const { path } of store.list(restoresPrefix(paths))) {
    const blob = await store.read(path);
    if (blob !== undefined) restores.push({ record: parseRestoreRecord(blob.body, path), path, etag: blob.etag });
  }
  return restores;
}
