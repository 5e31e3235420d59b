import { problemError } from '../domain/problem.ts';
import { type Digest, type FileRecord, parseFileRecord, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { digestStored, readPieces } from './digest.ts';
import { eachOf } from './each-of.ts';
import { changedBlob, missingBlob, readVouched } from './stored-snapshot.ts';

const parallelLooks = 16;

/** Lists up to this size are read at once. */
const smallList = 4 * 1024 * 1024;

/**
 * A table's files list by list, as the manifest's digests vouch for them: nothing is told of a list that is missing or was changed, it rejects with
 * `difference` first. A few megabytes of a list are in memory at a time.
 */
export async function* readFileList(
  store: SnapshotStore,
  { fileLists }: Pick<TableManifest, 'fileLists'>,
): AsyncGenerator<FileRecord> {
  for (const list of fileLists) yield* readOneList(store, list);
}

async function* readOneList(store: SnapshotStore, list: Digest): AsyncGenerator<FileRecord> {
  let line = 0;
  for await (const text of linesOf(vouchedPieces(store, list))) {
    line += 1;
    if (text !== '') yield parseFileRecord(text, `${list.path}:${line}`);
  }
}

/** A file of a table that is not there in the version that was verified, in words; undefined when all are. */
export async function findLostFile(
  store: SnapshotStore,
  table: Pick<TableManifest, 'fileLists'>,
): Promise<string | undefined> {
  let lost: string | undefined;
  await eachOf(readFileList(store, table), parallelLooks, async ({ path, etag }) => {
    if (lost !== undefined) return;
    const blob = await store.inspect(path);
    if (blob?.etag === etag) return;
    lost ??= `${path} is ${blob === undefined ? 'missing' : 'not the version that was verified'}`;
  });
  return lost;
}

/** A large list is read twice: what its first reading vouched for is told by the second, of the same version. */
async function* vouchedPieces(store: SnapshotStore, digest: Digest): AsyncGenerator<string> {
  if (digest.bytes <= smallList) {
    yield await readVouched(store, digest);
    return;
  }
  const stored = await digestStored(store, digest.path);
  if (stored === undefined) throw problemError(missingBlob(digest));
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
