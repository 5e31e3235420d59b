import pLimit from 'p-limit';
import { type Column, compareColumns } from '../domain/column.ts';
import { boundedRows } from '../domain/cursor-bound.ts';
import { addFingerprints, type Fingerprint, sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import type { Problem } from '../domain/problem.ts';
import { type FileRecord, loadFingerprint, type Manifest, type TableManifest } from '../domain/snapshot/manifest.ts';
import { includes, type Level, type RestoreRecord } from '../domain/snapshot/records.ts';
import { type Verdict, verdictOf } from '../domain/verdict.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { checkFile, type FileCheck } from './check-file.ts';
import { readFileList } from './file-list.ts';
import { locateRows, type RowsOfSnapshot } from './locate-rows.ts';

export interface TableCheck {
  readonly table: string;
  /** On the live table. */
  readonly live: Verdict;
  /** On the snapshot's files; absent at level `counts`, which does not look at them. */
  readonly files?: Verdict;
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

const parallelFiles = 4;

/** Compares one table with its snapshot, at the level and at all below it. Everything that differs is named; nothing stops at the first difference. */
export async function verifyTable(
  request: {
    readonly manifest: Manifest;
    readonly table: TableManifest;
    readonly live: LiveTable | undefined;
    readonly restores: readonly RestoreRecord[];
    readonly level: Level;
  },
  world: VerifyWorld,
): Promise<TableCheck> {
  const { table, live, level } = request;
  const expectedRows = loadFingerprint(table.fingerprint).rows;
  const files = includes(level, 'files') === 'yes' ? await checkFiles(table, level, world) : undefined;
  if (live === undefined) {
    const missing = verdictOf([gone(table, expectedRows)]);
    return { table: table.name, live: missing, ...filesVerdict(files), expectedRows, columns: [] };
  }
  const rows = locateRows(request.manifest, table, live, request.restores);
  const counts = await countRows(world.read, live, rows);
  const schema = compareColumns(table.columns, live.columns);
  const contents =
    includes(level, 'contents') === 'yes'
      ? await compareContents({ table, live, rows, countedRows: counts.seen, files: files?.checks }, world.read)
      : undefined;
  const problems = [
    ...schema
      .filter(({ expected }) => expected !== 'absent')
      .map((difference) => columnProblem(table.name, difference)),
    ...(counts.seen === expectedRows ? [] : [rowsProblem(table.name, expectedRows, counts.seen)]),
    ...(contents?.problems ?? []),
    ...fuzzy(table),
  ];
  return {
    table: table.name,
    live: verdictOf(problems),
    ...filesVerdict(files),
    expectedRows,
    seenRows: counts.seen,
    ...(counts.newer === undefined ? {} : { newerRows: counts.newer }),
    columns: columnChecks(schema, contents?.columns ?? new Map()),
  };
}

async function countRows(
  read: DatabaseReader,
  live: LiveTable,
  rows: RowsOfSnapshot,
): Promise<{ readonly seen: bigint; readonly newer?: bigint }> {
  const cursor = rows.bound.kind === 'cursor' ? rows.bound.cursor : await read.cursor();
  const populations = await read.populations(live.name, live.columns, cursor);
  if (rows.kind === 'foreign') return { seen: populations.total };
  const seen = boundedRows(populations);
  return { seen, newer: populations.total - seen };
}

function filesVerdict(files: FilesCheck | undefined): { readonly files?: Verdict } {
  return files === undefined ? {} : { files: verdictOf(files.problems) };
}

interface FilesCheck {
  readonly problems: readonly Problem[];
  readonly checks: readonly FileCheck[];
}

async function checkFiles(table: TableManifest, level: Level, world: VerifyWorld): Promise<FilesCheck> {
  const records: FileRecord[] = [];
  for await (const record of readFileList(world.store, table)) records.push(record);
  const limit = pLimit(parallelFiles);
  const columns = table.columns;
  const checks = await Promise.all(
    records.map((record) => limit(() => checkFile({ table: table.name, record, columns, level }, world))),
  );
  const sum = addFingerprints(records.map((record) => loadFingerprint(record.fingerprint)));
  const listed = loadFingerprint(table.fingerprint);
  const listProblems: Problem[] = sameFingerprint(sum, listed)
    ? []
    : [
        {
          code: 'difference',
          summary: `${table.name}: the file list adds up to ${sum.rows} rows, the manifest says ${listed.rows}.`,
        },
      ];
  return { problems: [...listProblems, ...checks.flatMap((check) => check.problems)], checks };
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
    readonly files: readonly FileCheck[] | undefined;
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
    const seen = await read.fingerprint(live.name, columns, rows.bound);
    if (sameFingerprint(expected, seen)) return { problems, columns: new Map() };
    // Other counts are told already; rows that left between the count and the fingerprint are not.
    if (at.countedRows === expected.rows) problems.push(contentsProblem(table.name, expected, seen));
  }
  const stored = sumColumns(at.files ?? []);
  if (stored === undefined) return { problems: problems.map(adviseFull), columns: new Map() };
  const seen = await read.columnFingerprints(live.name, shared, rows.bound);
  const compared = shared.map(({ name }) => [name, sameColumn(stored.get(name), seen.get(name))] as const);
  return { problems, columns: new Map(compared) };
}

function sameColumn(stored: Fingerprint | undefined, seen: Fingerprint | undefined): 'equal' | 'differs' {
  return stored !== undefined && seen !== undefined && sameFingerprint(stored, seen) ? 'equal' : 'differs';
}

/** Undefined unless every file was read in full. */
function sumColumns(files: readonly FileCheck[]): ReadonlyMap<string, Fingerprint> | undefined {
  const read = files.flatMap(({ recomputed }) => (recomputed === undefined ? [] : [recomputed]));
  if (read.length === 0 || read.length !== files.length) return undefined;
  const names = new Set(read.flatMap(({ byColumn }) => [...byColumn.keys()]));
  return new Map(
    [...names].map((name) => [name, addFingerprints(read.flatMap(({ byColumn }) => byColumn.get(name) ?? []))]),
  );
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

function gone({ name }: TableManifest, rows: bigint): Problem {
  return { code: 'difference', summary: `Table ${name} is gone.`, detail: `expected ${rows} rows, seen no such table` };
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

function rowsProblem(table: string, expected: bigint, seen: bigint): Problem {
  const missing = expected - seen;
  const summary =
    missing > 0n
      ? `${table}: ${missing} rows of the snapshot are gone.`
      : `${table} has ${-missing} rows more than the snapshot.`;
  return { code: 'difference', summary, detail: `expected ${expected} rows, seen ${seen}` };
}

function contentsProblem(table: string, expected: Fingerprint, seen: Fingerprint): Problem {
  const detail = `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`;
  return { code: 'difference', summary: `${table}: the contents are not those of the snapshot.`, detail };
}

function adviseFull(problem: Problem): Problem {
  return { ...problem, next: 'Run verify with level full to see which columns differ.' };
}

function fuzzy({ name, exactness }: TableManifest): readonly Problem[] {
  if (exactness.kind === 'exact') return [];
  return [{ code: 'unknown', summary: `${name}: the snapshot itself is fuzzy, ${exactness.reason}.` }];
}
