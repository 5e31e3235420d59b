import type { Outcome } from '../domain/outcome.ts';
import { type ArrivalCover, type Gap, keyOf, rowsIn } from '../procedures/cover-arrivals.ts';
import type { Arrivals } from '../procedures/find-coverage.ts';
import type { EndedStep } from '../procedures/run-deployment.ts';
import type { Block } from '../report/blocks.ts';

/** What was done about rows that arrived. */
export type CoveredArrivals = Pick<ArrivalCover, 'topUps' | 'gaps'>;

/** What is done before a step because rows arrived, as the end of a sentence; empty for nothing. */
export function tellAwaited(arrivals: readonly Arrivals[] | undefined): string {
  if (arrivals === undefined) return '';
  const each = arrivals.map(({ table, rows, snapshotId }) => `${table} (${rows} rows arrived after ${snapshotId})`);
  return `; a top-up is taken first of ${each.join(', ')}`;
}

/** The outcome of a step, which says what it lost although no snapshot holds it. */
export function withGap({ step, outcome }: EndedStep, { gaps }: CoveredArrivals): Outcome {
  const { at, text } =
    step.kind === 'statement'
      ? step.statement
      : { at: { file: step.data.file.path, line: 1 }, text: step.data.file.path };
  const gap = gaps.find(({ request }) => keyOf(request) === keyOf({ at, text }));
  if (gap === undefined || outcome.kind !== 'done') return outcome;
  return { ...outcome, note: `${outcome.note}; but for ${rowsIn(gap.tables)} rows that no snapshot holds` };
}

/** What the report says of it. */
export function arrivalBlocks({ topUps, gaps }: CoveredArrivals): readonly Block[] {
  const taken: Block = {
    kind: 'sentence',
    text: `Rows arrived after the snapshot, so these top-ups were taken: ${topUps.join(', ')}. What was lost of their tables comes back from the newest that holds them.`,
  };
  return [...(topUps.length === 0 ? [] : [taken]), ...(gaps.length === 0 ? [] : gapBlocks(gaps))];
}

function gapBlocks(gaps: readonly Gap[]): readonly Block[] {
  const rows = gaps.flatMap(({ request, tables }) =>
    tables.map(({ table, rows, snapshotId }) => [
      table,
      rows.toString(),
      snapshotId,
      request.at === undefined ? '' : `${request.at.file}:${request.at.line}`,
    ]),
  );
  const columns = [
    { title: 'Table' },
    { title: 'Rows in no snapshot', align: 'right' as const },
    { title: 'Arrived after' },
    { title: 'Command' },
  ];
  return [
    {
      kind: 'sentence',
      text: 'allow-gap-rows let commands through that lose rows which no snapshot holds, so that no restore brings these back.',
    },
    { kind: 'table', columns, rows },
  ];
}

/** For the JSON document; numbers of rows are text. */
export function arrivalData({ topUps, gaps }: CoveredArrivals): Readonly<Record<string, unknown>> {
  const lost = gaps.flatMap(({ request: { at }, tables }) =>
    tables.map(({ table, rows, snapshotId }) => ({
      table,
      rows: rows.toString(),
      snapshotId,
      ...(at !== undefined && { at: { file: at.file, line: at.line } }),
    })),
  );
  return { ...(topUps.length > 0 && { topUps }), ...(lost.length > 0 && { gaps: lost }) };
}
