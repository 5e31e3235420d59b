import { parseSnapshotId, type SnapshotId } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { sha256 } from '../domain/schema/digest.ts';
import { type Digest, type Manifest, parseManifest } from '../domain/snapshot/manifest.ts';
import { databasePaths, intentsPrefix, manifestPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** Ids of all snapshots of the database, complete or not, newest first. */
export async function listSnapshots(store: SnapshotStore, paths: SnapshotPaths): Promise<readonly SnapshotId[]> {
  const prefix = intentsPrefix(paths);
  const ids = new Set<SnapshotId>();
  for await (const { path } of store.list(prefix)) {
    const id = parseSnapshotId(path.slice(prefix.length).split('/')[0] ?? '');
    if (id !== undefined) ids.add(id);
  }
  return [...ids].sort().reverse();
}

/** Undefined when the snapshot has no manifest, which means that it does not exist. Rejects with `difference` for one of another database. */
export async function readManifest(
  store: SnapshotStore,
  paths: SnapshotPaths,
  id: SnapshotId,
): Promise<Manifest | undefined> {
  const path = manifestPath(paths, id);
  const blob = await store.read(path);
  return blob === undefined ? undefined : parseOwnManifest(blob.body, paths, id);
}

/** The manifest of the snapshot `id` of the database that `paths` is of. Rejects with `difference` for that of another one, as in a folder that somebody copied. */
export function parseOwnManifest(text: string, paths: SnapshotPaths, id: SnapshotId): Manifest {
  const path = manifestPath(paths, id);
  const manifest = parseManifest(text, path);
  const { cluster, database, snapshotId } = manifest;
  const own = databasePaths(cluster.host, database);
  if (own.data === paths.data && snapshotId === id) return manifest;
  throw problemError({
    code: 'difference',
    summary: `${path} is the manifest of another snapshot: ${snapshotId} of ${database} on ${cluster.host}.`,
    detail: `A snapshot is used where it was taken only: that one lies in ${own.data}/${snapshotId}.`,
    next: `Move the copy away, ${paths.data}/${id} and ${paths.control}/snapshots/${id}. To bring its tables into another database, name ${cluster.host} and ${database} as cluster and database, and where they are to come as target-cluster and target-database.`,
  });
}

/** Of the newest complete snapshot that this version can read; undefined when there is none. A damaged one must not stop the next. */
export async function newestManifest(store: SnapshotStore, paths: SnapshotPaths): Promise<Manifest | undefined> {
  for (const id of await listSnapshots(store, paths)) {
    const manifest = await ifReadable(() => readManifest(store, paths, id));
    if (manifest !== undefined) return manifest;
  }
  return undefined;
}

/** Undefined for a document that is damaged or of another format version. */
export async function ifReadable<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const isOther = ({ code }: Problem): boolean => code === 'difference' || code === 'format-version';
    if (error instanceof ProblemError && error.problems.every(isOther)) return undefined;
    throw error;
  }
}

/** The snapshot that `wanted` names, an id or `latest`, which is never one of a range. Rejects with `not-found`, naming what there is. */
export async function openSnapshot(
  store: SnapshotStore,
  paths: SnapshotPaths,
  wanted: string,
): Promise<{ readonly id: SnapshotId; readonly manifest: Manifest }> {
  const known = await listSnapshots(store, paths);
  const candidates = wanted === 'latest' ? known : known.filter((id) => id === wanted);
  for (const id of candidates) {
    const manifest = await readManifest(store, paths, id);
    const isMeant = manifest !== undefined && (wanted === id || manifest.range === undefined);
    if (isMeant) return { id, manifest };
  }
  throw problemError({
    code: 'not-found',
    summary:
      wanted === 'latest'
        ? `There is no complete snapshot in ${store.label}.`
        : `There is no complete snapshot ${wanted} in ${store.label}.`,
    detail:
      known.length === 0
        ? 'No snapshot of this database was ever begun there.'
        : `Newest that were begun, complete or not: ${known.slice(0, 5).join(', ')}.${wanted === 'latest' ? '' : ' An id has to be given as a whole.'}`,
    next: 'Run status to see the snapshots of this database, or take one with snapshot.',
  });
}

/**
 * Tables that complete snapshots before this one hold and this one does not, each with the newest that holds it. What this one left out on purpose would be
 * recovered otherwise and is not among them.
 */
export async function findInOlder(
  store: SnapshotStore,
  paths: SnapshotPaths,
  { snapshotId, tables, leftOut = [] }: Manifest,
): Promise<ReadonlyMap<string, string>> {
  const held = new Set([...tables, ...leftOut].map(({ name }) => name));
  const older = new Map<string, string>();
  for (const id of await listSnapshots(store, paths)) {
    if (id >= snapshotId) continue;
    const manifest = await readManifest(store, paths, id);
    if (manifest?.range !== undefined) continue;
    for (const { name } of manifest?.tables ?? []) if (!held.has(name) && !older.has(name)) older.set(name, id);
  }
  return older;
}

/** The snapshot's schema script, one command per item: there is a blank line between commands, and none inside one before a line that begins with a dot. */
export async function readStoredScript(store: SnapshotStore, manifest: Manifest): Promise<readonly string[]> {
  return (await readVouched(store, manifest.schemaScript))
    .split(/\n\n(?=\.)/)
    .map((text) => text.trimEnd())
    .filter((text) => text !== '');
}

/** The text of a blob that the manifest holds a digest of; rejects with `difference` when it is another. */
export async function readVouched(store: SnapshotStore, digest: Digest): Promise<string> {
  const blob = await store.read(digest.path);
  if (blob === undefined) throw problemError(missingBlob(digest));
  const seen = sha256(blob.body);
  if (seen === digest.sha256) return blob.body;
  throw problemError(changedBlob(digest, seen));
}

export function missingBlob({ path }: Digest): Problem {
  return { code: 'difference', summary: `${path} is missing.` };
}

export function changedBlob({ path, sha256: expected }: Digest, seen: string): Problem {
  return { code: 'difference', summary: `${path} was changed.`, detail: `SHA-256 expected ${expected}, seen ${seen}` };
}
