import { problemError } from '../domain/problem.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** Writes a blob that nobody changes. A lost answer, or a run that was interrupted, may have written it: what lies there then is the same. */
export async function writeOnce(store: SnapshotStore, path: string, body: string): Promise<void> {
  if ((await store.write(path, body, { kind: 'if-absent' })) !== 'conflict') return;
  const there = await store.read(path);
  if (there?.body === body) return;
  throw problemError({
    code: 'difference',
    summary: `${path} exists already with other contents.`,
    next: 'Take a new snapshot: run it again with resume set to never.',
  });
}
