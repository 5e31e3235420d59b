import type { LoadWay, RestoreRecord } from '../domain/snapshot/records.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { chooseLoad } from '../procedures/choose-load.ts';
import { finishRestore } from '../procedures/end-restore.ts';
import { giveUpRestore, refuseHidden, shownMeanwhile } from '../procedures/give-up-restore.ts';
import type { Journal } from '../procedures/journal.ts';
import { type DeletedSince, lateDeletions } from '../procedures/late-deletions.ts';
import type { KnownSnapshot } from '../procedures/look-at-live.ts';
import { beginRestore, serves, takeOver } from '../procedures/open-restore.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import { restoreTables } from '../procedures/restore-tables.ts';
import { recordedSource, sourceOf } from './restore-places.ts';
import { type OpenedRestore, replaysNow } from './restore-plan.ts';
import type { Unfinished } from './restore-report.ts';
import { manifestOf } from './restore-snapshot.ts';

/** Ends a restore that was interrupted after its swap. */
export async function finish(unfinished: Unfinished, opened: OpenedRestore): Promise<RestoreRecord> {
  const { world, database, store, manifest } = opened;
  const { record } = unfinished.restore;
  world.progress.note(`finishing restore ${record.runId}, which was interrupted after its swap`);
  await refuseHidden(record, database.read);
  const isOfSource = sourceOf(record, opened).data === opened.source.data;
  const own =
    isOfSource && record.snapshotId === manifest.snapshotId
      ? manifest
      : await manifestOf(unfinished.restore, store, opened);
  const observe = isOfSource ? opened.origin.observe : undefined;
  const since = record.clusterTime ?? own?.clusterTime;
  const known = { manifest: own, others: othersThan(record.runId, opened), ...deletionsSince(since, observe, opened) };
  const standing = { kind: 'after-swap', asked: opened.newerRows } as const;
  const journal = await takeOver(unfinished.restore, standing, { store, clock: world.clock });
  await journal.whileOwn(() =>
    finishRestore(journal, known, { database, store, clock: world.clock, progress: world.progress }),
  );
  return journal.current();
}

/** What is left of an interrupted restore, once nothing of it shows rows to people from whom their table has come to hide them. */
export async function withoutShown(
  unfinished: Unfinished | undefined,
  { world, database, store }: OpenedRestore,
): Promise<Unfinished | undefined> {
  if (unfinished?.standing !== 'before-swap') return unfinished;
  const shown = await shownMeanwhile(unfinished.restore.record, database.read);
  if (shown.length === 0) return unfinished;
  world.progress.note(
    `cleaning up restore ${unfinished.restore.record.runId}, which was interrupted before it changed anything: ${shown.join(', ')} hides rows from some by now, and what it has staged shows them`,
  );
  await giveUpRestore(unfinished.restore, { database, store, clock: world.clock });
  return undefined;
}

/** Goes on with an interrupted restore when what it staged serves the plan; otherwise cleans up after it and begins a new one, if there is anything to do. */
export async function openJournalOf(
  plan: readonly RestorePlanTable[],
  unfinished: Unfinished | undefined,
  opened: OpenedRestore,
): Promise<Begun | undefined> {
  const { world, database, store, paths, manifest, restores } = opened;
  const source = recordedSource(manifest, opened);
  const ends = { store, clock: world.clock };
  const before = unfinished?.restore.record;
  const goesOn = before !== undefined && serves(before, { manifest, source }, plan);
  const tables = plan.map(({ table }) => table);
  const asked = plan.length === 0 ? 'direct' : opened.load;
  // Before anything is made, since the queue may not be reached.
  const { load, why } = await chooseLoad(asked, tables, database, goesOn ? (before.load ?? 'direct') : undefined);
  const note = (): void =>
    world.progress.note(`files are loaded ${load === 'queued' ? 'through the queue' : 'directly'}, ${why}`);
  if (unfinished !== undefined && goesOn) {
    const journal = await takeOver(unfinished.restore, { kind: 'before-swap', plan }, ends);
    world.progress.note(`going on with restore ${before.runId}, which was interrupted`);
    note();
    // What was ever queued may still come, so the record never forgets it.
    if (load === 'queued' && before.load !== 'queued') await journal.advance((current) => ({ ...current, load }));
    return { journal, load };
  }
  if (unfinished !== undefined) {
    world.progress.note(
      `cleaning up restore ${unfinished.restore.record.runId}, which was interrupted before it changed anything`,
    );
    await giveUpRestore(unfinished.restore, { database, ...ends });
  }
  if (plan.length === 0) return undefined;
  note();
  const journal = await beginRestore({ manifest, source, load, tables: plan, paths, known: restores }, ends);
  return { journal, load };
}

/** A restore that this process works on, and how it loads files. */
export interface Begun {
  readonly journal: Journal<RestoreRecord>;
  readonly load: LoadWay;
}

/** Brings back what is planned, and judges it. */
export async function bringBack(
  { journal, load }: Begun,
  plan: readonly RestorePlanTable[],
  opened: OpenedRestore,
): Promise<void> {
  const { world, database, store, manifest } = opened;
  const others = othersThan(journal.current().runId, opened);
  const reach = { database, store, clock: world.clock, progress: world.progress };
  await journal.whileOwn(async () => {
    const replays = () => replaysNow(plan, opened);
    await restoreTables(journal, plan, { manifest, others, load, exports: opened.exportWay, replays }, reach);
    // Loading may have taken hours, and so may the rows that follow.
    const deletions = deletionsSince(journal.current().clusterTime, opened.origin.observe, opened);
    await finishRestore(journal, { manifest, others, ...deletions }, reach);
  });
}

/** How deletions are looked for from the swap on, and rows that were written anew in the table itself. `observe` is of the database of the snapshot, where this run knows it. */
export function deletionsSince(
  since: string | undefined,
  observe: DatabaseObserver | undefined,
  { deletedRows: way, database, isElsewhere }: Pick<OpenedRestore, 'deletedRows' | 'database' | 'isElsewhere'>,
): Pick<KnownSnapshot, 'deletedSince' | 'newerDeletedSince'> {
  const isHere = isElsewhere === 'no';
  const ofSnapshot = lateDeletions({ since, observe, rewrites: isHere ? 'looked-for' : 'left', way }, database);
  const here = { since, observe: database.observe } as const;
  const anew = lateDeletions({ ...here, rewrites: 'looked-for', way: 'accept' }, database);
  const deletedSince: DeletedSince = isHere
    ? ofSnapshot
    : async (table) => ({ ...(await ofSnapshot(table)), rewrites: (await anew(table)).rewrites });
  if (way === 'accept') return { deletedSince };
  return { deletedSince, newerDeletedSince: lateDeletions({ ...here, rewrites: 'left', way }, database) };
}

function othersThan(runId: string, { restores }: OpenedRestore): readonly RestoreRecord[] {
  return restores.map(({ record }) => record).filter((record) => record.runId !== runId);
}
