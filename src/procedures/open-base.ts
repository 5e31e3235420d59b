import { parseSnapshotId, type SnapshotId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { Digest, Manifest } from '../domain/snapshot/manifest.ts';
import { manifestPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { BaseCheck, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { runningDigest } from './digest.ts';
import { changedBlob, ifReadable, listSnapshots, missingBlob, parseOwnManifest } from './stored-snapshot.ts';

/** The snapshot that a top-up adds to, and how closely its rows are compared with the live ones. */
export interface Base {
  readonly manifest: Manifest;
  readonly digest: Digest;
  readonly check: BaseCheck;
}

type Place = { readonly store: SnapshotStore; readonly paths: SnapshotPaths };

/**
 * The snapshot that `wanted` names: an id, or `latest` for the newest complete one that is no top-up itself. Rejects with `refused` for a top-up, since
 * a chain of them is only as good as its weakest link, and for one of a range, and with `not-found`.
 */
async function openBase(wanted: string, check: BaseCheck, place: Place): Promise<Base> {
  const id = wanted === 'latest' ? await newestBase(place) : parseSnapshotId(wanted);
  const read = id === undefined ? undefined : await readBase(id, place);
  if (read === undefined) throw problemError(noBase(wanted, place));
  const { snapshotId, base, range } = read.manifest;
  if (range !== undefined) {
    throw problemError({
      code: 'refused',
      summary: `Snapshot ${snapshotId} holds only a range of ingestion times, and only a snapshot of all rows can be topped up.`,
      next: 'Top up latest, which is the newest that can be.',
    });
  }
  if (base === undefined) return { ...read, check };
  throw problemError({
    code: 'refused',
    summary: `Snapshot ${snapshotId} is a top-up of ${base.snapshotId} itself, and only a snapshot that is none can be topped up.`,
    next: `Top up ${base.snapshotId}, or latest for the newest that can be.`,
  });
}

/** What the request tops up, if anything; `known` is the base of a snapshot that was begun. */
export async function baseFor(
  { topUp, baseCheck = 'counts' }: SnapshotPlan['asked'],
  known: SnapshotPlan['base'],
  place: Place,
): Promise<Base | undefined> {
  if (topUp === undefined) return undefined;
  return known === undefined ? openBase(topUp, baseCheck, place) : reopenBase(known, baseCheck, place);
}

/** The base of a top-up that was begun, which has to be the same still. */
async function reopenBase(
  { snapshotId, manifest }: NonNullable<SnapshotPlan['base']>,
  check: BaseCheck,
  place: Place,
): Promise<Base> {
  const id = parseSnapshotId(snapshotId);
  const read = id === undefined ? undefined : await readBase(id, place);
  const next = 'Run snapshot again with resume set to never.';
  if (read === undefined) throw problemError({ ...missingBlob(manifest), next });
  if (read.digest.sha256 !== manifest.sha256)
    throw problemError({ ...changedBlob(manifest, read.digest.sha256), next });
  return { ...read, check };
}

async function newestBase(place: Place): Promise<SnapshotId | undefined> {
  for (const id of await listSnapshots(place.store, place.paths)) {
    const read = await ifReadable(() => readBase(id, place));
    const isWhole = read?.manifest.range === undefined;
    if (read !== undefined && read.manifest.base === undefined && isWhole) return id;
  }
  return undefined;
}

async function readBase(id: SnapshotId, { store, paths }: Place): Promise<Omit<Base, 'check'> | undefined> {
  const path = manifestPath(paths, id);
  const blob = await store.read(path);
  if (blob === undefined) return undefined;
  const digest = runningDigest();
  digest.add(blob.body);
  return { manifest: parseOwnManifest(blob.body, paths, id), digest: { path, ...digest.end() } };
}

function noBase(wanted: string, { store }: Place) {
  const what = wanted === 'latest' ? 'no complete snapshot' : `no complete snapshot ${wanted}`;
  return {
    code: 'not-found',
    summary: `There is ${what} in ${store.label} that could be topped up.`,
    next: 'Run status to see the snapshots of this database, or take one without top-up.',
  } as const;
}
