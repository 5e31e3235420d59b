import { isOfTheProcess, type Problem, ProblemError, throwProblems } from '../domain/problem.ts';
import { sha256 } from '../domain/schema/digest.ts';
import { worstVerdict } from '../domain/verdict.ts';
import type { Block } from '../report/blocks.ts';
import type { VerbResult } from './command.ts';
import { databaseKey } from './database-key.ts';

/** Where one of several runs goes to. */
export interface Target {
  readonly cluster: string;
  readonly database: string;
}

/** What became of one database. */
export interface DatabaseResult {
  readonly target: Target;
  /** How it is called in reports: by its name, and its cluster where another has the same. */
  readonly title: string;
  readonly result: VerbResult;
}

/** Rejects with those of the inputs, by name, that are given although they mean one database. */
export function refuseForOne(inputs: Readonly<Record<string, string | readonly string[] | undefined>>): void {
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined && value.length > 0);
  throwProblems(
    given.map(([name]) => ({
      code: 'input',
      summary: `The input ${name} is for one database, and the config file lists several.`,
      next: 'Name the database too.',
    })),
  );
}

/** Rejects with the databases that are meant more than once, however they are written: what is done to one is done once. */
export function refuseTwins(all: readonly Target[]): void {
  const keys = all.map(databaseKey);
  const twins = all.filter((_, index) => keys.indexOf(keys[index] ?? '') < index);
  throwProblems(
    twins.map(({ cluster, database }) => ({
      code: 'input',
      summary: `The config file lists the database ${database} on ${cluster} more than once.`,
      detail:
        'The names of databases count no upper and lower case, and a cluster that is given as an input is that of all of them.',
      next: 'Leave one of them.',
    })),
  );
}

/** One after the other; rejects with the problems of all of them, each with its database. */
export async function forEachDatabase<R extends Target, T>(
  requests: readonly R[],
  work: (request: R) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = [];
  const problems: Problem[] = [];
  for (const request of requests) {
    try {
      done.push(await work(request));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problems.some(isOfTheProcess)) throw error;
      problems.push(...withTitle(error.problems, titleOf(request, requests)));
    }
  }
  throwProblems(problems);
  return done;
}

export function withTitle(problems: readonly Problem[], title: string): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, summary: `${title}: ${problem.summary}` }));
}

export function titleOf({ cluster, database }: Target, all: readonly Target[]): string {
  const isAlone = all.filter((one) => one.database === database).length === 1;
  return isAlone ? database : `${database} (${cluster})`;
}

/** Over the hashes of all plans, in order; each is of a plan for its own database. */
export function hashOfAll(hashes: readonly string[]): string {
  return sha256(JSON.stringify(hashes));
}

/** The results in one, each database with a part of its own. Outputs that name tables are left out, since tables of several databases may have one name. */
export function combine(
  results: readonly DatabaseResult[],
  heading: string,
  outputs: VerbResult['outputs'],
): VerbResult {
  const verdicts = results.flatMap(({ title, result: { verdict } }) => {
    if (verdict === undefined) return [];
    return [verdict.kind === 'pass' ? verdict : { ...verdict, problems: withTitle(verdict.problems, title) }];
  });
  return {
    ...(verdicts.length > 0 && { verdict: worstVerdict(verdicts) }),
    outcomes: results.flatMap(({ title, result }) =>
      result.outcomes.map((outcome) => ({ ...outcome, item: `${title}: ${outcome.item}` })),
    ),
    report: [{ kind: 'heading', text: heading }, ...results.flatMap(blocksOf)],
    outputs,
    data: {
      databases: results.map(({ target: { cluster, database }, result }) => ({
        cluster,
        database,
        outputs: result.outputs,
        ...result.data,
      })),
    },
  };
}

function blocksOf({ title, result }: DatabaseResult): readonly Block[] {
  const [first, ...rest] = result.report;
  if (first?.kind === 'heading') return [{ kind: 'heading', text: `${title}: ${first.text}` }, ...rest];
  return [{ kind: 'heading', text: title }, ...result.report];
}

/** The sum of an output that is a number. */
export function sumOf(results: readonly DatabaseResult[], name: string): string {
  return String(results.reduce((sum, { result }) => sum + Number(result.outputs[name] ?? 0), 0));
}
