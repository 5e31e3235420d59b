import pMap from 'p-map';
import type { ExpectedFile } from '../domain/load-state.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, IngestRequest } from '../ports/database.ts';

export interface QueuedFile extends ExpectedFile {
  readonly tag: string;
  readonly request: () => Promise<Omit<IngestRequest, 'csvColumns' | 'format'>>;
}

const parallelRequests = 16;
const firstPause = 500;
const longestPause = 15_000;
/** The service batches, queues and tries again by itself; a file that has not come by then is sent once more under another tag. */
const patience = 60 * 60_000;

/**
 * Hands the files to the service and waits until the table holds at least the rows of each under its tag, by strongly consistent counts: nothing else tells that
 * they have arrived. Problems are what the service gave up for good, and files that did not come in an hour since the last one.
 */
export async function queueFiles(
  table: string,
  files: readonly QueuedFile[],
  { database, clock }: { readonly database: Database; readonly clock: Clock },
): Promise<readonly Problem[]> {
  const before = await failuresOf(table, database);
  await pMap(files, async ({ request }) => database.load.queueIngest(await request()), {
    concurrency: parallelRequests,
  });
  let waiting = files;
  let since = clock.now().getTime();
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const still = notArrived(waiting, await database.read.rowsByExtent(table));
    if (still.length === 0) return [];
    if (still.length < waiting.length) since = clock.now().getTime();
    waiting = still;
    const failed = [...(await failuresOf(table, database))].filter(([id]) => !before.has(id));
    if (failed.length > 0) return failed.map(([, detail]) => givenUp(table, detail));
    if (clock.now().getTime() - since > patience) return [notCome(table, waiting.length)];
    await clock.sleep(pause);
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

/** Whoever may not read the log waits for the files alone. */
async function failuresOf(table: string, { load }: Database): Promise<ReadonlyMap<string, string>> {
  try {
    return await load.failedIngestions(table);
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'sign-in')) return new Map();
    throw error;
  }
}

function givenUp(table: string, detail: string): Problem {
  return {
    code: 'service',
    summary: `The service gave up a queued file of ${table}.`,
    detail,
    next: 'Mend what the message names and run restore again; it goes on from here.',
  };
}

function notCome(table: string, files: number): Problem {
  return {
    code: 'service',
    summary: `${files} queued files of ${table} have not arrived in an hour.`,
    transient: true,
  };
}
