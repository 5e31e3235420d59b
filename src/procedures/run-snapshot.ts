import type { FormProof } from '../domain/form-proof.ts';
import { inNumber } from '../domain/in-number.ts';
import type { SnapshotId } from '../domain/names.ts';
import { ProblemError, problemError } from '../domain/problem.ts';
import { inOrder } from '../domain/snapshot/finding.ts';
import { hazardsOfForms } from '../domain/snapshot/hazards.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { intentPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import { type PlannedTable, type SnapshotPlan, serializePlan } from '../domain/snapshot/plan.ts';
import { addWritten, nothingWritten } from '../domain/snapshot/written.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { exportSlices } from './export-slices.ts';
import { finishSnapshot } from './finish-snapshot.ts';
import { type JudgedTable, judgeTables } from './judge-tables.ts';
import { isTorn } from './judge-whole-table.ts';
import { openSlices, type TableProgress } from './open-slices.ts';
import { openSliceJournal, type SliceJournal } from './slice-journal.ts';
import type { ExportedTable } from './table-run.ts';

export interface SnapshotWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly paths: SnapshotPaths;
}

/** A plan and the version of it that lies in storage. */
export interface StoredPlan {
  readonly plan: SnapshotPlan;
  readonly etag: string;
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

/** What runs the snapshot, and how it goes on when the database is another than planned. */
export interface SnapshotRun {
  /** Random; names the run in everything that it writes. */
  readonly owner: string;
  /** Throws once the run may not go on. */
  readonly check: () => void;
  /** What is known about the forms of columns on this cluster. */
  readonly forms: FormProof;
  /** How often fuzzy tables are exported again. */
  readonly retries: number;
  /** The plan as it fits the database now, with the named tables planned anew. */
  readonly refresh: (stored: StoredPlan, again: ReadonlySet<string>) => Promise<SnapshotPlan>;
}

/** The stored plan where it still fits the database; otherwise what fits is stored in its place. */
export async function refreshStored(
  stored: StoredPlan,
  again: ReadonlySet<string>,
  run: SnapshotRun,
  world: SnapshotWorld,
): Promise<StoredPlan> {
  const plan = await run.refresh(stored, again);
  return plan === stored.plan ? stored : storeIntent(plan, stored.etag, world);
}

/** Does what of the plan is not done yet. Can be interrupted anywhere and run again. */
export async function runSnapshot(stored: StoredPlan, run: SnapshotRun, world: SnapshotWorld): Promise<Manifest> {
  const { database, store, clock, progress, paths } = world;
  const id = stored.plan.snapshotId as SnapshotId;
  let current = stored;
  let measured: Manifest['measured'];
  for (let turn = 0; ; turn += 1) {
    const { owner, check } = run;
    const journal = await openSliceJournal(store, paths, { id, owner, check });
    const { exported, measured: ofTurn } = await exportPlan(current.plan, journal, world);
    measured = addMeasured(measured, ofTurn);
    progress.phase('Checking what was written');
    const judged = await judgeTables(exported, database.read, current.plan.asked.range);
    const again = exportedAgain(judged, turn, run.retries);
    if (again.length === 0) {
      run.check();
      const { plan } = current;
      const judgedAt = await database.read.now();
      const held = plan.tables.filter(({ superseded }) => superseded === 'no');
      const ofForms = hazardsOfForms(held, run.forms);
      const findings = inOrder([...plan.findings, ...ofForms, ...judged.flatMap((one) => one.findings)]);
      const finished = {
        plan,
        judged,
        judgedAt,
        findings,
        forms: run.forms,
        measured,
        journal,
        database,
        store,
        clock,
        paths,
        id,
      };
      const manifest = await finishSnapshot(finished);
      await removeLeftovers(exported, world);
      return manifest;
    }
    progress.warn(`Fuzzy, and exported again at a new cursor: ${again.join(', ')}`);
    current = await refreshStored(current, new Set(again), run, world);
  }
}

/** How often a table whose extents are merged meanwhile is exported, without being asked for more. */
const mostRounds = 3;

function exportedAgain(judged: readonly JudgedTable[], turn: number, retries: number): readonly string[] {
  const isAgain = ({ table, exported, exactness }: JudgedTable): boolean =>
    exactness.kind === 'fuzzy' && (turn < retries || (turn + 1 < mostRounds && isTorn(table, exported)));
  return judged.filter(isAgain).map(({ table }) => table.name);
}

/** Every table of the plan with what lies of it in storage now. */
async function exportPlan(
  plan: SnapshotPlan,
  journal: SliceJournal,
  { database, store, parquet, clock, progress }: SnapshotWorld,
): Promise<{
  readonly exported: readonly (readonly [PlannedTable, ExportedTable])[];
  readonly measured: Manifest['measured'];
}> {
  const before = await openSlices(plan, journal, store);
  const counting = plan.tables.filter(({ superseded }) => superseded === 'no').length;
  progress.phase(`Exporting ${counting} ${inNumber(counting, 'table', 'tables')}`);
  const written = before.reduce((sum, { writtenSlices }) => sum + writtenSlices.length, 0);
  if (written > 0) progress.note(`${written} ${inNumber(written, 'slice is', 'slices are')} written already`);
  const read = database.read;
  const begun = clock.now().getTime();
  const now = await exportSlices(before, journal, {
    exporter: database.export,
    read,
    store,
    parquet,
    clock,
    progress,
  });
  const measured = measure(now, clock.now().getTime() - begun);
  return { exported: before.map((table, index) => [table.table, together(table, now[index])] as const), measured };
}

/** What this run wrote, and in what time. */
function measure(now: readonly ExportedTable[], milliseconds: number): Manifest['measured'] {
  const written = now.map((table) => table.written).reduce(addWritten, nothingWritten);
  if (written.files === 0) return undefined;
  const { fingerprint, bytes } = written;
  return { milliseconds: Math.round(milliseconds), rows: fingerprint.rows.toString(), bytes };
}

/** Over all turns of a run. */
function addMeasured(a: Manifest['measured'], b: Manifest['measured']): Manifest['measured'] {
  if (a === undefined || b === undefined) return a ?? b;
  const rows = (BigInt(a.rows) + BigInt(b.rows)).toString();
  return { milliseconds: a.milliseconds + b.milliseconds, rows, bytes: a.bytes + b.bytes };
}

function together(before: TableProgress, now: ExportedTable | undefined): ExportedTable {
  if (now === undefined) throw new Error(`${before.table.name} was not exported`);
  return {
    ...now,
    written: addWritten(before.written, now.written),
    writtenSlices: [...before.writtenSlices, ...now.writtenSlices],
    leftovers: [...before.leftovers, ...now.leftovers],
    unequalSlices: before.unequalSlices + now.unequalSlices,
  };
}

/** Of attempts that are on record; nothing else is touched. Where storage keeps everything, they stay and count for nothing. */
async function removeLeftovers(
  exported: readonly (readonly [PlannedTable, ExportedTable])[],
  { store, progress }: SnapshotWorld,
): Promise<void> {
  try {
    for (const folder of exported.flatMap(([, { leftovers }]) => leftovers)) {
      for await (const { path } of store.list(`${folder}/`)) await store.remove(path);
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    progress.warn(`Files of lost attempts could not be removed, and count for nothing: ${error.message}`);
  }
}
