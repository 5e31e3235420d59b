import { ProblemError, problemError, throwProblems } from '../domain/problem.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Resume } from '../procedures/once-record.ts';
import type { Block } from '../report/blocks.ts';
import { refuseOtherPlan } from './approved-plan.ts';
import type { EndedTogether, Gate, Judged, VerbResult } from './command.ts';
import {
  combine,
  type DatabaseResult,
  forEachDatabase,
  hashOfAll,
  refuseForOne,
  refuseTwins,
  sumOf,
  type Target,
  titleOf,
  withTitle,
} from './several-databases.ts';

type Request = Target & {
  readonly plan: string | undefined;
  readonly 'plan-hash': string | undefined;
  readonly 'release-hold': readonly string[];
  readonly 'dry-run': boolean;
  readonly resume: Resume;
};

type Run<R> = (request: R, gate: Gate) => Promise<VerbResult>;

interface Deployments<R> {
  readonly run: Run<R>;
  readonly readOpenEnds: (request: R) => Promise<readonly string[]>;
  /** Another one each time, of all deployments. */
  readonly newEnd: () => string;
  readonly begin: (phase: string) => void;
  /** Does what ends them all; what ran has run, whatever becomes of that. */
  readonly endAll: (work: () => Promise<void>) => Promise<void>;
}

/**
 * Deploys to each database in order. All of them are judged before anything runs anywhere, and each once more right before it runs, which has to come to the same plan. The first
 * that does not come to a good end is the last: those behind it are not attempted, and named. What ran is forgotten in all of them or in none, so that running it again goes on. What
 * is known and was said of earlier deployments is stored in all of them before the first command.
 */
export async function deploySeveral<R extends Request>(
  requests: readonly R[],
  { run: runWith, readOpenEnds, newEnd, begin, endAll }: Deployments<R>,
): Promise<VerbResult> {
  const [first] = requests;
  if (first === undefined) throw problemError({ code: 'bug', summary: 'There is no database to deploy to.' });
  refuseTwins(requests);
  refuseForOne({ plan: first.plan, 'release-hold': first['release-hold'] });
  // What was looked at is the plan of all of them.
  const own = requests.map((request) => ({ ...request, 'plan-hash': undefined }));
  begin(`Judge ${requests.length} databases`);
  const openEnds = new Set((await forEachDatabase(own, readOpenEnds)).flat());
  const run: Run<R> = (request, gate) => runWith(request, { ...gate, openEnds });
  const expected = first['plan-hash'];
  if (first['dry-run']) {
    if (expected !== undefined) await judgeEach(own, expected, run);
    return showAll(own, run);
  }
  const judged = await judgeAll(own, expected, run);
  await forEachDatabase(judged, ({ record }) => record.together.revive());
  if (first.resume === 'anew')
    await endTogether(
      judged.map(({ record }) => record),
      newEnd(),
    );
  await forEachDatabase(judged, ({ takeUp }) => takeUp());
  const hashes = judged.map(({ hash }) => hash);
  const endings: EndedTogether[] = [];
  const results = await runInOrder(own, hashes, (request, gate) => {
    begin(`Deploy to ${titleOf(request, requests)}`);
    return run(request, { ...gate, end: (record) => void endings.push(record) });
  });
  if (endings.length === requests.length) await endAll(() => endTogether(endings, newEnd()));
  return summarise(results, requests);
}

/** What is stored of a deployment is over in all of them or in none, at whichever write it is killed. */
async function endTogether(all: readonly EndedTogether[], end: string): Promise<void> {
  for (const { together } of all) await together.announce(end);
  for (const { together } of all) await together.conclude(end);
  for (const record of all) await record.finish();
}

async function showAll<R extends Request>(requests: readonly R[], run: Run<R>): Promise<VerbResult> {
  const results = await forEachDatabase(requests, async (request) => ({
    target: request,
    title: titleOf(request, requests),
    result: await run(request, { asks: 'nothing', pass: () => 'stop' }),
  }));
  const heading = `${requests.length} databases; nothing was changed.`;
  return combine(results, heading, { completed: 'false', statements: '0' });
}

/** Rejects with all that speaks against any of them. */
async function judgeAll<R extends Request>(
  requests: readonly R[],
  expected: string | undefined,
  run: Run<R>,
): Promise<readonly (Judged & Target)[]> {
  const judged = await judgeEach(requests, expected, run);
  throwProblems(judged.flatMap((one) => withTitle(one.problems, titleOf(one, requests))));
  return judged;
}

