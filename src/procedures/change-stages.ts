import type { Bound } from '../domain/cursor-bound.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { problemError } from '../domain/problem.ts';
import { shaped } from '../domain/snapshot/column-map.ts';
import { type StoredFingerprint, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';
import { shapeStage } from './shape-stages.ts';
import { type StagedTable, stageName } from './stage-table.ts';

/**
 * Deletes in staged tables, which were judged, what was deleted in the live ones since the snapshot, and gives them the columns that they are to have; tells what they
 * hold then, where that is not what the snapshot holds. May be repeated; staging that lost rows in a run that was interrupted afterwards is loaded again before, since
 * it is judged first.
 */
export async function changeStages(
  staged: readonly StagedTable[],
  {
    record,
    filters,
    boundOf,
  }: {
    readonly record: Pick<RestoreRecord, 'tables'>;
    readonly filters: ReadonlyMap<number, readonly string[]>;
    readonly boundOf: (one: StagedTable) => Bound;
  },
  { database, progress }: { readonly database: Pick<Database, 'read' | 'change'>; readonly progress: Progress },
): Promise<ReadonlyMap<number, StoredFingerprint>> {
  const left = new Map<number, StoredFingerprint>();
  for (const one of staged) {
    const own = filters.get(one.index) ?? [];
    const shape = record.tables.find(({ index }) => index === one.index)?.shape;
    if (own.length === 0 && shape === undefined) continue;
    progress.phase(`Changing the staged rows of ${one.table.name}`);
    const name = stageName(one);
    for (const filter of own) await database.change.deleteMatching(name, filter);
    await shapeStage(one, shape, database);
    const { columns } = shaped(one.table, shape);
    const seen: Fingerprint = await database.read.fingerprint(name, columns, boundOf(one));
    left.set(one.index, storeFingerprint(seen));
    if (own.length === 0) continue;
    const deleted = BigInt(one.table.fingerprint.rows) - seen.rows;
    progress.note(`${deleted} rows of ${one.table.name} that were deleted since the snapshot were deleted again`);
  }
  return left;
}

/** Rejects when rows were deleted since that the staged tables still hold. */
export function refuseOtherDeletions(
  replayed: ReadonlyMap<number, readonly string[]>,
  now: ReadonlyMap<number, readonly string[]>,
): void {
  const isOther = [...now].some(([index, filters]) =>
    filters.some((filter) => !(replayed.get(index) ?? []).includes(filter)),
  );
  if (!isOther) return;
  throw problemError({
    code: 'refused',
    summary: 'Rows of the tables were deleted while the restore ran; nothing was swapped.',
    next: 'Run restore again with the same inputs: it deletes them again, too.',
  });
}
