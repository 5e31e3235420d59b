import type { Exactness } from '../domain/cursor-bound.ts';
import { snapshotId } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { databasePaths, intentPath, manifestPath } from '../domain/snapshot/paths.ts';
import { verdictOf } from '../domain/verdict.ts';
import { exportSlices } from '../procedures/export-slices.ts';
import { finishSnapshot } from '../procedures/finish-snapshot.ts';
import { planSnapshot, type SnapshotPlan } from '../procedures/plan-snapshot.ts';
import type { Block } from '../report/blocks.ts';
import { showBytes, showCount, showDuration, totalOf } from '../report/numbers.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { connection, storage } from './inputs.ts';

export const snapshot = defineCommand({
  name: 'snapshot',
  group: 'keep',
  summary: 'Write one verified Parquet snapshot of the chosen tables, plus the schema',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    tables: { type: 'list', default: '*', describe: 'Tables by name or glob; !glob takes away' },
    'dry-run': { type: 'switch', describe: 'Show what would be exported and stop' },
  },
  outputs: [
    { name: 'snapshot-id', describe: 'Id of the snapshot that was written' },
    { name: 'tables', describe: 'Number of tables in it' },
    { name: 'rows', describe: 'Number of rows in it' },
    { name: 'bytes', describe: 'Bytes of its Parquet files' },
    { name: 'verdict', describe: 'pass when every table is exact, unknown when one is fuzzy' },
  ],
  async run(request, world) {
    const { clock, progress } = world;
    const startedAt = clock.now();
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const parquet = world.openParquet(store);
    const paths = databasePaths(database.clusterHost, database.name);
    const id = snapshotId(startedAt, clock.randomHex(4));

    progress.phase('Settling the cursor');
    const plan = await planSnapshot({ database, clock, paths, id, globs: request.tables });
    if (request['dry-run']) return planned(plan);

    const intent = {
      formatVersion: 1,
      snapshotId: id,
      startedAt,
      cursor: plan.cursor,
      tables: plan.tables.map(({ live }) => live.name),
    };
    await store.write(intentPath(paths, id), JSON.stringify(intent), { kind: 'if-absent' });

    progress.phase(`Exporting ${plan.tables.length} tables`);
    const written = await exportSlices(plan.jobs, { exporter: database.export, store, parquet, clock, progress });

    progress.phase('Checking what was written');
    const manifest = await finishSnapshot({
      plan,
      written,
      database,
      store,
      clock,
      paths,
      id,
      startedAt,
      toolVersion: world.toolVersion,
    });
    return taken(manifest, manifestPath(paths, id), clock.now().getTime() - startedAt.getTime());
  },
});

function planned(plan: SnapshotPlan): VerbResult {
  const rows = totalOf(plan.jobs.map((job) => job.rows));
  return {
    outcomes: plan.tables.map(({ live }) => ({ kind: 'not-attempted', item: live.name, note: 'dry run' })),
    report: [
      { kind: 'heading', text: `A snapshot would hold ${showCount(rows)} rows of ${plan.tables.length} tables.` },
      {
        kind: 'table',
        columns: [{ title: 'Table' }, { title: 'Rows', align: 'right' }, { title: 'Newer', align: 'right' }],
        rows: plan.tables.map(({ live, populations }) => [
          live.name,
          showCount(populations.atCursor + populations.untimed),
          showCount(populations.total - populations.atCursor - populations.untimed),
        ]),
      },
    ],
    outputs: { tables: String(plan.tables.length), rows: rows.toString() },
    data: { dryRun: true, tables: plan.tables.map(({ live }) => live.name), rows: rows.toString() },
  };
}

function taken(manifest: Manifest, path: string, milliseconds: number): VerbResult {
  const { snapshotId: id, tables } = manifest;
  const rows = totalOf(tables.map((table) => BigInt(table.fingerprint.rows)));
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const verdict = verdictOf(tables.flatMap(({ name, exactness }) => fuzzyProblems(name, exactness)));
  const report: Block[] = [
    { kind: 'heading', text: headline(verdict.kind, id) },
    {
      kind: 'sentence',
      text: `${showCount(rows)} rows of ${tables.length} tables in ${showBytes(bytes)}, ${showDuration(milliseconds)}.`,
    },
    ...newerRows(manifest),
    {
      kind: 'table',
      columns: [
        { title: 'Table' },
        { title: 'Rows', align: 'right' },
        { title: 'Files', align: 'right' },
        { title: 'Bytes', align: 'right' },
        { title: 'Exact' },
      ],
      rows: tables.map((table) => [
        table.name,
        showCount(BigInt(table.fingerprint.rows)),
        showCount(table.files),
        showBytes(table.bytes),
        table.exactness.kind === 'exact' ? 'yes' : table.exactness.reason,
      ]),
    },
  ];
  return {
    verdict,
    outcomes: tables.map(({ name }) => ({ kind: 'done', item: name })),
    report,
    outputs: {
      'snapshot-id': id,
      tables: String(tables.length),
      rows: rows.toString(),
      bytes: String(bytes),
      verdict: verdict.kind,
    },
    data: { snapshotId: id, manifest: path, milliseconds, tables },
  };
}

function newerRows({ tables }: Manifest): readonly Block[] {
  const later = tables.filter(({ populations }) => populations.newer !== '0');
  if (later.length === 0) return [];
  const counts = later.map(({ name, populations }) => `${name} ${showCount(BigInt(populations.newer))}`);
  return [{ kind: 'sentence', text: `Rows that arrived after its cursor are not in it: ${counts.join(', ')}.` }];
}

function headline(verdict: string, id: string): string {
  return verdict === 'pass'
    ? `Snapshot ${id} is complete and exact.`
    : `Snapshot ${id} is complete, but not exact for every table.`;
}

function fuzzyProblems(name: string, exactness: Exactness): readonly Problem[] {
  if (exactness.kind === 'exact') return [];
  return [
    {
      code: 'unknown',
      summary: `${name} is fuzzy: ${exactness.reason}${exactness.rows === undefined ? '' : ` (${exactness.rows} rows)`}.`,
      next: 'Take another snapshot of this table when nothing deletes or replaces its rows.',
    },
  ];
}
