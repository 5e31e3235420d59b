import type { Problem } from '../domain/problem.ts';
import type { Finding } from '../domain/snapshot/finding.ts';
import type { Manifest, TableManifest, UnreadableView } from '../domain/snapshot/manifest.ts';

/** What a snapshot with that verdict is, in one sentence: only one with a fuzzy table is said to be inexact. */
export function headlineOf(
  { snapshotId: id, tables, unreadableViews = [] }: Manifest,
  verdict: 'pass' | 'fail' | 'unknown',
): string {
  if (verdict === 'pass') return `Snapshot ${id} is complete and exact.`;
  if (tables.some(({ exactness }) => exactness.kind === 'fuzzy'))
    return `Snapshot ${id} is complete, but not exact for every table.`;
  return unreadableViews.length > 0
    ? `Snapshot ${id} is complete but for materialized views that could not be read.`
    : `Snapshot ${id} is complete, but what it holds could not be proven.`;
}

/** Why the snapshot is not pass: with `strict` a doubt is a failure. */
export function doubtsOf(
  { tables, findings, unreadableViews = [] }: Manifest,
  mode: 'usual' | 'strict',
): readonly Problem[] {
  const fuzzy = tables.filter(({ exactness }) => exactness.kind === 'fuzzy').map(({ name }) => name);
  const isDoubt = ({ severity, table }: Finding): boolean =>
    severity !== 'note' && (mode === 'strict' || severity === 'unknown') && !fuzzy.includes(table ?? '');
  const doubts: readonly Problem[] = [
    ...tables.flatMap(fuzzyProblems),
    ...unreadableViews.map(unreadableProblem),
    ...findings.filter(isDoubt).map(({ summary, next }): Problem => ({ code: 'unknown', summary, next })),
  ];
  return mode === 'strict' ? doubts.map((problem) => ({ ...problem, code: 'difference' })) : doubts;
}

function fuzzyProblems(table: TableManifest): readonly Problem[] {
  const { name, exactness } = table;
  if (exactness.kind === 'exact') return [];
  return [
    {
      code: 'unknown',
      summary: `${name} is fuzzy: ${exactness.reason}${exactness.rows === undefined ? '' : ` (${exactness.rows} rows)`}.`,
      next: `${nextStep(table)}, or let retry-fuzzy export it again.`,
    },
  ];
}

function nextStep({ kind, bound }: TableManifest): string {
  if (kind === 'materialized-view') return 'Take another snapshot when nothing comes into the source of the view';
  return bound === 'cursor'
    ? 'Take another snapshot when nothing deletes or replaces its rows'
    : 'Turn its IngestionTime policy on, take another snapshot when nothing changes it and its merges are paused';
}

function unreadableProblem({ name, reason }: UnreadableView): Problem {
  return {
    code: 'unknown',
    summary: `The materialized view ${name} could not be read, and is not in the snapshot.`,
    detail: reason,
    next: `Mend the view, or leave it out with views: !${name}.`,
  };
}
