import type { Column } from '../domain/column.ts';
import { type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { attemptTag, type RunId } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { csvLine } from '../domain/reference-data/csv-line.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { ReferenceFiles, RowDigest } from '../ports/reference-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { PushWay } from './push-parts.ts';
import { type ReferenceData, rowsOf } from './read-reference-data.ts';
import { runOperations } from './run-operations.ts';

export interface StagingWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly files: ReferenceFiles;
  /** Characters of one part; the next row begins another. */
  readonly partLength?: number;
  /** How tables whose options ask for Event Grid are loaded; undefined where no container was given. */
  readonly pushWay?: PushWay | undefined;
}

/** Where rows are staged: blobs below the folder, then a table. */
export interface Stage {
  readonly table: string;
  readonly folder: string;
  readonly run: RunId;
}

export interface StagedRows {
  readonly fingerprint: Fingerprint;
  /** What is different from the file; undefined when nothing is. */
  readonly problem?: Problem;
}

/** A few of these are in memory at once. */
const pieceLength = 262_144;
/** The service wants files of 100 MB to 1 GB. Source: https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-best-practices */
export const defaultPartLength = 128 * 1024 * 1024;
/** Their fields are the same text here and in the engine; of the others the number of values is compared. */
const comparable: readonly Column['type'][] = ['bool', 'int', 'long', 'string', 'datetime', 'timespan', 'guid'];

/**
 * Writes the rows as CSV in parts, loads these into the staging table, which is empty, and compares what is there with the file by the number of rows and
 * values, and by the fingerprint of each column that is the same text on both sides: ingestion turns what it cannot read into null without a word.
 */
export async function stageRows(data: ReferenceData, stage: Stage, world: StagingWorld): Promise<StagedRows> {
  const digest = await world.files.digest(data.columns);
  const paths: string[] = [];
  await cutParts(data, digest, world, async (index, pieces) => {
    const path = partPath(stage.folder, data, index);
    await writePart(path, pieces, data, world.store);
    paths.push(path);
  });
  await ingest(data, paths, stage, world);
  return compareStaged(data, digest, stage.table, world.database);
}

/** Compares what a table holds with the file, of which `digest` has seen every row. */
export async function compareStaged(
  data: ReferenceData,
  digest: RowDigest,
  table: string,
  { read, load }: Database,
): Promise<StagedRows> {
  const fingerprint = await read.fingerprint(table, data.columns, { kind: 'whole-table' });
  const values = await load.nonEmptyValues(table, data.columns);
  const certain = data.columns.filter(({ type }) => comparable.includes(type));
  const seen =
    certain.length === 0
      ? new Map<string, Fingerprint>()
      : await read.columnFingerprints(table, certain, { kind: 'whole-table' });
  const expected = digest.columns();
  const differences = data.columns.flatMap((column) => {
    const count = BigInt(data.content.nonEmpty.get(column.name) ?? 0);
    const found = values.get(column.name);
    if (found !== count) return [`column ${column.name}: expected ${count} values, seen ${found ?? 'none'}`];
    const [ours, theirs] = [expected.get(column.name), seen.get(column.name)];
    const isSame =
      !certain.includes(column) || (ours !== undefined && theirs !== undefined && sameFingerprint(ours, theirs));
    return isSame ? [] : [`column ${column.name}: other values than in the file`];
  });
  if (fingerprint.rows === BigInt(data.content.rows) && differences.length === 0) return { fingerprint };
  return { fingerprint, problem: notWhole(data, fingerprint.rows, differences) };
}

/** Removes what an earlier run, or this one, left of the parts. */
export async function removeParts(folder: string, store: SnapshotStore): Promise<void> {
  const left: string[] = [];
  for await (const { path } of store.list(`${folder}/`)) left.push(path);
  for (const path of left) await store.remove(path);
}

export function partPath(folder: string, { content }: ReferenceData, index: number): string {
  return `${folder}/${content.sha256}/${String(index).padStart(4, '0')}.csv`;
}

/**
 * Cuts the rows into parts of CSV, each with the header, and tells how many rows each has. `take` gets them one after the other and has to take all pieces of one.
 * Rejects with `reference-data` after the last when the file is not the one that was checked.
 */
export async function cutParts(
  data: ReferenceData,
  digest: RowDigest,
  { files, partLength = defaultPartLength }: Pick<StagingWorld, 'files' | 'partLength'>,
  take: (index: number, pieces: AsyncIterable<string>) => Promise<void>,
): Promise<readonly number[]> {
  const rows = rowsOf(data, files);
  const counts: number[] = [];
  let inPart = 0;
  let next = await rows.next();
  const header = csvLine(data.columns.map(({ name }) => name));

  async function* piecesOfPart(): AsyncGenerator<string> {
    let [piece, length] = [header, 0];
    while (next.done !== true && length < partLength) {
      const line = csvLine(next.value);
      digest.add(next.value);
      inPart += 1;
      piece += line;
      length += line.length;
      if (piece.length >= pieceLength) {
        yield piece;
        piece = '';
      }
      next = await rows.next();
    }
    if (piece !== '') yield piece;
  }

  while (next.done !== true) {
    inPart = 0;
    await take(counts.length, piecesOfPart());
    counts.push(inPart);
  }
  return counts;
}

/** A part that an interrupted run left there is written anew: it may not be whole. */
async function writePart(
  path: string,
  pieces: AsyncIterable<string>,
  { file }: ReferenceData,
  store: SnapshotStore,
): Promise<void> {
  const there = await store.inspect(path);
  const condition =
    there === undefined ? ({ kind: 'if-absent' } as const) : ({ kind: 'if-match', etag: there.etag } as const);
  if ((await store.writePieces(path, pieces, condition)) !== 'conflict') return;
  const summary = `Another run puts ${file.path} into place at this moment.`;
  throw problemError({ code: 'taken-over', summary, next: 'Let it finish, then deploy again.' });
}

async function ingest(
  { file, columns }: ReferenceData,
  parts: readonly string[],
  stage: Stage,
  { database, store, clock }: StagingWorld,
): Promise<void> {
  const results = await runOperations(
    parts.map((path, index) => ({ path, index })),
    {
      describe: ({ index }) =>
        `loading ${file.path}${parts.length === 1 ? '' : `, part ${index + 1} of ${parts.length}`}`,
      slots: () => database.load.slots(),
      states: (ids) => database.load.states(ids),
      start: async ({ path, index }) =>
        database.load.startIngest({
          table: stage.table,
          source: await store.uriForCluster(path, 'read'),
          format: 'csv',
          tag: attemptTag(stage.run, index, 1),
          csvColumns: columns.map(({ name }) => name),
        }),
    },
    clock,
  );
  throwProblems(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}

function notWhole({ file, table, content }: ReferenceData, seen: bigint, differences: readonly string[]): Problem {
  return {
    code: 'difference',
    summary: `${file.path} did not arrive whole; ${table} was not changed.`,
    detail: [`expected ${content.rows} rows, seen ${seen}`, ...differences].join('; '),
    at: { file: file.path, line: 1 },
  };
}
