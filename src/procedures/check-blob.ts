import { type Problem, ProblemError } from '../domain/problem.ts';
import type { Digest } from '../domain/snapshot/manifest.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { digestStored } from './digest.ts';
import { changedBlob, missingBlob } from './stored-snapshot.ts';

/** What is wrong with a blob that the manifest holds a digest of: it is missing, or another. */
export async function checkBlob(store: SnapshotStore, digest: Digest): Promise<readonly Problem[]> {
  return differencesOf(async () => {
    const stored = await digestStored(store, digest.path);
    if (stored === undefined) return [missingBlob(digest)];
    return stored.sha256 === digest.sha256 ? [] : [changedBlob(digest, stored.sha256)];
  });
}

/** Differences that the work found or was stopped by, so that others are still looked for; every other problem rejects. */
export async function differencesOf(work: () => Promise<readonly Problem[]>): Promise<readonly Problem[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'difference'))
      return error.problems;
    throw error;
  }
}
