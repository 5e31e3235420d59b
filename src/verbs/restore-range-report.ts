import type { RunId } from '../domain/names.ts';
import { type ColumnRange, showRange } from '../domain/snapshot/column-range.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import { verdictOf } from '../domain/verdict.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import { oldLifetimeDays, oldName } from '../procedures/stage-table.ts';
import type { Block } from '../report/blocks.ts';
import { showCount, showDuration, showKnownCount } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';
import { deletionsData } from './deletion-report.ts';
import { impactBlocks, impactData } from './impact-report.ts';
import { quarantinedData } from './quarantine-report.ts';
import { describeUnfinished, doubtsAbout, runIt, type Unfinished } from './restore-report.ts';

/** The plan of a time range; `command` brings it back. How many rows of it the snapshot holds is not known where they are too many to read. */
export function showRangePlan(
  manifest: Manifest,
  plan: readonly RestorePlanTable[],
  unfinished: Unfinished | undefined,
  command: string,
): VerbResult {
  const problems = plan.flatMap(({ obstacles }) => obstacles);
  const name = plan[0]?.table.name ?? '';
  const text =
    problems.length === 0
      ? `A range of ${name} would come back from snapshot ${manifest.snapshotId}.`
      : `A range of ${name} cannot come back as it is; see below.`;
  const sentences = [
    ...(unfinished === undefined ? [] : [describeUnfinished(unfinished)]),
    ...(problems.length === 0 && plan.every(({ rangeRows }) => rangeRows === undefined)
      ? [
          'The files hold too many rows to count those of the range now; once they are staged, they are counted and compared.',
        ]
      : []),
    `All other rows of ${name} stay as they are, and their fingerprint is compared before and after.`,
    `One command deletes the rows of the range and moves those of the snapshot in. What leaves is copied aside first and kept for ${oldLifetimeDays} days; until then restore --undo puts it back in the same way. Rows that come back count as new for retention and hot cache.`,
    ...plan.flatMap(({ impact }) => impact),
  ];
  const report: Block[] = [
    { kind: 'heading', text },
    planTable(plan),
    ...impactBlocks(plan),
    ...sentences.map((sentence) => ({ kind: 'sentence' as const, text: sentence })),
    ...(problems.length === 0 ? [runIt(command)] : []),
  ];
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
        range: one.range,
        nowRows: one.nowRows?.toString(),
        rangeRows: one.rangeRows?.toString(),
        newerRows: one.newerRows?.toString(),
        newer: one.newerRowsWay,
        swap: 'update-range',
        impact: one.impact,
        ...impactData(one),
        deletions: deletionsData(one),
        quarantines: quarantinedData(one),
      })),
    },
  };
}

function planTable(plan: readonly RestorePlanTable[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Table' },
      { title: 'Range' },
      { title: 'Now, to be deleted', align: 'right' },
      { title: 'Of these not in snapshot', align: 'right' },
      { title: 'In snapshot, to come in', align: 'right' },
    ],
    rows: plan.map(({ table, damage, nowRows, newerRows, rangeRows }) => [
      table.name,
      damage,
      showKnownCount(nowRows),
      showKnownCount(newerRows),
      showKnownCount(rangeRows),
    ]),
  };
}

interface RestoredRange {
  readonly name: string;
  readonly range: ColumnRange;
  readonly rows: string;
  readonly replacedRows: string;
  readonly kept: string;
}

/** The result of a restored time range, which may have held what it has to before. */
export function rangeRestored(manifest: Manifest, records: readonly RestoreRecord[], milliseconds: number): VerbResult {
  const tables = records.flatMap(({ runId, tables: ofRecord }) =>
    ofRecord.flatMap(({ name, range, replaced, index }): readonly RestoredRange[] => {
      if (range === undefined || replaced?.state !== 'replaced') return [];
      const kept = oldName({ run: runId as RunId, index });
      return [{ name, range, rows: replaced.stagedRows, replacedRows: replaced.kept?.rows ?? '0', kept }];
    }),
  );
  const held = records.flatMap((record) => record.tables.map(({ name }) => name)).join(', ');
  const doubts = manifest.tables
    .filter(({ name }) => records.some((record) => record.tables.some((one) => one.name === name)))
    .flatMap((table) => doubtsAbout(manifest, table));
  const verdict = verdictOf(doubts);
  const took = showDuration(milliseconds);
  const done: readonly Block[] = [
    { kind: 'heading', text: `The range of ${held} is back from snapshot ${manifest.snapshotId}, verified live.` },
    {
      kind: 'sentence',
      text: `It took ${took}. All other rows have the fingerprint that they had before. What left the range stays in the cluster for ${oldLifetimeDays} days; restore --undo puts it back.`,
    },
    {
      kind: 'table',
      columns: [
        { title: 'Table' },
        { title: 'Range' },
        { title: 'Rows', align: 'right' },
        { title: 'In place of', align: 'right' },
        { title: 'Replaced contents kept as' },
      ],
      rows: tables.map(({ name, range, rows, replacedRows, kept }) => [
        name,
        showRange(range),
        showCount(BigInt(rows)),
        showCount(BigInt(replacedRows)),
        kept,
      ]),
    },
  ];
  const same: Block = {
    kind: 'heading',
    text: `The range of ${held} holds what snapshot ${manifest.snapshotId} holds of it; nothing was changed.`,
  };
  return {
    verdict,
    outcomes: tables.map(({ name }) => ({ kind: 'done', item: name })),
    report: tables.length === 0 ? [same] : done,
    outputs: {
      verdict: verdict.kind,
      'snapshot-id': manifest.snapshotId,
      'restored-tables': tables.map(({ name }) => name).join(','),
    },
    data: { snapshotId: manifest.snapshotId, runId: records.at(-1)?.runId, milliseconds, tables },
  };
}
