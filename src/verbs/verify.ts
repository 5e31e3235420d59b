import type { SnapshotId } from '../domain/names.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { type Level, levels } from '../domain/snapshot/records.ts';
import { pass, type Verdict, worstVerdict } from '../domain/verdict.ts';
import { readRestoreRecords } from '../procedures/locate-rows.ts';
import { requireCanary } from '../procedures/require-canary.ts';
import { selectTables } from '../procedures/select-tables.ts';
import { openSnapshot, readVouched } from '../procedures/stored-snapshot.ts';
import { writeVerification } from '../procedures/verification-records.ts';
import { type TableCheck, verifyTable } from '../procedures/verify-table.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { connection, snapshot, storage } from './inputs.ts';

export const verify = defineCommand({
  name: 'verify',
  group: 'prove',
  summary: 'Compare the database with a snapshot, table by table, and column by column where they differ',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    ...snapshot,
    tables: { type: 'list', default: '*', describe: 'Tables of the snapshot by name or glob; !glob takes away' },
    'expect-changes': {
      type: 'list',
      describe:
        'Tables that may differ, for example because a deployment changed them on purpose; they are shown, and do not fail',
    },
    level: {
      type: 'choice',
      choices: levels,
      default: 'contents',
      describe:
        'counts: rows; files: also every blob; contents: also the fingerprint of the live rows; full: also every value in the files',
    },
  },
  outputs: [
    { name: 'verdict', describe: 'pass, fail or unknown' },
    { name: 'snapshot-id', describe: 'Id of the snapshot that was compared' },
    { name: 'failed-tables', describe: 'Comma-separated names of the tables that differ' },
  ],
  async run(request, world) {
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const parquet = world.openParquet(store);
    const paths = databasePaths(database.clusterHost, database.name);
    const { id, manifest } = await openSnapshot(store, paths, request.snapshot);
    requireCanary(await database.read.identity());
    await readVouched(store, manifest.schemaScript);
    const [restores, live] = await Promise.all([readRestoreRecords(store, paths), database.read.tables()]);
    const chosen = selectTables(manifest.tables, request.tables);
    const checks: TableCheck[] = [];
    for (const table of chosen) {
      world.progress.phase(`Comparing ${table.name}`);
      const now = live.find(({ name }) => name === table.name);
      checks.push(
        await verifyTable(
          { manifest, table, live: now, restores, level: request.level },
          { read: database.read, store, parquet },
        ),
      );
    }
    const judged = checks.filter((check) => !request['expect-changes'].includes(check.table));
    const verdict =
      judged.length === 0 && checks.length > 0 ? pass : worstVerdict(judged.map((check) => check.verdict));
    if (judged.length === manifest.tables.length) {
      const tables = checks.map((check) => ({ name: check.table, verdict: check.verdict.kind }));
      const at = world.clock.now().toISOString();
      await writeVerification(store, paths, id, {
        formatVersion: 1,
        snapshotId: id,
        at,
        level: request.level,
        verdict: verdict.kind,
        tables,
      });
    }
    return describe(id, request.level, checks, judged, verdict);
  },
});

function describe(
  id: SnapshotId,
  level: Level,
  checks: readonly TableCheck[],
  judged: readonly TableCheck[],
  verdict: Verdict,
): VerbResult {
  const failed = judged.filter((check) => check.verdict.kind !== 'pass');
  const report: Block[] = [
    { kind: 'heading', text: headline(id, level, failed.length, verdict) },
    {
      kind: 'table',
      columns: [
        { title: 'Table' },
        { title: 'Verdict' },
        { title: 'Snapshot', align: 'right' },
        { title: 'Live', align: 'right' },
        { title: 'Newer', align: 'right' },
        { title: 'Columns' },
      ],
      rows: checks.map((check) => [
        check.table,
        judged.includes(check) ? check.verdict.kind : `${check.verdict.kind}, expected`,
        showCount(check.expectedRows),
        check.seenRows === undefined ? '' : showCount(check.seenRows),
        check.newerRows === undefined ? '' : showCount(check.newerRows),
        columnSummary(check),
      ]),
    },
  ];
  if (verdict.kind === 'fail') {
    report.push({
      kind: 'next-step',
      text: 'Bring the damaged tables back from the snapshot.',
      command: `kusto-rebuild restore --snapshot ${id}`,
    });
  }
  return {
    verdict,
    outcomes: checks.map((check) => ({ kind: 'done', item: check.table })),
    report,
    outputs: { verdict: verdict.kind, 'snapshot-id': id, 'failed-tables': failed.map(({ table }) => table).join(',') },
    data: {
      snapshotId: id,
      level,
      tables: checks.map((check) => ({
        ...check,
        expectedRows: check.expectedRows.toString(),
        seenRows: check.seenRows?.toString(),
        newerRows: check.newerRows?.toString(),
      })),
    },
  };
}

function headline(id: SnapshotId, level: Level, failed: number, { kind }: Verdict): string {
  if (kind === 'pass') return `The database holds what snapshot ${id} holds (level ${level}).`;
  return kind === 'fail'
    ? `The database differs from snapshot ${id} in ${failed} table${failed === 1 ? '' : 's'} (level ${level}).`
    : `Whether the database holds what snapshot ${id} holds could not be found out (level ${level}).`;
}

function columnSummary({ columns }: TableCheck): string {
  const different = columns.filter(({ state }) => state !== 'equal').map(({ column, state }) => `${column} ${state}`);
  const equal = columns.filter(({ state }) => state === 'equal').length;
  return [...different, ...(equal > 0 ? [`${equal} equal`] : [])].join(', ');
}
