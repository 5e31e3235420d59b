import { type ExpectedFile, type FileState, type LoadState, readLoadState } from '../domain/load-state.ts';
import { attemptTag } from '../domain/names.ts';
import { type Problem, ProblemError, problemError, throwProblems } from '../domain/problem.ts';
import { restoredCreationTime } from '../domain/snapshot/creation.ts';
import { type FileRecord, loadFingerprint } from '../domain/snapshot/manifest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, ExtentRows } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { queueFiles } from './queue-files.ts';
import { type OperationResult, runOperations } from './run-operations.ts';
import { loadRoute, rawName, type StagedTable, stageName } from './stage-table.ts';

export interface LoadWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
}

const mostTries = 8;
const firstPause = 100;
/** Extents named in one move; the service states no limit, its own Spark connector moves 400 a node. */
const extentsPerMove = 500;

/**
 * Brings every file into the staged table exactly once: files are received with a tag for each attempt, counted, and only what has
 * exactly its rows goes on. Starts from what is there, so it can be interrupted anywhere and run again.
 * `nextRound` tells a number that is stored before anything of that round is sent. `before` says whether anything can have been sent yet.
 */
export async function loadTable(
  staged: StagedTable,
  files: readonly FileRecord[],
  past: { readonly before: 'nothing-sent' | 'maybe-sent'; readonly nextRound: () => Promise<number> },
  world: LoadWorld,
): Promise<void> {
  const expected = files.map(
    (record, file): ExpectedFile => ({ file, rows: loadFingerprint(record.fingerprint).rows }),
  );
  const send: Send = { staged, files, nextRound: past.nextRound, world };
  let seen: Seen = past.before === 'nothing-sent' ? { raw: [], stage: [] } : await look(staged, world, undefined);
  for (let tries = 1; ; tries += 1) {
    const state = readLoadState(expected, seen.raw, seen.stage);
    const work = workOf(expected, state);
    const problems = await bringOn(send, work);
    if (problems.length === 0 && work.missing.length === 0) return;
    if (problems.some(({ transient }) => transient !== true)) throwProblems(problems);
    if (tries === mostTries) throw problemError(neverLoaded(staged.table.name, problems));
    if (problems.length > 0) await lookAgainLater(tries, world);
    const hasOnlyReceived = problems.length === 0 && work.received.length === 0 && work.wasteInStage.length === 0;
    seen = await look(staged, world, hasOnlyReceived ? seen.stage : undefined);
  }
}

interface Seen {
  readonly raw: readonly ExtentRows[];
  readonly stage: readonly ExtentRows[];
}

/** What is there; the staged table is not asked where it is known. */
async function look(
  staged: StagedTable,
  { database: { read } }: LoadWorld,
  knownStage: readonly ExtentRows[] | undefined,
): Promise<Seen> {
  const [raw, stage] = await Promise.all([
    read.rowsByExtent(rawName(staged)),
    knownStage ?? read.rowsByExtent(stageName(staged)),
  ]);
  return { raw, stage };
}

interface Work extends Pick<LoadState, 'wasteInRaw' | 'wasteInStage'> {
  readonly missing: readonly ExpectedFile[];
  readonly received: readonly Received[];
}

function workOf(expected: readonly ExpectedFile[], { files, wasteInRaw, wasteInStage }: LoadState): Work {
  const missing = expected.filter(({ file }) => files.get(file)?.kind === 'missing');
  const received = expected.flatMap(({ file }) => receivedFile(file, files.get(file)));
  return { missing, received, wasteInRaw, wasteInStage };
}

interface Send {
  readonly staged: StagedTable;
  readonly files: readonly FileRecord[];
  readonly nextRound: () => Promise<number>;
  readonly world: LoadWorld;
}

/** Moves on what was received and sends what is missing; the problems it met, after which only what is there tells what was done. */
async function bringOn(send: Send, work: Work): Promise<readonly Problem[]> {
  return [
    ...(await dropWaste(send, work)),
    ...(work.received.length === 0 ? [] : await stageReceived(send, work.received)),
    ...(work.missing.length === 0 ? [] : await receive(send, work.missing)),
  ];
}

/** A start whose answer was lost may still be running; what it brings must be there before it is counted. */
async function lookAgainLater(tries: number, world: LoadWorld): Promise<void> {
  await world.clock.sleep(firstPause * 2 ** tries);
  await awaitRunningLoads(world);
}

function neverLoaded(table: string, problems: readonly Problem[]): Problem {
  return {
    code: 'service',
    summary: `${table} could not be loaded in ${mostTries} rounds.`,
    ...(problems.length === 0 ? {} : { detail: problems.map(({ summary }) => summary).join('; ') }),
    next: 'Run restore again; it goes on from here.',
  };
}

