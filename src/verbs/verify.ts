import type { SnapshotId } from '../domain/names.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { type Level, levels } from '../domain/snapshot/records.ts';
import { pass, type Verdict, worstVerdict } from '../domain/verdict.ts';
import type { LiveTable, LiveView } from '../ports/database.ts';
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
    requireCanary(await database.read.identity());
    const { id, manifest } = await openSnapshot(store, paths, request.snapshot);
    await readVouched(store, manifest.schemaScript);
    const [restores, live] = await Promise.all([readRestoreRecords(store, paths), database.read.tables()]);
    const hasViews = manifest.tables.some(({ kind }) => kind === 'materialized-view');
    const views = hasViews ? (await database.read.views()).map(asTable) : [];
    const chosen = selectTables(manifest.tables, request.tables);
    const checks: TableCheck[] = [];
    for (const table of chosen) {
      world.progress.phase(`Comparing ${table.name}`);
      const now = (table.kind === 'table' ? live : views).find(({ name }) => name === table.name);
      checks.push(
        await verifyTable(
          { manifest, table, live: now, restores, level: request.level },
          { read: database.read, store, parquet },
        ),
      );
    }
    const judged = checks.map((check) => judge(check, request['expect-changes']));
    const verdict = manifest.tables.length === 0 ? pass : worstVerdict(judged.flatMap(({ verdicts }) => verdicts));
    const isWhole = checks.length === manifest.tables.length && judged.every(({ isExpected }) => !isExpected);
    if (isWhole) {
      const tables = judged.map(({ check, verdicts }) => ({ name: check.table, verdict: worstVerdict(verdicts).kind }));
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
    const others = selectTables(live, ['*']).filter(
      ({ name }) => !manifest.tables.some((table) => table.name === name),
    );
    return describe({ id, level: request.level, others: others.map(({ name }) => name) }, judged, verdict);
  },
});

/** A view is compared like a table that nothing bounds. */
function asTable({ definition: _, isHealthy: __, ...view }: LiveView): LiveTable {
  return { ...view, tableId: '', ingestionTime: 'off' };
}

interface JudgedTable {
  readonly check: TableCheck;
  readonly isExpected: boolean;
  /** Of what was judged; empty when an expected change left nothing to judge. */
  readonly verdicts: readonly Verdict[];
}

/** A change that was announced excuses the live table, never the snapshot's own files. */
function judge(check: TableCheck, expectedChanges: readonly string[]): JudgedTable {
  const isExpected = expectedChanges.includes(check.table);
  const looked = isExpected ? [] : [check.live];
  const files = check.files === undefined ? [] : [check.files];
  return { check, isExpected, verdicts: [...looked, ...files] };
}

interface Compared {
  readonly id: SnapshotId;
  readonly level: Level;
  /** Live tables that the snapshot does not hold. */
  readonly others: readonly string[];
}

function describe({ id, level, others }: Compared, judged: readonly JudgedTable[], verdict: Verdict): VerbResult {
  const failed = judged.filter(({ verdicts }) => verdicts.some(({ kind }) => kind !== 'pass'));
  return {
    verdict,
    outcomes: judged.map(({ check }) => ({ kind: 'done', item: check.table })),
    report: [
      { kind: 'heading', text: headline(id, level, { judged, failed: failed.length }, verdict) },
      ...(others.length === 0
        ? []
        : [{ kind: 'sentence', text: `Not in this snapshot, so not compared: ${others.join(', ')}.` } as const]),
      tableOf(judged),
      ...nextStep(id, judged),
    ],
    outputs: {
      verdict: verdict.kind,
      'snapshot-id': id,
      'failed-tables': failed.map(({ check }) => check.table).join(','),
    },
    data: { snapshotId: id, level, tables: judged.map(tableData) },
  };
}

function tableOf(judged: readonly JudgedTable[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Table' },
      { title: 'Live' },
      { title: 'Files' },
      { title: 'Rows in snapshot', align: 'right' },
      { title: 'Live rows', align: 'right' },
      { title: 'Newer', align: 'right' },
      { title: 'Columns' },
    ],
    rows: judged.map(({ check, isExpected }) => [
      check.table,
      isExpected && check.live.kind !== 'pass' ? `${check.live.kind}, expected` : check.live.kind,
      check.files?.kind ?? 'not checked',
      showCount(check.expectedRows),
      check.seenRows === undefined ? '' : showCount(check.seenRows),
      check.newerRows === undefined ? '' : showCount(check.newerRows),
      columnSummary(check),
    ]),
  };
}

function nextStep(id: SnapshotId, judged: readonly JudgedTable[]): readonly Block[] {
  const harmed = judged.some(({ check, isExpected }) => !isExpected && check.live.kind === 'fail');
  const spoilt = judged.some(({ check }) => check.files?.kind === 'fail');
  if (spoilt) {
    const text = harmed
      ? 'Files of this snapshot are damaged, and so are live tables: verify an older snapshot before restoring.'
      : 'Files of this snapshot are damaged, the live tables are not: take a new snapshot now.';
    return [{ kind: 'next-step', text, command: harmed ? 'kusto-rebuild status' : 'kusto-rebuild snapshot' }];
  }
  if (!harmed) return [];
  const text = 'Bring the damaged tables back from the snapshot.';
  return [{ kind: 'next-step', text, command: `kusto-rebuild restore --snapshot ${id}` }];
}

function tableData({ check, isExpected, verdicts }: JudgedTable): Readonly<Record<string, unknown>> {
  return {
    ...check,
    isExpected,
    verdict: verdicts.length === 0 ? 'not judged' : worstVerdict(verdicts).kind,
    expectedRows: check.expectedRows.toString(),
    seenRows: check.seenRows?.toString(),
    newerRows: check.newerRows?.toString(),
  };
}

function headline(
  id: SnapshotId,
  level: Level,
  { judged, failed }: { readonly judged: readonly JudgedTable[]; readonly failed: number },
  { kind }: Verdict,
): string {
  if (judged.length === 0) return `Snapshot ${id} holds no table, so there is nothing to compare.`;
  const changed = judged.filter(({ isExpected }) => isExpected).map(({ check }) => check.table);
  const except = changed.length === 0 ? '' : `, but for the changes that were announced in ${changed.join(', ')}`;
  if (kind === 'pass') return `The database holds what snapshot ${id} holds${except} (level ${level}).`;
  return kind === 'fail'
    ? `The database differs from snapshot ${id} in ${failed} table${failed === 1 ? '' : 's'}${except} (level ${level}).`
    : `Whether the database holds what snapshot ${id} holds could not be found out${except} (level ${level}).`;
}

function columnSummary({ columns }: TableCheck): string {
  const different = columns.filter(({ state }) => state !== 'equal').map(({ column, state }) => `${column} ${state}`);
  const equal = columns.filter(({ state }) => state === 'equal').length;
  return [...different, ...(equal > 0 ? [`${equal} equal`] : [])].join(', ');
}
