import type { SnapshotId } from '../domain/names.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import type { LeftOut } from '../domain/recover-from.ts';
import { doubtsOf } from '../domain/snapshot/doubt.ts';
import type { Manifest, StoredRange, TableManifest } from '../domain/snapshot/manifest.ts';
import { databasePaths, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import { type Proof, proofsOf, provenLevel } from '../domain/snapshot/proof.ts';
import type { Level } from '../domain/snapshot/records.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { readHolds } from '../procedures/holds.ts';
import { findLeftByRestores } from '../procedures/left-by-restores.ts';
import { readRestoreRecords } from '../procedures/locate-rows.ts';
import { look } from '../procedures/look.ts';
import { findUndoable } from '../procedures/plan-undo.ts';
import { selectTables } from '../procedures/select-tables.ts';
import { findQuarantines } from '../procedures/standing-quarantines.ts';
import { listSnapshots, readManifest } from '../procedures/stored-snapshot.ts';
import { readVerifications } from '../procedures/verification-records.ts';
import type { Block } from '../report/blocks.ts';
import { showBytes, showCount, showDuration, showKnownCount, totalOf } from '../report/numbers.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { judgeSpelling } from './database-spelling.ts';
import { type DoubtfulTable, doubtfulIn, showDoubts, showUnreadable } from './doubt-report.ts';
import { withHolds } from './hold-report.ts';
import { connection, storage } from './inputs.ts';
import { withLeft } from './left-report.ts';
import { showProofs } from './proof-report.ts';
import { withQuarantines } from './quarantine-report.ts';
import { type Recovery, recoveryOf, showRecoveries } from './recovery-report.ts';
import { withUndoable } from './undo-report.ts';
import { withViews } from './view-report.ts';

interface SnapshotStatus {
  readonly id: SnapshotId;
  readonly state: 'complete' | 'incomplete' | 'damaged';
  readonly ageMilliseconds?: number;
  /** Ingestion times of the rows that it holds; absent where it holds all. */
  readonly range?: StoredRange;
  readonly tables?: readonly string[];
  /** Identities of the tables that it can bring back: a table of another identity is another table, and a fuzzy one is refused. */
  readonly exactTableIds?: readonly string[];
  /** Names of the materialized views whose rows it holds exactly. */
  readonly views?: readonly string[];
  readonly rows?: string;
  readonly bytes?: number;
  readonly fuzzyTables?: readonly string[];
  /** Tables that it does not hold for certain, each with every reason. */
  readonly doubtfulTables?: readonly DoubtfulTable[];
  /** Tables of which its taker said how else they would be recovered. */
  readonly leftOut?: readonly LeftOut[];
  /** The snapshot that it tops up, without whose files it is nothing. */
  readonly base?: string;
  /** The deepest level that all of it passed. */
  readonly level?: Level;
  readonly proofs?: readonly Proof[];
  /** Why records of checks cannot be read: while there are any, no level is told, as they may be of failures. */
  readonly unreadableChecks?: readonly string[];
}

export const status = defineCommand({
  name: 'status',
  group: 'start',
  summary: 'What protects this database: its snapshots with age, rows, bytes and the level they were verified at',
  hosts: ['action', 'cli'],
  inputs: { ...connection, ...storage },
  outputs: [
    { name: 'snapshots', describe: 'Number of complete snapshots' },
    { name: 'latest', describe: 'Id of the newest complete snapshot of all rows, empty when there is none' },
    {
      name: 'unprotected-tables',
      describe:
        'Comma-separated names of the tables that no complete snapshot holds exactly, and that recover-from named in none',
    },
  ],
  async run(request, world) {
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const paths = databasePaths(database.clusterHost, database.name);
    const now = world.clock.now();
    const live = await readTables(database.read);
    const tables = isKnown(live) ? selectTables(live, ['*']) : live;
    const restores = await readRestoreRecords(store, paths);
    const undoable = isKnown(live) ? findUndoable({ restores, live }) : undefined;
    const snapshots: SnapshotStatus[] = [];
    for (const id of await listSnapshots(store, paths)) snapshots.push(await inspectSnapshot(store, paths, id, now));
    if (isKnown(live)) await judgeSpelling(database.name, { live, store, paths }, world.progress);
    const views = isKnown(tables) ? await look(() => database.read.views()) : undefined;
    const described = withViews(describe(snapshots, database.name, tables), views, snapshots);
    const holds = isKnown(live) ? await readHolds(restores, database, { store, paths }) : undefined;
    const aside = isKnown(live) ? await findQuarantines(database, { store, paths }) : undefined;
    const left = isKnown(live)
      ? await findLeftByRestores(
          restores,
          live.map(({ name }) => name),
          database,
          aside?.map(({ table, kept }) => ({ table, copy: kept })),
        )
      : undefined;
    return withLeft(withQuarantines(withHolds(withUndoable(described, undoable), holds?.standing), aside), left);
  },
});

/** The snapshots of a cluster can be listed while it is away; what they do not protect cannot be told then. */
async function readTables(read: DatabaseReader): Promise<readonly LiveTable[] | Problem> {
  try {
    return await read.tables();
  } catch (error) {
    const unreachable = error instanceof ProblemError && error.problems.find(({ code }) => code === 'unreachable');
    if (unreachable) return { ...unreachable, code: 'unknown' };
    throw error;
  }
}

async function inspectSnapshot(
  store: SnapshotStore,
  paths: SnapshotPaths,
  id: SnapshotId,
  now: Date,
): Promise<SnapshotStatus> {
  const manifest = await readOrDamaged(() => readManifest(store, paths, id));
  if (manifest === undefined) return { id, state: 'incomplete' };
  if (manifest === 'damaged') return { id, state: 'damaged' };
  const { records, unreadable } = await readVerifications(store, paths, id);
  const proofs = proofsOf(manifest, records);
  const level = unreadable.length > 0 ? undefined : levelOf(manifest, proofs);
  return {
    id,
    state: 'complete',
    ageMilliseconds: now.getTime() - Date.parse(manifest.startedAt),
    tables: manifest.tables.map(({ name }) => name),
    ...(manifest.range === undefined ? {} : { range: manifest.range }),
    exactTableIds: manifest.tables.filter(isProtected(manifest)).map(({ tableId }) => tableId),
    views: manifest.tables.filter(isExactView(manifest)).map(({ name }) => name),
    rows: totalOf(manifest.tables.map(({ fingerprint }) => BigInt(fingerprint.rows))).toString(),
    bytes: manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0),
    fuzzyTables: manifest.tables.filter(({ exactness }) => exactness.kind === 'fuzzy').map(({ name }) => name),
    doubtfulTables: doubtfulIn(manifest),
    ...(level === undefined ? {} : { level }),
    ...(manifest.base === undefined ? {} : { base: manifest.base.snapshotId }),
    leftOut: manifest.leftOut ?? [],
    proofs,
    unreadableChecks: unreadable.map(({ summary }) => summary),
  };
}

