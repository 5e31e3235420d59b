import { problemError } from '../domain/problem.ts';
import { type Digest, type FileRecord, parseFileRecord, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { digestStored, readPieces } from './digest.ts';
import { changedBlob, readVouched } from './stored-snapshot.ts';

/** Lists up to this size are read at once. */
const smallList = 4 * 1024 * 1024;

/**
 * A table's files in the order of the list, as the manifest's digest vouches for them: nothing is told of a list that is missing or was changed, it rejects
 * with `difference` first. A few megabytes of the list are in memory at a time.
 */
export async function* readFileList(
  store: SnapshotStore,
  { fileList }: Pick<TableManifest, 'fileList'>,
): AsyncGenerator<FileRecord> {
  let line = 0;
  for await (const text of linesOf(vouchedPieces(store, fileList))) {
    line += 1;
    if (text !== '') yield parseFileRecord(text, `${fileList.path}:${line}`);
  }
}

/** The first file of a table that is not there in the version that was verified, in words; undefined when all are. */
export async function findLostFile(store: SnapshotStore, table: TableManifest): Promise<string | undefined> {
  for await (const { path, etag } of readFileList(store, table)) {
    const blob = await store.inspect(path);
    if (blob?.etag !== etag)
      return `${path} is ${blob === undefined ? 'missing' : 'not the version that was verified'}`;
  }
  return undefined;
}

/** A large list is read twice: what its first reading vouched for is told by the second, of the same version. */
async function* vouchedPieces(store: SnapshotStore, digest: Digest): AsyncGenerator<string> {
  if (digest.bytes <= smallList) {
    yield await readVouched(store, digest);
    return;
  }
  const stored = await digestStored(store, digest.path);
  if (stored === undefined) throw problemError({ code: 'difference', summary: `${digest.path} is missing.` });
  if (stored.sha256 !== digest.sha256) throw problemError(changedBlob(digest, stored.sha256));
  const decoder = new TextDecoder();
  for await (const piece of readPieces(store, stored)) yield decoder.decode(piece, { stream: true });
}

async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
