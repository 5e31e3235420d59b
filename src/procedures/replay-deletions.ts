import type { Bound } from '../domain/cursor-bound.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { type StoredFingerprint, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { Database } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';
import { type StagedTable, stageName } from './stage-table.ts';

/**
 * Deletes in staged tables, which were judged, what was deleted in the live ones since the snapshot, and tells what is left of each. May be repeated; staging that lost rows in
 * a run that was interrupted afterwards is loaded again before, since it is judged first.
 */
export async function replayDeletions(
  staged: readonly StagedTable[],
  filters: ReadonlyMap<number, readonly string[]>,
  boundOf: (one: StagedTable) => Bound,
  { database, progress }: { readonly database: Pick<Database, 'read' | 'change'>; readonly progress: Progress },
): Promise<ReadonlyMap<number, StoredFingerprint>> {
  const left = new Map<number, StoredFingerprint>();
  for (const one of staged) {
    const own = filters.get(one.index) ?? [];
    if (own.length === 0) continue;
    progress.phase(`Deleting again in ${one.table.name}`);
    const name = stageName(one);
    for (const filter of own) await database.change.deleteMatching(name, filter);
    const seen: Fingerprint = await database.read.fingerprint(name, one.table.columns, boundOf(one));
    left.set(one.index, storeFingerprint(seen));
    const deleted = BigInt(one.table.fingerprint.rows) - seen.rows;
    progress.note(`${deleted} rows of ${one.table.name} that were deleted since the snapshot were deleted again`);
  }
  return left;
}
