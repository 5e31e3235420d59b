import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { ifReadable, listSnapshots, readManifest } from './stored-snapshot.ts';

/** The snapshot before, of one table. */
export interface PreviousSnapshot {
  readonly snapshotId: string;
  /** When it was planned, by the clock of the service. */
  readonly clusterTime: string;
}

/** A table that none of so many complete snapshots holds counts as new. */
const mostManifests = 10;

/** The newest complete snapshot of each table, as far as there is one among the last ten. */
export async function findPrevious(
  tables: readonly string[],
  store: SnapshotStore,
  paths: SnapshotPaths,
): Promise<ReadonlyMap<string, PreviousSnapshot>> {
  const wanted = new Set(tables);
  const previous = new Map<string, PreviousSnapshot>();
  let read = 0;
  for (const id of await listSnapshots(store, paths)) {
    if (wanted.size === 0 || read === mostManifests) break;
    const manifest = await ifReadable(() => readManifest(store, paths, id));
    if (manifest === undefined) continue;
    read += 1;
    const { snapshotId, clusterTime } = manifest;
    for (const { name } of manifest.tables) if (wanted.delete(name)) previous.set(name, { snapshotId, clusterTime });
  }
  return previous;
}
