import type { SnapshotId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { HeldDeployment } from '../domain/schema/deployment-record.ts';
import { readColumnMap, shaped } from '../domain/snapshot/column-map.ts';
import { type ColumnRange, sameRange } from '../domain/snapshot/column-range.ts';
import type { DeletedRowsWay } from '../domain/snapshot/deleted-rows.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import {
  type ExportWay,
  type LoadWay,
  loadWays,
  type NewerRowsWay,
  newerRowsWays,
  type RestoredTable,
  type RestoreRecord,
} from '../domain/snapshot/records.ts';
import type { DatabaseIdentity } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { chooseLoad } from '../procedures/choose-load.ts';
import { countRanges } from '../procedures/count-range.ts';
import { findTakenBack, takingBack } from '../procedures/deployment-records.ts';
import { abandonRestore, finishRestore, readStanding } from '../procedures/end-restore.ts';
import { findLostFile } from '../procedures/file-list.ts';
import type { Journal } from '../procedures/journal.ts';
import { readRestores, type StoredRestore } from '../procedures/locate-rows.ts';
import { beginRestore, findUnfinished, serves, takeOver } from '../procedures/open-restore.ts';
import { placeBeside } from '../procedures/place-beside.ts';
import { readDeletionLog, replaysOf, withDeletions } from '../procedures/plan-deletions.ts';
import { planRange } from '../procedures/plan-range.ts';
import { planRestore, type RestorePlanTable } from '../procedures/plan-restore.ts';
import { requireCanary } from '../procedures/require-canary.ts';
import { restoreTables } from '../procedures/restore-tables.ts';
import { selectTables } from '../procedures/select-tables.ts';
import { findInOlder, openSnapshot, readManifest, readStoredScript } from '../procedures/stored-snapshot.ts';
import { isUndo } from '../procedures/undo-restore.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { withDeletionsTold } from './deletion-report.ts';
import { withTakenBack } from './hold-report.ts';
import { connection, snapshot, storage } from './inputs.ts';
import {
  checkColumns,
  checkExports,
  checkTogether,
  columnMap,
  deletedRows,
  exportsInput,
  what,
} from './restore-inputs.ts';
import { asSeenFrom, openPlaces, type Places, recordedSource, sourceOf, tablesFlag } from './restore-places.ts';
import { rangeInputs, readRange } from './restore-range.ts';
import { rangeRestored, showRangePlan } from './restore-range-report.ts';
import { nothingToDo, restored, showPlan, type Unfinished } from './restore-report.ts';
import { withSchema } from './schema-restore.ts';
import { undo } from './undo.ts';
import type { World } from './world.ts';

interface Opened extends Places {
  readonly world: World;
  readonly identity: DatabaseIdentity;
  readonly store: SnapshotStore;
  readonly manifest: Manifest;
  /** Every restore of the database, as it was when this run began. */
  readonly restores: readonly StoredRestore[];
  /** What was asked for rows that the snapshot does not have. */
  readonly newerRows: NewerRowsWay | undefined;
  /** What was asked for continuous exports. */
  readonly exportWay: ExportWay;
  /** How files are to be loaded. */
  readonly load: LoadWay | 'auto';
  /** Names for tables that are put beside the live ones. */
  readonly as: string | undefined;
  /** What was asked for rows that were deleted since the snapshot. */
  readonly deletedRows: DeletedRowsWay | undefined;
  /** What was asked for columns, as it was said. */
  readonly columns: readonly string[];
  /** Of the database that the snapshot was taken of. */
  readonly observe: DatabaseObserver;
  /** The only rows that are to come back, where not all are. */
  readonly range: ColumnRange | undefined;
}

const loadChoices = ['auto', ...loadWays] as const;

