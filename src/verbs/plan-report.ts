import { inNumber } from '../domain/in-number.ts';
import type { SourcePosition } from '../domain/problem.ts';
import { firstLine } from '../domain/redact.ts';
import type { PlanDocument } from '../domain/schema/plan-document.ts';
import type { SchemaWarning } from '../domain/schema/plan-schema.ts';
import type { Progress } from '../ports/progress.ts';
import type { DeploymentPlan } from '../procedures/plan-deployment.ts';
import type { Stake } from '../procedures/weigh-losses.ts';
import type { Block } from '../report/blocks.ts';
import { stakesBlocks } from './stakes-report.ts';

/** The plan as a table, with what is left alone below it. */
export function planBlocks(
  { document, undeclared, leftOut, unknown, warnings }: DeploymentPlan,
  stakes: readonly Stake[],
): readonly Block[] {
  const { steps } = document;
  const losing = steps.filter((step) => step.class === 'loses-data').length;
  const rebuilding = steps.filter((step) => step.class === 'rebuilds').length;
  return [
    {
      kind: 'heading',
      text:
        steps.length === 0
          ? 'Nothing to do: the database is as the files say.'
          : `${steps.length} ${inNumber(steps.length, 'change', 'changes')}; ${losing} ${inNumber(losing, 'loses', 'lose')} data, ${rebuilding} ${inNumber(rebuilding, 'rebuilds', 'rebuild')}.`,
    },
    ...(steps.length === 0 ? [] : [table(steps)]),
    ...stakesBlocks(stakes),
    { kind: 'facts', facts: [['Plan', document.hash]] },
    ...warningBlocks(warnings),
    ...list('In the database and not in the files; left alone', undeclared),
    ...list(
      'Cannot be compared; left as it is in the database',
      unknown.map(({ at, text }) => `${at.file}:${at.line}: ${text}`),
    ),
    ...list(
      'Commands of the files that are left out',
      leftOut.map(({ at, why }) => `${at.file}:${at.line}: ${why}`),
    ),
  ];
}

/** How to apply what was planned, where anything would change. */
export function applyBlocks(
  { steps, references, losses }: { readonly steps: number; readonly references: number; readonly losses: number },
  command: string,
): readonly Block[] {
  if (steps + references === 0) return [];
  const needs = losses === 0 ? '' : ' What loses data needs a snapshot, or coverage by quarantine, first.';
  return [{ kind: 'next-step', text: `Look at the plan, then apply it.${needs}`, command }];
}

const showWarning = ({ text, at }: SchemaWarning): string => `${at === undefined ? '' : `${placeOf(at)}: `}${text}`;

/** Beyond these they hide the plan. */
const mostWarnings = 10;

function warningBlocks(warnings: readonly SchemaWarning[]): readonly Block[] {
  return [
    ...warnings
      .slice(0, mostWarnings)
      .map((one) => ({ kind: 'sentence' as const, text: `Warning: ${showWarning(one)}` })),
    ...list('More warnings', warnings.slice(mostWarnings).map(showWarning)),
  ];
}

/** Annotations on the lines of the files, in a workflow. A runner shows ten of one step; the report has them all. */
export function tellWarnings(warnings: readonly SchemaWarning[], progress: Progress): void {
  for (const { text, at } of warnings.filter((one) => one.at !== undefined).slice(0, mostWarnings))
    progress.warn(text, at);
}

function table(steps: PlanDocument['steps']): Block {
  return {
    kind: 'table',
    columns: [{ title: 'Object' }, { title: 'Class' }, { title: 'Command' }, { title: 'Why' }],
    rows: steps.map((step) => [step.object, step.class, firstLine(step.text), withPlace(step)]),
  };
}

function withPlace({ reason, at }: PlanDocument['steps'][number]): string {
  return at === undefined ? reason : `${at.file}:${at.line}: ${reason}`;
}

function placeOf({ file, line, column }: SourcePosition): string {
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

function list(title: string, items: readonly string[]): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'fold', title: `${title}: ${items.length}`, blocks: items.map((text) => ({ kind: 'sentence', text })) },
  ];
}
