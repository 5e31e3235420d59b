import type { SnapshotId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { intentPath, manifestPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import { type PlannedTable, parsePlan, type SnapshotPlan, serializePlan } from '../domain/snapshot/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type ExportedTable, exportSlices } from './export-slices.ts';
import { finishSnapshot } from './finish-snapshot.ts';
import { judgeTables } from './judge-tables.ts';
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

/** A plan and the version of it that lies in storage. */
export interface StoredPlan {
  readonly plan: SnapshotPlan;
  readonly etag: string;
}

/** The newest snapshot that was begun for the same request and not finished, unless a complete one is newer. */
export async function findUnfinished(
  asked: SnapshotPlan['asked'],
  { store, paths, clock, database }: SnapshotWorld,
): Promise<StoredPlan | undefined> {
  for (const id of await listSnapshots(store, paths)) {
    const path = intentPath(paths, id);
    const blob = await store.read(path);
    if (blob === undefined || (await store.inspect(manifestPath(paths, id))) !== undefined) return undefined;
    const plan = await ifReadable(() => parsePlan(blob.body, path));
    if (plan === undefined) return undefined;
    if (clock.now().getTime() - Date.parse(plan.startedAt) > longestInterruption) return undefined;
    if (JSON.stringify(plan.asked) !== JSON.stringify(asked)) continue;
    if (await isSameDatabase(plan, database)) return { plan, etag: blob.etag };
  }
  return undefined;
}

/** A plan whose tables are gone or changed is not worth going on with. */
async function isSameDatabase(plan: SnapshotPlan, { read }: Database): Promise<boolean> {
  const ids = await read.tableIds();
  return plan.tables.every(({ name, tableId, superseded }) => superseded === 'yes' || ids.get(name) === tableId);
}

/** Stores what is going to be done, before anything of it is. `known` is the version that it takes the place of. */
export async function storeIntent(
  plan: SnapshotPlan,
  known: string | undefined,
  { store, paths }: SnapshotWorld,
): Promise<StoredPlan> {
  const path = intentPath(paths, plan.snapshotId as SnapshotId);
  const body = serializePlan(plan);
  const condition = known === undefined ? { kind: 'if-absent' as const } : { kind: 'if-match' as const, etag: known };
  const written = await store.write(path, body, condition);
  if (written !== 'conflict') return { plan, etag: written.etag };
  const there = await store.read(path);
  if (there?.body === body) return { plan, etag: there.etag };
  throw problemError({
    code: 'taken-over',
    summary: 'Another run goes on with this snapshot.',
    detail: `${path} was written by someone else.`,
    next: 'Let the other run finish.',
  });
}

/**
 * Does what of the plan is not done yet. Can be interrupted anywhere and run again. Tables that turn out fuzzy are exported again at a new cursor, with a plan
 * that `replan` makes, up to `retries` times.
 */
export async function runSnapshot(
  stored: StoredPlan,
  again: {
    readonly retries: number;
    readonly replan: (plan: SnapshotPlan, names: ReadonlySet<string>) => Promise<SnapshotPlan>;
  },
  world: SnapshotWorld,
): Promise<Manifest> {
  const { database, store, clock, progress, paths } = world;
  let { plan, etag } = stored;
  const id = plan.snapshotId as SnapshotId;
  for (let turn = 0; ; turn += 1) {
    const exported = await exportPlan(plan, world);
    progress.phase('Checking what was written');
    const judged = await judgeTables(exported, database.read);
    const fuzzy = judged.filter(({ exactness }) => exactness.kind === 'fuzzy').map(({ table }) => table.name);
    if (fuzzy.length === 0 || turn === again.retries) {
      const manifest = await finishSnapshot({ plan, judged, database, store, clock, paths, id });
      await removeLeftovers(exported, world);
      return manifest;
    }
    progress.warn(`Fuzzy, and exported again at a new cursor: ${fuzzy.join(', ')}`);
    ({ plan, etag } = await storeIntent(await again.replan(plan, new Set(fuzzy)), etag, world));
  }
}

/** Every table of the plan with what lies of it in storage now. */
async function exportPlan(
  plan: SnapshotPlan,
  { database, store, parquet, clock, progress, paths }: SnapshotWorld,
): Promise<readonly (readonly [PlannedTable, ExportedTable])[]> {
  const journal = await openSliceJournal(store, paths, plan.snapshotId as SnapshotId);
  const before = await openSlices(plan, journal.records, store);
  progress.phase(`Exporting ${plan.tables.filter(({ superseded }) => superseded === 'no').length} tables`);
  const written = journal.records.filter(({ state }) => state === 'written').length;
  if (written > 0) progress.note(`${written} slices are written already`);
  const read = database.read;
  const now = await exportSlices(before, journal, {
    exporter: database.export,
    read,
    store,
    parquet,
    clock,
    progress,
  });
  return before.map((table, index) => [table.table, together(table, now[index])] as const);
}

function together(before: TableProgress, now: ExportedTable | undefined): ExportedTable {
  if (now === undefined) throw new Error(`${before.table.name} was not exported`);
  return { ...now, files: [...before.files, ...now.files], leftovers: [...before.leftovers, ...now.leftovers] };
}

/** Of attempts that are on record; nothing else is touched. Where storage keeps everything, they stay and count for nothing. */
async function removeLeftovers(
  exported: readonly (readonly [PlannedTable, ExportedTable])[],
  { store }: SnapshotWorld,
): Promise<void> {
  for (const folder of exported.flatMap(([, { leftovers }]) => leftovers)) {
    for await (const { path } of store.list(`${folder}/`)) await store.remove(path);
  }
}