const restoreData = defineCommand({
  name: 'restore',
  group: 'recover',
  summary: 'Bring tables back from a snapshot, in place, in one atomic swap; or its schema',
  hosts: ['action', 'cli'],
  afterInterruption: 'Run restore again with the same inputs: it goes on where it stopped.',
  inputs: {
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
    'dry-run': { type: 'switch', describe: 'Show the plan and stop' },
  },
  outputs: [
    { name: 'verdict', describe: 'pass when the restored tables were verified live' },
    { name: 'snapshot-id', describe: 'Id of the snapshot that was restored' },
    { name: 'restored-tables', describe: 'Comma-separated names of the tables that were brought back' },
  ],
  async run(request, world) {
    const startedAt = world.clock.now();
    const places = openPlaces(request, world);
    const { database, paths } = places;
    const store = world.openStore(request);
    const restores = await readRestores(store, paths);
    const newerRows = request['newer-rows'];
    const exportWay = request['continuous-exports'];
    const { range, problems } = readRange(request);
    throwProblems([...checkTogether(request), ...checkExports(request), ...problems, ...checkColumns(request)]);
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
    const manifest = await openWanted(store, places, request.snapshot, interrupted);
    refuseUnrestorable(manifest, request);
    const opened: Opened = {
      ...places,
      world,
      identity,
      store,
      manifest,
      restores,
      newerRows,
      exportWay,
      load: request.load,
      as: request.as,
      deletedRows: request['deleted-rows'],
      columns: request.columns,
      observe: (places.isElsewhere === 'yes' ? world.openDatabase(request) : database).observe,
      range,
    };
    const unfinished = interrupted && {
      restore: interrupted,
      standing: await readStanding(interrupted.record, database),
    };
    if (request['dry-run']) {
      const planned = await countRanges(await makePlan(request.tables, opened), {
        store,
        parquet: world.openParquet(store),
      });
      const said = opened.deletedRows === undefined ? '' : ` --deleted-rows ${opened.deletedRows}`;
      const show = range === undefined ? showPlan : showRangePlan;
      const flags = `${places.flags}${tablesFlag(request.tables)}${said}`;
      const shown = withoutViews(show(manifest, planned, unfinished, flags), manifest);
      return withTakenBack(shown, await takenBackBy(planned, opened));
    }

    const finished = unfinished?.standing === 'after-swap' ? await finish(unfinished, opened) : undefined;
    const done =
      finished?.snapshotId === manifest.snapshotId && !isUndo(finished) ? ofRange(finished.tables, range) : [];
    const isDone = ({ table, target }: RestorePlanTable): boolean =>
      done.some((one) => one.name === table.name && one.target === target);
    const plan = (await makePlan(request.tables, opened)).filter((one) => !isDone(one));
    throwProblems(plan.flatMap(({ obstacles }) => obstacles));
    // What cannot be read would stop the swap, hours later.
    await takenBackBy(plan, opened);
    const begun = await openJournalOf(plan, unfinished?.standing === 'before-swap' ? unfinished : undefined, opened);
    if (begun !== undefined) await bringBack(begun, plan, opened);
    const records = [done.length > 0 ? finished : undefined, begun?.journal.current()].filter(
      (one) => one !== undefined,
    );
    if (records.length === 0) return withoutViews(nothingToDo(manifest, await leftOut(request, opened)), manifest);
    const took = world.clock.now().getTime() - startedAt.getTime();
    const held = records.flatMap(({ holds }) => holds ?? []);
    const tell = range === undefined ? restored : rangeRestored;
    const result = withDeletionsTold(tell(manifest, records, took), plan, opened.deletedRows);
    return withTakenBack(withoutViews(result, manifest), held);
  },
});

export const restore = withSchema(restoreData);

/** What deployments did since the snapshot to the tables that are put back in place. */
function takenBackBy(plan: readonly RestorePlanTable[], opened: Opened): Promise<readonly HeldDeployment[]> {
  const { manifest, store, database } = opened;
  const tables = plan.map(({ table: { name }, target }) => ({ name, target }));
  return findTakenBack(takingBack({ source: recordedSource(manifest, opened), tables }, manifest), store, database);
}

/** What was done of what is asked for: a time range is not the whole table, nor another range. */
function ofRange(tables: readonly RestoredTable[], range: ColumnRange | undefined): readonly RestoredTable[] {
  return tables.filter((one) => sameRange(one.range, range));
}

/** A part of the rows cannot take the place of all of them, and a view is not filled from outside. */
function refuseUnrestorable(
  { snapshotId, range, tables }: Manifest,
  { tables: wanted, as }: { readonly tables: readonly string[]; readonly as: string | undefined },
): void {
  const problems: Problem[] = [];
  if (range !== undefined && as === undefined) {
    problems.push({
      code: 'refused',
      summary: `Snapshot ${snapshotId} holds only a range of ingestion times, so putting it in the place of a table would lose the rest.`,
      next: 'Restore from a snapshot of all rows, or beside the live tables with as: {table}_restored.',
    });
  }
  for (const { name } of tables.filter(isView)) {
    if (!wanted.includes(name)) continue;
    problems.push({
      code: 'refused',
      summary: `${name} is a materialized view, which nothing can be loaded into: the service fills it from its source table.`,
      next: `Create ${name} again with backfill=true where its source still holds all rows; else restore.kql in its folder of the snapshot brings its rows back as a table.`,
    });
  }
  throwProblems(problems);
}

function isView({ kind }: TableManifest): boolean {
  return kind === 'materialized-view';
}

