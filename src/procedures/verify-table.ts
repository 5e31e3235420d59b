import { type Column, compareColumns } from '../domain/column.ts';
import { boundedRows, newerRows } from '../domain/cursor-bound.ts';
import { emptyFingerprint, type Fingerprint, sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import { inNumber } from '../domain/in-number.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import { doubtsOf } from '../domain/snapshot/doubt.ts';
import { loadFingerprint, type Manifest, type TableManifest } from '../domain/snapshot/manifest.ts';
import { includes, type Level, type RestoreRecord } from '../domain/snapshot/records.ts';
import type { Rotation } from '../domain/snapshot/rotation.ts';
import { type Against, looksAt } from '../domain/snapshot/verification.ts';
import { type Verdict, verdictOf } from '../domain/verdict.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { countRows } from './count-rows.ts';
import type { Counted } from './count-tables.ts';
import { locateRows, type RowsOfSnapshot } from './locate-rows.ts';
import { type FilesCheck, verifyFiles } from './verify-files.ts';

export interface TableCheck {
  readonly table: string;
  /** On the live table; absent when only files are looked at. */
  readonly live?: Verdict;
  /** On the snapshot's files that were looked at; absent when none was, unless the table has none or its lists are wrong. */
  readonly files?: Verdict;
  /** How many of the table's files were looked at; absent when none was to be. */
  readonly looked?: number;
  readonly expectedRows: bigint;
  /** Rows of the snapshot that the live table still has; absent when they were not counted. */
  readonly seenRows?: bigint;
  /** Rows that arrived after the snapshot; absent when they were not counted. */
  readonly newerRows?: bigint;
  readonly columns: readonly ColumnCheck[];
}

export interface ColumnCheck {
  readonly column: string;
  readonly state: 'equal' | 'differs' | 'gone' | 'added' | 'changed';
}

export interface VerifyWorld {
  readonly read: DatabaseReader;
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
}

/** Compares one table with its snapshot, at the level and at all below it. Everything that differs is named; nothing stops at the first difference. */
export async function verifyTable(
  request: {
    readonly manifest: Manifest;
    readonly table: TableManifest;
    readonly live: LiveTable | undefined;
    readonly restores: readonly RestoreRecord[];
    readonly level: Level;
    readonly against: Against;
    /** Which part of the files is looked at; all of them when absent. */
    readonly rotation?: Rotation | undefined;
    /** What was counted at the cursor that bounds the snapshot's rows, or why it could not be; counted now when absent. */
    readonly counted?: Counted | undefined;
  },
  world: VerifyWorld,
): Promise<TableCheck> {
  const { table, live, level, against, rotation } = request;
  const expectedRows = loadFingerprint(table.fingerprint).rows;
  const hasFiles = looksAt(against, 'storage') && includes(level, 'files') === 'yes';
  const files = hasFiles ? await verifyFiles({ table, level, rotation }, world) : undefined;
  const head = { table: table.name, ...filesVerdict(files, table), expectedRows, columns: [] };
  if (!looksAt(against, 'database')) return head;
  if (live === undefined) return { ...head, live: verdictOf([gone(table, expectedRows)]) };
  const rows = locateRows(request.manifest, table, live, request.restores);
  const counts = await countSeen(world.read, live, rows, request.counted);
  const schema = compareColumns(table.columns, live.columns);
  const contents =
    includes(level, 'contents') === 'yes'
      ? await compareContents({ table, live, rows, countedRows: counts.seen, stored: files?.columns }, world.read)
      : undefined;
  const problems = [
    ...schema
      .filter(({ expected }) => expected !== 'absent')
      .map((difference) => columnProblem(table.name, difference)),
    ...(counts.seen === expectedRows ? [] : [rowsProblem(table.name, expectedRows, counts.seen, rows)]),
    ...(contents?.problems ?? []),
    ...doubts(request.manifest, table, files),
  ];
  return {
    ...head,
    live: verdictOf(problems),
    seenRows: counts.seen,
    ...(counts.newer === undefined ? {} : { newerRows: counts.newer }),
    columns: columnChecks(schema, contents?.columns ?? new Map()),
  };
}

async function countSeen(
  read: DatabaseReader,
  live: LiveTable,
  { bound }: RowsOfSnapshot,
  counted: Counted | undefined,
): Promise<{ readonly seen: bigint; readonly newer?: bigint }> {
  if (counted instanceof ProblemError) throw counted;
  const populations = counted ?? (await countRows(read, live, bound));
  const seen = boundedRows(populations);
  return bound.kind === 'whole-table' ? { seen } : { seen, newer: newerRows(populations) };
}

/** A table of whose files none was looked at did not pass: nothing is known of them but what its lists say. */
function filesVerdict(files: FilesCheck | undefined, table: TableManifest): Pick<TableCheck, 'files' | 'looked'> {
  if (files === undefined) return {};
  const { problems, looked } = files;
  const isUnseen = looked === 0 && table.files > 0 && problems.length === 0;
  return isUnseen ? { looked } : { files: verdictOf(problems), looked };
}

interface ContentsCheck {
  readonly problems: readonly Problem[];
  /** Only where something differs and the files were read in full. */
  readonly columns: ReadonlyMap<string, 'equal' | 'differs'>;
}

/** The row fingerprint where all columns are there; column by column against the files' values where it differs or cannot be formed. */
async function compareContents(
  at: {
    readonly table: TableManifest;
    readonly live: LiveTable;
    readonly rows: RowsOfSnapshot;
    readonly countedRows: bigint;
    /** Sums of the columns in the files; undefined unless all of them were read in full. */
    readonly stored: FilesCheck['columns'];
  },
  read: DatabaseReader,
): Promise<ContentsCheck> {
  const { table, live, rows } = at;
  const columns: readonly Column[] = table.columns;
  const shared = columns.filter(({ name, type }) =>
    live.columns.some((column) => column.name === name && column.type === type),
  );
  const problems: Problem[] = [];
  if (shared.length === columns.length) {
    const expected = loadFingerprint(table.fingerprint);
    const isEmpty = at.countedRows === 0n;
    const seen = isEmpty ? emptyFingerprint : await read.fingerprint(live.name, columns, rows.bound);
    if (sameFingerprint(expected, seen)) return { problems, columns: new Map() };
    // Other counts are told already; rows that left between the count and the fingerprint are not.
    if (at.countedRows === expected.rows) problems.push(contentsProblem(table.name, expected, seen));
  }
  const { stored } = at;
  if (stored === undefined) return { problems: problems.map(adviseFull), columns: new Map() };
  const seen = await read.columnFingerprints(live.name, shared, rows.bound);
  const compared = shared.map(({ name }) => [name, sameColumn(stored.get(name), seen.get(name))] as const);
  return { problems, columns: new Map(compared) };
}

function sameColumn(stored: Fingerprint | undefined, seen: Fingerprint | undefined): 'equal' | 'differs' {
  return stored !== undefined && seen !== undefined && sameFingerprint(stored, seen) ? 'equal' : 'differs';
}

function columnChecks(
  schema: ReturnType<typeof compareColumns>,
  contents: ReadonlyMap<string, 'equal' | 'differs'>,
): readonly ColumnCheck[] {
  const fromSchema = schema.map(({ column, expected, seen }): ColumnCheck => {
    if (seen === 'absent') return { column, state: 'gone' };
    return { column, state: expected === 'absent' ? 'added' : 'changed' };
  });
  return [...fromSchema, ...[...contents].map(([column, state]): ColumnCheck => ({ column, state }))];
}

function gone({ name, kind }: TableManifest, rows: bigint): Problem {
  const what = kind === 'table' ? 'Table' : 'Materialized view';
  const detail = `expected ${rows} rows, seen no such ${what.toLowerCase()}`;
  return { code: 'difference', summary: `${what} ${name} is gone.`, detail };
}

function columnProblem(
  table: string,
  { column, expected, seen }: { column: string; expected: string; seen: string },
): Problem {
  const what = seen === 'absent' ? 'is gone' : 'has another type';
  return {
    code: 'difference',
    summary: `${table}: column ${column} ${what}.`,
    detail: `expected ${expected}, seen ${seen}`,
  };
}

function rowsProblem(table: string, expected: bigint, seen: bigint, { kind, bound }: RowsOfSnapshot): Problem {
  const missing = expected - seen;
  if (missing < 0n && bound.kind === 'whole-table' && kind !== 'foreign') {
    return {
      code: 'unknown',
      summary: `${table} has ${-missing} rows more than the snapshot, and nothing tells newer rows from others.`,
      detail: `expected ${expected} rows, seen ${seen}`,
      next: 'Take a new snapshot; where the IngestionTime policy of a table is on, newer rows can be told.',
    };
  }
  const summary =
    missing > 0n
      ? `${table}: ${missing} ${inNumber(missing, 'row of the snapshot is', 'rows of the snapshot are')} gone.`
      : `${table} has ${-missing} ${inNumber(-missing, 'row', 'rows')} more than the snapshot.`;
  return { code: 'difference', summary, detail: `expected ${expected} rows, seen ${seen}` };
}

function contentsProblem(table: string, expected: Fingerprint, seen: Fingerprint): Problem {
  const detail = `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`;
  return { code: 'difference', summary: `${table}: the contents are not those of the snapshot.`, detail };
}

function adviseFull(problem: Problem): Problem {
  return { ...problem, next: 'Run verify with level full to see which columns differ.' };
}

/** Whether values come back from the files is settled once every one of them was read and gave the hash that the engine gave its row. */
function doubts(manifest: Manifest, table: TableManifest, files: FilesCheck | undefined): readonly Problem[] {
  const isRead = files?.columns !== undefined && files.problems.length === 0;
  return doubtsOf(manifest, table)
    .filter(({ about }) => about === 'rows' || !isRead)
    .map(({ why }) => ({
      code: 'unknown',
      summary: `${table.name}: the snapshot itself does not hold it for certain: ${why}.`,
    }));
}
