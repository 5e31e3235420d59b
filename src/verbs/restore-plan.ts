import { type Problem, throwProblems } from '../domain/problem.ts';
import type { HeldDeployment } from '../domain/schema/deployment-record.ts';
import { readColumnMap, shaped } from '../domain/snapshot/column-map.ts';
import type { ColumnRange } from '../domain/snapshot/column-range.ts';
import type { DeletedRowsWay } from '../domain/snapshot/deleted-rows.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import type { ExportWay, LoadWay, NewerRowsWay } from '../domain/snapshot/records.ts';
import type { DatabaseIdentity } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { findTakenBack, takingBack } from '../procedures/deployment-records.ts';
import { findLostFile } from '../procedures/file-list.ts';
import { withHiddenAtOrigin } from '../procedures/hidden-at-origin.ts';
import type { StoredRestore } from '../procedures/locate-rows.ts';
import { placeBeside } from '../procedures/place-beside.ts';
import { readDeletionLog, readLogOfTarget, replaysOf, withDeletions } from '../procedures/plan-deletions.ts';
import { planRange } from '../procedures/plan-range.ts';
import { planRestore, type RestorePlanTable } from '../procedures/plan-restore.ts';
import { rewritesCountSince, withRewrites } from '../procedures/plan-rewrites.ts';
import { notChosen, notShaped, withRowsOfExtents } from '../procedures/plan-secured.ts';
import { withQuarantined } from '../procedures/quarantined-rows.ts';
import { selectTables } from '../procedures/select-tables.ts';
import { readStoredScript } from '../procedures/stored-snapshot.ts';
import { weighRestore } from '../procedures/weigh-restore.ts';
import { isEndedOf, refuseMore, type TwoSnapshots } from './latest-snapshot.ts';
import { isOnlyDamaged, type Places, recordedSource } from './restore-places.ts';
import { isView } from './restore-snapshot.ts';
import type { World } from './world.ts';

/** What a restore works on, and what was asked of it. */
export interface OpenedRestore extends Places {
  readonly world: World;
  readonly identity: DatabaseIdentity;
  readonly store: SnapshotStore;
  readonly manifest: Manifest;
  /** Absent where there was no choice of snapshots. */
  readonly two?: TwoSnapshots;
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
  /** The only rows that are to come back, where not all are. */
  readonly range: ColumnRange | undefined;
}

/** The plan by the snapshot that is taken, which is the newest one where an interrupted restore has nothing left to do with its own. Reads only; rejects as `makePlan` does, and where `latest` means two snapshots. */
export async function planWanted(
  wanted: readonly string[],
  opened: OpenedRestore,
): Promise<{ readonly plan: readonly RestorePlanTable[]; readonly now: OpenedRestore }> {
  const { two } = opened;
  const plan = (await makePlan(wanted, opened)).filter((one) => !isEndedOf(two, one));
  if (two?.taken !== 'begun' || two.unfinished.standing === 'after-swap') return { plan, now: opened };
  if (plan.length === 0)
    return planWanted(wanted, { ...opened, manifest: two.newest, two: { ...two, taken: 'newest' } });
  refuseMore(two, plan);
  return { plan, now: opened };
}

/** What would come back, table by table, with all that speaks against it. Reads only; rejects with what is wrong with the inputs. */
async function makePlan(wanted: readonly string[], opened: OpenedRestore): Promise<readonly RestorePlanTable[]> {
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
  const chosen = onlyDamaged ? plan?.filter(({ state }) => state === 'damaged').map(withNotChosen) : plan;
  const beside = { manifest, live, scripts: [...storedScript, ...schemaScript] };
  const placed =
    as === undefined
      ? chosen
      : (chosen?.map(({ table }) => table) ?? tables).map((table) => placeBeside(table, as, beside));
  const whole = await Promise.all((placed ?? []).map((one) => withLostFiles(one, manifest, store)));
  const withShape = (one: RestorePlanTable): RestorePlanTable => {
    const shape = shapes.get(one.table.name);
    return shape === undefined ? one : { ...one, shape, obstacles: [...one.obstacles, ...notShaped(one)] };
  };
  const counted = await withRowsOfExtents(whole.map(withShape), database.observe);
  const isElsewhere = opened.isElsewhere === 'yes' && counted.length > 0;
  const judged = isElsewhere ? await withHiddenAtOrigin(counted, opened.origin.read) : counted;
  const planned = await lookInQuarantine(await lookInLogs(judged, opened), opened);
  return weighRestore(planned, { schemaScript, storedScript, now: identity.now }, { database, store });
}

/** A secured table comes back only when somebody names it. */
function withNotChosen(one: RestorePlanTable): RestorePlanTable {
  const isKnown = one.security === undefined || one.live === undefined;
  return isKnown ? one : { ...one, obstacles: [...one.obstacles, notChosen(one)] };
}

/** The plan as the logs have it at this moment; they are not asked when nothing would come back. What was deleted is told by that of the snapshot's database, what was written anew by that of the tables that the rows go into. */
async function lookInLogs(
  plan: readonly RestorePlanTable[],
  opened: OpenedRestore,
): Promise<readonly RestorePlanTable[]> {
  if (plan.length === 0) return plan;
  const { identity, origin, database, isElsewhere, manifest } = opened;
  const { now } = identity;
  const log = await readDeletionLog(manifest, now, origin.observe);
  const known = { manifest, restores: opened.restores.map(({ record }) => record), isElsewhere };
  const since = rewritesCountSince(plan, known) ?? now;
  const there = isElsewhere === 'yes' ? await readLogOfTarget(plan, { since, now }, database.observe) : undefined;
  const doubts = [...log.doubts, ...(there?.doubts ?? [])];
  const held = log.commands.length === 0 ? [] : await takenBackBy(plan, opened);
  const takenBack = new Set(held.flatMap(({ steps }) => steps.map(({ digest }) => digest)));
  const found = withDeletions(plan, { ...log, doubts }, { way: opened.deletedRows, takenBack, manifest });
  return withRewrites(found, there ?? log, known);
}

function lookInQuarantine(
  plan: readonly RestorePlanTable[],
  { manifest, newerRows, restores, database, store, paths }: OpenedRestore,
): Promise<readonly RestorePlanTable[]> {
  const records = restores.map(({ record }) => record);
  return withQuarantined(plan, { manifest, newerRows, restores: records }, { database, store, paths });
}

/** Hours may have gone by since the plan was made, in which deployments may have put rows aside, and somebody may have deleted some or written them anew. */
export async function replaysNow(
  plan: readonly RestorePlanTable[],
  opened: OpenedRestore,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const bare = plan.map((one) => ({ ...one, obstacles: [] }));
  throwProblems((await lookInQuarantine(bare, opened)).flatMap(({ obstacles }) => obstacles));
  const isAccepted = opened.deletedRows === 'accept';
  if (isAccepted && plan.every(({ newerRowsWay }) => newerRowsWay !== 'keep')) return new Map();
  const now = await lookInLogs(bare, opened);
  throwProblems(now.flatMap(({ obstacles }) => obstacles));
  return isAccepted ? new Map() : replaysOf(now);
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

/** What deployments did since the snapshot to the tables that are put back in place. */
export function takenBackBy(
  plan: readonly RestorePlanTable[],
  opened: OpenedRestore,
): Promise<readonly HeldDeployment[]> {
  const { manifest, store, database } = opened;
  const tables = plan.map(({ table: { name }, target }) => ({ name, target }));
  return findTakenBack(takingBack({ source: recordedSource(manifest, opened), tables }, manifest), store, database);
}
