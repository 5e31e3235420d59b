import type { RunId } from '../domain/names.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import { doubtsOf } from '../domain/snapshot/doubt.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import { contentsOf, isUndo, type RestoreRecord, targetOf } from '../domain/snapshot/records.ts';
import { verdictOf } from '../domain/verdict.ts';
import type { StoredRestore } from '../procedures/locate-rows.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import { oldLifetimeDays, oldName } from '../procedures/stage-table.ts';
import type { Block } from '../report/blocks.ts';
import { showCount, showDuration, showKnownCount, totalOf } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';
import { deletionsData } from './deletion-report.ts';
import { effectBlocks, rowsAfter, undoBlocks } from './effect-report.ts';
import { describeEpochs, newEpochs } from './exports-report.ts';
import { impactBlocks, impactData } from './impact-report.ts';
import { quarantinedData } from './quarantine-report.ts';
import { describeSecured, judgedBy } from './secured-report.ts';

/** A restore that an earlier run did not end. */
export interface Unfinished {
  readonly restore: StoredRestore;
  readonly standing: 'before-swap' | 'after-swap';
}

export function showPlan(
  manifest: Manifest,
  plan: readonly RestorePlanTable[],
  unfinished: Unfinished | undefined,
  /** Flags that name the database that the tables come into. */
  command: string,
): VerbResult {
  const problems = plan.flatMap(({ obstacles }) => obstacles);
  const report: Block[] = [{ kind: 'heading', text: planHeadline(manifest, plan, problems) }];
  if (unfinished !== undefined) report.push({ kind: 'sentence', text: describeUnfinished(unfinished) });
  if (plan.length > 0) report.push(planTable(plan), ...effectBlocks(plan), ...impactBlocks(plan), ...undoBlocks(plan));
  if (plan.length > 0 && problems.length === 0) report.push(runIt(command));
  return {
    outcomes: plan.map(({ table }) => ({ kind: 'not-attempted', item: table.name, note: 'dry run' })),
    ...(problems.length === 0 ? {} : { verdict: { kind: 'fail', problems } }),
    report,
    outputs: { 'snapshot-id': manifest.snapshotId },
    data: {
      dryRun: true,
      snapshotId: manifest.snapshotId,
      tables: plan.map((one) => ({
        name: one.table.name,
        as: one.target,
        damage: one.damage,
        nowRows: one.nowRows?.toString(),
        snapshotRows: one.snapshotRows.toString(),
        newerRows: one.newerRows?.toString(),
        newer: one.newerRowsWay,
        swap: one.swap ?? 'rename',
        afterRows: rowsAfter(one)?.toString(),
        impact: one.impact,
        ...impactData(one),
        deletions: deletionsData(one),
        quarantines: quarantinedData(one),
      })),
    },
  };
}

/** What to do after a plan that nothing stands against. */
export function runIt(command: string): Block {
  return { kind: 'next-step', text: 'Run restore without the dry run to bring them back.', command };
}

function planHeadline(manifest: Manifest, plan: readonly RestorePlanTable[], problems: readonly Problem[]): string {
  if (plan.length === 0) return `No table differs from snapshot ${manifest.snapshotId}; there is nothing to restore.`;
  const count = `${plan.length} table${plan.length === 1 ? '' : 's'}`;
  return problems.length === 0
    ? `${count} would come back from snapshot ${manifest.snapshotId}.`
    : `${inTheWay(plan)} cannot come back as ${plan.length === 1 ? 'it is' : 'they are'}, so that nothing does; see below.`;
}

/** Of how many tables something stands in the way: of one that is all or none are done. */
export function inTheWay(plan: readonly { readonly obstacles: readonly Problem[] }[]): string {
  const refused = plan.filter(({ obstacles }) => obstacles.length > 0).length;
  const all = `${plan.length} table${plan.length === 1 ? '' : 's'}`;
  return refused === plan.length ? all : `${refused} of ${all}`;
}

/** What becomes of an interrupted restore when this one runs. */
export function describeUnfinished({ restore: { record }, standing }: Unfinished): string {
  const next =
    standing === 'after-swap'
      ? 'verifies and finishes it first'
      : 'goes on with it if it serves this plan, else cleans up after it';
  return `Restore ${record.runId} of snapshot ${record.snapshotId} was interrupted; running restore ${next}.`;
}

function planTable(plan: readonly RestorePlanTable[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Table' },
      { title: 'Damage' },
      { title: 'Now', align: 'right' },
      { title: 'In snapshot', align: 'right' },
      { title: 'Arrived since', align: 'right' },
      { title: 'After', align: 'right' },
    ],
    rows: plan.map((one) => [
      one.target ?? one.table.name,
      one.damage,
      showKnownCount(one.nowRows),
      showCount(one.snapshotRows),
      showKnownCount(one.newerRows),
      showKnownCount(rowsAfter(one)),
    ]),
  };
}

