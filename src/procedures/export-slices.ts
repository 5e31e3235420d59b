import { type ExportSettings, lastResort, moreCareful, smaller } from '../domain/export-settings.ts';
import { type Problem, ProblemError, problemError, type TooBig, throwProblems } from '../domain/problem.ts';
import type { FileRecord } from '../domain/snapshot/manifest.ts';
import { attemptFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  DatabaseExporter,
  DatabaseReader,
  ExportedFile,
  ExportRequest,
  OperationState,
} from '../ports/database.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { divideSlice } from './divide-slice.ts';
import { createPoller, type OperationPoller } from './poll-operations.ts';
import { readBack } from './read-back.ts';
import { schedule, type Turn } from './schedule.ts';
import type { NumberedSlice, SliceJournal } from './slice-journal.ts';

/** Slices of one table that are still to be written. */
export interface TableExport {
  readonly table: PlannedTable;
  /** Place of the table in the plan. */
  readonly index: number;
  readonly slices: readonly OpenSlice[];
  /** The number that the next slice of the table gets, when one has to be divided. */
  readonly nextIndex: number;
}

export type OpenSlice = NumberedSlice & {
  /** Attempts begun by earlier runs. */
  readonly attempts: number;
};

export interface ExportWorld {
  readonly exporter: DatabaseExporter;
  readonly read: DatabaseReader;
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
  readonly clock: Clock;
  readonly progress: Progress;
}

export interface ExportedTable {
  readonly files: readonly FileRecord[];
  /** With what it succeeded. */
  readonly settings: ExportSettings;
  readonly sliceRows: bigint;
  /** Folders of attempts that count for nothing. */
  readonly leftovers: readonly string[];
}

/** One table while its slices are written. */
interface TableRun {
  readonly table: PlannedTable;
  readonly index: number;
  settings: ExportSettings;
  sliceRows: bigint;
  nextIndex: number;
  readonly files: FileRecord[];
  readonly leftovers: string[];
}

interface Item {
  readonly run: TableRun;
  readonly slice: NumberedSlice;
  readonly attempt: number;
  /** Attempts that failed for a reason that may pass. */
  readonly failures: number;
  /** The attempt is journaled already: it found no room. */
  readonly isBegun?: true;
}

interface Exporting {
  readonly world: ExportWorld;
  readonly journal: SliceJournal;
  readonly poller: OperationPoller;
  readonly problems: Problem[];
  readonly tell: (item: Item, files: readonly FileRecord[]) => void;
}

const mostFailures = 5;

/**
 * Writes every slice once and reads back what lies in storage. An export whose answer or operation was lost is sent again under a new prefix, and what the
 * lost one wrote is not counted. One that was too big goes on with less memory for each writer, then in two slices. Whatever can be written is written before the
 * problems of the others reject, so that a second run has less to do. Results are in the order of the tables.
 */
export async function exportSlices(
  tables: readonly TableExport[],
  journal: SliceJournal,
  world: ExportWorld,
): Promise<readonly ExportedTable[]> {
  const runs = tables.map(({ table, index, nextIndex }): TableRun => {
    const { settings, sliceRows } = table;
    return { table, index, settings, sliceRows, nextIndex, files: [], leftovers: [] };
  });
  const items = inOrder(tables.flatMap((table, place) => itemsOf(table, runs[place])));
  const exporting: Exporting = {
    world,
    journal,
    poller: createPoller((ids) => world.exporter.states(ids), world.clock),
    problems: [],
    tell: teller(items, world),
  };
  await schedule(
    items,
    { slots: () => world.exporter.slots(), turn: (item) => takeTurn(item, exporting) },
    world.clock,
  );
  throwProblems(exporting.problems);
  return runs;
}

function itemsOf({ slices }: TableExport, run: TableRun | undefined): readonly Item[] {
  if (run === undefined) throw new Error('no run');
  return slices.map(({ attempts, ...slice }) => ({ run, slice, attempt: attempts + 1, failures: 0 }));
}

/** What may expire goes first, oldest first; of the rest the longest, so that no long one is left at the end. */
function inOrder(items: readonly Item[]): readonly Item[] {
  const start = ({ slice }: Item): string => (slice.slice.kind === 'timed' ? (slice.slice.from ?? '') : '');
  const doomed = items.filter(({ run }) => run.table.expires === 'yes');
  const others = items.filter(({ run }) => run.table.expires === 'no');
  return [
    ...doomed.toSorted((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0)),
    ...others.toSorted((a, b) => Number(b.slice.rows - a.slice.rows)),
  ];
}

async function takeTurn(item: Item, exporting: Exporting): Promise<Turn<Item>> {
  const { run, slice, attempt } = item;
  const { journal } = exporting;
  const { settings } = run;
  if (isDoomed(item)) {
    const parts = await divide(item, exporting);
    if (parts.length > 0) return { kind: 'again', items: parts };
  }
  const place = { table: run.index, index: slice.index };
  if (item.isBegun !== true) await journal.begin(place, attempt);
  try {
    const reported = await send(item, settings, exporting);
    const columns = run.table.columns;
    const files = await readBack({ table: run.table.name, columns, index: slice.index }, reported, exporting.world);
    await journal.written(place, attempt, files);
    run.files.push(...files);
    exporting.tell(item, files);
    return { kind: 'ended' };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return afterProblem(item, settings, error, exporting);
  }
}

