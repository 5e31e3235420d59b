import { differingInputs } from '../domain/snapshot/asked.ts';
import { intentPath, manifestPath } from '../domain/snapshot/paths.ts';
import { parsePlan, type SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { SnapshotWorld, StoredPlan } from './run-snapshot.ts';
import { ifReadable, listSnapshots } from './stored-snapshot.ts';

/** The service forgets operations, and rows expire: what is older begins anew. */
const longestInterruption = 24 * 3_600_000;

/** A snapshot that was begun for another request and not finished. */
export interface OtherUnfinished {
  readonly id: string;
  /** Inputs whose values differ. */
  readonly inputs: readonly string[];
}

export interface Unfinished {
  /** The newest for the same request, unless a complete one for the same request is newer. */
  readonly same?: StoredPlan;
  /** Those for other requests that are newer than that, newest first. */
  readonly others: readonly OtherUnfinished[];
}

type FindWorld = Pick<SnapshotWorld, 'store' | 'paths' | 'clock' | 'progress'>;

/** Snapshots that were begun less than a day ago and not finished; what was begun for other requests never hides one of this. */
export async function findUnfinished(
  asked: SnapshotPlan['asked'],
  { store, paths, clock, progress }: FindWorld,
): Promise<Unfinished> {
  const others: OtherUnfinished[] = [];
  for (const id of await listSnapshots(store, paths)) {
    const path = intentPath(paths, id);
    const blob = await store.read(path);
    if (blob === undefined) continue;
    const isComplete = (await store.inspect(manifestPath(paths, id))) !== undefined;
    const plan = await ifReadable(() => parsePlan(blob.body, path));
    if (plan === undefined) {
      if (!isComplete) progress.warn(`${path} cannot be read, so a new snapshot is begun.`);
      return { others };
    }
    if (clock.now().getTime() - Date.parse(plan.startedAt) > longestInterruption) return { others };
    const inputs = differingInputs(plan.asked, asked);
    if (inputs.length === 0) return isComplete ? { others } : { same: { plan, etag: blob.etag }, others };
    if (!isComplete) others.push({ id, inputs });
  }
  return { others };
}
