import { inNumber } from '../domain/in-number.ts';
import type { SnapshotId } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import type { TableManifest } from '../domain/snapshot/manifest.ts';
import type { Level } from '../domain/snapshot/records.ts';
import type { Rotation } from '../domain/snapshot/rotation.ts';
import { type Against, looksAt } from '../domain/snapshot/verification.ts';
import { type Verdict, worstVerdict } from '../domain/verdict.ts';
import type { TableCheck } from '../procedures/verify-table.ts';
import type { Block } from '../report/blocks.ts';
import { showCount, showKnownCount } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';

export interface JudgedTable {
  readonly check: TableCheck;
  readonly isExpected: boolean;
  /** Of what was judged; empty when an expected change left nothing to judge. */
  readonly verdicts: readonly Verdict[];
}

export interface Compared {
  readonly id: SnapshotId;
  readonly level: Level;
  readonly against: Against;
  readonly rotation: Rotation | undefined;
  /** Whether `status` and later runs will know of the check. */
  readonly record: 'stored' | 'not-stored';
  /** Live tables that the snapshot does not hold. */
  readonly others: readonly string[];
  /** Of the schema script and the page for restoring by hand. */
  readonly pages: Verdict;
  /** Records of earlier checks that do not say which part they looked at. */
  readonly unreadable: readonly Problem[];
  /** Tables that were looked at. */
  readonly tables: readonly Pick<TableManifest, 'name' | 'files'>[];
}

export function describeVerification(compared: Compared, judged: readonly JudgedTable[], verdict: Verdict): VerbResult {
  const { id, level, against, rotation, record, others, pages, unreadable } = compared;
  const failed = judged.filter(({ verdicts }) => verdicts.some(({ kind }) => kind !== 'pass'));
  const files = filesLooked(compared, judged);
  return {
    verdict,
    outcomes: judged.map(({ check }) => ({ kind: 'done', item: check.table })),
    report: [
      { kind: 'heading', text: headline(compared, { judged, failed: failed.length }, verdict) },
      ...(rotation === undefined ? [] : [turnSentence(rotation, files)]),
      ...unreadable.map(({ summary }) => ({ kind: 'sentence', text: `Passed over: ${summary}` }) as const),
      ...(record === 'stored' ? [] : [notStored]),
      ...(others.length === 0
        ? []
        : [{ kind: 'sentence', text: `Not in this snapshot, so not compared: ${others.join(', ')}.` } as const]),
      tableOf(compared, judged),
      ...nextStep(compared, judged),
    ],
    outputs: {
      verdict: verdict.kind,
      'snapshot-id': id,
      'failed-tables': failed.map(({ check }) => check.table).join(','),
    },
    data: { snapshotId: id, level, against, rotation, record, pages: pages.kind, files, tables: judged.map(tableData) },
  };
}

const notStored: Block = {
  kind: 'sentence',
  text: 'No record of this check was stored, since the storage may only be read; status does not know of it.',
};

interface FilesLooked {
  readonly looked: number;
  readonly of: number;
}

/** Undefined when no file was to be looked at. */
function filesLooked({ tables }: Compared, judged: readonly JudgedTable[]): FilesLooked | undefined {
  const looked = judged.flatMap(({ check }) => check.looked ?? []);
  if (looked.length === 0) return undefined;
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return { looked: sum(looked), of: sum(tables.map(({ files }) => files)) };
}

function turnSentence({ of, part }: Rotation, files: FilesLooked | undefined): Block {
  const count = files === undefined ? 'No file' : `${showCount(files.looked)} of ${showCount(files.of)} files`;
  const rest = of === 1 ? '' : `, part ${part + 1} of ${of}; the others are looked at by other runs`;
  return { kind: 'sentence', text: `${count} were looked at${rest}.` };
}

