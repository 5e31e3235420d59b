import type { Assertion } from '../domain/assertion.ts';
import type { Problem } from '../domain/problem.ts';
import { worstVerdict } from '../domain/verdict.ts';
import type { WatchedTables } from '../procedures/count-untouched.ts';
import type { AssertionResult } from '../procedures/run-assertions.ts';
import type { EndedStep } from '../procedures/run-deployment.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';

export function isAskedBefore({ before }: Assertion): boolean {
  return before !== 'skip';
}

/** What stands against beginning at all. */
export function stopping(before: readonly AssertionResult[]): readonly Problem[] {
  return before.flatMap(({ assertion, verdict }) =>
    assertion.before === 'stop' && verdict.kind !== 'pass' ? verdict.problems : [],
  );
}

/** Every table that a step names or changed: what is different about the others was not asked for. */
export function touchedTables(ended: readonly EndedStep[]): ReadonlySet<string> {
  return new Set(
    ended.flatMap(({ step, changed }) => [
      ...changed,
      ...(step.kind === 'statement' ? step.statement.reading.entities.map(({ name }) => name) : [step.data.table]),
    ]),
  );
}

/** What was asked and counted beside the deployment itself. */
export interface Watched {
  readonly before: readonly AssertionResult[];
  /** Absent in a dry run, empty where the deployment did not come to its end. */
  readonly after?: readonly AssertionResult[];
  readonly watched?: WatchedTables;
}

/** The result with what the assertions and the counts say. What fails before the deployment is told; after it, or where it would stop it, it is the verdict. */
export function withAssertions(result: VerbResult, { before, after, watched }: Watched): VerbResult {
  const stops = after === undefined ? stopping(before) : [];
  const verdicts = [
    ...(result.verdict === undefined ? [] : [result.verdict]),
    ...(stops.length === 0 ? [] : [{ kind: 'fail', problems: stops } as const]),
    ...(after ?? []).map(({ verdict }) => verdict),
  ];
  const isAnswered = after !== undefined && after.length > 0;
  return {
    ...result,
    ...(verdicts.length > 0 && { verdict: worstVerdict(verdicts) }),
    report: [...result.report, ...assertionBlocks(before, after ?? []), ...watchedBlocks(watched)],
    outputs: {
      ...result.outputs,
      ...(isAnswered && { assertions: worstVerdict(after.map(({ verdict }) => verdict)).kind }),
    },
    data: {
      ...result.data,
      ...(before.length + (after?.length ?? 0) > 0 && { assertions: assertionData(before, after ?? []) }),
      ...(watched !== undefined && { untouched: watched }),
    },
  };
}

interface Paired {
  readonly file: string;
  readonly before?: AssertionResult['verdict'];
  readonly after?: AssertionResult['verdict'];
}

function pair(before: readonly AssertionResult[], after: readonly AssertionResult[]): readonly Paired[] {
  const paths = new Set([...before, ...after].map(({ assertion }) => assertion.path));
  const of = (results: readonly AssertionResult[], path: string) =>
    results.find(({ assertion }) => assertion.path === path)?.verdict;
  return [...paths].map((file) => {
    const [earlier, later] = [of(before, file), of(after, file)];
    return { file, ...(earlier !== undefined && { before: earlier }), ...(later !== undefined && { after: later }) };
  });
}

function assertionData(before: readonly AssertionResult[], after: readonly AssertionResult[]): readonly unknown[] {
  return pair(before, after).map((one) => ({
    file: one.file,
    ...(one.before !== undefined && { before: one.before.kind }),
    ...(one.after !== undefined && { after: one.after.kind }),
  }));
}

function assertionBlocks(before: readonly AssertionResult[], after: readonly AssertionResult[]): readonly Block[] {
  const pairs = pair(before, after);
  if (pairs.length === 0) return [];
  const earlier = before.flatMap(({ verdict }) => (verdict.kind === 'pass' ? [] : verdict.problems));
  return [
    {
      kind: 'table',
      columns: [{ title: 'Assertion' }, { title: 'Before' }, { title: 'After' }],
      rows: pairs.map((one) => [one.file, one.before?.kind ?? 'not asked', one.after?.kind ?? 'not asked']),
    },
    ...earlier.map((problem): Block => ({ kind: 'sentence', text: `Before the deployment: ${problem.summary}` })),
  ];
}

function watchedBlocks(watched: WatchedTables | undefined): readonly Block[] {
  if (watched === undefined) return [];
  if (watched.kind === 'not-counted')
    return [{ kind: 'sentence', text: `The tables that were not to be touched were not counted: ${watched.why}` }];
  const lines = watched.differences.map(({ table, before, left }) =>
    left === undefined
      ? `${table} is gone, and held ${showCount(before)} rows; the deployment does not name it.`
      : `${table} holds ${showCount(left)} of the ${showCount(before)} rows that it held before; the deployment does not name it.`,
  );
  if (watched.notCounted.length > 0) lines.push(`Not counted after the deployment: ${watched.notCounted.join(', ')}.`);
  return lines.map((text) => ({ kind: 'sentence', text }));
}