/** The result, which also says which views of the snapshot nobody looked at. */
function withoutViews(result: VerbResult, { tables }: Manifest): VerbResult {
  const names = tables.filter(isView).map(({ name }) => name);
  if (names.length === 0) return result;
  const text = `Materialized views of the snapshot are left out: ${names.join(', ')}.`;
  return { ...result, report: [...result.report, { kind: 'sentence', text }] };
}

/** Tables that nobody asked about because the newest snapshot does not hold them, with the snapshot that does. */
function leftOut(
  { snapshot: wanted, tables }: { readonly snapshot: string; readonly tables: readonly string[] },
  { store, source, manifest }: Opened,
): Promise<ReadonlyMap<string, string>> {
  const looksAtAll = wanted === 'latest' && isOnlyDamaged(tables);
  return looksAtAll ? findInOlder(store, source, manifest) : Promise.resolve(new Map());
}

function isOnlyDamaged(tables: readonly string[]): boolean {
  return tables.length === 1 && tables[0] === 'damaged';
}

/**
 * With `latest`, an interrupted restore goes on with the snapshot that it began with, also when a newer one was taken of the damage; unless files of
 * it are lost, which nothing can go on with.
 */
async function openWanted(
  store: SnapshotStore,
  places: Places,
  wanted: string,
  interrupted: StoredRestore | undefined,
): Promise<Manifest> {
  const { source } = places;
  const isRestore = interrupted !== undefined && !isUndo(interrupted.record);
  const isOfSource = isRestore && sourceOf(interrupted.record, places).data === source.data;
  const begun = wanted === 'latest' && isOfSource ? await manifestOf(interrupted, store, places) : undefined;
  const isWhole = begun !== undefined && (await hasItsFiles(begun, store));
  return isWhole ? begun : asSeenFrom((await openSnapshot(store, source, wanted)).manifest, source, places);
}

async function hasItsFiles({ tables }: Manifest, store: SnapshotStore): Promise<boolean> {
  for (const table of tables) if ((await findLostFile(store, table)) !== undefined) return false;
  return true;
}

/** Undefined when the snapshot is gone. */
async function manifestOf(
  { record }: StoredRestore,
  store: SnapshotStore,
  places: Places,
): Promise<Manifest | undefined> {
  const source = sourceOf(record, places);
  const manifest = await readManifest(store, source, record.snapshotId as SnapshotId);
  return manifest && asSeenFrom(manifest, source, places);
}

async function makePlan(wanted: readonly string[], opened: Opened): Promise<readonly RestorePlanTable[]> {
  const { database, identity, store, restores, newerRows, exportWay, as, range } = opened;
  const onlyDamaged = isOnlyDamaged(wanted);
  const [live, schemaScript, exports] = await Promise.all([
    database.read.tables(),
    database.read.schemaScript(),
    database.read.continuousExports(),
  ]);
  const { shapes, problems } = readColumnMap(opened.columns, {
    tables: opened.manifest.tables,
    live: as === undefined ? live : [],
  });
  throwProblems(problems);
  const shapedTables = opened.manifest.tables.map((table) => shaped(table, shapes.get(table.name)));
  const manifest = { ...opened.manifest, tables: shapedTables };
  const held = manifest.tables.filter((table) => !isView(table));
  const tables: readonly TableManifest[] = onlyDamaged ? held : selectTables(held, wanted);
  const records = restores.map(({ record }) => record);
  const storedScript = await readStoredScript(store, manifest);
  const state = { manifest, live, schemaScript, exports, storedScript, restores: records, identity };
  const asked = { ...state, tables, newerRows, exportWay };
  // What is chosen by name comes beside the live tables without a look at them.
  const isPlanned = as === undefined || onlyDamaged;
  const plan =
    range !== undefined
      ? await planRange({ ...asked, range }, database)
      : isPlanned
        ? await planRestore(asked, database.read)
        : undefined;
  const chosen = onlyDamaged ? plan?.filter(({ state }) => state === 'damaged') : plan;
  const beside = { manifest, live, scripts: [...storedScript, ...schemaScript] };
  const placed =
    as === undefined
      ? chosen
      : (chosen?.map(({ table }) => table) ?? tables).map((table) => placeBeside(table, as, beside));
  const whole = await Promise.all((placed ?? []).map((one) => withLostFiles(one, manifest, store)));
  const withShape = (one: RestorePlanTable): RestorePlanTable => {
    const shape = shapes.get(one.table.name);
    return shape === undefined ? one : { ...one, shape };
  };
  return lookForDeletions(whole.map(withShape), opened);
}