/** Of a snapshot without tables there is nothing to prove but its pages. */
function levelOf({ tables, level }: Manifest, proofs: readonly Proof[]): Level | undefined {
  return tables.length === 0 && proofs.length === 0 ? level : provenLevel(proofs);
}

/** A part of the rows brings no table back, and what the snapshot itself is not sure of protects none. */
const isProtected =
  (manifest: Manifest) =>
  (table: TableManifest): boolean =>
    manifest.range === undefined && table.kind === 'table' && doubtsOf(manifest, table).length === 0;

const isExactView =
  (manifest: Manifest) =>
  (table: TableManifest): boolean =>
    manifest.range === undefined && table.kind === 'materialized-view' && doubtsOf(manifest, table).length === 0;

/** A damaged manifest is something to show; every other problem stops the listing. */
async function readOrDamaged(read: () => Promise<Manifest | undefined>): Promise<Manifest | 'damaged' | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'difference')) return 'damaged';
    throw error;
  }
}

function describe(
  snapshots: readonly SnapshotStatus[],
  database: string,
  live: readonly LiveTable[] | Problem,
): VerbResult {
  const complete = snapshots.filter(({ state }) => state === 'complete');
  const latest = complete.find(({ range }) => range === undefined);
  const report: Block[] = [{ kind: 'heading', text: headline(latest, complete.length, database) }];
  const isInterrupted = snapshots[0]?.state === 'incomplete';
  if (latest === undefined) {
    const text = isInterrupted ? 'Run snapshot: the interrupted one goes on.' : 'Take a snapshot.';
    report.push({ kind: 'next-step', text, command: 'kusto-rebuild snapshot' });
  }
  const tables = isKnown(live) ? recoveriesOf(live, complete) : undefined;
  const unprotected = tables?.filter(({ recoverFrom }) => recoverFrom === undefined).map(({ name }) => name);
  if (unprotected !== undefined && unprotected.length > 0) {
    const text = `Nothing protects ${unprotected.length} table${unprotected.length === 1 ? '' : 's'}: ${unprotected.join(', ')}.`;
    report.push({ kind: 'sentence', text });
    if (latest !== undefined)
      report.push({ kind: 'next-step', text: 'Take a snapshot.', command: 'kusto-rebuild snapshot' });
  }
  if (snapshots.length > 0) report.push(tableOf(snapshots));
  if (tables !== undefined && complete.length > 0) report.push(...showRecoveries(tables));
  if (latest?.doubtfulTables !== undefined) report.push(...showDoubts(latest.id, latest.doubtfulTables));
  report.push(...complete.flatMap(({ id, unreadableChecks = [] }) => showUnreadable(id, unreadableChecks)));
  if (latest?.proofs !== undefined) report.push(...showProofs(latest.id, latest.proofs));
  return {
    ...(isKnown(live) ? {} : { verdict: { kind: 'unknown', problems: [live] } }),
    outcomes: [],
    report,
    outputs: {
      snapshots: String(complete.length),
      latest: latest?.id ?? '',
      ...(unprotected === undefined ? {} : { 'unprotected-tables': unprotected.join(',') }),
    },
    data: { snapshots, tables, unprotectedTables: unprotected },
  };
}