async function dropWaste(
  { staged, world: { database } }: Send,
  { wasteInRaw, wasteInStage }: Work,
): Promise<readonly Problem[]> {
  const drop = (table: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : lookAgainAfter(() => database.load.dropExtents(table, ids));
  return [...(await drop(rawName(staged), wasteInRaw)), ...(await drop(stageName(staged), wasteInStage))];
}

/** Another run that has not yet noticed that it was taken over may have been faster; then the next look shows it. */
async function lookAgainAfter(work: () => Promise<void>): Promise<readonly Problem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map((problem) => ({ ...problem, transient: true }));
  }
}

interface Received {
  readonly file: number;
  readonly extentIds: readonly string[];
}

function receivedFile(file: number, state: FileState | undefined): readonly Received[] {
  return state?.kind === 'received' ? [{ file, extentIds: state.extentIds }] : [];
}

async function receive(send: Send, missing: readonly ExpectedFile[]): Promise<readonly Problem[]> {
  const { staged, files, nextRound, world } = send;
  const { database, store, clock } = world;
  const round = await nextRound();
  const requestOf = async ({ file }: ExpectedFile) => ({
    table: rawName(staged),
    source: await store.uriForCluster(files[file]?.path ?? '', 'read'),
    format: 'parquet' as const,
    tag: attemptTag(staged.run, file, round),
    creationTime: creationTimeOf(staged, files[file], world),
  });
  if (staged.load === 'queued') {
    const tagOf = ({ file }: ExpectedFile): string => attemptTag(staged.run, file, round);
    const queued = missing.map((one) => ({ ...one, tag: tagOf(one), request: () => requestOf(one) }));
    return queueFiles(rawName(staged), queued, world);
  }
  const results = await runOperations(
    missing,
    {
      describe: ({ file }) => `loading file ${file} of ${staged.table.name}`,
      slots: () => database.load.slots(),
      states: (ids) => database.load.states(ids),
      start: async (one) => database.load.startIngest(await requestOf(one)),
    },
    clock,
  );
  return problemsOf(results);
}

/** Metadata only where the files hold the values as they are; otherwise one append per file, which carries the file's tag. */
async function stageReceived(send: Send, received: readonly Received[]): Promise<readonly Problem[]> {
  return loadRoute(send.staged.table) === 'direct' ? moveReceived(send, received) : typeReceived(send, received);
}

async function moveReceived(
  { staged, world: { database } }: Send,
  received: readonly Received[],
): Promise<readonly Problem[]> {
  const ids = received.flatMap(({ extentIds }) => extentIds);
  return lookAgainAfter(async () => {
    for (let start = 0; start < ids.length; start += extentsPerMove) {
      await database.load.moveExtents(rawName(staged), stageName(staged), ids.slice(start, start + extentsPerMove));
    }
  });
}

async function typeReceived(
  { staged, files, nextRound, world }: Send,
  received: readonly Received[],
): Promise<readonly Problem[]> {
  const { database, clock } = world;
  const round = await nextRound();
  const columns = staged.table.columns;
  const results = await runOperations(
    received,
    {
      describe: ({ file }) => `typing file ${file} of ${staged.table.name}`,
      slots: () => database.load.slots(),
      states: (ids) => database.load.states(ids),
      start: ({ file, extentIds }) =>
        database.load.startTypedAppend({
          from: rawName(staged),
          extentIds,
          columns,
          into: stageName(staged),
          tag: attemptTag(staged.run, file, round),
          creationTime: creationTimeOf(staged, files[file], world),
        }),
    },
    clock,
  );
  return problemsOf(results);
}

/** Without a period the rows count as new: they may live longer than before, never shorter. */
function creationTimeOf(
  { softDeletePeriod }: StagedTable,
  file: FileRecord | undefined,
  { clock }: LoadWorld,
): string | undefined {
  if (file?.creationTime === undefined || softDeletePeriod === undefined) return undefined;
  return restoredCreationTime(file.creationTime, softDeletePeriod, clock.now());
}

function problemsOf(results: readonly OperationResult[]): readonly Problem[] {
  return results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []));
}

/** Waits for loads that an interrupted run may have left behind, so that what they bring is seen before anything is sent again. */
export async function awaitRunningLoads({ database, clock }: Pick<LoadWorld, 'database' | 'clock'>): Promise<void> {
  const left = await database.load.runningIngestions();
  for (let pause = 100; left.length > 0; pause = Math.min(pause * 1.5, 10_000)) {
    const states = await database.load.states(left);
    if (states.every(({ kind }) => kind !== 'running')) return;
    await clock.sleep(pause);
  }
}
