import { type Assertion, judgeAnswer, readAssertion, rowLimit } from '../domain/assertion.ts';
import { isOfTheProcess, isOfTheRun, type Problem } from '../domain/problem.ts';
import { pass, type Verdict, verdictOf } from '../domain/verdict.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { LocalFiles } from '../ports/local-files.ts';
import { look } from './look.ts';

/** The end of the name of a file that holds an assertion. */
export const assertionExtension = '.assert.kql';

export interface AssertionResult {
  readonly assertion: Assertion;
  readonly verdict: Verdict;
}

/** Every assertion, or all that is wrong with the files. */
export async function readAssertions(
  files: LocalFiles,
  patterns: readonly string[],
): Promise<{ readonly assertions: readonly Assertion[]; readonly problems: readonly Problem[] }> {
  const found = patterns.length === 0 ? [] : await files.read(patterns, [assertionExtension]);
  const read = found.map((file) =>
    file.path.endsWith(assertionExtension) ? readAssertion(file) : { problems: [otherName(file.path)] },
  );
  return {
    assertions: read.flatMap((one) => ('problems' in one ? [] : [one])),
    problems: read.flatMap((one) => ('problems' in one ? one.problems : [])),
  };
}

/** Asks one after the other. A query that fails is unknown; rejects where the cluster is away, unless a deployment ran before, whose report must not be lost. */
export async function runAssertions(
  assertions: readonly Assertion[],
  read: Pick<DatabaseReader, 'answer'>,
  when: 'before' | 'after',
): Promise<readonly AssertionResult[]> {
  const results: AssertionResult[] = [];
  for (const assertion of assertions) {
    const problem = await findProblem(assertion, read, when === 'before' ? isOfTheRun : isOfTheProcess);
    results.push({ assertion, verdict: problem === undefined ? pass : verdictOf([problem]) });
  }
  return results;
}

async function findProblem(
  assertion: Assertion,
  read: Pick<DatabaseReader, 'answer'>,
  ends: (problem: Problem) => boolean,
): Promise<Problem | undefined> {
  const answer = await look(() => read.answer(assertion.query, rowLimit), ends);
  if ('value' in answer) return judgeAnswer(assertion, answer.value);
  const { summary, detail } = answer.problem;
  return {
    code: 'unknown',
    summary: `${assertion.path} could not be asked.`,
    detail: detail === undefined ? summary : `${summary} ${detail}`,
    at: { file: assertion.path, line: 1 },
  };
}

function otherName(path: string): Problem {
  return {
    code: 'input',
    summary: `${path} is no file of an assertion.`,
    next: `Let its name end in ${assertionExtension}.`,
    at: { file: path, line: 1 },
  };
}