function recoveriesOf(live: readonly LiveTable[], complete: readonly SnapshotStatus[]): readonly Recovery[] {
  const holders = complete.map(({ id, exactTableIds, leftOut }) => ({
    id,
    held: new Set(exactTableIds),
    leftOut: new Map((leftOut ?? []).map(({ name, recoverFrom }) => [name, recoverFrom])),
  }));
  return live.map((table) => recoveryOf(table, holders));
}

function isKnown(live: readonly LiveTable[] | Problem): live is readonly LiveTable[] {
  return Array.isArray(live);
}

function headline(latest: SnapshotStatus | undefined, count: number, database: string): string {
  if (latest === undefined) return `Nothing protects ${database}: there is no complete snapshot.`;
  const age = latest.ageMilliseconds === undefined ? 'of unknown age' : `${showDuration(latest.ageMilliseconds)} old`;
  return `${database} has ${count} complete snapshot${count === 1 ? '' : 's'}; the newest, ${latest.id}, is ${age}.`;
}

function tableOf(snapshots: readonly SnapshotStatus[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Snapshot' },
      { title: 'State' },
      { title: 'Age', align: 'right' },
      { title: 'Tables', align: 'right' },
      { title: 'Rows', align: 'right' },
      { title: 'Bytes', align: 'right' },
      { title: 'Level' },
      { title: 'Tops up' },
      { title: 'Fuzzy tables' },
    ],
    rows: snapshots.map((one) => [
      one.id,
      one.range === undefined ? one.state : `${one.state}, of a range`,
      one.ageMilliseconds === undefined ? '' : showDuration(one.ageMilliseconds),
      showKnownCount(one.tables?.length),
      one.rows === undefined ? '' : showCount(BigInt(one.rows)),
      one.bytes === undefined ? '' : showBytes(one.bytes),
      one.level ?? '',
      one.base ?? '',
      one.fuzzyTables?.join(', ') ?? '',
    ]),
  };
}
