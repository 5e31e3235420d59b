import { problemError } from '../domain/problem.ts';
import type { Digest } from '../domain/snapshot/manifest.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { digestStored, type RunningDigest, runningDigest } from './digest.ts';

/** The text of a blob in pieces, the same at each call. */
export type Pieces = () => AsyncIterable<string> | Iterable<string>;

/**
 * Writes a blob that nobody changes, and tells what it is and where it lies. A lost answer may have written it already. A run that was interrupted may
 * have written another one, which counts for nothing until a manifest names it: then this one lies beside it, with a part of its SHA-256 in its name.
 */
export async function writeBeside(store: SnapshotStore, path: string, pieces: Pieces): Promise<Digest> {
  const first = await tryWrite(store, path, pieces);
  if (first.state === 'written') return first.digest;
  const beside = path.replace(/(\.[a-z]+)$/, `-${first.digest.sha256.slice(0, 12)}$1`);
  return writeOnce(store, beside, pieces);
}

/** Writes a blob that nobody changes; rejects with `difference` when another one lies there. */
export async function writeOnce(store: SnapshotStore, path: string, pieces: Pieces): Promise<Digest> {
  const { state, digest } = await tryWrite(store, path, pieces);
  if (state === 'written') return digest;
  throw problemError({
    code: 'difference',
    summary: `${path} exists already with other contents.`,
    next: 'Take a new snapshot: run it again with resume set to never.',
  });
}

async function tryWrite(
  store: SnapshotStore,
  path: string,
  pieces: Pieces,
): Promise<{ readonly state: 'written' | 'other'; readonly digest: Digest }> {
  const running = runningDigest();
  const written = await store.writePieces(path, counted(pieces(), running), { kind: 'if-absent' });
  const digest = { path, ...running.end() };
  if (written !== 'conflict') return { state: 'written', digest };
  const there = await digestStored(store, path);
  return { state: there?.sha256 === digest.sha256 ? 'written' : 'other', digest };
}

async function* counted(
  pieces: AsyncIterable<string> | Iterable<string>,
  running: RunningDigest,
): AsyncGenerator<string> {
  for await (const piece of pieces) {
    running.add(piece);
    yield piece;
  }
}
