import { type Problem, throwProblems } from '../domain/problem.ts';
import { type ColumnRange, sameRange } from '../domain/snapshot/column-range.ts';
import { heldBy } from '../domain/snapshot/hold.ts';
import { isUndo, loadWays, newerRowsWays, type RestoredTable, type RestoreRecord } from '../domain/snapshot/records.ts';
import { bytesOf, estimateRestore, type RestoreTime } from '../domain/snapshot/restore-time.ts';
import { countRanges } from '../procedures/count-range.ts';
import { readStanding } from '../procedures/end-restore.ts';
import { readHotShares } from '../procedures/hot-shares.ts';
import { readRestores, type StoredRestore } from '../procedures/locate-rows.ts';
import { findUnfinished } from '../procedures/open-restore.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import { requireCanary } from '../procedures/require-canary.ts';
import { defineCommand, type RequestOf, type VerbResult } from './command.ts';
import { commandLine } from './command-line.ts';
import { withDeletionsTold } from './deletion-report.ts';
import { withTakenBack } from './hold-report.ts';
import { announceImpact, withImpactTold } from './impact-report.ts';
import { connection, snapshot, storage } from './inputs.ts';
import { describeChoice, withChoice } from './latest-snapshot.ts';
import { putBackQuarantine } from './put-back-quarantine.ts';
import {
  checkColumns,
  checkExports,
  checkTogether,
  checkWhat,
  columnMap,
  deletedRows,
  exportsInput,
  undoQuarantine,
  what,
} from './restore-inputs.ts';
import { isOnlyDamaged, openPlaces } from './restore-places.ts';
import { type OpenedRestore, planWanted, takenBackBy } from './restore-plan.ts';
import { rangeInputs, readRange } from './restore-range.ts';
import { rangeRestored, showRangePlan } from './restore-range-report.ts';
import { nothingToDo, restored, showPlan, type Unfinished, withEndedFirst } from './restore-report.ts';
import { bringBack, finish, openJournalOf, withoutShown } from './restore-run.ts';
import { leftOut, openWanted, refuseUnrestorable, withoutViews } from './restore-snapshot.ts';
import { restoreWithSchema } from './schema-restore.ts';
import { announceTime, withTime } from './time-report.ts';
import { undo } from './undo.ts';
import type { World } from './world.ts';

const loadChoices = ['auto', ...loadWays] as const;

const inputs = {
  ...connection,
  ...storage,
  ...snapshot,
  tables: {
    type: 'list',
    default: 'damaged',
    describe: 'damaged for those that differ from the snapshot, or tables by name or glob; !glob takes away',
  },
  ...what,
  'newer-rows': {
    type: 'choice',
    choices: newerRowsWays,
    describe:
      'Rows that the snapshot does not have: keep brings them over into the restored tables, discard leaves them in the kept contents; without it a table with such rows is refused',
  },
  ...deletedRows,
  ...columnMap,
  'continuous-exports': exportsInput,
  ...rangeInputs,
  load: {
    type: 'choice',
    choices: loadChoices,
    default: 'auto',
    describe:
      'How files are loaded: direct, a command for each; queued, by the service from its queue, which takes minutes and retries for two days; auto takes queued for 10 GB of files or more, where the queue can be reached',
  },
  'target-cluster': {
    type: 'uri',
    describe: 'URI of the cluster that the tables come into, when it is not the one that the snapshot was taken of',
  },
  'target-database': {
    type: 'text',
    describe: 'Database that the tables come into, when it is not the one that the snapshot was taken of',
  },
  as: {
    type: 'text',
    describe:
      'Put the tables beside the live ones under this name, in which {table} stands for the name of each, such as {table}_restored; nothing live is touched',
  },
  undo: {
    type: 'switch',
    describe:
      'Put back what the last restore replaced, of all its tables or of those that tables names, and keep the rows that arrived since',
  },
  ...undoQuarantine,
  'dry-run': { type: 'switch', describe: 'Show the plan and stop' },
} as const;

