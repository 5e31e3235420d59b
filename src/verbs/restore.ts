import type { RunId } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import { databasePaths, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import { pass } from '../domain/verdict.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { Journal } from '../procedures/journal.ts';
import { readRestoreRecords } from '../procedures/locate-rows.ts';
import {
  beginRestore,
  findUnfinished,
  refuseOther,
  takeOver,
  type UnfinishedRestore,
} from '../procedures/open-restore.ts';
import { planRestore, type RestorePlanTable } from '../procedures/plan-restore.ts';
import { requireCanary } from '../procedures/require-canary.ts';
import { abandonRestore, oldLifetimeDays, restoreTables } from '../procedures/restore-tables.ts';
import { selectTables } from '../procedures/select-tables.ts';
import { oldName } from '../procedures/stage-table.ts';
import { openSnapshot } from '../procedures/stored-snapshot.ts';
import type { Block } from '../report/blocks.ts';
import { showCount, showDuration, totalOf } from '../report/numbers.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { connection, snapshot, storage } from './inputs.ts';
import type { World } from './world.ts';

interface Opened {
  readonly world: World;
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly manifest: Manifest;
}

export const restore = defineCommand({
  name: 'restore',
  group: 'recover',
  summary: 'Bring tables back from a snapshot, in place, in one atomic swap',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    ...snapshot,
    tables: {
      type: 'list',
      default: 'damaged',
      describe: 'damaged for those that differ from the snapshot, or tables by name or glob; !glob takes away',
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
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const paths = databasePaths(database.clusterHost, database.name);
    const unfinished = await findUnfinished(store, paths);
    const wanted =
      request.snapshot === 'latest' && unfinished !== undefined ? unfinished.record.snapshotId : request.snapshot;
    const { manifest } = await openSnapshot(store, paths, wanted);
    const opened: Opened = { world, database, store, paths, manifest };
    requireCanary(await database.read.identity());

    const resumed = unfinished?.record.snapshotId === manifest.snapshotId ? unfinished : undefined;
    const plan = resumed === undefined ? await makePlan(request.tables, opened) : [];
    if (request['dry-run']) return showPlan(manifest, plan, resumed);
    throwProblems(plan.flatMap(({ obstacles }) => obstacles));
    if (unfinished !== undefined && resumed === undefined) await giveUp(unfinished, opened);
    if (resumed === undefined && plan.length === 0) return nothingToDo(manifest);

    if (resumed !== undefined)
      world.progress.note(`going on with restore ${resumed.record.runId}, which was interrupted`);
    const journal =
      resumed === undefined
        ? await beginRestore({ manifest, tables: plan, paths }, { store, clock: world.clock })
        : await takeOver(resumed, { store, clock: world.clock });
    const others = (await readRestoreRecords(store, paths)).filter(({ runId }) => runId !== journal.current().runId);
    await restoreTables(journal, manifest, others, { database, store, clock: world.clock, progress: world.progress });
    return restored(manifest, journal, world.clock.now().getTime() - startedAt.getTime());
  },
});

async function makePlan(
  wanted: readonly string[],
  { database, store, paths, manifest }: Opened,
): Promise<readonly RestorePlanTable[]> {
  const onlyDamaged = wanted.length === 1 && wanted[0] === 'damaged';
  const tables: readonly TableManifest[] = onlyDamaged ? manifest.tables : selectTables(manifest.tables, wanted);
  const [live, schemaScript, restores] = await Promise.all([
    database.read.tables(),
    database.read.schemaScript(),
    readRestoreRecords(store, paths),
  ]);
  const plan = await planRestore({ manifest, tables, live, schemaScript, restores }, database.read);
  return onlyDamaged ? plan.filter(({ state }) => state === 'damaged') : plan;
}

async function giveUp(unfinished: UnfinishedRestore, { database, store, world }: Opened): Promise<void> {
  if (unfinished.record.phase !== 'loading') refuseOther(unfinished);
  world.progress.note(
    `cleaning up restore ${unfinished.record.runId} of another snapshot, which was interrupted before it changed anything`,
  );
  await abandonRestore(await takeOver(unfinished, { store, clock: world.clock }), { database });
}

function showPlan(
  manifest: Manifest,
  plan: readonly RestorePlanTable[],
  resumed: UnfinishedRestore | undefined,
): VerbResult {
  const problems = plan.flatMap(({ obstacles }) => obstacles);
  const report: Block[] = [{ kind: 'heading', text: planHeadline(manifest, plan, problems, resumed) }];
  if (plan.length > 0) report.push(planTable(plan));
  return {
    outcomes: plan.map(({ table }) => ({ kind: 'not-attempted', item: table.name, note: 'dry run' })),
    ...(problems.length === 0 ? {} : { verdict: { kind: 'fail', problems } }),
    report,
    outputs: { 'snapshot-id': manifest.snapshotId },
    data: {
      dryRun: true,
      snapshotId: manifest.snapshotId,
      tables: plan.map((one) => ({
        name: one.table.name,
        damage: one.damage,
        nowRows: one.nowRows?.toString(),
        snapshotRows: one.snapshotRows.toString(),
        newerRows: one.newerRows.toString(),
      })),
    },
  };
}

function planHeadline(
  manifest: Manifest,
  plan: readonly RestorePlanTable[],
  problems: readonly Problem[],
  resumed: UnfinishedRestore | undefined,
): string {
  if (resumed !== undefined)
    return `Restore ${resumed.record.runId} of snapshot ${manifest.snapshotId} was interrupted; running restore goes on with it.`;
  if (plan.length === 0) return `No table differs from snapshot ${manifest.snapshotId}; there is nothing to restore.`;
  const count = `${plan.length} table${plan.length === 1 ? '' : 's'}`;
  return problems.length === 0
    ? `${count} would come back from snapshot ${manifest.snapshotId}.`
    : `${count} cannot come back as they are; see below.`;
}

function planTable(plan: readonly RestorePlanTable[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Table' },
      { title: 'Damage' },
      { title: 'Now', align: 'right' },
      { title: 'In snapshot', align: 'right' },
      { title: 'Arrived since', align: 'right' },
      { title: 'After', align: 'right' },
    ],
    rows: plan.map((one) => [
      one.table.name,
      one.damage,
      one.nowRows === undefined ? '' : showCount(one.nowRows),
      showCount(one.snapshotRows),
      showCount(one.newerRows),
      showCount(one.snapshotRows),
    ]),
  };
}

