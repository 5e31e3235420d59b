import { type ExpectedFile, type FileState, type LoadState, readLoadState } from '../domain/load-state.ts';
import { attemptTag } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { type FileRecord, loadFingerprint, storedColumns } from '../domain/snapshot/manifest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { runOperations } from './run-operations.ts';
import { loadRoute, rawName, type StagedTable, stageName } from './stage-table.ts';

export interface LoadWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
}

const rounds = 8;
/** Extents named in one move; the service states no limit, its own Spark connector moves 400 a node. */
const extentsPerMove = 500;

/**
 * Brings every file into the staged table exactly once: files are received with a tag for each attempt, counted, and only what has
 * exactly its rows goes on. Starts from what is there, so it can be interrupted anywhere and run again.
 * `nextRound` stores a new round number before anything of that round is sent.
 */
export async function loadTable(
  staged: StagedTable,
  files: readonly FileRecord[],
  nextRound: () => Promise<number>,
  world: LoadWorld,
): Promise<void> {
  const expected = files.map(
    (record, file): ExpectedFile => ({ file, rows: loadFingerprint(record.fingerprint).rows }),
  );
  let problems: readonly Problem[] = [];
  for (let tries = 0; tries < rounds; tries += 1) {
    const state = await observe(staged, expected, world);
    await dropWaste(staged, state, world);
    const missing = expected.filter(({ file }) => state.files.get(file)?.kind === 'missing');
    const received = expected.flatMap(({ file }) => receivedFile(file, state.files.get(file)));
    if (missing.length === 0 && received.length === 0) return;
    problems = [
      ...(received.length === 0 ? [] : await stageReceived(staged, received, nextRound, world)),
      ...(missing.length === 0 ? [] : await receive(staged, files, missing, await nextRound(), world)),
    ];
    if (problems.some(({ transient }) => transient !== true)) break;
  }
  throwProblems(problems);
  throw problemError({
    code: 'service',
    summary: `${staged.table.name} could not be loaded in ${rounds} rounds.`,
    next: 'Run restore again; it goes on from here.',
  });
}

async function observe(
  staged: StagedTable,
  expected: readonly ExpectedFile[],
  { database }: LoadWorld,
): Promise<LoadState> {
  const [raw, stage] = await Promise.all([
    database.read.rowsByExtent(rawName(staged)),
    database.read.rowsByExtent(stageName(staged)),
  ]);
  return readLoadState(expected, raw, stage);
}

async function dropWaste(staged: StagedTable, state: LoadState, { database }: LoadWorld): Promise<void> {
  if (state.wasteInRaw.length > 0) await database.load.dropExtents(rawName(staged), state.wasteInRaw);
  if (state.wasteInStage.length > 0) await database.load.dropExtents(stageName(staged), state.wasteInStage);
}

interface Received {
  readonly file: number;
  readonly extentIds: readonly string[];
}

function receivedFile(file: number, state: FileState | undefined): readonly Received[] {
  return state?.kind === 'received' ? [{ file, extentIds: state.extentIds }] : [];
}

async function receive(
  staged: StagedTable,
  files: readonly FileRecord[],
  missing: readonly ExpectedFile[],
  round: number,
  { database, store, clock }: LoadWorld,
): Promise<readonly Problem[]> {
  const results = await runOperations(
    missing,
    {
      describe: ({ file }) => `loading file ${file} of ${staged.table.name}`,
      slots: () => database.load.slots(),
      states: (ids) => database.load.states(ids),
      start: async ({ file }) => {
        const source = await store.uriForCluster(files[file]?.path ?? '', 'read');
        return database.load.startIngest({
          table: rawName(staged),
          source,
          format: 'parquet',
          tag: attemptTag(staged.run, file, round),
        });
      },
    },
    clock,
  );
  return results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []));
}

/** Metadata only where the files hold the values as they are; otherwise one append per file, which carries the file's tag. */
async function stageReceived(
  staged: StagedTable,
  received: readonly Received[],
  nextRound: () => Promise<number>,
  world: LoadWorld,
): Promise<readonly Problem[]> {
  const { database, clock } = world;
  if (loadRoute(staged.table) === 'direct') {
    const ids = received.flatMap(({ extentIds }) => extentIds);
    for (let start = 0; start < ids.length; start += extentsPerMove) {
      await database.load.moveExtents(rawName(staged), stageName(staged), ids.slice(start, start + extentsPerMove));
    }
    return [];
  }
  const round = await nextRound();
  const columns = storedColumns(staged.table);
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
        }),
    },
    clock,
  );
  return results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []));
}

/** Waits for loads that an interrupted run may have left behind, so that what they bring is seen before anything is sent again. */
export async function awaitRunningLoads({ database, clock }: LoadWorld): Promise<void> {
  const left = await database.load.runningIngestions();
  for (let pause = 100; left.length > 0; pause = Math.min(pause * 1.5, 10_000)) {
    const states = await database.load.states(left);
    if (states.every(({ kind }) => kind !== 'running')) return;
    await clock.sleep(pause);
  }
}