export const restore = defineCommand({
  name: 'restore',
  group: 'recover',
  summary: 'Bring tables back from a snapshot, in place, in one atomic swap; or its schema',
  hosts: ['action', 'cli'],
  afterInterruption: 'Run restore again with the same inputs: it goes on where it stopped.',
  inputs,
  outputs: [
    { name: 'verdict', describe: 'pass when the restored tables were verified live' },
    { name: 'snapshot-id', describe: 'Id of the snapshot that was restored' },
    { name: 'restored-tables', describe: 'Comma-separated names of the tables that were brought back' },
  ],
  async run(request, world) {
    const quarantine = request['undo-quarantine'];
    if (quarantine !== undefined) return putBackQuarantine(quarantine, { request, inputs }, world);
    throwProblems([...checkWhat(request), ...(request.what === 'schema' ? [] : checkRows(request))]);
    const restoreData = () => restoreRows(request, world);
    return request.what === 'data' ? restoreData() : restoreWithSchema(request, restoreData, world);
  },
});

type Request = RequestOf<typeof inputs>;

/** Everything that is wrong with the inputs that are about rows. */
function checkRows(request: Request): readonly Problem[] {
  return [
    ...checkTogether(request),
    ...checkExports(request),
    ...readRange(request).problems,
    ...checkColumns(request),
  ];
}

async function restoreRows(request: Request, world: World): Promise<VerbResult> {
  const startedAt = world.clock.now();
  const places = openPlaces(request, world);
  const { database, paths } = places;
  const store = world.openStore(request);
  const restores = await readRestores(store, paths);
  const newerRows = request['newer-rows'];
  const exportWay = request['continuous-exports'];
  const identity = await database.read.identity();
  requireCanary(identity);
  if (request.undo) {
    const globs = isOnlyDamaged(request.tables) ? [] : request.tables;
    return undo(
      { globs, dryRun: request['dry-run'] },
      { world, database, store, paths, restores, newerRows, exportWay },
    );
  }
  const interrupted = findUnfinished(restores);
  const unfinished = interrupted && {
    restore: interrupted,
    standing: await readStanding(interrupted.record, database),
  };
  const range = readRange(request).range;
  const { manifest, two } = await openWanted(store, places, { ...request, range }, unfinished);
  refuseUnrestorable(manifest, request);
  const opened: OpenedRestore = {
    ...places,
    world,
    identity,
    store,
    manifest,
    ...(two === undefined ? {} : { two }),
    restores,
    newerRows,
    exportWay,
    load: request.load,
    as: request.as,
    deletedRows: request['deleted-rows'],
    columns: request.columns,
    range,
  };
  if (request['dry-run']) return showWhatWouldBe(request, opened, unfinished);
  return bringBackWanted(request, opened, { startedAt, unfinished: await withoutShown(unfinished, opened) });
}

