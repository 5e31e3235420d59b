import type { ExportSettings } from '../domain/export-settings.ts';
import { isOfTheRun, type Problem, ProblemError, throwProblems } from '../domain/problem.ts';
import type { FileRecord } from '../domain/snapshot/manifest.ts';
import { attemptFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import { addWritten, nothingWritten, sumOf } from '../domain/snapshot/written.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { DatabaseExporter } from '../ports/database-exporter.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { createPoller, type OperationPoller } from './poll-operations.ts';
import { readBack } from './read-back.ts';
import { schedule, type Turn } from './schedule.ts';
import { sendSlice } from './send-slice.ts';
import { divideDoomed, shrinkSlice } from './shrink-slice.ts';
import type { NumberedSlice, SliceJournal } from './slice-journal.ts';
import { type ExportedTable, leaveBehind, nextAttempt, type SliceItem, type TableRun } from './table-run.ts';

/** Slices of one table that are still to be written. */
export interface TableExport {
  readonly table: PlannedTable;
  /** Place of the table in the plan. */
  readonly index: number;
  readonly slices: readonly OpenSlice[];
  /** The number that the next slice of the table gets, when one has to be divided. */
  readonly nextIndex: number;
}

export interface OpenSlice {
  readonly slice: NumberedSlice;
  /** Attempts begun by earlier runs. */
  readonly attempts: number;
}

export interface ExportWorld {
  readonly exporter: DatabaseExporter;
  readonly read: DatabaseReader;
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
  readonly clock: Clock;
  readonly progress: Progress;
}

interface Exporting {
  readonly world: ExportWorld;
  readonly journal: SliceJournal;
  readonly poller: OperationPoller;
  /** Of exports that may succeed another time. */
  readonly problems: Problem[];
  readonly tell: (item: SliceItem, files: readonly FileRecord[]) => void;
}

const mostFailures = 5;
const firstPause = 2_000;
const shortPause = 500;

/**
 * Writes every slice once and reads back what lies in storage. An export whose answer or operation was lost is sent again under a new prefix, and what the
 * lost one wrote is not counted. One that was too big goes on with less memory for each writer, then in two slices. What the service refuses for good is a fact
 * about the table; whatever can be written is written before a problem that may pass rejects, so that a second run has less to do. Results are in the order of the
 * tables.
 */
export async function exportSlices(
  tables: readonly TableExport[],
  journal: SliceJournal,
  world: ExportWorld,
): Promise<readonly ExportedTable[]> {
  const runs = tables.map(beginTable);
  const items = inOrder(tables.flatMap((table, place) => itemsOf(table, runs[place])));
  const exporting: Exporting = {
    world,
    journal,
    poller: createPoller((ids) => world.exporter.states(ids), world.clock),
    problems: [],
    tell: teller(items, world),
  };
  const work = {
    slots: () => world.exporter.slots(),
    turn: (item: SliceItem) => takeTurn(item, exporting),
    onBusy: (milliseconds: number) => {
      world.progress.note(`the cluster has no room for exports, for ${Math.round(milliseconds / 1000)} seconds now`);
    },
    stop: (reason: unknown) => exporting.poller.close(reason),
  };
  await schedule(items, work, world.clock);
  throwProblems(exporting.problems);
  return runs;
}

function beginTable({ table, index, nextIndex }: TableExport): TableRun {
  const { settings, learntRows } = table;
  const counters = { divided: 0, unequalSlices: 0, failed: undefined, isGivenUp: false };
  return {
    table,
    index,
    settings,
    learntRows,
    nextIndex,
    ...counters,
    written: nothingWritten,
    writtenSlices: [],
    leftovers: [],
  };
}

function itemsOf({ slices }: TableExport, run: TableRun | undefined): readonly SliceItem[] {
  if (run === undefined) throw new Error('no run');
  return slices.map(({ slice, attempts }) => ({ run, slice, attempt: attempts + 1, failures: 0 }));
}

/** What may expire goes first, oldest first; of the rest the longest, so that no long one is left at the end. */
function inOrder(items: readonly SliceItem[]): readonly SliceItem[] {
  const start = ({ slice }: SliceItem): string => (slice.slice.kind === 'timed' ? (slice.slice.from ?? '') : '');
  const doomed = items.filter(({ run }) => run.table.expires === 'yes');
  const others = items.filter(({ run }) => run.table.expires === 'no');
  return [
    ...doomed.toSorted((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0)),
    ...others.toSorted((a, b) => Number(b.slice.rows - a.slice.rows)),
  ];
}

async function takeTurn(item: SliceItem, at: Exporting): Promise<Turn<SliceItem>> {
  const { run, slice, attempt } = item;
  if (run.isGivenUp) return { kind: 'ended' };
  const parts = await divideDoomed(item, at.journal, at.world);
  if (parts.length > 0) return { kind: 'again', items: parts };
  if (item.isBegun !== true) await at.journal.begin({ table: run.index, index: slice.index }, attempt);
  const used = run.settings;
  try {
    const files = await writeSlice(item, used, at);
    if (files === 'busy') return { kind: 'busy', item: { ...item, isBegun: true } };
    return await keep(item, files, at);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return afterProblem(item, used, error, at);
  }
}

async function writeSlice(
  { run, slice, attempt }: SliceItem,
  settings: ExportSettings,
  { world, poller }: Exporting,
): Promise<readonly FileRecord[] | 'busy'> {
  const { name: table, columns, path, rowBytes } = run.table;
  const destination = await world.store.uriForCluster(attemptFolder(path, slice.index, attempt), 'write');
  const sent = { table, columns, slice, settings, destination, rowBytes };
  const reported = await sendSlice(sent, world.exporter, poller);
  const { index, creationTime } = slice;
  return reported === 'busy' ? 'busy' : readBack({ table, columns, index, creationTime }, reported, world);
}

/** A slice of other rows than it must have is written once more, since a list of files may have come too early; one such slice settles the whole table. */
async function keep(item: SliceItem, files: readonly FileRecord[], at: Exporting): Promise<Turn<SliceItem>> {
  const { run, slice, attempt } = item;
  const written = sumOf(files);
  const isEqual = written.fingerprint.rows === slice.rows;
  if (!isEqual && item.wasUnequal !== true && run.unequalSlices === 0) {
    leaveBehind(item);
    return { kind: 'again', items: [{ ...nextAttempt(item), wasUnequal: true }], pause: shortPause };
  }
  await at.journal.written({ table: run.index, index: slice.index }, attempt, files);
  run.written = addWritten(run.written, written);
  run.writtenSlices.push(slice.index);
  if (!isEqual) run.unequalSlices += 1;
  at.tell(item, files);
  return { kind: 'ended' };
}

/** A cluster that was reached before may be reached again. */
function endsAll(problem: Problem): boolean {
  return isOfTheRun(problem) && problem.code !== 'unreachable';
}

async function afterProblem(
  item: SliceItem,
  used: ExportSettings,
  error: ProblemError,
  at: Exporting,
): Promise<Turn<SliceItem>> {
  const [problem] = error.problems;
  if (error.problems.some(endsAll)) throw error;
  leaveBehind(item);
  if (problem.tooBig !== undefined) {
    const instead = await shrinkSlice(item, { used, tooBig: problem.tooBig }, at.journal, at.world);
    if (instead.length > 0) return { kind: 'again', items: instead };
    return giveUp(item, error, at);
  }
  const isWorthAnother = mayPass(problem) || problem.code === 'difference';
  if (!isWorthAnother || item.failures + 1 === mostFailures) return giveUp(item, error, at);
  at.world.progress.warn(`${problem.summary} It is sent again.`);
  const again = { ...nextAttempt(item), failures: item.failures + 1 };
  return { kind: 'again', items: [again], pause: firstPause * 2 ** item.failures };
}

/** A cluster that was reached before is away for a while; what is too big stays so. */
function mayPass({ transient, code, tooBig }: Problem): boolean {
  return (transient === true && tooBig === undefined) || code === 'unreachable';
}

/** The rest of the table would fail in the same way. */
function giveUp({ run }: SliceItem, error: ProblemError, at: Exporting): Turn<SliceItem> {
  run.isGivenUp = true;
  const named = error.problems.map((one) => nameTable(one, run.table.name));
  if (named.some(mayPass)) at.problems.push(...named);
  else run.failed ??= named[0];
  for (const { summary } of named) at.world.progress.warn(summary);
  return { kind: 'ended' };
}

/** What the service says need not name the table. */
function nameTable(problem: Problem, table: string): Problem {
  if (problem.summary.includes(table)) return problem;
  return { ...problem, summary: `The export of ${table} failed. ${problem.summary}` };
}

function teller(items: readonly SliceItem[], { clock, progress }: ExportWorld): Exporting['tell'] {
  const startedAt = clock.now().getTime();
  const all = items.reduce((sum, { slice }) => sum + slice.rows, 0n);
  let [done, bytes] = [0n, 0];
  return ({ run, slice }, files) => {
    done += slice.rows;
    bytes += files.reduce((sum, file) => sum + file.bytes, 0);
    const milliseconds = clock.now().getTime() - startedAt;
    progress.advance({ what: `exported ${run.table.name}`, rows: slice.rows, done, all, bytes, milliseconds });
  };
}
