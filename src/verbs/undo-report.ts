import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import { pass } from '../domain/verdict.ts';
import { pauseFor } from '../procedures/plan-swap.ts';
import type { UndoableTable, UndoPlanTable } from '../procedures/plan-undo.ts';
import { oldLifetimeDays } from '../procedures/stage-table.ts';
import type { weighReaders } from '../procedures/weigh-restore.ts';
import type { Block } from '../report/blocks.ts';
import { showCount, showKnownCount } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';
import { impactSentences } from './effect-report.ts';
import { describeEpochs, newEpochs } from './exports-report.ts';
import { impactBlocks, impactData } from './impact-report.ts';
import { named } from './named.ts';
import { inTheWay } from './restore-report.ts';
import { describeSecured } from './secured-report.ts';

/** `readers` tells by table who named it in queries lately. */
export function showUndo(
  plan: readonly UndoPlanTable[],
  readers: Awaited<ReturnType<typeof weighReaders>>,
): VerbResult {
  const told = plan.map(({ name }) => ({ table: { name }, weighed: readers.get(name) }));
  const problems = plan.flatMap(({ obstacles }) => obstacles);
  const count = `${plan.length} table${plan.length === 1 ? '' : 's'}`;
  const text =
    problems.length === 0
      ? `The restore of ${count} would be undone.`
      : `${inTheWay(plan)} cannot be put back, so that nothing is; see below.`;
  return {
    outcomes: plan.map(({ name }) => ({ kind: 'not-attempted', item: name, note: 'dry run' })),
    ...(problems.length === 0 ? {} : { verdict: { kind: 'fail', problems } }),
    report: [
      { kind: 'heading', text },
      planTable(plan),
      ...impactBlocks(told),
      ...describePause(plan),
      ...describePrice(plan),
      ...(problems.length === 0 && plan.some(({ state }) => state !== 'undone') ? [undoIt(plan)] : []),
    ],
    outputs: {},
    data: {
      dryRun: true,
      undo: true,
      tables: plan.map(({ name, undoable, keptRows, arrived, way }) => ({
        name,
        kept: undoable?.kept.name,
        keptRows: keptRows?.toString(),
        arrivedRows: arrived?.toString(),
        newer: way,
        ...impactData({ table: { name }, weighed: readers.get(name) }),
      })),
    },
  };
}

function undoIt(plan: readonly UndoPlanTable[]): Block {
  const names = plan.map(({ name }) => name);
  return { kind: 'next-step', text: `Run the same without the dry run to put back ${named(names)}.` };
}

/** The plan, which also says what becomes of an undo that was interrupted before it changed anything. */
export function withInterrupted(shown: VerbResult, { runId }: RestoreRecord): VerbResult {
  const text = `Undo ${runId} was interrupted before it changed anything; restore --undo goes on with it if it is what would be done now, and gives it up otherwise.`;
  return {
    ...shown,
    report: [...shown.report, { kind: 'sentence', text }],
    data: { ...shown.data, interrupted: runId },
  };
}

/** What a dry run tells of an undo that was interrupted after its swap: its end is all that the next one does. */
export function showInterrupted({ runId, tables }: RestoreRecord): VerbResult {
  const names = tables.map(({ name }) => name);
  const text = `Undo ${runId} of ${names.join(', ')} was interrupted; restore --undo ends it, and does nothing else.`;
  return {
    outcomes: names.map((item) => ({ kind: 'not-attempted', item, note: 'dry run' })),
    report: [{ kind: 'heading', text }],
    outputs: {},
    data: { dryRun: true, undo: true, interrupted: runId, tables: names.map((name) => ({ name })) },
  };
}

function describePause(plan: readonly UndoPlanTable[]): readonly Block[] {
  const told = plan.map(({ name, feeds = [], impact = [] }) => ({ impact: [...pauseFor(name, feeds), ...impact] }));
  return impactSentences(told).map((text) => ({ kind: 'sentence', text }));
}

/** A table that update policies fill stays, so that its rows are copied instead of renamed. */
function describePrice(plan: readonly UndoPlanTable[]): readonly Block[] {
  const staying = plan.filter(({ undoable }) => undoable?.undone.swap === 'replace-extents').map(({ name }) => name);
  if (staying.length === 0) return [];
  const text = `Update policies fill ${staying.join(', ')}: extents are replaced in one transaction for each, and what leaves is copied aside first, which takes room and time like loading as much.`;
  return [{ kind: 'sentence', text }];
}

