import { inNumber } from '../domain/in-number.ts';
import type { SnapshotId } from '../domain/names.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import { databasePaths, manifestPath } from '../domain/snapshot/paths.ts';
import { baseChecks } from '../domain/snapshot/plan.ts';
import { verdictOf } from '../domain/verdict.ts';
import { newestManifest } from '../procedures/stored-snapshot.ts';
import { planWanted, type TakingWorld, takeSnapshot, type WantedSnapshot } from '../procedures/take-snapshot.ts';
import type { Block } from '../report/blocks.ts';
import { showBytes, showCount, showDuration, totalOf } from '../report/numbers.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { planned, slotsOf } from './dry-run.ts';
import { findingBlocks, tellFindings } from './findings.ts';
import { connection, storage, usualSliceRows } from './inputs.ts';
import { recoverFrom, showLeftOut } from './recover-from.ts';
import { doubtsOf, headlineOf } from './snapshot-doubts.ts';
import { readSnapshotRequest } from './snapshot-request.ts';
import { leftOutRows, newerRows } from './snapshot-rows.ts';
import { showTopUp, toppedUpOf } from './top-up-report.ts';

export const snapshot = defineCommand({
  name: 'snapshot',
  group: 'keep',
  summary: 'Write one verified Parquet snapshot of the chosen tables, plus the schema',
  hosts: ['action', 'cli'],
  afterInterruption: 'Run snapshot again with the same inputs: it goes on where it stopped.',
  inputs: {
    ...connection,
    ...storage,
    tables: { type: 'list', default: '*', config: 'value', describe: 'Tables by name or glob; !glob takes away' },
    views: {
      type: 'list',
      config: 'value',
      describe:
        'Materialized views to hold as data of their own, by name or glob, * for all; none when it is not given; !glob takes away',
    },
    'ingested-from': {
      type: 'datetime',
      describe:
        'Hold only rows that were ingested at this time or later; such a snapshot covers nothing and is never latest',
    },
    'ingested-before': { type: 'datetime', describe: 'Hold only rows that were ingested before this time' },
    ...recoverFrom,
    'slice-rows': {
      type: 'count',
      config: 'value',
      default: `${usualSliceRows}`,
      describe:
        'Rows that one export command writes at most, about, since parts by hash are not quite equal; less where rows are wide or memory was short before',
    },
    resume: {
      type: 'choice',
      choices: ['auto', 'never'],
      default: 'auto',
      describe:
        'auto goes on with the same snapshot when one was begun less than a day ago and interrupted; never begins anew',
    },
    'retry-fuzzy': {
      type: 'count',
      describe: 'How often a table is exported again, at a new cursor, when rows were changed while it was written',
    },
    strict: {
      type: 'switch',
      describe: 'Refuse, before anything is written, what would be taken with a warning or an unknown verdict',
    },
    'storage-account-id': {
      type: 'text',
      config: 'value',
      describe:
        'Resource id of the storage account, to find Event Grid subscriptions that would ingest the files of the snapshot',
    },
    'top-up': {
      type: 'text',
      describe:
        'Snapshot id, or latest for the newest that is no top-up itself: only rows that came after it are exported, and its files are used again',
    },
    'base-check': {
      type: 'choice',
      choices: baseChecks,
      describe:
        'With top-up, how the rows of that snapshot are compared with the live ones first; counts, when it is not given: number and times; contents: also every value',
    },
    'dry-run': { type: 'switch', describe: 'Show what would be exported, what that takes, and stop' },
    prices: {
      type: 'list',
      describe:
        'Prices for the estimate of dry-run: storage-gb-month=…, write-10000=…, read-10000=…, transfer-gb=…, currency=…',
    },
  },
  outputs: [
    { name: 'snapshot-id', describe: 'Id of the snapshot that was written' },
    { name: 'tables', describe: 'Number of tables in it' },
    { name: 'rows', describe: 'Number of rows in it' },
    { name: 'bytes', describe: 'Bytes of its Parquet files' },
    {
      name: 'verdict',
      describe: 'pass when every table is exact, unknown when one is fuzzy or what it holds could not be proven',
    },
  ],
  async run(request, world) {
    const { clock, progress, self, toolVersion } = world;
    const startedAt = clock.now();
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const parquet = world.openParquet(store);
    const paths = databasePaths(database.clusterHost, database.name);
    const work: TakingWorld = { database, store, parquet, clock, progress, paths, self, toolVersion };
    const { asked, prices } = readSnapshotRequest(request);
    const accountId = request['storage-account-id'];
    const mode = request.strict ? 'strict' : 'usual';
    const wanted: WantedSnapshot = {
      asked,
      mode,
      resume: request.resume === 'never' ? 'never' : 'auto',
      retries: request['retry-fuzzy'] ?? 0,
      subscriptions: accountId === undefined ? undefined : world.openEventSubscriptions({ ...request, accountId }),
      tell: (findings) => tellFindings(findings, progress),
    };
    if (request['dry-run']) {
      const own = await planWanted(wanted, work);
      return planned(own, { last: await newestManifest(store, paths), slots: await slotsOf(database), prices });
    }
    const manifest = await takeSnapshot(wanted, work);
    const path = manifestPath(paths, manifest.snapshotId as SnapshotId);
    return taken(manifest, { path, milliseconds: clock.now().getTime() - startedAt.getTime(), mode });
  },
});

function taken(
  manifest: Manifest,
  run: { readonly path: string; readonly milliseconds: number; readonly mode: 'usual' | 'strict' },
): VerbResult {
  const { snapshotId: id, tables, findings } = manifest;
  const { path, milliseconds, mode } = run;
  const rows = totalOf(tables.map((table) => BigInt(table.fingerprint.rows)));
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const verdict = verdictOf(doubtsOf(manifest, mode));
  const report: Block[] = [
    { kind: 'heading', text: headlineOf(manifest, verdict.kind) },
    {
      kind: 'sentence',
      text: `${showCount(rows)} ${inNumber(rows, 'row', 'rows')} of ${tables.length} ${inNumber(tables.length, 'table', 'tables')} in ${showBytes(bytes)}, ${showDuration(milliseconds)}.`,
    },
    ...showTopUp(manifest.base, toppedUpOf(manifest)),
    ...showLeftOut(manifest.leftOut),
    ...takenBefore(manifest, milliseconds),
    ...newerRows(manifest),
    ...leftOutRows(manifest),
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
    ...findingBlocks(findings),
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
    data: {
      snapshotId: id,
      base: manifest.base?.snapshotId,
      leftOut: manifest.leftOut ?? [],
      manifest: path,
      milliseconds,
      findings,
      tables,
    },
  };
}

/** A run that went on with an interrupted snapshot ends long after its cursor. */
function takenBefore({ startedAt, finishedAt }: Manifest, milliseconds: number): readonly Block[] {
  const age = Date.parse(finishedAt) - Date.parse(startedAt);
  if (age < milliseconds + 60_000) return [];
  return [
    { kind: 'sentence', text: `It was begun ${showDuration(age)} before its end, and holds what was there then.` },
  ];
}
