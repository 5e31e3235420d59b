import { schemaHash } from '../domain/column.ts';
import { addFingerprints } from '../domain/fingerprint.ts';
import { withoutGrants, withoutOwnTables } from '../domain/kql/schema-script.ts';
import type { SnapshotId } from '../domain/names.ts';
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
import type { SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { JudgedTable } from './judge-tables.ts';
import { digestOf } from './stored-snapshot.ts';
import { writeBeside, writeOnce } from './write-once.ts';

/** Writes file lists, schema, what helps a person to restore it by hand and, last and only if absent, the manifest. */
export async function finishSnapshot(request: {
  readonly plan: SnapshotPlan;
  readonly judged: readonly JudgedTable[];
  readonly findings: readonly Finding[];
  readonly measured: Manifest['measured'];
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly paths: SnapshotPaths;
  readonly id: SnapshotId;
}): Promise<Manifest> {
  const { plan, judged, database, store, paths, id } = request;
  const tables: TableManifest[] = [];
  const scripts = new Map<string, string>();
  for (const one of judged.toSorted((a, b) => (a.table.name < b.table.name ? -1 : 1))) {
    const files = one.exported.files.toSorted((a, b) => a.slice - b.slice || (a.path < b.path ? -1 : 1));
    const list = files.map((file) => `${JSON.stringify(file)}\n`).join('');
    const fileList = digestOf(await writeBeside(store, fileListPath(one.table.path), list), list);
    const described = describeTable(one, files, fileList);
    const script = handScript(described, files, request);
    scripts.set(described.name, await writeBeside(store, handScriptPath(one.table.path), script));
    tables.push(described);
  }
  const script = `${withoutOwnTables(withoutGrants(plan.schemaScript)).join('\n\n')}\n`;
  const schemaScript = digestOf(await writeBeside(store, schemaScriptPath(paths, id), script), script);

  const content = {
    formatVersion: manifestFormatVersion,
    snapshotId: id,
    startedAt: plan.startedAt,
    tool: { name: 'kusto-rebuild', version: plan.toolVersion },
    cluster: { host: database.clusterHost, buildVersion: plan.buildVersion },
    database: database.name,
    cursor: plan.cursor,
    clusterTime: plan.clusterTime,
    fingerprintRecipe: 1,
    level: 'files',
    schemaScript,
    findings: [...request.findings],
    ...(request.measured === undefined ? {} : { measured: request.measured }),
    tables,
  } satisfies Omit<Manifest, 'finishedAt'>;
  await writeBeside(store, handPagePath(paths, id), handPage(content, scripts, store.label));
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
  { table, exported, exactness, newer }: JudgedTable,
  files: readonly FileRecord[],
  fileList: Digest,
): TableManifest {
  const { populations } = table;
  return {
    name: table.name,
    tableId: table.tableId,
    schemaHash: schemaHash(table.columns),
    folder: table.folder,
    docString: table.docString,
    columns: table.columns,
    cursor: table.cursor,
    exactness: storeExactness(exactness),
    populations: {
      atCursor: populations.atCursor.toString(),
      untimed: populations.untimed.toString(),
      newer: (newer ?? populations.total - populations.atCursor - populations.untimed).toString(),
      times: { low: populations.times.low.toString(), high: populations.times.high.toString() },
    },
    fingerprint: storeFingerprint(addFingerprints(files.map((file) => loadFingerprint(file.fingerprint)))),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    fileList,
    exported: {
      ...exported.settings,
      ...(exported.learntRows === undefined ? {} : { sliceRows: Number(exported.learntRows) }),
    },
  };
}
