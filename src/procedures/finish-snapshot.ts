import pMap from 'p-map';
import { schemaHash } from '../domain/column.ts';
import { newerRows } from '../domain/cursor-bound.ts';
import { sameFingerprint } from '../domain/fingerprint.ts';
import { type FormProof, fidelityOf } from '../domain/form-proof.ts';
import { withoutGrants, withoutOwnTables } from '../domain/kql/schema-script.ts';
import type { SnapshotId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { Finding } from '../domain/snapshot/finding.ts';
import { handPage } from '../domain/snapshot/hand-page.ts';
import {
  type Digest,
  type FileRecord,
  loadFingerprint,
  type Manifest,
  manifestFormatVersion,
  storeExactness,
  storeFingerprint,
  type TableManifest,
} from '../domain/snapshot/manifest.ts';
import {
  fileListPath,
  handPagePath,
  handScriptPath,
  manifestPath,
  type SnapshotPaths,
  schemaScriptPath,
} from '../domain/snapshot/paths.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import { addWritten, nothingWritten, sumOf, type Written, withReused } from '../domain/snapshot/written.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { readFileList } from './file-list.ts';
import type { JudgedTable } from './judge-tables.ts';
import type { SliceJournal } from './slice-journal.ts';
import { writeBeside, writeOnce } from './write-once.ts';

export interface FinishedSnapshot {
  readonly plan: SnapshotPlan;
  readonly judged: readonly JudgedTable[];
  /** The clock of the service after that. */
  readonly judgedAt: string;
  readonly findings: readonly Finding[];
  readonly forms: FormProof;
  readonly measured: Manifest['measured'];
  readonly journal: SliceJournal;
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly paths: SnapshotPaths;
  readonly id: SnapshotId;
}

const parallelTables = 8;
const parallelReads = 16;

/**
 * Writes file lists, schema, what helps a person to restore it by hand and, last and only if absent, the manifest. Lists are made from the records of slices,
 * a few of which are in memory at a time.
 */
export async function finishSnapshot(request: FinishedSnapshot): Promise<Manifest> {
  const { plan, judged, database, store, paths, id } = request;
  const sorted = judged.toSorted((a, b) => (a.table.name < b.table.name ? -1 : 1));
  const tables = await pMap(sorted, (one) => finishTable(one, request), { concurrency: parallelTables });
  const script = `${withoutOwnTables(withoutGrants(plan.schemaScript)).join('\n\n')}\n`;
  const schemaScript = await writeBeside(store, schemaScriptPath(paths, id), () => [script]);

  const content = {
    formatVersion: manifestFormatVersion,
    snapshotId: id,
    startedAt: plan.startedAt,
    tool: { name: 'kusto-rebuild', version: plan.toolVersion },
    cluster: { host: database.clusterHost, buildVersion: plan.buildVersion },
    database: database.name,
    cursor: plan.cursor,
    clusterTime: plan.clusterTime,
    ...(plan.asked.range === undefined ? {} : { range: plan.asked.range }),
    ...(plan.unreadableViews === undefined ? {} : { unreadableViews: plan.unreadableViews }),
    fingerprintRecipe: 1,
    forms: request.forms,
    level: 'files',
    ...(plan.base === undefined ? {} : { base: plan.base }),
    ...(plan.leftOut.length === 0 ? {} : { leftOut: plan.leftOut }),
    schemaScript,
    findings: [...request.findings],
    ...(request.measured === undefined ? {} : { measured: request.measured }),
    tables,
  } satisfies Omit<Manifest, 'finishedAt' | 'handPage'>;
  const handPageText = handPage(content, store.label);
  const page = await writeBeside(store, handPagePath(paths, id), () => [handPageText]);
  const manifest: Manifest = { ...content, handPage: page, finishedAt: request.clock.now().toISOString() };
  await writeOnce(store, manifestPath(paths, id), () => [`${JSON.stringify(manifest, null, 2)}\n`]);
  return manifest;
}

/** As counted after the export, or before it; nothing tells newer rows where no cursor bounds the table. */
function describeNewer(
  { bound, populations }: PlannedTable,
  after: bigint | undefined,
): Pick<TableManifest['populations'], 'newer' | 'leftOut'> {
  if (bound === 'whole-table') return {};
  const { leftOut } = populations;
  return {
    newer: (after ?? newerRows(populations)).toString(),
    ...(leftOut === undefined
      ? {}
      : { leftOut: { outside: leftOut.outside.toString(), untimed: leftOut.untimed.toString() } }),
  };
}

async function finishTable(one: JudgedTable, request: FinishedSnapshot): Promise<TableManifest> {
  const { table } = one;
  const { store } = request;
  const described = describeTable(one, await writeLists(one, request), request);
  const handScript = await writeBeside(store, handScriptPath(table.path), () => scriptPieces(described, request));
  return { ...described, handScript };
}

/** The lists of the base first. A top-up that found no new row in a table has no list of its own. */
async function writeLists(one: JudgedTable, { store, journal }: FinishedSnapshot): Promise<Digest[]> {
  const { table, exported } = one;
  const before = table.reused?.fileLists ?? [];
  if (before.length > 0 && exported.written.files === 0) return before;
  return [...before, await writeBeside(store, fileListPath(table.path), () => fileLines(one, journal))];
}

/** One line per file, in the order of slices and paths. Rejects when the records do not hold what was written. */
async function* fileLines({ table, exported }: JudgedTable, journal: SliceJournal): AsyncGenerator<string> {
  const indices = exported.writtenSlices.toSorted((a, b) => a - b);
  let written = nothingWritten;
  for (let start = 0; start < indices.length; start += parallelReads) {
    const places = indices.slice(start, start + parallelReads);
    const records = await Promise.all(places.map((index) => journal.read({ table: exported.index, index })));
    for (const record of records) {
      if (record?.state !== 'written') continue;
      written = addWritten(written, sumOf(record.files));
      yield record.files.map((file) => `${JSON.stringify(file)}\n`).join('');
    }
  }
  requireSame(table.name, exported.written, written);
}

function requireSame(table: string, expected: Written, seen: Written): void {
  const isSame = expected.files === seen.files && expected.bytes === seen.bytes;
  if (isSame && sameFingerprint(expected.fingerprint, seen.fingerprint)) return;
  throw problemError({
    code: 'difference',
    summary: `The records of the slices of ${table} are not those of this run.`,
    detail: `expected ${expected.files} files with ${expected.fingerprint.rows} rows, seen ${seen.files} with ${seen.fingerprint.rows}`,
    next: 'Let no other run work on this snapshot, and run snapshot again: it goes on where it stopped.',
  });
}

/** With the blank line between commands that the parts of a script have. */
async function* scriptPieces(
  table: Omit<TableManifest, 'handScript'>,
  { database, store, id, plan }: FinishedSnapshot,
): AsyncGenerator<string> {
  const { name, folder, docString, columns } = table;
  const parts = database.export.restoreByHand({
    table: name,
    kind: table.kind,
    holds: plan.asked.range === undefined ? 'all' : 'a-part',
    folder,
    docString,
    columns,
    target: `${name} ${id}`,
    sources: urisOf(readFileList(store, table), store),
    expected: loadFingerprint(table.fingerprint),
  });
  let isFirst = true;
  for await (const part of parts) {
    yield isFirst ? part : `\n\n${part}`;
    isFirst = false;
  }
  yield '\n';
}

async function* urisOf(files: AsyncIterable<FileRecord>, store: SnapshotStore): AsyncGenerator<string> {
  for await (const { path } of files) yield store.uriOf(path);
}

function describeTable(
  { table, exported, exactness, newer }: JudgedTable,
  fileLists: Digest[],
  { forms, judgedAt }: Pick<FinishedSnapshot, 'forms' | 'judgedAt'>,
): Omit<TableManifest, 'handScript'> {
  const { populations } = table;
  const written = withReused(exported.written, table.reused);
  return {
    name: table.name,
    kind: table.kind,
    ...(table.view === undefined ? {} : { view: table.view }),
    tableId: table.tableId,
    schemaHash: schemaHash(table.columns),
    schemaVersion: table.schemaVersion,
    folder: table.folder,
    docString: table.docString,
    columns: table.columns.map((column) => ({ ...column, fidelity: fidelityOf(column, forms) })),
    bound: table.bound,
    cursor: table.cursor,
    ...describeTaken(table, judgedAt),
    exactness: storeExactness(exactness),
    populations: {
      atCursor: populations.atCursor.toString(),
      untimed: populations.untimed.toString(),
      ...describeNewer(table, newer),
      times: { low: populations.times.low.toString(), high: populations.times.high.toString() },
    },
    fingerprint: storeFingerprint(written.fingerprint),
    files: written.files,
    bytes: written.bytes,
    fileLists,
    ...describeReuse(table),
    exported: {
      ...exported.settings,
      ...(exported.learntRows === undefined ? {} : { sliceRows: Number(exported.learntRows) }),
    },
  };
}

/** What no cursor bounds are the rows as they were exported, which the look afterwards proved to be there. */
function describeTaken({ bound, populations, taken }: PlannedTable, judgedAt: string): Pick<TableManifest, 'taken'> {
  if (taken === undefined) return {};
  const isBounded = bound === 'cursor' && populations.untimed === 0n;
  return { taken: isBounded ? taken : { from: taken.from, to: judgedAt } };
}

function describeReuse({ reused, notReused }: PlannedTable): Pick<TableManifest, 'reused' | 'notReused'> {
  if (reused === undefined) return notReused === undefined ? {} : { notReused };
  return { reused: { rows: reused.fingerprint.rows.toString(), files: reused.files, bytes: reused.bytes } };
}
