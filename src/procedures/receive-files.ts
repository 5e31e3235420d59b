import type { ExpectedFile } from '../domain/load-state.ts';
import { attemptTag } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import { restoredCreationTime } from '../domain/snapshot/creation.ts';
import type { FileRecord } from '../domain/snapshot/manifest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { queueFiles } from './queue-files.ts';
import { type OperationResult, runOperations } from './run-operations.ts';
import { rawName, type StagedTable } from './stage-table.ts';

export interface LoadWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
}

/** What a load of a table has to know of the restore that it belongs to. */
export interface PastLoads {
  /** Whether anything can have been sent yet. */
  readonly before: 'nothing-sent' | 'maybe-sent';
  /** Whether any run of this restore has used the queue. */
  readonly wasQueued: 'yes' | 'no';
  /** Tells a number that is stored before anything of that round is sent. */
  readonly nextRound: () => Promise<number>;
  /** Rejects with `taken-over` when the restore is another process's by now; does nothing where no run has used the queue. */
  readonly fence: () => Promise<void>;
  /** Puts off the end of the staging tables when it is time to; may be called at any time. */
  readonly renew: () => Promise<void>;
}

/** The load of one table. */
export interface Send {
  readonly staged: StagedTable;
  readonly files: readonly FileRecord[];
  readonly past: PastLoads;
  readonly world: LoadWorld;
}

/** Sends the files into the receiving table and waits for their end; the problems of those that did not come. */
export async function receiveFiles(
  { staged, files, past, world }: Send,
  missing: readonly ExpectedFile[],
): Promise<readonly Problem[]> {
  const { database, store, clock } = world;
  await past.renew();
  const round = await past.nextRound();
  const tagOf = ({ file }: ExpectedFile): string => attemptTag(staged.run, file, round);
  const requestOf = async (one: ExpectedFile) => ({
    table: rawName(staged),
    source: await store.uriForCluster(files[one.file]?.path ?? '', 'read'),
    format: 'parquet' as const,
    tag: tagOf(one),
    creationTime: creationTimeOf(staged, files[one.file], world),
  });
  if (staged.load === 'queued') {
    const queued = missing.map((one) => ({ ...one, tag: tagOf(one), request: () => requestOf(one) }));
    return queueFiles({ table: rawName(staged), files: queued, onWait: past.renew }, world);
  }
  const results = await runOperations(
    missing,
    {
      describe: ({ file }) => `loading file ${file} of ${staged.table.name}`,
      slots: () => database.load.slots(),
      states: async (ids) => {
        await past.renew();
        return database.load.states(ids);
      },
      start: async (one) => database.load.startIngest(await requestOf(one)),
    },
    clock,
  );
  return problemsOf(results);
}

/** Without a period the rows count as new: they may live longer than before, never shorter. */
export function creationTimeOf(
  { softDeletePeriod }: StagedTable,
  file: FileRecord | undefined,
  { clock }: Pick<LoadWorld, 'clock'>,
): string | undefined {
  if (file?.creationTime === undefined || softDeletePeriod === undefined) return undefined;
  return restoredCreationTime(file.creationTime, softDeletePeriod, clock.now());
}

/** Extents named in one command; the service states no limit, its own Spark connector moves 400 a node. */
const extentsPerCommand = 500;

/** As many extents at a time as one command names. */
export function chunksOf(extentIds: readonly string[]): readonly (readonly string[])[] {
  const chunks: (readonly string[])[] = [];
  for (let start = 0; start < extentIds.length; start += extentsPerCommand)
    chunks.push(extentIds.slice(start, start + extentsPerCommand));
  return chunks;
}

export function problemsOf(results: readonly OperationResult[]): readonly Problem[] {
  return results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []));
}