/** Rejects where the plans are not those that were looked at. */
async function judgeEach<R extends Request>(
  requests: readonly R[],
  expected: string | undefined,
  run: Run<R>,
): Promise<readonly (Judged & Target)[]> {
  const judged = await forEachDatabase(requests, async (request) => {
    const seen: Judged[] = [];
    const asks = expected === undefined ? 'nothing' : 'shown';
    const pass = (one: Judged): 'stop' => {
      seen.push(one);
      return 'stop';
    };
    await run({ ...request, 'dry-run': false }, { asks, pass });
    const [one] = seen;
    if (one === undefined) throw problemError({ code: 'bug', summary: 'A database was not judged.' });
    return { ...one, cluster: request.cluster, database: request.database };
  });
  refuseOtherPlan({ hash: hashOfAll(judged.map(({ shown }) => shown)) }, expected);
  return judged;
}

async function runInOrder<R extends Request>(
  requests: readonly R[],
  hashes: readonly string[],
  run: Run<R>,
): Promise<readonly DatabaseResult[]> {
  const results: DatabaseResult[] = [];
  for (const [index, target] of requests.entries()) {
    const title = titleOf(target, requests);
    const stopped = results.find(({ result }) => !isGood(result));
    const result =
      stopped === undefined
        ? await runOne(() => run(target, sameAs(hashes[index] ?? '')))
        : untouched(`Not attempted, since ${stopped.title} stopped.`, [
            { kind: 'not-attempted', item: 'all of it', note: `since ${stopped.title} stopped` },
          ]);
    results.push({ target, title, result });
  }
  return results;
}

function sameAs(expected: string): Gate {
  return {
    asks: 'nothing',
    pass: ({ problems, hash }) => {
      throwProblems(problems);
      refuseOtherPlan({ hash }, expected);
      return 'go';
    },
  };
}

/** What ran elsewhere has run, so that its report must not be lost. */
async function runOne(run: () => Promise<VerbResult>): Promise<VerbResult> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return untouched(
      'Stopped.',
      error.problems.map((problem) => ({ kind: 'failed', item: 'all of it', problem })),
    );
  }
}

function untouched(text: string, outcomes: VerbResult['outcomes']): VerbResult {
  const problems = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.problem] : []));
  return {
    outcomes,
    report: [{ kind: 'heading', text }, ...problems.map((problem) => ({ kind: 'problem', problem }) as const)],
    outputs: { completed: 'false', statements: '0' },
    data: { steps: outcomes },
  };
}

function isGood({ outputs, verdict }: VerbResult): boolean {
  return outputs.completed === 'true' && (verdict === undefined || verdict.kind === 'pass');
}

function summarise(results: readonly DatabaseResult[], all: readonly Target[]): VerbResult {
  const good = results.filter(({ result }) => isGood(result));
  const stopped = results.find(({ result }) => !isGood(result));
  const heading =
    stopped === undefined
      ? `Deployed to ${all.length} databases.`
      : `Deployed to ${good.length} of ${all.length} databases; ${stopped.title} stopped.`;
  const judged = withUnjudged(results);
  const isCompleted = results.every(({ result }) => result.outputs.completed === 'true');
  const combined = combine(judged, heading, {
    completed: String(isCompleted),
    statements: sumOf(results, 'statements'),
    ...assertionsOf(judged),
  });
  return isCompleted ? combined : { ...combined, report: [...combined.report, again] };
}

const again: Block = {
  kind: 'next-step',
  text: 'Deploy all of them again, not one by its name: what ran is left out until all of it ran in every one.',
};

/** Where others were judged, what would have been found in one that stopped, or was not reached, is unknown. */
function withUnjudged(results: readonly DatabaseResult[]): readonly DatabaseResult[] {
  if (results.every(({ result }) => result.verdict === undefined)) return results;
  return results.map((one) =>
    one.result.verdict !== undefined || isGood(one.result)
      ? one
      : { ...one, result: { ...one.result, verdict: unjudged } },
  );
}

const unjudged: Verdict = { kind: 'unknown', problems: [{ code: 'unknown', summary: 'Nothing was judged.' }] };

/** The worst of the assertions after the deployments; none where there were none. */
function assertionsOf(results: readonly DatabaseResult[]): { readonly assertions?: string } {
  const said = results.flatMap(({ result }) => result.outputs.assertions ?? []);
  if (said.length === 0) return {};
  const all = [...said, ...results.filter(({ result }) => result.verdict === unjudged).map(() => 'unknown')];
  return { assertions: ['fail', 'unknown'].find((word) => all.includes(word)) ?? 'pass' };
}
