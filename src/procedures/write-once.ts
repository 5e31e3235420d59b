import { createHash } from 'node:crypto';
import { problemError } from '../domain/problem.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/**
 * Writes a blob that nobody changes, and tells where it lies. A lost answer may have written it already. A run that was interrupted may have
 * written another one, which counts for nothing until a manifest names it: then this one lies beside it, with a part of its SHA-256 in its name.
 */
export async function writeBeside(store: SnapshotStore, path: string, body: string): Promise<string> {
  if ((await tryWrite(store, path, body)) === 'written') return path;
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const beside = path.replace(/(\.[a-z]+)$/, `-${digest}$1`);
  await writeOnce(store, beside, body);
  return beside;
}

/** Writes a blob that nobody changes; rejects with `difference` when another one lies there. */
export async function writeOnce(store: SnapshotStore, path: string, body: string): Promise<void> {
  if ((await tryWrite(store, path, body)) === 'written') return;
  throw problemError({
    code: 'difference',
    summary: `${path} exists already with other contents.`,
    next: 'Take a new snapshot: run it again with resume set to never.',
  });
}

async function tryWrite(store: SnapshotStore, path: string, body: string): Promise<'written' | 'other'> {
  if ((await store.write(path, body, { kind: 'if-absent' })) !== 'conflict') return 'written';
  return (await store.read(path))?.body === body ? 'written' : 'other';
}
