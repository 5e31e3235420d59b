import { type ExpectedFile, type FileState, type LoadState, readLoadState } from '../domain/load-state.ts';
import { attemptTag } from '../domain/names.ts';
import { type Problem, ProblemError, problemError, throwProblems } from '../domain/problem.ts';
import { type FileRecord, loadFingerprint } from '../domain/snapshot/manifest.ts';
import type { ExtentRows } from '../ports/database.ts';
import { awaitArrival } from './queue-files.ts';
import {
  chunksOf,
  creationTimeOf,
  type LoadWorld,
  type PastLoads,
  problemsOf,
  receiveFiles,
  type Send,
} from './receive-files.ts';
import { runOperations } from './run-operations.ts';
import { loadRoute, rawName, type StagedTable, stageName } from './stage-table.ts';

const mostTries = 8;
const firstPause = 100;

/** A process that was taken over may have put files into the queue that come within minutes. */
const latePatience = 10 * 60_000;

/**
 * Brings every file into the staged table exactly once: files are received with a tag for each attempt, counted, and only what has
 * exactly its rows goes on. Starts from what is there, so it can be interrupted anywhere and run again.
 * A file that does not come by the queue is loaded directly, which tells why where it cannot be loaded at all.
 */
export async function loadTable(
  staged: StagedTable,
  files: readonly FileRecord[],
  past: PastLoads,
  world: LoadWorld,
): Promise<void> {
  const expected = files.map(
    (record, file): ExpectedFile => ({ file, rows: loadFingerprint(record.fingerprint).rows }),
  );
  let send: Send = { staged, files, past, world };
  let seen: Seen = past.before === 'nothing-sent' ? { raw: [], stage: [] } : await lookAfterOthers(send, expected);
  for (let tries = 1; ; tries += 1) {
    const state = readLoadState(expected, seen.raw, seen.stage);
    const work = workOf(expected, state);
    const problems = await bringOn(send, work);
    if (problems.length === 0 && work.missing.length === 0) return;
    if (problems.some(({ transient }) => transient !== true)) throwProblems(problems);
    if (tries === mostTries) throw problemError(neverLoaded(staged.table.name, problems));
    if (problems.length > 0) await lookAgainLater(tries, world);
    if (problems.length > 0 && work.missing.length > 0) send = { ...send, staged: { ...staged, load: 'direct' } };
    const hasOnlyReceived = problems.length === 0 && work.received.length === 0 && work.wasteInStage.length === 0;
    // Where there is a queue, a process that was taken over may still move what it delivers.
    const isStageKnown = hasOnlyReceived && past.wasQueued === 'no';
    seen = await look(staged, world, isStageKnown ? seen.stage : undefined);
  }
}

/** What is there once nothing more comes that was queued before. */
async function lookAfterOthers({ staged, past, world }: Send, expected: readonly ExpectedFile[]): Promise<Seen> {
  let seen = await look(staged, world, undefined);
  if (staged.load === 'direct') return seen;
  const missing = async (): Promise<number> => {
    seen = await look(staged, world, undefined);
    return workOf(expected, readLoadState(expected, seen.raw, seen.stage)).missing.length;
  };
  const asked = { table: rawName(staged), missing, known: new Set<string>(), patience: latePatience };
  await awaitArrival({ ...asked, onWait: past.renew }, world);
  return seen;
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

/** Moves on what was received and sends what is missing; the problems it met, after which only what is there tells what was done. */
async function bringOn(send: Send, work: Work): Promise<readonly Problem[]> {
  if (work.wasteInRaw.length + work.wasteInStage.length > 0) await send.past.fence();
  return [
    ...(await dropWaste(send, work)),
    ...(work.received.length === 0 ? [] : await stageReceived(send, work.received)),
    ...(work.missing.length === 0 ? [] : await receiveFiles(send, work.missing)),
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

/** Metadata only where the files hold the values as they are; otherwise one append per file, which carries the file's tag. */
async function stageReceived(send: Send, received: readonly Received[]): Promise<readonly Problem[]> {
  return loadRoute(send.staged.table) === 'direct' ? moveReceived(send, received) : typeReceived(send, received);
}

async function moveReceived(
  { staged, past, world: { database } }: Send,
  received: readonly Received[],
): Promise<readonly Problem[]> {
  const ids = received.flatMap(({ extentIds }) => extentIds);
  for (const some of chunksOf(ids)) {
    await past.fence();
    const problems = await lookAgainAfter(() => database.load.moveExtents(rawName(staged), stageName(staged), some));
    if (problems.length > 0) return problems;
  }
  return [];
}

async function typeReceived(
  { staged, files, past, world }: Send,
  received: readonly Received[],
): Promise<readonly Problem[]> {
  const { database, clock } = world;
  const round = await past.nextRound();
  const columns = staged.table.columns;
  const results = await runOperations(
    received,
    {
      describe: ({ file }) => `typing file ${file} of ${staged.table.name}`,
      slots: () => database.load.slots(),
      states: async (ids) => {
        await past.renew();
        return database.load.states(ids);
      },
      start: async ({ file, extentIds }) => {
        await past.fence();
        return database.load.startTypedAppend({
          from: rawName(staged),
          extentIds,
          columns,
          into: stageName(staged),
          tag: attemptTag(staged.run, file, round),
          creationTime: creationTimeOf(staged, files[file], world),
        });
      },
    },
    clock,
  );
  return problemsOf(results);
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
