import type { Outcome } from './outcome.ts';
import { type Problem, type ProblemCode, problemCodes } from './problem.ts';
import type { Verdict } from './verdict.ts';

/** The exit codes: the word for scripts (`result` in the JSON document) and the meaning for people. */
export const exitCodes = {
  0: { word: 'done', meaning: 'done; a verdict, if there is one, is pass' },
  1: { word: 'bug', meaning: 'a defect of this tool' },
  2: { word: 'bad-input', meaning: 'bad input or configuration' },
  3: { word: 'failed', meaning: 'the verdict is fail, or a gate denied' },
  4: { word: 'partly-done', meaning: 'partly done, or a service reported an error' },
  5: { word: 'unknown', meaning: 'the verdict is unknown, which is never a pass' },
  10: { word: 'not-found', meaning: 'snapshot, database or table not found' },
  11: { word: 'taken-over', meaning: 'another run works on the same database' },
  12: { word: 'sign-in', meaning: 'sign-in failed or a permission is missing' },
  130: { word: 'cancelled', meaning: 'interrupted' },
} as const;

export type ExitCode = keyof typeof exitCodes;

/** What wins when several codes apply, worst first. */
const precedence: readonly ExitCode[] = [1, 130, 2, 12, 11, 10, 3, 4, 5];

/** These win over "partly done", which otherwise says more than its cause: something was changed. */
const alwaysTold: readonly ProblemCode[] = ['bug', 'cancelled'];

/** What a run ended with. */
export interface Ending {
  /** Problems that stopped the run. */
  readonly problems: readonly Problem[];
  readonly verdict?: Verdict;
  readonly outcomes: readonly Outcome[];
}

/**
 * The one place that chooses an exit code; the worst counts. A verdict is judged by its kind: what it found is the answer, not a
 * fault of the run. When some items are done and others failed, that is code 4 and not the codes of the failures.
 */
export function chooseExitCode(ending: Ending): ExitCode {
  const candidates = [
    ...ending.problems.map(exitOf),
    ...verdictCodes(ending.verdict),
    ...outcomeCodes(ending.outcomes),
  ];
  return precedence.find((code) => candidates.includes(code)) ?? 0;
}

function exitOf(problem: Problem): ExitCode {
  return problemCodes[problem.code].exit;
}

function verdictCodes(verdict: Verdict | undefined): readonly ExitCode[] {
  if (verdict === undefined || verdict.kind === 'pass') return [];
  const told = verdict.problems.filter((problem) => alwaysTold.includes(problem.code)).map(exitOf);
  return [verdict.kind === 'fail' ? 3 : 5, ...told];
}

function outcomeCodes(outcomes: readonly Outcome[]): readonly ExitCode[] {
  const failures = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.problem] : []));
  if (failures.length === 0) return [];
  const someDone = outcomes.some((outcome) => outcome.kind === 'done');
  if (!someDone) return failures.map(exitOf);
  return [4, ...failures.filter((problem) => alwaysTold.includes(problem.code)).map(exitOf)];
}
