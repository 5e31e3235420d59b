import type { SnapshotId } from '../domain/names.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import { type SnapshotPaths, verificationPath, verificationsPrefix } from '../domain/snapshot/paths.ts';
import { parseVerification, type Verification } from '../domain/snapshot/verification.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

export interface Verifications {
  /** Oldest first. */
  readonly records: readonly Verification[];
  /** Why other records cannot be read: they are damaged, or of a newer version. What they say is not known, so they are no pass. */
  readonly unreadable: readonly Problem[];
}

/** Every check of the snapshot that was recorded. */
export async function readVerifications(
  store: SnapshotStore,
  paths: SnapshotPaths,
  id: SnapshotId,
): Promise<Verifications> {
  const records: Verification[] = [];
  const unreadable: Problem[] = [];
  for await (const { path } of store.list(verificationsPrefix(paths, id))) {
    const blob = await store.read(path);
    if (blob === undefined) continue;
    const read = readOne(blob.body, path);
    if ('record' in read) records.push(read.record);
    else unreadable.push(...read.problems);
  }
  return { records: records.sort((a, b) => (a.at < b.at ? -1 : 1)), unreadable };
}

function readOne(
  text: string,
  path: string,
): { readonly record: Verification } | { readonly problems: readonly Problem[] } {
  try {
    return { record: parseVerification(text, path) };
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'difference'))
      return { problems: error.problems };
    throw error;
  }
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