/** The plan as the logs have it at this moment; they are not asked when nothing would come back. */
async function lookForDeletions(
  plan: readonly RestorePlanTable[],
  opened: Opened,
): Promise<readonly RestorePlanTable[]> {
  if (plan.length === 0) return plan;
  const log = await readDeletionLog(opened.manifest, opened.identity.now, opened.observe);
  const held = log.commands.length === 0 ? [] : await takenBackBy(plan, opened);
  const takenBack = new Set(held.flatMap(({ steps }) => steps.map(({ digest }) => digest)));
  return withDeletions(plan, log, { way: opened.deletedRows, takenBack, manifest: opened.manifest });
}

/** Hours may have gone by since the plan was made. */
async function replaysNow(
  plan: readonly RestorePlanTable[],
  opened: Opened,
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (opened.deletedRows === 'accept') return new Map();
  const bare = plan.map((one) => ({ ...one, obstacles: [] }));
  const now = await lookForDeletions(bare, opened);
  throwProblems(now.flatMap(({ obstacles }) => obstacles));
  return replaysOf(now);
}

/** A table whose files are not those that were verified cannot come back from this snapshot. */
async function withLostFiles(
  one: RestorePlanTable,
  { snapshotId }: Manifest,
  store: SnapshotStore,
): Promise<RestorePlanTable> {
  const lost = await findLostFile(store, one.table);
  if (lost === undefined) return one;
  const problem: Problem = {
    code: 'refused',
    summary: `${one.table.name} cannot come back from snapshot ${snapshotId}, whose files are damaged.`,
    detail: lost,
    next: 'Use another snapshot: status lists them, and verify tells which are whole.',
  };
  return { ...one, obstacles: [...one.obstacles, problem] };
}

/** Ends a restore that was interrupted after its swap. */
async function finish(unfinished: Unfinished, opened: Opened): Promise<RestoreRecord> {
  const { world, database, store, manifest } = opened;
  const { record } = unfinished.restore;
  world.progress.note(`finishing restore ${record.runId}, which was interrupted after its swap`);
  const isSame = record.snapshotId === manifest.snapshotId && sourceOf(record, opened).data === opened.source.data;
  const own = isSame ? manifest : await manifestOf(unfinished.restore, store, opened);
  const standing = { kind: 'after-swap', asked: opened.newerRows } as const;
  const journal = await takeOver(unfinished.restore, standing, { store, clock: world.clock });
  await journal.whileOwn(() =>
    finishRestore(journal, own, othersThan(record.runId, opened), {
      database,
      store,
      clock: world.clock,
      progress: world.progress,
    }),
  );
  return journal.current();
}

/** Goes on with an interrupted restore when what it staged serves the plan; otherwise cleans up after it and begins a new one, if there is anything to do. */
async function openJournalOf(
  plan: readonly RestorePlanTable[],
  unfinished: Unfinished | undefined,
  opened: Opened,
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
  if (unfinished !== undefined) {
    const { record } = unfinished.restore;
    const journal = await takeOver(unfinished.restore, { kind: 'before-swap', plan }, ends);
    if (goesOn) {
      world.progress.note(`going on with restore ${record.runId}, which was interrupted`);
      note();
      // What was ever queued may still come, so the record never forgets it.
      if (load === 'queued' && record.load !== 'queued') await journal.advance((current) => ({ ...current, load }));
      return { journal, load };
    }
    world.progress.note(`cleaning up restore ${record.runId}, which was interrupted before it changed anything`);
    await journal.whileOwn(() => abandonRestore(journal, { database, clock: world.clock }));
  }
  if (plan.length === 0) return undefined;
  note();
  const journal = await beginRestore({ manifest, source, load, tables: plan, paths, known: restores }, ends);
  return { journal, load };
}

/** A restore that this process works on, and how it loads files. */
interface Begun {
  readonly journal: Journal<RestoreRecord>;
  readonly load: LoadWay;
}

async function bringBack({ journal, load }: Begun, plan: readonly RestorePlanTable[], opened: Opened): Promise<void> {
  const { world, database, store, manifest } = opened;
  const others = othersThan(journal.current().runId, opened);
  const reach = { database, store, clock: world.clock, progress: world.progress };
  await journal.whileOwn(async () => {
    const replays = () => replaysNow(plan, opened);
    await restoreTables(journal, plan, { manifest, others, load, exports: opened.exportWay, replays }, reach);
    await finishRestore(journal, manifest, others, reach);
  });
}

function othersThan(runId: string, { restores }: Opened): readonly RestoreRecord[] {
  return restores.map(({ record }) => record).filter((record) => record.runId !== runId);
}
