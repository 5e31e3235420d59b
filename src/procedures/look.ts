import { type Problem, ProblemError } from '../domain/problem.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';

/** What came of looking at something: a look that failed is told, and concludes nothing. */
export type Looked<T> = { readonly value: T } | { readonly problem: Problem };

/** These stop the snapshot too. */
const stops: readonly Problem['code'][] = ['cancelled', 'bug', 'unreachable', 'input'];

/** Rejects only with what would stop the snapshot itself. */
export async function look<T>(read: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(({ code }) => stops.includes(code))) throw error;
    return { problem: error.problems[0] };
  }
}

export function notLookedAt(what: string, problem: Problem): Finding {
  return found('not-looked-at', `Not looked at: ${what}. ${problem.summary}`);
}
