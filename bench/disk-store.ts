import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { problemError } from '../src/domain/problem.ts';
import type { SnapshotStore, StoredBlob, WriteCondition } from '../src/ports/snapshot-store.ts';

const root = 'disk://store/';
const parquetBytes = 64 * 1024 * 1024;

/** Where the blobs of a measurement lie. Parquet files are there without being written: only what the client itself stores is on the disk. */
export function diskStore(folder: string): SnapshotStore {
  const fileOf = (path: string): string => join(folder, path);
  const inspect = async (path: string): Promise<StoredBlob | undefined> => {
    if (path.endsWith('.parquet')) return { path, bytes: parquetBytes, etag: '"parquet"' };
    const file = fileOf(path);
    const found = await stat(file).catch(absent);
    return found === undefined ? undefined : { path, bytes: found.size, etag: await etagOf(file) };
  };
  const holds = async (path: string, condition: WriteCondition): Promise<boolean> => {
    const there = (await inspect(path))?.etag;
    return condition.kind === 'if-absent' ? there === undefined : there === condition.etag;
  };
  return {
    container: 'disk/store',
    label: root,
    async write(path, body, condition) {
      if (!(await holds(path, condition))) return 'conflict';
      await mkdir(dirname(fileOf(path)), { recursive: true });
      await writeFile(fileOf(path), body);
      return { etag: await etagOf(fileOf(path)) };
    },
    async writePieces(path, pieces, condition) {
      const file = fileOf(path);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(pieces, createWriteStream(`${file}.new`));
      if (!(await holds(path, condition))) return 'conflict';
      await rename(`${file}.new`, file);
      return { etag: await etagOf(file) };
    },
    async read(path) {
      const body = await readFile(fileOf(path), 'utf8').catch(absent);
      return body === undefined ? undefined : { body, etag: await etagOf(fileOf(path)) };
    },
    async readRange(path, { start, end }) {
      const file = await open(fileOf(path));
      try {
        const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
        return buffer;
      } finally {
        await file.close();
      }
    },
    inspect,
    async *list(prefix) {
      const names = (await readdir(fileOf(prefix)).catch(absent)) ?? [];
      for (const name of names.sort()) {
        const blob = await inspect(`${prefix}${name}`);
        if (blob !== undefined) yield blob;
      }
    },
    remove: (path) => rm(fileOf(path), { force: true }),
    uriOf: (path) => `${root}${path}`,
    uriForCluster: async (path) => `${root}${path}?sig=none`,
    pathOf: (uri) => uri.slice(root.length).split('?')[0],
  };
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw problemError({ code: 'bug', summary: 'the disk of the measurement cannot be used' }, { cause: error });
}

async function etagOf(file: string): Promise<string> {
  const { size, mtimeNs } = await stat(file, { bigint: true });
  return JSON.parse(JSON.stringify(`"${size}-${mtimeNs}"`));
}
