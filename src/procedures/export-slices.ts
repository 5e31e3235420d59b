import pLimit from 'p-limit';
import type { StoredColumn } from '../domain/column-form.ts';
import { rowHashColumn } from '../domain/column-form.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { type FileRecord, storeFingerprint } from '../domain/snapshot/manifest.ts';
import { attemptFolder } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseExporter, ExportedFile, Slice } from '../ports/database.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { runOperations } from './run-operations.ts';

/** One slice of one table, still to be written. */
export interface SliceJob {
  readonly table: string;
  readonly columns: readonly StoredColumn[];
  readonly slice: Slice;
  /** Place of the slice in its table, from 0. */
  readonly sliceIndex: number;
  /** Rows that the slice must have. */
  readonly rows: bigint;
  /** The table's folder. */
  readonly folder: string;
}

export interface ExportWorld {
  readonly exporter: DatabaseExporter;
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
  readonly clock: Clock;
  readonly progress: Progress;
}

const attempts = 3;
const parallelReads = 4;

/**
 * Writes the slices and reads back what lies in storage: the files that the operation reports, never a listing, each with its version, the
 * rows of its footer and the sum of its row hashes. An export whose answer or operation was lost is sent again under a new prefix; what the lost one
 * wrote is not counted.
 */
export async function exportSlices(
  jobs: readonly SliceJob[],
  world: ExportWorld,
): Promise<ReadonlyMap<SliceJob, readonly FileRecord[]>> {
  const written = new Map<SliceJob, readonly FileRecord[]>();
  let open = jobs;
  let problems: readonly Problem[] = [];
  for (let attempt = 1; attempt <= attempts && open.length > 0; attempt += 1) {
    const round = await exportRound(open, attempt, world);
    for (const { job, files } of round.written) written.set(job, files);
    problems = round.problems;
    if (problems.some(({ transient }) => transient !== true)) break;
    open = open.filter((job) => !written.has(job));
  }
  throwProblems(problems);
  return written;
}

interface Round {
  readonly written: readonly { readonly job: SliceJob; readonly files: readonly FileRecord[] }[];
  readonly problems: readonly Problem[];
}

async function exportRound(jobs: readonly SliceJob[], attempt: number, world: ExportWorld): Promise<Round> {
  const { exporter, store, clock, progress } = world;
  const results = await runOperations(
    jobs,
    {
      describe: (job) => `export of ${job.table}`,
      slots: () => exporter.slots(),
      states: (ids) => exporter.states(ids),
      start: async ({ table, columns, slice, sliceIndex, folder }) => {
        const destination = await store.uriForCluster(attemptFolder(folder, sliceIndex, attempt), 'write');
        return exporter.start({ table, columns, slice, destination });
      },
      onEnd: (job, result) => {
        if (result.kind === 'completed') progress.note(`exported ${job.table}: ${job.rows} rows`);
        else progress.warn(result.problem.summary);
      },
    },
    clock,
  );
  const written: Round['written'][number][] = [];
  const problems: Problem[] = [];
  for (const [index, job] of jobs.entries()) {
    const result = results[index];
    if (result?.kind === 'completed')
      written.push({ job, files: await readBack(job, await exporter.files(result.operation), world) });
    else if (result !== undefined) problems.push(result.problem);
  }
  return { written, problems };
}

async function readBack(
  job: SliceJob,
  files: readonly ExportedFile[],
  world: ExportWorld,
): Promise<readonly FileRecord[]> {
  const limit = pLimit(parallelReads);
  return Promise.all(files.map((file) => limit(() => readFile(job, file, world))));
}

async function readFile(
  job: SliceJob,
  { uri, rows }: ExportedFile,
  { store, parquet }: ExportWorld,
): Promise<FileRecord> {
  const path = store.pathOf(uri);
  if (path === undefined) {
    throw problemError({
      code: 'unknown',
      summary: `The export of ${job.table} wrote outside the storage given.`,
      detail: uri.split('?')[0] ?? '',
    });
  }
  const blob = await store.inspect(path);
  if (blob === undefined)
    throw problemError({
      code: 'difference',
      summary: `The export of ${job.table} reported ${path}, which is not there.`,
    });
  const footer = await parquet.footer(blob);
  const fingerprint = await parquet.storedFingerprint(blob);
  if (footer.rows !== rows || fingerprint.rows !== rows) {
    const detail = `operation ${rows}, footer ${footer.rows}, row hashes ${fingerprint.rows}`;
    throw problemError({
      code: 'difference',
      summary: `${path} holds another number of rows than the export reported.`,
      detail,
    });
  }
  const expected = [
    ...job.columns.flatMap(({ name, tickColumn }) => (tickColumn === undefined ? [name] : [name, tickColumn])),
    rowHashColumn,
  ];
  if (expected.join('\n') !== footer.columns.join('\n')) {
    const detail = `expected ${expected.join(', ')}; seen ${footer.columns.join(', ')}`;
    throw problemError({ code: 'difference', summary: `${path} has other columns than were exported.`, detail });
  }
  return {
    path,
    bytes: blob.bytes,
    etag: blob.etag,
    rowGroups: footer.rowGroups,
    slice: job.sliceIndex,
    fingerprint: storeFingerprint(fingerprint),
  };
}
