import { schemaHash } from '../domain/column.ts';
import { type Exactness, judgeExactness } from '../domain/cursor-bound.ts';
import { addFingerprints } from '../domain/fingerprint.ts';
import { withoutGrants, withoutOwnTables } from '../domain/kql/schema-script.ts';
import type { SnapshotId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import {
  type FileRecord,
  loadFingerprint,
  type Manifest,
  manifestFormatVersion,
  storeExactness,
  storeFingerprint,
  type TableManifest,
} from '../domain/snapshot/manifest.ts';
import { fileListPath, manifestPath, type SnapshotPaths, schemaScriptPath } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, LiveTable, TablePopulations } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { SliceJob } from './export-slices.ts';
import type { PlannedTable, SnapshotPlan } from './plan-snapshot.ts';
import { countAll } from './settle-cursor.ts';
import { digestOf } from './stored-snapshot.ts';

/**
 * Looks at every table once more, judges whether what was exported is what was and still is there, and writes file lists, schema and, last
 * and only if absent, the manifest.
 */
export async function finishSnapshot(request: {
  readonly plan: SnapshotPlan;
  readonly written: ReadonlyMap<SliceJob, readonly FileRecord[]>;
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly paths: SnapshotPaths;
  readonly id: SnapshotId;
  readonly startedAt: Date;
  readonly toolVersion: string;
}): Promise<Manifest> {
  const { plan, written, database, store, paths, id } = request;
  const liveAfter = await database.read.tables();
  const unchanged = plan.tables.filter(({ live }) => sameIdentity(live, liveAfter)).map(({ live }) => live);
  const countsAfter = await countAll(database.read, unchanged, plan.cursor);

  const tables: TableManifest[] = [];
  for (const table of plan.tables) {
    const files = plan.jobs.filter((job) => job.folder === table.folder).flatMap((job) => written.get(job) ?? []);
    const list = files.map((file) => `${JSON.stringify(file)}\n`).join('');
    await writeOnce(store, fileListPath(table.folder), list);
    tables.push(describeTable(table, files, list, countsAfter.get(table.live.name)));
  }
  const script = `${withoutOwnTables(withoutGrants(plan.schemaScript)).join('\n\n')}\n`;
  await writeOnce(store, schemaScriptPath(paths, id), script);

  const manifest: Manifest = {
    formatVersion: manifestFormatVersion,
    snapshotId: id,
    startedAt: request.startedAt.toISOString(),
    finishedAt: request.clock.now().toISOString(),
    tool: { name: 'kusto-rebuild', version: request.toolVersion },
    cluster: { host: database.clusterHost, buildVersion: plan.identity.buildVersion },
    database: database.name,
    cursor: plan.cursor,
    fingerprintRecipe: 1,
    level: 'files',
    schemaScript: digestOf(schemaScriptPath(paths, id), script),
    tables,
  };
  await writeOnce(store, manifestPath(paths, id), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function describeTable(
  { live, columns, populations, folder }: PlannedTable,
  files: readonly FileRecord[],
  list: string,
  after: TablePopulations | undefined,
): TableManifest {
  const fingerprint = addFingerprints(files.map((file) => loadFingerprint(file.fingerprint)));
  const exactness: Exactness = judgeExactness({
    before: populations,
    after: after ?? populations,
    exportedRows: fingerprint.rows,
    identity: after === undefined ? 'changed' : 'same',
  });
  return {
    name: live.name,
    tableId: live.tableId,
    schemaHash: schemaHash(live.columns),
    folder: live.folder,
    docString: live.docString,
    columns: [...columns],
    exactness: storeExactness(exactness),
    populations: {
      atCursor: populations.atCursor.toString(),
      untimed: populations.untimed.toString(),
      newer: (populations.total - populations.atCursor - populations.untimed).toString(),
    },
    fingerprint: storeFingerprint(fingerprint),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    fileList: digestOf(fileListPath(folder), list),
  };
}

function sameIdentity(before: LiveTable, after: readonly LiveTable[]): boolean {
  const now = after.find(({ name }) => name === before.name);
  return now?.tableId === before.tableId && schemaHash(now.columns) === schemaHash(before.columns);
}

/** A lost answer may have written it: what lies there then is the same. */
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