/** Ends what was interrupted after its swap, and then brings back what of the rest is wanted. */
async function bringBackWanted(
  request: Request,
  opened: OpenedRestore,
  { startedAt, unfinished }: { readonly startedAt: Date; readonly unfinished: Unfinished | undefined },
): Promise<VerbResult> {
  const { world, database, range } = opened;
  const finished = unfinished?.standing === 'after-swap' ? await finish(unfinished, opened) : undefined;
  const planned = await planWanted(
    request.tables,
    finished === undefined ? opened : { ...opened, restores: withRecord(opened.restores, finished) },
  );
  const { now } = planned;
  const { two } = now;
  // Where all that was damaged came back with the interrupted restore, its own snapshot is what is told of.
  const isAllEnded = finished !== undefined && planned.plan.length === 0 && isOnlyDamaged(request.tables);
  const manifest = isAllEnded && two !== undefined ? two.begun : now.manifest;
  const done = finished?.snapshotId === manifest.snapshotId && !isUndo(finished) ? ofRange(finished.tables, range) : [];
  const isDone = ({ table, target }: RestorePlanTable): boolean =>
    done.some((one) => one.name === table.name && one.target === target);
  const plan = planned.plan.filter((one) => !isDone(one));
  throwProblems(plan.flatMap(({ obstacles }) => obstacles));
  // What cannot be read would stop the swap, hours later.
  await takenBackBy(plan, now);
  if (two !== undefined) world.progress.note(describeChoice(two));
  announceImpact(plan, world.progress);
  if (plan.length > 0) announceTime(timeOf(plan, now), world.progress);
  const begun = await openJournalOf(plan, unfinished?.standing === 'before-swap' ? unfinished : undefined, now);
  if (begun !== undefined) await bringBack(begun, plan, now);
  const endedFirst = done.length > 0 ? undefined : finished;
  const records = [done.length > 0 ? finished : undefined, begun?.journal.current()].filter((one) => one !== undefined);
  const ended = endedFirst === undefined ? [] : [endedFirst];
  const held = [...records, ...ended].flatMap((record) => heldBy(record, []));
  const takenBack = { when: 'done', what: range === undefined ? 'tables' : 'range' } as const;
  if (records.length === 0) {
    const result = nothingToDo(manifest, await leftOut(request, now), endedFirst);
    return withTakenBack(withChoice(withoutViews(withEndedFirst(result, endedFirst), manifest), two), held, takenBack);
  }
  const took = world.clock.now().getTime() - startedAt.getTime();
  const tell = range === undefined ? restored : rangeRestored;
  const hot = plan.flatMap(({ table: { name }, weighed, nowRows }) =>
    weighed?.cache ? [{ name, rowsBefore: nowRows }] : [],
  );
  const told = withDeletionsTold(tell(manifest, records, took), plan, now.deletedRows);
  const result = withImpactTold(told, plan, await readHotShares(hot, database));
  return withTakenBack(withChoice(withoutViews(withEndedFirst(result, endedFirst), manifest), two), held, takenBack);
}

/** The plan, and nothing done. */
async function showWhatWouldBe(
  request: Request,
  opened: OpenedRestore,
  unfinished: Unfinished | undefined,
): Promise<VerbResult> {
  const { world, store, range } = opened;
  const { plan: planned, now } = await planWanted(request.tables, opened);
  const { manifest, two } = now;
  const plan = await countRanges(planned, { store, parquet: world.openParquet(store) });
  const show = range === undefined ? showPlan : showRangePlan;
  // An id would be meant for the tables of the interrupted restore, too.
  const isOfBoth = two?.taken === 'newest' && two.unfinished.standing === 'after-swap';
  const command = commandLine('restore', inputs, request, isOfBoth ? {} : { snapshot: manifest.snapshotId });
  const shown = withChoice(withoutViews(show(manifest, plan, unfinished, command), manifest), two);
  const timed = plan.length > 0 ? withTime(shown, timeOf(plan, now)) : shown;
  // Nothing is taken back by what is refused.
  if (plan.some(({ obstacles }) => obstacles.length > 0)) return timed;
  const what = range === undefined ? 'tables' : 'range';
  return withTakenBack(timed, await takenBackBy(plan, now), { when: 'planned', what });
}

function timeOf(plan: readonly RestorePlanTable[], { manifest, restores }: OpenedRestore): RestoreTime | undefined {
  const records = restores.map(({ record }) => record);
  return estimateRestore(bytesOf(plan), manifest, records);
}

/** The restores, of which one has ended meanwhile. */
function withRecord(restores: readonly StoredRestore[], ended: RestoreRecord): readonly StoredRestore[] {
  return restores.map((one) => (one.record.runId === ended.runId ? { ...one, record: ended } : one));
}

/** What was done of what is asked for: a time range is not the whole table, nor another range. */
function ofRange(tables: readonly RestoredTable[], range: ColumnRange | undefined): readonly RestoredTable[] {
  return tables.filter((one) => sameRange(one.range, range));
}
