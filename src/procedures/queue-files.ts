import pMap from 'p-map';
import type { ExpectedFile } from '../domain/load-state.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { IngestRequest } from '../ports/database-loader.ts';

export interface QueuedFile extends ExpectedFile {
  readonly tag: string;
  readonly request: () => Promise<Omit<IngestRequest, 'csvColumns' | 'format'>>;
}

const parallelRequests = 16;
const firstPause = 500;
const longestPause = 15_000;
/** The service batches, queues and tries again by itself. */
const patience = 60 * 60_000;
/** When the service has given something up, which may be another file, the rest is not waited for as long. */
const shortPatience = 5 * 60_000;

type QueueWorld = { readonly database: Database; readonly clock: Clock };

/**
 * Hands the files to the service and waits until the table holds at least the rows of each under its tag, by strongly consistent counts: nothing else tells that
 * they have arrived. Problems are those of files that the queue did not take, and one of those that did not come. `onWait` is called at every look.
 */
export async function queueFiles(
  {
    table,
    files,
    onWait,
  }: { readonly table: string; readonly files: readonly QueuedFile[]; readonly onWait?: () => Promise<void> },
  world: QueueWorld,
): Promise<readonly Problem[]> {
  const known = new Set((await failuresOf(table, world.database)).keys());
  const handed = await pMap(files, (file) => handOver(file, world), { concurrency: parallelRequests });
  const refused = handed.flat();
  const waiting = files.filter((_, place) => handed[place]?.length === 0);
  const missing = async (): Promise<number> =>
    notArrived(waiting, await world.database.read.rowsByExtent(table)).length;
  const givenUp = await awaitArrival({ table, missing, known, patience, onWait }, world);
  return givenUp === undefined ? refused : [...refused, notCome(table, givenUp)];
}

async function handOver({ request }: QueuedFile, { database }: QueueWorld): Promise<readonly Problem[]> {
  try {
    await database.load.queueIngest(await request());
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}

/** Why it was not waited any longer. */
export interface GivenUp {
  /** What the service says of what it gave up. */
  readonly failures: readonly string[];
  /** How long nothing more had come. */
  readonly waitedSeconds: number;
}

/**
 * Waits until `missing`, which counts files, tells 0, or none came for the patience, and looks once more then. What the service gives up cannot be tied to a file, so failures
 * that are not among the known ones only end the wait sooner. Trouble that may pass is waited out in the same way; where it is still there at the last look, that rejects with it.
 */
export async function awaitArrival(
  asked: {
    readonly table: string;
    readonly missing: () => Promise<number>;
    /** Operations that had failed before. */
    readonly known: ReadonlySet<string>;
    readonly patience: number;
    readonly onWait?: (() => Promise<void>) | undefined;
  },
  { database, clock }: QueueWorld,
): Promise<GivenUp | undefined> {
  let left: number | undefined;
  let since = clock.now().getTime();
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    await asked.onWait?.();
    const failed = [...(await failuresOf(asked.table, database))].filter(([id]) => !asked.known.has(id));
    const waited = clock.now().getTime() - since;
    const isLast = waited > (failed.length > 0 ? Math.min(shortPatience, asked.patience) : asked.patience);
    const missing = isLast ? await asked.missing() : await unlessPassing(asked.missing);
    if (missing === 0) return undefined;
    const isFewer = missing !== undefined && missing < (left ?? missing);
    const isHopeless = missing !== undefined && failed.length >= missing;
    if (isHopeless || (isLast && !isFewer))
      return { failures: failed.map(([, detail]) => detail), waitedSeconds: Math.round(waited / 1_000) };
    if (isFewer) since = clock.now().getTime();
    left = missing ?? left;
    await clock.sleep(pause);
  }
}

/** Undefined when it failed for a reason that may pass. */
async function unlessPassing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ transient }) => transient === true)) return undefined;
    throw error;
  }
}

function notArrived(
  files: readonly QueuedFile[],
  extents: readonly { readonly tags: readonly string[]; readonly rows: bigint }[],
): readonly QueuedFile[] {
  const rows = new Map<string, bigint>();
  for (const one of extents) for (const tag of one.tags) rows.set(tag, (rows.get(tag) ?? 0n) + one.rows);
  return files.filter(({ tag, rows: expected }) => (rows.get(tag) ?? 0n) < expected);
}

/** What the service gave up, by the id of the operation. Whoever may not read the log, or cannot at the moment, waits for the files alone. */
export async function failuresOf(table: string, { load }: Database): Promise<ReadonlyMap<string, string>> {
  try {
    return (await unlessPassing(() => load.failedIngestions(table))) ?? new Map();
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'sign-in')) return new Map();
    throw error;
  }
}

/** Whether they come by another way is tried next. */
function notCome(table: string, { failures }: GivenUp): Problem {
  return {
    code: 'service',
    summary: `Not all queued files came into ${table}.`,
    ...(failures.length === 0 ? {} : { detail: failures.join('; ') }),
    transient: true,
  };
}