function tableOf({ against }: Compared, judged: readonly JudgedTable[]): Block {
  const notLive = looksAt(against, 'database') ? '' : 'not compared';
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
      check.live === undefined ? notLive : showLive(check.live, isExpected),
      check.files?.kind ?? (check.looked === undefined ? 'not checked' : 'not looked at'),
      showCount(check.expectedRows),
      showKnownCount(check.seenRows),
      showKnownCount(check.newerRows),
      columnSummary(check),
    ]),
  };
}

function showLive({ kind }: Verdict, isExpected: boolean): string {
  return isExpected && kind !== 'pass' ? `${kind}, expected` : kind;
}

function nextStep({ id, pages }: Compared, judged: readonly JudgedTable[]): readonly Block[] {
  const harmed = judged.some(({ check, isExpected }) => !isExpected && check.live?.kind === 'fail');
  const spoilt = pages.kind !== 'pass' || judged.some(({ check }) => check.files?.kind === 'fail');
  const isLiveKnown = judged.every(({ check }) => check.live !== undefined);
  if (spoilt && !harmed) {
    const live = isLiveKnown ? ', the live tables are not: take a new snapshot now.' : ': take a new snapshot now.';
    return [
      { kind: 'next-step', text: `Files of this snapshot are damaged${live}`, command: 'kusto-rebuild snapshot' },
    ];
  }
  if (spoilt) {
    const text =
      'Files of this snapshot are damaged, and so are live tables: verify an older snapshot before restoring.';
    return [{ kind: 'next-step', text, command: 'kusto-rebuild status' }];
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
  { id, level, against, rotation }: Compared,
  { judged, failed }: { readonly judged: readonly JudgedTable[]; readonly failed: number },
  { kind }: Verdict,
): string {
  if (judged.length === 0) return `Snapshot ${id} holds no table, so there is nothing to compare.`;
  const changed = judged.filter(({ isExpected }) => isExpected).map(({ check }) => check.table);
  const except = changed.length === 0 ? '' : `, but for the changes that were announced in ${changed.join(', ')}`;
  const depth = `(level ${level}${rotation === undefined ? '' : `, part ${rotation.part + 1} of ${rotation.of} of the files`})`;
  const tables = countTables(failed);
  if (against === 'storage') {
    if (kind === 'pass') return `The files of snapshot ${id} are those that were written ${depth}.`;
    return kind === 'fail'
      ? `The files of snapshot ${id} differ from what was written in ${tables} ${depth}.`
      : `Whether the files of snapshot ${id} are those that were written could not be found out ${depth}.`;
  }
  if (kind === 'pass') return `The database holds what snapshot ${id} holds${except} ${depth}.`;
  const lives = judged.filter(({ isExpected }) => !isExpected).flatMap(({ check }) => check.live?.kind ?? []);
  const isLiveFailed = lives.includes('fail');
  if (kind === 'fail') {
    const harmed = judged.filter(({ check, isExpected }) => !isExpected && check.live?.kind === 'fail').length;
    const spoilt = judged.filter(({ check }) => check.files?.kind === 'fail').length;
    const files = `files of ${isLiveFailed ? 'it' : `snapshot ${id}`} differ from what was written${spoilt === 0 ? '' : ` in ${countTables(spoilt)}`}`;
    if (!isLiveFailed) return `The ${files} ${depth}.`;
    const also = spoilt === 0 ? '' : `, and ${files}`;
    return `The database differs from snapshot ${id} in ${countTables(harmed)}${except}${also} ${depth}.`;
  }
  return lives.every((live) => live === 'pass')
    ? `The database holds what snapshot ${id} holds${except}, but whether its files are those that were written could not be found out ${depth}.`
    : `Whether the database holds what snapshot ${id} holds could not be found out${except} ${depth}.`;
}

function countTables(count: number): string {
  return `${count} ${inNumber(count, 'table', 'tables')}`;
}

function columnSummary({ columns }: TableCheck): string {
  const different = columns.filter(({ state }) => state !== 'equal').map(({ column, state }) => `${column} ${state}`);
  const equal = columns.filter(({ state }) => state === 'equal').length;
  return [...different, ...(equal > 0 ? [`${equal} equal`] : [])].join(', ');
}
