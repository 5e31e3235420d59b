import { schemaHash } from '../domain/column.ts';
import { type Exactness, judgeExactness } from '../domain/cursor-bound.ts';
import { addFingerprints } from '../domain/fingerprint.ts';
import { withoutGrants, withoutOwnTables } from '../domain/kql/schema-script.ts';
import type { SnapshotId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import { handPage } from '../domain/snapshot/hand-page.ts';
import {
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
import type { Clock } from '../ports/clock.ts';
import type { Database, LiveTable, TablePopulations } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { ExportedTable } from './export-slices.ts';
import { countAll } from './settle-cursor.ts';
import { digestOf } from './stored-snapshot.ts';

/**
 * Looks at every table once more, judges whether what was exported is what was and still is there, and writes file lists, schema and, last
 * and only if absent, the manifest.
 */
export async function finishSnapshot(request: {
  readonly plan: SnapshotPlan;
  /** In the order of the plan's tables. */
  readonly exported: readonly ExportedTable[];
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly paths: SnapshotPaths;
  readonly id: SnapshotId;
}): Promise<Manifest> {
  const { plan, exported, database, store, paths, id } = request;
  const liveAfter = await database.read.tables();
  const unchanged = plan.tables.filter((table) => sameIdentity(table, liveAfter));
  const countsAfter = await countAll(database.read, unchanged, plan.cursor);

  const tables: TableManifest[] = [];
  for (const [index, table] of plan.tables.entries()) {
    const written = exported[index];
    if (written === undefined) throw new Error(`${table.name} was not exported`);
    const files = written.files.toSorted((a, b) => a.slice - b.slice || (a.path < b.path ? -1 : 1));
    const list = files.map((file) => `${JSON.stringify(file)}\n`).join('');
    await writeOnce(store, fileListPath(table.path), list);
    const described = describeTable(table, { ...written, files }, list, countsAfter.get(table.name));
    await writeOnce(store, handScriptPath(table.path), handScript(described, files, request));
    tables.push(described);
  }
  const script = `${withoutOwnTables(withoutGrants(plan.schemaScript)).join('\n\n')}\n`;
  await writeOnce(store, schemaScriptPath(paths, id), script);

  const content = {
    formatVersion: manifestFormatVersion,
    snapshotId: id,
    startedAt: plan.startedAt,
    tool: { name: 'kusto-rebuild', version: plan.toolVersion },
    cluster: { host: database.clusterHost, buildVersion: plan.buildVersion },
    database: database.name,
    cursor: plan.cursor,
    fingerprintRecipe: 1,
    level: 'files',
    schemaScript: digestOf(schemaScriptPath(paths, id), script),
    tables,
  } satisfies Omit<Manifest, 'finishedAt'>;
  await writeOnce(store, handPagePath(paths, id), handPage(content, store.label));
  const manifest: Manifest = { ...content, finishedAt: request.clock.now().toISOString() };
  await writeOnce(store, manifestPath(paths, id), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** With the blank line between commands that the parts of a script have. */
function handScript(
  table: TableManifest,
  files: readonly FileRecord[],
  { database, store, id }: { readonly database: Database; readonly store: SnapshotStore; readonly id: SnapshotId },
): string {
  const { name, folder, docString, columns } = table;
  const parts = database.export.restoreByHand({
    table: name,
    folder,
    docString,
    columns,
    target: `${name} ${id}`,
    sources: files.map(({ path }) => store.uriOf(path)),
    expected: loadFingerprint(table.fingerprint),
  });
  return `${[...parts].join('\n\n')}\n`;
}

function describeTable(
  table: PlannedTable,
  { files, settings, sliceRows }: ExportedTable,
  list: string,
  after: TablePopulations | undefined,
): TableManifest {
  const { populations } = table;
  const fingerprint = addFingerprints(files.map((file) => loadFingerprint(file.fingerprint)));
  const exactness: Exactness = judgeExactness({
    before: populations,
    after: after ?? populations,
    exportedRows: fingerprint.rows,
    identity: after === undefined ? 'changed' : 'same',
  });
  return {
    name: table.name,
    tableId: table.tableId,
    schemaHash: schemaHash(table.columns),
    folder: table.folder,
    docString: table.docString,
    columns: table.columns,
    exactness: storeExactness(exactness),
    populations: {
      atCursor: populations.atCursor.toString(),
      untimed: populations.untimed.toString(),
      newer: (populations.total - populations.atCursor - populations.untimed).toString(),
      times: { low: populations.times.low.toString(), high: populations.times.high.toString() },
    },
    fingerprint: storeFingerprint(fingerprint),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    fileList: digestOf(fileListPath(table.path), list),
    exported: { ...settings, sliceRows: Number(sliceRows) },
  };
}

function sameIdentity({ name, tableId, columns }: PlannedTable, after: readonly LiveTable[]): boolean {
  const now = after.find((live) => live.name === name);
  return now?.tableId === tableId && schemaHash(now.columns) === schemaHash(columns);
}

/** A lost answer, or a run that was interrupted, may have written it: what lies there then is the same. */
async function writeOnce(store: SnapshotStore, path: string, body: string): Promise<void> {
  if ((await store.write(path, body, { kind: 'if-absent' })) !== 'conflict') return;
  const there = await store.read(path);
  if (there?.body === body) return;
  throw problemError({
    code: 'difference',
    summary: `${path} exists already with other contents.`,
    next: 'Take the snapshot again.',
  });
}
