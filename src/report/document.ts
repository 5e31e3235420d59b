import { exitCodes } from '../domain/exit-code.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Problem } from '../domain/problem.ts';
import type { Block } from './blocks.ts';
import { allProblems, type RunReport } from './run-report.ts';

type NextStep = Extract<Block, { kind: 'next-step' }>;

/**
 * The whole report in reading order: verdict in words, what to do, the verb's own blocks, problems, and every item unless the verb's own
 * table lists them. A heading or a next step
 * that the verb gives itself takes part in the first two.
 */
export function documentOf(run: RunReport): readonly Block[] {
  const step = nextStepOf(run);
  const body = run.report.filter((block, index) => block !== step && !(index === 0 && block.kind === 'heading'));
  const told = new Set(problemsIn(body).map((problem) => JSON.stringify(problem)));
  const untold = allProblems(run).filter((problem) => !told.has(JSON.stringify(problem)));
  return [
    { kind: 'heading', text: headlineOf(run) },
    step,
    ...body,
    ...untold.map((problem): Block => ({ kind: 'problem', problem })),
    ...(body.some(({ kind }) => kind === 'table') ? [] : itemBlocks(run.outcomes)),
  ];
}

/** The verdict in words; also the sentence of a failed action. */
export function headlineOf(run: RunReport): string {
  const subject = run.verb === '' ? 'kusto-rebuild' : run.verb;
  const [first] = run.report;
  if (first?.kind === 'heading') return `${subject}: ${resultOf(run)}. ${first.text}`;
  return `${subject}: ${[resultOf(run), countsOf(run.outcomes)].filter((part) => part !== '').join(', ')}`;
}

function resultOf(run: RunReport): string {
  if (run.exitCode === 0) return run.verdict?.kind ?? 'done';
  if (run.exitCode === 3)
    return run.verdict?.kind === 'fail' ? `fail, ${count(allProblems(run).length, 'problem')}` : 'refused';
  if (run.exitCode === 5) return 'unknown, which is not a pass';
  return headlineWords[run.exitCode];
}

const headlineWords = {
  1: 'stopped by a defect of this tool',
  2: 'bad input or configuration',
  4: 'not fully done',
  10: 'not found',
  11: 'another run works on the same database',
  12: 'sign-in failed or a permission is missing',
  130: 'cancelled',
} as const;

function countsOf(outcomes: readonly Outcome[]): string {
  return outcomes.length === 0 ? '' : `${count(outcomes.length, 'item')} (${kindsOf(outcomes)})`;
}

function kindsOf(outcomes: readonly Outcome[]): string {
  const kinds = (['done', 'failed', 'not-attempted'] as const).map((kind) => {
    const number = outcomes.filter((outcome) => outcome.kind === kind).length;
    return number === 0 ? '' : `${number} ${kind.replace('-', ' ')}`;
  });
  return kinds.filter((part) => part !== '').join(', ');
}

function nextStepOf(run: RunReport): NextStep {
  const own = run.report.find((block): block is NextStep => block.kind === 'next-step');
  if (own !== undefined) return own;
  const next = allProblems(run).find((problem) => problem.next !== undefined)?.next;
  return { kind: 'next-step', text: next ?? defaultStep(run) };
}

function defaultStep(run: RunReport): string {
  if (run.exitCode === 0) return 'Nothing to do.';
  if (run.exitCode === 130) return 'Run it again.';
  return `Mend what is listed below, then run it again (exit code ${run.exitCode}, ${exitCodes[run.exitCode].word}).`;
}

function problemsIn(blocks: readonly Block[]): readonly Problem[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'problem') return [block.problem];
    return block.kind === 'fold' ? problemsIn(block.blocks) : [];
  });
}

function itemBlocks(outcomes: readonly Outcome[]): readonly Block[] {
  if (outcomes.length === 0) return [];
  const columns = [{ title: 'Item' }, { title: 'Outcome' }, { title: 'Note' }];
  const rows = outcomes.map((outcome) => [outcome.item, outcome.kind.replace('-', ' '), noteOf(outcome)]);
  return [{ kind: 'fold', title: `Every item: ${kindsOf(outcomes)}`, blocks: [{ kind: 'table', columns, rows }] }];
}

function noteOf(outcome: Outcome): string {
  return outcome.kind === 'failed' ? outcome.problem.summary : (outcome.note ?? '');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
