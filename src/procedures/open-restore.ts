import { runId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { restoreRecordPath, restoresPrefix, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import { parseRestoreRecord, type RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Journal, openJournal } from './journal.ts';
import type { RestorePlanTable } from './plan-restore.ts';

/** A restore that was begun and neither finished nor given up. */
export interface UnfinishedRestore {
  readonly record: RestoreRecord;
  readonly path: string;
  readonly etag: string;
}

export async function findUnfinished(
  store: SnapshotStore,
  paths: SnapshotPaths,
): Promise<UnfinishedRestore | undefined> {
  for await (const { path } of store.list(restoresPrefix(paths))) {
    const blob = await store.read(path);
    if (blob === undefined) continue;
    const record = parseRestoreRecord(blob.body, path);
    if (record.phase !== 'closed' && record.phase !== 'abandoned') return { record, path, etag: blob.etag };
  }
  return undefined;
}

/** Stores what will be done before anything is done. */
export async function beginRestore(
  request: { readonly manifest: Manifest; readonly tables: readonly RestorePlanTable[]; readonly paths: SnapshotPaths },
  { store, clock }: { readonly store: SnapshotStore; readonly clock: Clock },
): Promise<Journal<RestoreRecord>> {
  const run = runId(clock.randomHex(8));
  const record: RestoreRecord = {
    formatVersion: 1,
    runId: run,
    owner: clock.randomHex(16),
    snapshotId: request.manifest.snapshotId,
    startedAt: clock.now().toISOString(),
    phase: 'loading',
    tables: request.tables.map(({ table, index, live }) => ({
      name: table.name,
      index,
      liveTableId: live?.tableId ?? null,
      stageTableId: null,
      cursor: null,
      round: 0,
    })),
  };
  return openJournal(store, restoreRecordPath(request.paths, run), record, undefined);
}

/** Makes the unfinished restore this process's own; an older process that still works on it is stopped at its next step. */
export async function takeOver(
  { record, path, etag }: UnfinishedRestore,
  { store, clock }: { readonly store: SnapshotStore; readonly clock: Clock },
): Promise<Journal<RestoreRecord>> {
  return openJournal(store, path, { ...record, owner: clock.randomHex(16) }, { etag });
}

/** An unfinished restore of another snapshot that may already have swapped must be finished first. */
export function refuseOther({ record }: UnfinishedRestore): never {
  throw problemError({
    code: 'refused',
    summary: `A restore of snapshot ${record.snapshotId} has swapped tables and is not finished.`,
    next: `Finish it with restore --snapshot ${record.snapshotId}, then run this one again.`,
  });
}