/** The result, which also tells of a restore or an undo that was interrupted, and that this run ended first. */
export function withEndedFirst(result: VerbResult, ended: RestoreRecord | undefined): VerbResult {
  if (ended === undefined) return result;
  const names = ended.tables.map(targetOf).join(', ');
  const what = isUndo(ended)
    ? `Undo ${ended.runId} of ${names}`
    : `Restore ${ended.runId} of ${names} from snapshot ${ended.snapshotId}`;
  const text = `${what} was interrupted after its swap, and is ended now.`;
  return { ...result, report: [...result.report, { kind: 'sentence', text }] };
}

/** `leftOut` are tables that only older snapshots hold: whether they are damaged was not looked at. `ended` is what this run ended of an earlier one. */
export function nothingToDo(
  manifest: Manifest,
  leftOut: ReadonlyMap<string, string>,
  ended: RestoreRecord | undefined,
): VerbResult {
  const verdict = verdictOf([...leftOut].map(([table, id]) => notLookedAt(table, id, manifest)));
  return {
    verdict,
    outcomes: [],
    report: [
      {
        kind: 'heading',
        text: `No table of snapshot ${manifest.snapshotId} differs from it; nothing${ended === undefined ? '' : ' more'} was changed.`,
      },
    ],
    outputs: { verdict: verdict.kind, 'snapshot-id': manifest.snapshotId, 'restored-tables': '' },
    data: { snapshotId: manifest.snapshotId, tables: [] },
  };
}

function notLookedAt(table: string, id: string, manifest: Manifest): Problem {
  return {
    code: 'unknown',
    summary: `${table} is not in snapshot ${manifest.snapshotId}, so it was not looked at; snapshot ${id} holds it.`,
    next: `To bring it back: kusto-rebuild restore --snapshot ${id} --tables ${table}`,
  };
}

export function restored(manifest: Manifest, records: readonly RestoreRecord[], milliseconds: number): VerbResult {
  const tables = records.flatMap(({ runId, tables: ofRecord }) =>
    ofRecord.map((record) => {
      const { name, target, index, liveTableId, carried, replayed } = record;
      const table = manifest.tables[index];
      if (table === undefined) throw problemError({ code: 'bug', summary: `no table ${index} in the manifest` });
      return {
        name: targetOf({ name, target }),
        rows: BigInt(contentsOf({ replayed }, table).rows),
        newer: BigInt(carried?.found.rows ?? 0),
        doubts: doubtsAbout(manifest, table),
        kept: liveTableId === null ? '' : oldName({ run: runId as RunId, index }),
        judgedBy: judgedBy(record),
      };
    }),
  );
  const rows = totalOf(tables.map((table) => table.rows));
  const verdict = verdictOf(tables.flatMap(({ doubts }) => doubts));
  const how = verdict.kind === 'pass' ? 'verified live' : 'as it holds them, which need not be all of their rows';
  return {
    verdict,
    outcomes: tables.map(({ name }) => ({ kind: 'done', item: name })),
    report: [
      {
        kind: 'heading',
        text: `${tables.length} table${tables.length === 1 ? ' is' : 's are'} back from snapshot ${manifest.snapshotId}, ${how}.`,
      },
      {
        kind: 'sentence',
        text: `${showCount(rows)} rows in ${showDuration(milliseconds)}. ${tables.some(({ kept }) => kept !== '') ? `What was replaced stays in the cluster for ${oldLifetimeDays} days; restore --undo puts it back.` : 'Nothing was replaced.'} ${describeLoad(records)}`,
      },
      {
        kind: 'table',
        columns: [
          { title: 'Table' },
          { title: 'Rows', align: 'right' },
          { title: 'Newer rows kept', align: 'right' },
          { title: 'Replaced contents kept as' },
        ],
        rows: tables.map((table) => [table.name, showCount(table.rows), showCount(table.newer), table.kept]),
      },
      ...describeSecured(records),
      ...describeEpochs(records),
    ],
    outputs: {
      verdict: verdict.kind,
      'snapshot-id': manifest.snapshotId,
      'restored-tables': tables.map(({ name }) => name).join(','),
    },
    data: {
      snapshotId: manifest.snapshotId,
      runId: records.at(-1)?.runId,
      milliseconds,
      load: records.some(({ load }) => load === 'queued') ? 'queued' : 'direct',
      exports: newEpochs(records),
      tables: tables.map(({ doubts: _, ...table }) => ({
        ...table,
        rows: table.rows.toString(),
        newer: table.newer.toString(),
      })),
    },
  };
}

function describeLoad(records: readonly RestoreRecord[]): string {
  return records.some(({ load }) => load === 'queued')
    ? 'Files came through the queue of the cluster; what it may still bring twice stays in receiving tables, which delete themselves in 3 days.'
    : 'Files were loaded directly.';
}

/** What the snapshot itself was not sure of. That values come back from its files was compared with the staged copy before the swap. */
export function doubtsAbout(manifest: Manifest, table: TableManifest): readonly Problem[] {
  const ofRows = doubtsOf(manifest, table).filter(({ about }) => about === 'rows');
  return ofRows.map(({ why }) => ({
    code: 'unknown',
    summary: `${table.name} is back as snapshot ${manifest.snapshotId} holds it, which may lack rows: ${why}.`,
    next: 'Compare it with what you know of it; status names other snapshots.',
  }));
}
