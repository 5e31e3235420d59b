import { type Problem, ProblemError, problemError } from '../../../src/domain/problem.ts';
import type { Gate, VerbResult } from '../../../src/verbs/command.ts';
import { deploySeveral } from '../../../src/verbs/deploy-several.ts';
import { planSeveral } from '../../../src/verbs/plan-several.ts';
import { hashOfAll } from '../../../src/verbs/several-databases.ts';

interface Request {
  readonly cluster: string;
  readonly database: string;
  readonly plan: string | undefined;
  readonly 'plan-file': string | undefined;
  readonly 'plan-hash': string | undefined;
  readonly 'release-hold': readonly string[];
  readonly 'dry-run': boolean;
  readonly resume: 'auto';
}

const requests: readonly Request[] = ['A', 'B', 'C'].map((database) => ({
  cluster: 'https://c',
  database,
  plan: undefined,
  'plan-file': undefined,
  'plan-hash': undefined,
  'release-hold': [],
  'dry-run': false,
  resume: 'auto',
}));
const nothing = async (): Promise<void> => undefined;
const record = { finish: nothing, together: { revive: nothing, announce: nothing, conclude: nothing } };
const no: Problem = { code: 'refused', summary: 'No.' };

interface Behaviour {
  /** What speaks against it when it is judged for the first time, and for the second. */
  readonly problems?: readonly [readonly Problem[], readonly Problem[]];
  readonly hashes?: readonly [string, string];
  readonly ends?: Partial<VerbResult> | Problem;
}

/** A deployment that does what a test says of its database, and what ran in which order. */
function deployments(behaviours: Readonly<Record<string, Behaviour>> = {}) {
  const ran: string[] = [];
  const judged = new Map<string, number>();
  const run = async ({ database }: { readonly database: string }, gate?: Gate): Promise<VerbResult> => {
    const { problems, hashes, ends = {} } = behaviours[database] ?? {};
    const time = judged.get(database) ?? 0;
    judged.set(database, time + 1);
    const hash = hashes?.[time] ?? `hash of ${database}`;
    const found = { problems: problems?.[time] ?? [], hash, shown: `shown ${database}` };
    if (gate?.pass({ ...found, record, takeUp: nothing }) === 'stop')
      return { outcomes: [], report: [], outputs: {}, data: {} };
    ran.push(database);
    if ('code' in ends) throw problemError(ends);
    return {
      outcomes: [{ kind: 'done', item: 'a step' }],
      report: [{ kind: 'heading', text: 'Deployed: 1 steps ran.' }],
      outputs: { completed: 'true', statements: '1', 'changed-tables': 'T' },
      data: { steps: [] },
      ...ends,
    };
  };
  const deploy = (changes: Partial<Request> = {}) =>
    deploySeveral(
      requests.map((one) => ({ ...one, ...changes })),
      {
        run,
        readOpenEnds: async () => [],
        newEnd: () => 'end',
        begin: () => undefined,
        endAll: (work) => work(),
      },
    );
  const passed = () => [...judged.values()].reduce((sum, times) => sum + times, 0);
  return { ran, deploy, passed };
}

async function problemsOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return error instanceof ProblemError ? error.problems.map(({ summary }) => summary) : [String(error)];
}

test('all are judged, then each runs in order, and the result has a part for each', async () => {
  const { ran, deploy } = deployments();
  const result = await deploy();
  expect(ran).toEqual(['A', 'B', 'C']);
  expect(result.outputs).toEqual({ completed: 'true', statements: '3' });
  expect(result.outcomes.map(({ item }) => item)).toEqual(['A: a step', 'B: a step', 'C: a step']);
  expect(result.data.databases).toMatchObject([
    { database: 'A', outputs: { 'changed-tables': 'T' } },
    { database: 'B' },
    { database: 'C' },
  ]);
});

test('what speaks against one of them lets none run, and everything is told', async () => {
  const { ran, deploy } = deployments({ A: { problems: [[no], []] }, C: { problems: [[no, no], []] } });
  expect(await problemsOf(deploy())).toEqual(['A: No.', 'C: No.', 'C: No.']);
  expect(ran).toEqual([]);
});

