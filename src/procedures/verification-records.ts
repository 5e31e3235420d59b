import type { SnapshotId } from '../domain/names.ts';
import { ProblemError } from '../domain/problem.ts';
import { type SnapshotPaths, verificationPath, verificationsPrefix } from '../domain/snapshot/paths.ts';
import { parseVerification, type Verification } from '../domain/snapshot/verification.ts';
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

/**
 * Kept beside the snapshot, never in it. Who may only read can check a snapshot all the same: then `not-stored`, which has to be told, since nobody
 * else will know of the check.
 */
export async function writeVerification(
  store: SnapshotStore,
  paths: SnapshotPaths,
  id: SnapshotId,
  record: Verification,
): Promise<'stored' | 'not-stored'> {
  const path = verificationPath(paths, id, new Date(record.at), record.level);
  try {
    await store.write(path, `${JSON.stringify(record)}\n`, { kind: 'if-absent' });
    return 'stored';
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'sign-in')) return 'not-stored';
    throw error;
  }
}
