import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import { type ExportWay, isUndo, type NewerRowsWay, type RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { finishRestore, readStanding } from '../procedures/end-restore.ts';
import { giveUpRestore, refuseHidden } from '../procedures/give-up-restore.ts';
import type { Journal } from '../procedures/journal.ts';
import type { StoredRestore } from '../procedures/locate-rows.ts';
import { findUnfinished, takeOver } from '../procedures/open-restore.ts';
import { isSwapped, lackingUndone, planUndo, type UndoPlanTable } from '../procedures/plan-undo.ts';
import { beginUndo, plannedUndos, servesUndo, undoSwap } from '../procedures/undo-restore.ts';
import { weighReaders } from '../procedures/weigh-restore.ts';
import type { VerbResult } from './command.ts';
import { named } from './named.ts';
import { showInterrupted, showUndo, undone, undoneBefore, withInterrupted } from './undo-report.ts';
import type { World } from './world.ts';

interface Opened {
  readonly world: Pick<World, 'progress' | 'clock'>;
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly restores: readonly StoredRestore[];
  readonly newerRows: NewerRowsWay | undefined;
  readonly exportWay: ExportWay;
}

/**
 * Puts back what the last restore of the chosen tables replaced, with what arrived since. One that was interrupted after its swap is ended first, and is then the answer; one that was interrupted
 * before it goes on if it does what is planned now, and is given up otherwise.
 */
export async function undo(
  { globs, dryRun }: { readonly globs: readonly string[]; readonly dryRun: boolean },
  opened: Opened,
): Promise<VerbResult> {
  const { world, database, restores, store } = opened;
  const interrupted = findUnfinished(restores);
  if (interrupted !== undefined && !isUndo(interrupted.record)) throw problemError(endFirst(interrupted.record));
  if (interrupted !== undefined && (await readStanding(interrupted.record, database)) === 'after-swap')
    return dryRun ? showInterrupted(interrupted.record) : undone(await end(interrupted, opened));
  const plan = await makePlan(globs, interrupted, opened);
  if (dryRun) {
    if (plan.length === 0) throw problemError(nothingToUndo(globs, restores));
    const names = plan.map(({ name }) => name);
    const shown = showUndo(plan, await weighReaders(names, database));
    return interrupted === undefined ? shown : withInterrupted(shown, interrupted.record);
  }
  const goesOn = interrupted !== undefined && servesUndo(interrupted.record, plan) ? interrupted : undefined;
  if (interrupted !== undefined && goesOn === undefined) {
    world.progress.note(
      `giving up undo ${interrupted.record.runId}, which was interrupted before it changed anything: it is not what is asked for now, or not possible any more`,
    );
    await giveUpRestore(interrupted, { database, store, clock: world.clock });
  }
  if (plan.length === 0) throw problemError(nothingToUndo(globs, restores));
  throwProblems(plan.flatMap(({ obstacles }) => obstacles));
  const ends = { store, clock: world.clock };
  if (plan.every(({ state }) => state === 'undone')) {
    const known = { restores: restores.map(({ record }) => record), live: await database.read.tables() };
    throwProblems(lackingUndone(plan, known));
    return undoneBefore(plan);
  }
  if (goesOn !== undefined)
    world.progress.note(`going on with undo ${goesOn.record.runId}, which was interrupted before it changed anything`);
  const journal =
    goesOn === undefined
      ? await beginUndo({ plan, paths: opened.paths, known: restores }, ends)
      : await takeOver(goesOn, { kind: 'before-swap', plan: waysOf(plan) }, ends);
  await swapAndFinish(journal, 'before-swap', opened);
  return undone(journal.current());
}

/** While an undo lies interrupted, what is kept may have lost rows that come along, or got some: its number is not told. */
async function makePlan(
  globs: readonly string[],
  interrupted: StoredRestore | undefined,
  { database, restores, exportWay, newerRows }: Opened,
): Promise<readonly UndoPlanTable[]> {
  const [live, schemaScript, exports] = await Promise.all([
    database.read.tables(),
    database.read.schemaScript(),
    database.read.continuousExports(),
  ]);
  const records = restores.map(({ record }) => record);
  const request = { restores: records, live, globs, schemaScript, exports, exportWay, newerRows };
  const plan = await planUndo(request, database);
  return interrupted === undefined ? plan : plan.map(({ keptRows: _, ...one }) => one);
}

function waysOf(plan: readonly UndoPlanTable[]) {
  return plannedUndos(plan).map(({ index, newerRows }) =>
    newerRows === undefined ? { index } : { index, newerRowsWay: newerRows },
  );
}

async function end(interrupted: StoredRestore, opened: Opened): Promise<RestoreRecord> {
  const { world, store, newerRows, database } = opened;
  await refuseHidden(interrupted.record, database.read);
  world.progress.note(`finishing undo ${interrupted.record.runId}, which was interrupted after its swap`);
  const standing = { kind: 'after-swap', asked: newerRows } as const;
  const journal = await takeOver(interrupted, standing, { store, clock: world.clock });
  await swapAndFinish(journal, standing.kind, opened);
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

/** With `as` nothing live was replaced, nor by a restore that found all rows in place or was refused at the end, so that there is nothing to put back either. */
export function nothingToUndo(globs: readonly string[], restores: readonly StoredRestore[]): Problem {
  const closed = restores.map(({ record }) => record).filter((one) => one.phase === 'closed' && !isUndo(one));
  const last = closed.at(-1);
  const beside = last?.tables.flatMap(({ target }) => (target === undefined ? [] : [target])) ?? [];
  if (globs.length === 0 && last !== undefined && beside.length > 0)
    return {
      code: 'not-found',
      summary: `The last restore, ${last.runId}, put its tables beside the live ones and replaced nothing, so there is nothing to undo.`,
      detail: `It made ${named(beside)}.`,
      next: 'Drop what nobody needs; or name the tables of an earlier restore with tables.',
    };
  if (globs.length === 0 && last !== undefined) return replacedNothing(last, closed);
  return {
    code: 'not-found',
    summary: `No restore of ${globs.length === 0 ? 'any table' : 'these tables'} is on record, so there is nothing to undo.`,
    next: 'status lists what can be undone; check cluster, database, storage and tables.',
  };
}

/** An older restore is not undone unless somebody says so, since what it brought back may be what is wanted. */
function replacedNothing({ runId }: RestoreRecord, closed: readonly RestoreRecord[]): Problem {
  const before = closed.findLast(({ tables }) => tables.some(isSwapped));
  const names = before?.tables.filter(isSwapped).map(({ name }) => name) ?? [];
  return {
    code: 'not-found',
    summary: `The last restore, ${runId}, replaced nothing, so there is nothing to undo.`,
    next:
      before === undefined
        ? 'status lists what can be undone.'
        : `To undo restore ${before.runId}, which replaced ${named(names)}, name its tables: kusto-rebuild restore --undo --tables ${names.join(',')}`,
  };
}