test.each<readonly [string, Behaviour]>([
  ['failed on the way', { ends: { outputs: { completed: 'false', statements: '1' } } }],
  ['found an assertion wrong', { ends: { verdict: { kind: 'fail', problems: [no] } } }],
  ['could not ask an assertion', { ends: { verdict: { kind: 'unknown', problems: [no] } } }],
  ['was refused before its first step', { ends: no }],
  ['is refused by now', { problems: [[], [no]] }],
  ['has another plan by now', { hashes: ['one', 'other'] }],
])('behind one that %s none runs, and all are told', async (_, behaviour) => {
  const { ran, deploy } = deployments({ B: behaviour });
  const result = await deploy();
  expect(ran).not.toContain('C');
  expect(result.outcomes).toHaveLength(3);
  expect(result.outcomes).toContainEqual({ kind: 'done', item: 'A: a step' });
  expect(result.outcomes.at(-1)).toMatchObject({ kind: 'not-attempted', item: 'C: all of it' });
  expect(result.report[0]).toMatchObject({ text: 'Deployed to 1 of 3 databases; B stopped.' });
  expect(result.report.at(-1)).toMatchObject({ kind: 'next-step', text: expect.stringContaining('all of them again') });
});

test('the verdict is the worst of all, and never pass where one stopped or was not reached', async () => {
  const outputs = { completed: 'true', statements: '1' };
  const pass = { verdict: { kind: 'pass' }, outputs: { ...outputs, assertions: 'pass' } } as const;
  const wrong = { verdict: { kind: 'fail', problems: [no] }, outputs: { ...outputs, assertions: 'fail' } } as const;
  const ended = async (ends: Readonly<Record<string, Behaviour['ends']>>) => {
    const behaviours = Object.entries(ends).map(([name, end]) => [name, end === undefined ? {} : { ends: end }]);
    const { verdict, outputs: told } = await deployments(Object.fromEntries(behaviours)).deploy();
    const problems = verdict === undefined || verdict.kind === 'pass' ? [] : verdict.problems;
    return [verdict?.kind, told.assertions, ...problems.map(({ summary }) => summary)];
  };
  expect(await ended({ A: pass })).toEqual(['pass', 'pass']);
  expect(await ended({ B: no })).toEqual([undefined, undefined]);
  const unjudged = ['B: Nothing was judged.', 'C: Nothing was judged.'];
  expect(await ended({ A: pass, B: no })).toEqual(['unknown', 'unknown', ...unjudged]);
  expect(await ended({ A: pass, B: wrong })).toEqual(['fail', 'fail', 'B: No.', unjudged[1]]);
});

test('the hash that was looked at is that of all plans', async () => {
  const { ran, deploy } = deployments();
  const hash = hashOfAll(['shown A', 'shown B', 'shown C']);
  expect(await problemsOf(deploy({ 'plan-hash': 'other' }))).toEqual([
    expect.stringContaining('another than the one that was looked at'),
  ]);
  expect(ran).toEqual([]);
  expect((await deploy({ 'plan-hash': hash })).outputs.completed).toBe('true');
});

test('a dry run asks for the hash too, and runs nothing', async () => {
  const { deploy, passed } = deployments();
  expect(await problemsOf(deploy({ 'plan-hash': 'other', 'dry-run': true }))).toEqual([
    expect.stringContaining('another than the one that was looked at'),
  ]);
  expect(passed()).toBe(3);
  const hash = hashOfAll(['shown A', 'shown B', 'shown C']);
  expect((await deploy({ 'plan-hash': hash, 'dry-run': true })).outputs.completed).toBe('false');
});

test('inputs that mean one database are refused', async () => {
  const { ran, deploy } = deployments();
  expect(await problemsOf(deploy({ plan: 'p.json', 'release-hold': ['x'] }))).toEqual([
    'The input plan is for one database, and the config file lists several.',
    'The input release-hold is for one database, and the config file lists several.',
  ]);
  expect(ran).toEqual([]);
});

test('a plan of several adds up, names tables of none, and tells what is wrong with any', async () => {
  const plan = async ({ database }: { readonly database: string }): Promise<VerbResult> => ({
    outcomes: [],
    report: [],
    outputs: { 'plan-hash': `hash ${database}`, changes: '2', 'loses-data': '1', 'endangered-tables': 'T' },
    data: {},
  });
  expect((await planSeveral(requests, plan)).outputs).toEqual({
    'plan-hash': hashOfAll(['hash A', 'hash B', 'hash C']),
    changes: '6',
    'loses-data': '3',
  });
  const broken = planSeveral(requests, async (request) => {
    if (request.database === 'B') return plan(request);
    throw problemError(no);
  });
  expect(await problemsOf(broken)).toEqual(['A: No.', 'C: No.']);
  const withFile = planSeveral(
    requests.map((one) => ({ ...one, 'plan-file': 'p.json' })),
    plan,
  );
  expect(await problemsOf(withFile)).toHaveLength(1);
});