function nothingToDo(manifest: Manifest): VerbResult {
  return {
    verdict: pass,
    outcomes: [],
    report: [{ kind: 'heading', text: `No table differs from snapshot ${manifest.snapshotId}; nothing was changed.` }],
    outputs: { verdict: 'pass', 'snapshot-id': manifest.snapshotId, 'restored-tables': '' },
    data: { snapshotId: manifest.snapshotId, tables: [] },
  };
}

function restored(manifest: Manifest, journal: Journal<RestoreRecord>, milliseconds: number): VerbResult {
  const record = journal.current();
  const tables = record.tables.map(({ name, index, liveTableId }) => {
    const table = manifest.tables[index];
    if (table === undefined) throw problemError({ code: 'bug', summary: `no table ${index} in the manifest` });
    return {
      name,
      rows: BigInt(table.fingerprint.rows),
      kept: liveTableId === null ? '' : oldName({ run: record.runId as RunId, index }),
    };
  });
  const rows = totalOf(tables.map((table) => table.rows));
  return {
    verdict: pass,
    outcomes: tables.map(({ name }) => ({ kind: 'done', item: name })),
    report: [
      {
        kind: 'heading',
        text: `${tables.length} table${tables.length === 1 ? ' is' : 's are'} back from snapshot ${manifest.snapshotId}, verified live.`,
      },
      {
        kind: 'sentence',
        text: `${showCount(rows)} rows in ${showDuration(milliseconds)}. What was replaced stays in the cluster for ${oldLifetimeDays} days.`,
      },
      {
        kind: 'table',
        columns: [{ title: 'Table' }, { title: 'Rows', align: 'right' }, { title: 'Replaced contents kept as' }],
        rows: tables.map((table) => [table.name, showCount(table.rows), table.kept]),
      },
    ],
    outputs: {
      verdict: 'pass',
      'snapshot-id': manifest.snapshotId,
      'restored-tables': tables.map(({ name }) => name).join(','),
    },
    data: {
      snapshotId: manifest.snapshotId,
      runId: record.runId,
      milliseconds,
      tables: tables.map((table) => ({ ...table, rows: table.rows.toString() })),
    },
  };
}