/** Clearly larger than what was found to be too big meanwhile; parts of a hash are of about one size. */
function isDoomed({ run, slice }: Item): boolean {
  return run.sliceRows < run.table.sliceRows && slice.rows * 4n > run.sliceRows * 5n;
}

/** The answer of a small export is the end of it, so many of them need no polling. */
const smallRows = 50_000n;

async function send(
  { run, slice, attempt }: Item,
  settings: ExportSettings,
  at: Exporting,
): Promise<readonly ExportedFile[]> {
  const { exporter, store } = at.world;
  const { name, columns, path, rowBytes } = run.table;
  const destination = await store.uriForCluster(attemptFolder(path, slice.index, attempt), 'write');
  const request: ExportRequest = { table: name, columns, slice: slice.slice, settings, destination };
  const isSmall = slice.rows <= smallRows && Number(slice.rows) * (rowBytes ?? 0) <= 64 * 1024 ** 2;
  if (isSmall) return exporter.write(request);
  const operation = await exporter.start(request);
  const end = await at.poller.ended(operation);
  if (end.kind === 'completed') return exporter.files(operation);
  throw problemError(problemOf(name, operation, end));
}

function problemOf(
  table: string,
  operation: string,
  end: Exclude<OperationState, { kind: 'running' | 'completed' }>,
): Problem {
  if (end.kind === 'lost')
    return {
      code: 'unknown',
      summary: `The cluster knows the export of ${table}, operation ${operation}, no more.`,
      transient: true,
    };
  return {
    code: 'service',
    summary: `The export of ${table} ended as ${end.state}.`,
    detail: end.message,
    transient: end.transient,
    ...(end.tooBig === undefined ? {} : { tooBig: end.tooBig }),
  };
}

/** Nothing else will succeed after these. */
const endsAll: readonly Problem['code'][] = ['sign-in', 'unreachable', 'cancelled', 'taken-over', 'bug'];

async function afterProblem(item: Item, used: ExportSettings, error: ProblemError, at: Exporting): Promise<Turn<Item>> {
  const [problem] = error.problems;
  if (error.problems.some(({ code }) => endsAll.includes(code))) throw error;
  if (problem.busy === true) return { kind: 'busy', item: { ...item, isBegun: true } };
  item.run.leftovers.push(attemptFolder(item.run.table.path, item.slice.index, item.attempt));
  if (problem.tooBig !== undefined) {
    const smallerItems = await makeSmaller(item, used, problem.tooBig, at);
    if (smallerItems.length > 0) return { kind: 'again', items: smallerItems };
  } else if (problem.transient === true && item.failures + 1 < mostFailures) {
    at.world.progress.warn(`${problem.summary} It is sent again.`);
    return { kind: 'again', items: [{ ...nextAttempt(item), failures: item.failures + 1 }] };
  }
  const named = error.problems.map((one) => nameTable(one, item.run.table.name));
  at.problems.push(...named);
  for (const { summary } of named) at.world.progress.warn(summary);
  return { kind: 'ended' };
}

/** What the service says need not name the table. */
function nameTable(problem: Problem, table: string): Problem {
  return problem.summary.includes(table)
    ? problem
    : { ...problem, summary: `The export of ${table} failed. ${problem.summary}` };
}

function nextAttempt({ run, slice, attempt, failures }: Item): Item {
  return { run, slice, attempt: attempt + 1, failures };
}

/** What to do instead; nothing when all was tried. */
async function makeSmaller(item: Item, used: ExportSettings, tooBig: TooBig, at: Exporting): Promise<readonly Item[]> {
  const { run } = item;
  const { progress } = at.world;
  const next = smaller(used, tooBig);
  if (next !== 'divide') {
    run.settings = moreCareful(run.settings, next);
    progress.note(
      `${run.table.name} needs too much memory; going on with row groups of ${run.settings.rowGroupRows} rows`,
    );
    return [nextAttempt(item)];
  }
  const halves = await divide(item, at);
  if (halves.length > 0) {
    progress.note(
      `${run.table.name}: a slice of ${item.slice.rows} rows is too big; going on with ${halves.length} slices`,
    );
    return halves;
  }
  const last = lastResort(used);
  if (last === undefined) return [];
  run.settings = moreCareful(run.settings, last);
  return [nextAttempt(item)];
}

async function divide(item: Item, { world, journal }: Exporting): Promise<readonly Item[]> {
  const { run, slice, attempt } = item;
  const half = (slice.rows + 1n) / 2n;
  const most = half < run.sliceRows ? half : run.sliceRows;
  const parts = await divideSlice(slice, run.table, most, world.read);
  if (parts.length < 2) return [];
  const first = run.nextIndex;
  run.nextIndex += parts.length;
  run.sliceRows = most < run.sliceRows ? most : run.sliceRows;
  const into = parts.map((part, place): NumberedSlice => ({ ...part, index: first + place }));
  await journal.divided({ table: run.index, index: slice.index }, attempt, into);
  return into.map((part): Item => ({ run, slice: part, attempt: 1, failures: 0 }));
}

function teller(items: readonly Item[], { clock, progress }: ExportWorld): Exporting['tell'] {
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
