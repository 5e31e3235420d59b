import { createHash } from 'node:crypto';
import type { Digest } from '../domain/snapshot/manifest.ts';
import type { SnapshotStore, StoredBlob } from '../ports/snapshot-store.ts';

/** Size in bytes and SHA-256 of a text in UTF-8 that comes in pieces. */
export interface RunningDigest {
  add(piece: string | Uint8Array): void;
  /** Nothing may be added after it. */
  end(): Omit<Digest, 'path'>;
}

export function runningDigest(): RunningDigest {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    add(piece) {
      const part = typeof piece === 'string' ? Buffer.from(piece) : piece;
      bytes += part.length;
      hash.update(part);
    },
    end: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}

const pieceBytes = 4 * 1024 * 1024;

/** One version of a blob in order, a few megabytes at a time. Rejects with `difference` when that version is gone. */
export async function* readPieces(store: SnapshotStore, { path, bytes, etag }: StoredBlob): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes; start += pieceBytes) {
    yield await store.readRange(path, { start, end: Math.min(start + pieceBytes, bytes), etag });
  }
}

/** Undefined when there is no such blob. */
export async function digestStored(
  store: SnapshotStore,
  path: string,
): Promise<(Digest & Pick<StoredBlob, 'etag'>) | undefined> {
  const blob = await store.inspect(path);
  if (blob === undefined) return undefined;
  const running = runningDigest();
  for await (const piece of readPieces(store, blob)) running.add(piece);
  return { path, etag: blob.etag, ...running.end() };
}
