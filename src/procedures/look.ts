import { type Problem, ProblemError } from '../domain/problem.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';

/** What came of looking at something: a look that failed is told, and concludes nothing. */
export type Looked<T> = { readonly value: T } | { readonly problem: Problem };

/**
 * These stop the snapshot too. Unlike `isOfTheRun`: a refused permission may be of this one look, which needs more than reading tables, and an input that is wrong is wrong for
 * all.
 */
const stopsSnapshot = ({ code }: Problem): boolean => ['cancelled', 'bug', 'unreachable', 'input'].includes(code);

/** Rejects only with what `stops` all the rest too, by default the snapshot itself. */
export async function look<T>(
  read: () => Promise<T>,
  stops: (problem: Problem) => boolean = stopsSnapshot,
): Promise<Looked<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(stops)) throw error;
    return { problem: error.problems[0] };
  }
}

export function notLookedAt(what: string, problem: Problem): Finding {
  return found('not-looked-at', `Not looked at: ${what}. ${problem.summary}`);
}
