import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { ExportWay, NewerRowsWay, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { finishRestore, readStanding } from '../procedures/end-restore.ts';
import type { Journal } from '../procedures/journal.ts';
import type { StoredRestore } from '../procedures/locate-rows.ts';
import { findUnfinished, takeOver } from '../procedures/open-restore.ts';
import { planUndo } from '../procedures/plan-undo.ts';
import { beginUndo, isUndo, undoSwap } from '../procedures/undo-restore.ts';
import { weighReaders } from '../procedures/weigh-restore.ts';
import type { VerbResult } from './command.ts';
import { showInterrupted, showUndo, undone, undoneBefore } from './undo-report.ts';
import type { World } from './world.ts';

interface Opened {
  readonly world: World;
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly restores: readonly StoredRestore[];
  readonly newerRows: NewerRowsWay | undefined;
  readonly exportWay: ExportWay;
}

/** Puts back what the last restore of the chosen tables replaced, with what arrived since; an interrupted undo is ended first, and is then the answer. */
export async function undo(
  { globs, dryRun }: { readonly globs: readonly string[]; readonly dryRun: boolean },
  opened: Opened,
): Promise<VerbResult> {
  const { world, database, restores } = opened;
  const interrupted = findUnfinished(restores);
  if (interrupted !== undefined && !isUndo(interrupted.record)) throw problemError(endFirst(interrupted.record));
  if (interrupted !== undefined)
    return dryRun ? showInterrupted(interrupted.record) : undone(await resume(interrupted, opened));
  const [live, schemaScript, exports] = await Promise.all([
    database.read.tables(),
    database.read.schemaScript(),
    database.read.continuousExports(),
  ]);
  const records = restores.map(({ record }) => record);
  const request = {
    restores: records,
    live,
    globs,
    schemaScript,
    exports,
    exportWay: opened.exportWay,
    newerRows: opened.newerRows,
  };
  const plan = await planUndo(request, database.read);
  if (plan.length === 0) throw problemError(nothingToUndo);
  if (dryRun) {
    const names = plan.map(({ name }) => name);
    return showUndo(plan, await weighReaders(names, database));
  }
  throwProblems(plan.flatMap(({ obstacles }) => obstacles));
  const ends = { store: opened.store, clock: world.clock };
  if (plan.every(({ state }) => state === 'undone')) return undoneBefore(plan);
  const journal = await beginUndo({ plan, paths: opened.paths, known: restores }, ends);
  await swapAndFinish(journal, 'before-swap', opened);
  return undone(journal.current());
}

async function resume(interrupted: StoredRestore, opened: Opened): Promise<RestoreRecord> {
  const { world, database, store } = opened;
  const standing = await readStanding(interrupted.record, database);
  world.progress.note(`going on with undo ${interrupted.record.runId}, which was interrupted`);
  const plan = interrupted.record.tables.map(({ index, newerRows }) => {
    const way = opened.newerRows ?? newerRows;
    return way === undefined ? { index } : { index, newerRowsWay: way };
  });
  const known =
    standing === 'before-swap'
      ? ({ kind: standing, plan } as const)
      : ({ kind: standing, asked: opened.newerRows } as const);
  const journal = await takeOver(interrupted, known, { store, clock: world.clock });
  await swapAndFinish(journal, standing, opened);
  return journal.current();
}

async function swapAndFinish(
  journal: Journal<RestoreRecord>,
  standing: 'before-swap' | 'after-swap',
  { world, database, store, restores, exportWay }: Opened,
): Promise<void> {
  const reach = { database, store, clock: world.clock, progress: world.progress };
  const others = restores.map(({ record }) => record).filter(({ runId }) => runId !== journal.current().runId);
  await journal.whileOwn(async () => {
    if (standing === 'before-swap') await undoSwap(journal, exportWay, reach);
    await finishRestore(journal, { manifest: undefined, others }, reach);
  });
}

function endFirst({ runId }: RestoreRecord): Problem {
  return {
    code: 'refused',
    summary: `Restore ${runId} was interrupted and is not ended, so nothing can be undone yet.`,
    next: 'Run restore without undo: it goes on where it stopped. Then undo it.',
  };
}

const nothingToUndo: Problem = {
  code: 'not-found',
  summary: 'No restore of these tables is on record, so there is nothing to undo.',
  next: 'status lists what can be undone; check cluster, database, storage and tables.',
};
