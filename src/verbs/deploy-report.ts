import { inNumber } from '../domain/in-number.ts';
import type { Problem } from '../domain/problem.ts';
import type { QuarantineRecord } from '../domain/quarantine-record.ts';
import type { Arrivals } from '../procedures/find-coverage.ts';
import type { JudgedStatement } from '../procedures/guard-losses.ts';
import type { ReferenceData } from '../procedures/read-reference-data.ts';
import type { DeploymentStep, EndedStep } from '../procedures/run-deployment.ts';
import type { Block } from '../report/blocks.ts';
import { arrivalBlocks, arrivalData, type CoveredArrivals, tellAwaited, withGap } from './arrival-report.ts';
import type { VerbResult } from './command.ts';
import { putAsideBlocks, putAsideData } from './quarantine-report.ts';
import { changeData, describeChange, type ReferenceChange } from './reference-report.ts';

/** What a snapshot taken first would cover is shown as such; what none can cover is a problem already. */
export function planned(
  steps: readonly DeploymentStep[],
  changes: readonly ReferenceChange[],
  refusals: ReadonlyMap<JudgedStatement | ReferenceData, Problem>,
  awaited: readonly (readonly Arrivals[] | undefined)[] = [],
): VerbResult {
  const rows = steps.map((step, place) => planRow(step, changes, refusals, tellAwaited(awaited[place])));
  const final = steps.flatMap((step) => {
    const problem = refusals.get(subjectOf(step));
    return problem?.code === 'refused' ? [problem] : [];
  });
  const count = refusals.size - final.length;
  const needs = count === 0 ? '' : ` ${count} of them need a snapshot first.`;
  const waiting = new Set([...refusals.values()].flatMap(({ code, next }) => (code === 'refused' ? [] : (next ?? []))));
  return {
    ...(final.length === 0 ? {} : { verdict: { kind: 'fail', problems: final } }),
    outcomes: steps.map(({ item }) => ({ kind: 'not-attempted', item, note: 'dry run' })),
    report: [
      {
        kind: 'heading',
        text: `${steps.length} ${inNumber(steps.length, 'step', 'steps')} would run; nothing was changed.${needs}`,
      },
      { kind: 'table', columns: [{ title: 'Step' }, { title: 'Class' }, { title: 'Why' }], rows },
      ...[...waiting].map((text): Block => ({ kind: 'next-step', text })),
    ],
    outputs: { completed: 'false', statements: '0', 'changed-tables': '', 'top-ups': '', 'reference-tables': '' },
    data: { dryRun: true, steps: rows, referenceData: changes.map(changeData) },
  };
}

function subjectOf(step: DeploymentStep): JudgedStatement | ReferenceData {
  return step.kind === 'statement' ? step.statement : step.data;
}

function planRow(
  step: DeploymentStep,
  changes: readonly ReferenceChange[],
  refusals: ReadonlyMap<JudgedStatement | ReferenceData, Problem>,
  first: string,
): readonly string[] {
  const refusal = refusals.get(subjectOf(step));
  const why = refusal === undefined ? first : `; ${refusal.detail ?? refusal.summary}`;
  if (step.kind === 'statement') {
    const { loss, quarantine, harmless } = step.statement;
    const said = harmless?.kind === 'said' ? `; said to be harmless: ${harmless.by}` : '';
    const aside = quarantine === undefined ? '' : `; put into quarantine for ${quarantine.days} days`;
    return [step.item, loss.kind, `${loss.kind === 'safe' ? loss.why : loss.what}${aside}${said}${why}`];
  }
  const change = changes.find(({ data }) => data === step.data);
  return [step.item, 'reference data', `${change === undefined ? 'unchanged' : describeChange(change)}${why}`];
}

/** What became of each step, and how to go on. */
export function deployed(
  ended: readonly EndedStep[],
  {
    leftOut,
    from,
    byHand = () => [],
    arrivals = { topUps: [], gaps: [] },
  }: {
    readonly leftOut: readonly string[];
    readonly from: 'files' | 'plan';
    readonly byHand?: (record: QuarantineRecord) => readonly string[];
    readonly arrivals?: CoveredArrivals;
  },
): VerbResult {
  const outcomes = ended.map((one) => withGap(one, arrivals));
  const done = ended.filter(({ outcome }) => outcome.kind === 'done');
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  const replaced = done.flatMap(({ step, changed }) =>
    step.kind === 'reference-data' && changed.length > 0 ? [step.data.table] : [],
  );
  const report: Block[] = [
    {
      kind: 'heading',
      text: failed === undefined ? headingOf(ended.length) : `Stopped after ${done.length} of ${ended.length} steps.`,
    },
    {
      kind: 'table',
      columns: [{ title: 'Step' }, { title: 'Outcome' }, { title: 'Note' }],
      rows: outcomes.map((one) => [one.item, one.kind, one.kind === 'failed' ? one.problem.summary : (one.note ?? '')]),
    },
  ];
  const aside = ended.flatMap(({ quarantine }) => quarantine ?? []);
  report.push(...arrivalBlocks(arrivals), ...putAsideBlocks(aside, byHand), ...leftOutBlocks(leftOut));
  if (failed !== undefined) {
    report.push({ kind: 'problem', problem: failed.problem });
    report.push({ kind: 'next-step', text: nextStep(failed.problem, from) });
  }
  return {
    outcomes,
    report,
    outputs: {
      completed: String(done.length === ended.length),
      statements: String(done.filter(({ step }) => step.kind === 'statement').length),
      'changed-tables': [...new Set(done.flatMap(({ changed }) => changed))].join(','),
      'top-ups': arrivals.topUps.join(','),
      'reference-tables': replaced.join(','),
    },
    data: {
      steps: outcomes,
      leftOut,
      ...arrivalData(arrivals),
      ...(aside.length > 0 && { quarantine: putAsideData(aside, byHand) }),
    },
  };
}

function headingOf(steps: number): string {
  return steps === 0
    ? 'Nothing to do: the database is as the files say.'
    : `Deployed: ${steps} ${inNumber(steps, 'step', 'steps')} ran.`;
}

/** A problem that says what to do itself is not told once more. */
function nextStep({ code, next }: Problem, from: 'files' | 'plan'): string {
  if (code === 'unknown' && next !== undefined) return next;
  const again = from === 'files' ? 'deploy again' : 'deploy the schema files in place of the plan';
  const first = code === 'cancelled' ? `${again[0]?.toUpperCase()}${again.slice(1)}` : `Mend the cause and ${again}`;
  return `${first}: only what is not yet as the files say runs then. Commands that run as they are written, such as .append, and ran are left out, unless resume is anew.`;
}

function leftOutBlocks(leftOut: readonly string[]): readonly Block[] {
  if (leftOut.length === 0) return [];
  const blocks = leftOut.map((text) => ({ kind: 'sentence', text }) as const);
  return [{ kind: 'fold', title: `Commands of the files that were left out: ${leftOut.length}`, blocks }];
}
