import type { SnapshotId } from '../domain/names.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { intentPath, manifestPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import { parsePlan, type SnapshotPlan, serializePlan } from '../domain/snapshot/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type ExportedTable, exportSlices } from './export-slices.ts';
import { finishSnapshot } from './finish-snapshot.ts';
import { openSlices, type TableProgress } from './open-slices.ts';
import { openSliceJournal } from './slice-journal.ts';
import { ifReadable, listSnapshots } from './stored-snapshot.ts';

export interface SnapshotWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly paths: SnapshotPaths;
}

/** The service forgets operations, and rows expire: what is older begins anew. */
const longestInterruption = 24 * 3_600_000;

/** The newest snapshot that was begun for the same request and not finished, unless a complete one is newer. */
export async function findUnfinished(
  asked: SnapshotPlan['asked'],
  { store, paths, clock, database }: SnapshotWorld,
): Promise<SnapshotPlan | undefined> {
  for (const id of await listSnapshots(store, paths)) {
    const path = intentPath(paths, id);
    const blob = await store.read(path);
    if (blob === undefined || (await store.inspect(manifestPath(paths, id))) !== undefined) return undefined;
    const plan = await ifReadable(() => parsePlan(blob.body, path));
    if (plan === undefined) return undefined;
    if (clock.now().getTime() - Date.parse(plan.startedAt) > longestInterruption) return undefined;
    if (JSON.stringify(plan.asked) !== JSON.stringify(asked)) continue;
    if (await isSameDatabase(plan, database)) return plan;
  }
  return undefined;
}

/** A plan whose tables are gone or changed is not worth going on with. */
async function isSameDatabase(plan: SnapshotPlan, { read }: Database): Promise<boolean> {
  const ids = await read.tableIds();
  return plan.tables.every(({ name, tableId }) => ids.get(name) === tableId);
}

/** Stores what is going to be done, before anything of it is. */
export async function storeIntent(plan: SnapshotPlan, { store, paths }: SnapshotWorld): Promise<void> {
  await store.write(intentPath(paths, plan.snapshotId as SnapshotId), serializePlan(plan), { kind: 'if-absent' });
}

/** Does what of the plan is not done yet. Can be interrupted anywhere and run again. */
export async function runSnapshot(plan: SnapshotPlan, world: SnapshotWorld): Promise<Manifest> {
  const { database, store, parquet, clock, progress, paths } = world;
  const id = plan.snapshotId as SnapshotId;
  const journal = await openSliceJournal(store, paths, id);
  const before = await openSlices(plan, journal.records, store);

  progress.phase(`Exporting ${plan.tables.length} tables`);
  const done = before.filter(({ slices }) => slices.length === 0).length;
  if (journal.records.length > 0) progress.note(`${done} of ${plan.tables.length} tables are written already`);
  const written = await exportSlices(before, journal, {
    exporter: database.export,
    read: database.read,
    store,
    parquet,
    clock,
    progress,
  });
  const exported = before.map((table, index) => together(table, written[index]));

  progress.phase('Checking what was written');
  const manifest = await finishSnapshot({ plan, exported, database, store, clock, paths, id });
  await removeLeftovers(exported, world);
  return manifest;
}

function together(before: TableProgress, now: ExportedTable | undefined): ExportedTable {
  if (now === undefined) throw new Error(`${before.table.name} was not exported`);
  return { ...now, files: [...before.files, ...now.files], leftovers: [...before.leftovers, ...now.leftovers] };
}

/** Of attempts that are on record; nothing else is touched. Where storage keeps everything, they stay and count for nothing. */
async function removeLeftovers(exported: readonly ExportedTable[], { store }: SnapshotWorld): Promise<void> {
  for (const folder of exported.flatMap(({ leftovers }) => leftovers)) {
    for await (const { path } of store.list(`${folder}/`)) await store.remove(path);
  }
}
