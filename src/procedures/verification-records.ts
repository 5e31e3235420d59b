import type { SnapshotId } from '../domain/names.ts';
import { type SnapshotPaths, verificationPath, verificationsPrefix } from '../domain/snapshot/paths.ts';
import { parseVerification, type Verification } from '../domain/snapshot/records.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** Every check of the snapshot that was recorded, oldest first. */
export async function readVerifications(
  store: SnapshotStore,
  paths: SnapshotPaths,
  id: SnapshotId,
): Promise<readonly Verification[]> {
  const records: Verification[] = [];
  for await (const { path } of store.list(verificationsPrefix(paths, id))) {
    const blob = await store.read(path);
    if (blob !== undefined) records.push(parseVerification(blob.body, path));
  }
  return records.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Kept beside the snapshot, never in it. */
export async function writeVerification(
  store: SnapshotStore,
  paths: SnapshotPaths,
  id: SnapshotId,
  record: Verification,
): Promise<void> {
  const path = verificationPath(paths, id, new Date(record.at), record.level);
  await store.write(path, `${JSON.stringify(record)}\n`, { kind: 'if-absent' });
}