function planTable(plan: readonly UndoPlanTable[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Table' },
      { title: 'Comes back from' },
      { title: 'Its rows', align: 'right' },
      { title: 'Arrived since', align: 'right' },
      { title: 'They are' },
    ],
    rows: plan.map(({ name, state, undoable, keptRows, arrived, way }) => [
      name,
      state === 'undone' ? 'undone already' : (undoable?.kept.name ?? ''),
      showKnownCount(keptRows),
      showKnownCount(arrived),
      way === undefined ? '' : way === 'keep' ? 'brought over' : 'left in what is replaced',
    ]),
  };
}

/** Rows that came into the range after the restore: what the range held besides what was put back; absent where it was not looked at. */
function stayedIn(replaced: RestoredTable['replaced']): bigint | undefined {
  const { inside, stagedRows } = replaced ?? {};
  return inside === undefined || stagedRows === undefined ? undefined : BigInt(inside.rows) - BigInt(stagedRows);
}

export function undone(record: RestoreRecord): VerbResult {
  const { runId, tables } = record;
  const rows = tables.map(({ name, undoes, carried, index, range, replaced }) => ({
    name,
    rows: BigInt(undoes?.contents?.rows ?? 0),
    newer: range === undefined ? BigInt(carried?.found.rows ?? 0) : stayedIn(replaced),
    kept: `kr_old_${runId}_${index}`,
  }));
  return {
    verdict: pass,
    outcomes: rows.map(({ name }) => ({ kind: 'done', item: name })),
    report: [
      {
        kind: 'heading',
        text: `${rows.length} table${rows.length === 1 ? ' is' : 's are'} as before the restore, verified live.`,
      },
      {
        kind: 'sentence',
        text: `What the undo replaced stays in the cluster for ${oldLifetimeDays} days.`,
      },
      {
        kind: 'table',
        columns: [
          { title: 'Table' },
          { title: 'Rows', align: 'right' },
          { title: 'Later rows kept', align: 'right' },
          { title: 'Replaced contents kept as' },
        ],
        rows: rows.map((one) => [one.name, showCount(one.rows), showKnownCount(one.newer), one.kept]),
      },
      ...describeSecured([record]),
      ...describeEpochs([record]),
    ],
    outputs: { verdict: 'pass', 'restored-tables': rows.map(({ name }) => name).join(',') },
    data: {
      undo: true,
      runId,
      exports: newEpochs([record]),
      tables: rows.map((one) => ({ ...one, rows: one.rows.toString(), newer: one.newer?.toString() })),
    },
  };
}

/** The answer to an undo that was done before: nothing is put back and forth. */
export function undoneBefore(plan: readonly UndoPlanTable[]): VerbResult {
  const names = plan.map(({ name }) => name);
  return {
    verdict: pass,
    outcomes: [],
    report: [
      { kind: 'heading', text: `The last restore of ${names.join(', ')} is undone already; nothing was changed.` },
      { kind: 'next-step', text: 'To have its contents again, restore again.', command: 'kusto-rebuild restore' },
    ],
    outputs: { verdict: 'pass', 'restored-tables': '' },
    data: { undo: true, tables: [] },
  };
}

/** The result, which also lists what can be undone and until when; nothing is said of a cluster that could not be asked. */
export function withUndoable(result: VerbResult, undoable: readonly UndoableTable[] | undefined): VerbResult {
  if (undoable === undefined) return result;
  const data = undoable.map(({ record, live, kept }) => ({
    table: live.name,
    restore: record.runId,
    kept: kept.name,
    until: record.keptUntil,
  }));
  if (data.length === 0) return { ...result, data: { ...result.data, undoable: data } };
  const table: Block = {
    kind: 'table',
    columns: [{ title: 'Restored table' }, { title: 'Undo puts back' }, { title: 'Until' }],
    rows: data.map((one) => [one.table, one.kept, one.until ?? '']),
  };
  const command = 'kusto-rebuild restore --undo';
  return {
    ...result,
    report: [...result.report, table, { kind: 'next-step', text: 'The last restore can be undone.', command }],
    data: { ...result.data, undoable: data },
  };
}
