import type { ExitCode } from '../domain/exit-code.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Problem } from '../domain/problem.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Block } from './blocks.ts';

/** Everything there is to say about a finished run; hosts only render it. */
export interface RunReport {
  /** Empty when no verb was recognised. */
  readonly verb: string;
  readonly exitCode: ExitCode;
  readonly verdict?: Verdict;
  /** Problems that stopped the run; those of the verdict and the outcomes are in these. */
  readonly problems: readonly Problem[];
  readonly outcomes: readonly Outcome[];
  /** What the verb has to tell, without headline, problems and items: `documentOf` adds them. */
  readonly report: readonly Block[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All problems of a run, those that stopped it first; a problem told twice counts once. */
export function allProblems(run: RunReport): readonly Problem[] {
  const ofVerdict = run.verdict === undefined || run.verdict.kind === 'pass' ? [] : run.verdict.problems;
  const ofOutcomes = run.outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.problem] : []));
  const byText = new Map(
    [...run.problems, ...ofVerdict, ...ofOutcomes].map((problem) => [JSON.stringify(problem), problem]),
  );
  return [...byText.values()];
}
