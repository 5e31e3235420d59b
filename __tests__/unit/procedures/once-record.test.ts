import type { Problem } from '../../../src/domain/problem.ts';
import { problemError } from '../../../src/domain/problem.ts';
import { onceRecordPath } from '../../../src/domain/snapshot/paths.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { OperationState } from '../../../src/ports/operation-state.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { broken, kindsOf, openDeployments, refused } from './deployments.ts';

const first = '.append T with (tags="[]") <| print a = "x"';
const second = '.append T with (tags="[]") <| print a = "y"';
const third = '.create-merge table Z (n: long)';

test('What ran is not run again when the deployment goes on, and runs again in the next one', async () => {
  const { sent, deploy } = await openDeployments([[second, refused]]);
  expect(kindsOf((await deploy([first, second, third])).ended)).toEqual(['done', 'failed', 'not-attempted']);
  const mended = second.replace('y', 'z');
  const went = await deploy([first, mended, third]);
  expect(went.leftOut).toEqual([{ at: { file: 's.kql', line: 1 }, why: expect.stringContaining('it ran at') }]);
  expect(kindsOf(went.ended)).toEqual(['done', 'done']);
  expect(sent).toEqual([first, second, mended, third]);
  await deploy([first, mended]);
  expect(sent.slice(4)).toEqual([first, mended]);
});

test('The same text that stands twice ran as often as it ran', async () => {
  const { sent, deploy } = await openDeployments([[second, refused]]);
  await deploy([first, second, first]);
  await deploy([first, first]);
  expect(sent).toEqual([first, second, first]);
});

test.each([
  ['ran', []],
  ['did-not-run', [second]],
  ['anew', [first, second]],
] as const)('A command whose answer was lost is asked about, and goes on as resume %s says', async (resume, again) => {
  const { sent, deploy } = await openDeployments([[second, broken]]);
  const stopped = await deploy([first, second, third]);
  expect(stopped.ended[1]?.outcome).toMatchObject({
    kind: 'failed',
    problem: { code: 'unknown', summary: expect.stringContaining(second), next: expect.stringContaining('resume') },
  });
  const asked = await deploy([first, second, third]);
  expect(asked.problems).toMatchObject([{ code: 'unknown', summary: expect.stringContaining('s.kql:2') }]);
  expect(sent).toEqual([first, second]);
  await deploy([first, second, third], resume);
  expect(sent.slice(2)).toEqual([...again, third]);
  await deploy([first]);
  expect(sent.at(-1)).toBe(first);
});

test('The deployment of other files neither runs nor forgets what ran here', async () => {
  const { sent, deploy } = await openDeployments([[second, refused]]);
  await deploy([first, second]);
  await deploy(['.append T <| print a = "o"'], 'auto', 'other.kql');
  await deploy([first]);
  expect(sent.filter((text) => text === first)).toHaveLength(1);
});

test('Intent is stored before the command is sent', async () => {
  const { store, deploy } = await openDeployments([[first, broken]]);
  await deploy([first]);
  expect(JSON.parse((await store.read(onceRecordPath(paths)))?.body ?? '')).toMatchObject({
    commands: [{ state: 'begun', file: 's.kql' }],
  });
});

const clear = '.clear table T data';
const fill = '.set-or-replace T <| S';

test('What empties a table is not run again without what filled it since, and runs with it once all is over', async () => {
  const { sent, deploy } = await openDeployments([[second, refused]]);
  await deploy([clear, first, second]);
  const went = await deploy([clear, first, second]);
  expect(went.leftOut.map(({ at }) => at.line)).toEqual([1, 2]);
  expect(sent).toEqual([clear, first, second, second]);
  await deploy([clear, first, second]);
  expect(sent.slice(4)).toEqual([clear, first, second]);
});

test('A command that comes to the same when it runs twice is sent again where its answer was lost, and nobody is asked', async () => {
  const { sent, deploy } = await openDeployments([[fill, broken]]);
  await deploy([fill, first]);
  expect((await deploy([fill, first])).problems).toEqual([]);
  expect(sent).toEqual([fill, fill, first]);
});

test('A new command that would empty a table again that was filled since is refused', async () => {
  const { sent, deploy } = await openDeployments([[second, refused]]);
  await deploy([fill, first, second]);
  await expect(deploy(['.set-or-replace T <| R', first, second])).rejects.toMatchObject({
    problems: [{ code: 'refused', summary: expect.stringContaining('s.kql:2'), at: { line: 1 } }],
  });
  expect(sent).toEqual([fill, first, second]);
  await deploy(['.set-or-replace T <| R', first, second], 'anew');
  expect(sent.slice(3)).toEqual(['.set-or-replace T <| R', first, second]);
});

test('Inline rows come into a table that was filled before them by a command that is left out', async () => {
  const rows = '.ingest inline into table T <|\nq,7';
  const { sent, deploy } = await openDeployments([[first, refused]]);
  await deploy([fill, first, rows]);
  await deploy([fill, first, rows]);
  expect(sent.slice(2)).toEqual([first, expect.stringContaining('krinline')]);
  await expect(deploy([rows])).rejects.toMatchObject({ problems: [{ code: 'refused' }] });
});

test('Resume anew is stored before the first command', async () => {
  const { sent, fail, deploy } = await openDeployments([[second, refused]]);
  await deploy([clear, first, second]);
  fail(clear, broken);
  await deploy([clear, first, second], 'anew');
  await deploy([clear, first, second]);
  expect(sent.slice(3)).toEqual([clear, clear, first, second]);
});

const state = (name: string, transient = false): readonly OperationState[] => [
  { kind: 'failed', state: name, message: '', transient },
];
const fails = (problem: Problem) => () => Promise.reject(problemError(problem));

test.each([
  ['unreachable', 'asked about', fails({ code: 'unreachable', summary: 'No answer.' })],
  ['sign-in', 'asked about', fails({ code: 'sign-in', summary: 'No.' })],
  ['not-found', 'asked about', fails({ code: 'not-found', summary: 'No.' })],
  ['refused by the service', 'asked about', fails(refused)],
  ['lost', 'asked about', async () => [{ kind: 'lost' }] as const],
  ['PartiallySucceeded', 'asked about', async () => state('PartiallySucceeded')],
  ['Throttled', 'asked about', async () => state('Throttled', true)],
  ['Failed', 'sent again', async () => state('Failed', true)],
  ['BadInput', 'sent again', async () => state('BadInput')],
] as const)('After a command was accepted: %s, and the command is %s', async (_name, what, states) => {
  const { sent, deploy } = await openDeployments([], states);
  const stopped = await deploy([first]);
  expect(stopped.ended[0]?.outcome).toMatchObject({
    problem: { code: what === 'asked about' ? 'unknown' : 'service' },
  });
  expect((await deploy([first])).problems).toHaveLength(what === 'asked about' ? 1 : 0);
  expect(sent).toHaveLength(what === 'asked about' ? 1 : 2);
});

const restore = (phase: RestoreRecord['phase'], target?: string): RestoreRecord => ({
  formatVersion: 1,
  runId: '0123abcd',
  owner: 'o',
  snapshotId: 's',
  startedAt: '2026-11-20T10:00:00.000Z',
  phase,
  tables: [
    { name: 'T', index: 0, liveTableId: 'old', stageTableId: 'new', cursor: null, round: 0, ...(target && { target }) },
  ],
});

test.each([
  ['ran', [second]],
  ['did-not-run', [clear, first, second]],
  ['anew', [clear, first, second]],
] as const)(
  'What ran before a restore in place is asked about, and goes on as resume %s says',
  async (resume, again) => {
    const { sent, fail, restores, deploy } = await openDeployments([[second, refused]]);
    await deploy([clear, first, second]);
    restores.push(restore('closed'));
    const { problems } = await deploy([clear, first, second]);
    expect(problems.map(({ code, summary }) => [code, /s\.kql:\d/.exec(summary)?.[0]])).toEqual([
      ['unknown', 's.kql:1'],
      ['unknown', 's.kql:2'],
    ]);
    expect(problems[0]).toMatchObject({
      summary: expect.stringContaining('restore'),
      detail: expect.stringContaining('0123abcd'),
    });
    fail(second, refused);
    await deploy([clear, first, second], resume);
    expect(sent.slice(3)).toEqual(again);
    expect((await deploy([clear, first, second])).problems).toEqual([]);
    expect(sent.slice(3)).toEqual([...again, second]);
  },
);

test('A restore that changed nothing live, or puts tables beside, asks nothing; one that swaps later does', async () => {
  const { restores, deploy } = await openDeployments([
    [second, refused],
    [third, refused],
  ]);
  restores.push(restore('swapping'));
  await deploy([first, second]);
  restores.push(restore('loading'), restore('abandoned'), restore('closed', 'U'));
  expect((await deploy([first, second, third])).problems).toEqual([]);
  restores[0] = restore('swapped');
  expect((await deploy([first, second, third])).problems).toHaveLength(2);
});

test('A plan with a command that ran in a deployment that did not end is refused, and the files leave out what a plan ran', async () => {
  const { sent, fail, plan, deploy, deployPlan } = await openDeployments([[second, refused]]);
  const approved = await plan(first, second);
  await deploy([first, second]);
  await expect(deployPlan(approved)).rejects.toMatchObject({
    problems: [{ code: 'refused', detail: expect.stringContaining('s.kql:1'), next: expect.stringContaining('anew') }],
  });
  expect(sent).toEqual([first, second]);
  fail(second, refused);
  expect(kindsOf(await deployPlan(approved, 'anew'))).toEqual(['done', 'failed']);
  await deploy([first, second]);
  expect(sent.slice(2)).toEqual([first, second, second]);
  expect(kindsOf(await deployPlan(approved))).toEqual(['done', 'done']);
  expect(kindsOf(await deployPlan(approved))).toEqual(['done', 'done']);
});

test('A plan with a command whose answer was lost is refused, and the files are asked about what a plan began', async () => {
  const { plan, deploy, deployPlan } = await openDeployments([[second, broken]]);
  const approved = await plan(first, second, third);
  expect(kindsOf(await deployPlan(approved))).toEqual(['done', 'failed', 'not-attempted']);
  await expect(deployPlan(approved)).rejects.toThrow('did not end');
  expect((await deploy([first, second, third])).problems).toHaveLength(1);
});

test('A plan that stopped goes on where nothing ran but changes and rows with a mark', async () => {
  const rows = '.ingest inline into table New <|\nq,7';
  const { fail, plan, deployPlan } = await openDeployments();
  const approved = await plan(third, '.create table New (a: string, b: long)', rows, first);
  fail(first, refused);
  expect(kindsOf(await deployPlan(approved))).toEqual(['done', 'done', 'done', 'failed']);
  expect(kindsOf(await deployPlan(approved))).toEqual(['done', 'done', 'done', 'done']);
});

test.each(['ran', 'did-not-run', 'anew'] as const)(
  'Resume %s with other files leaves alone what is known of these',
  async (resume) => {
    const { sent, deploy } = await openDeployments([[second, broken]]);
    await deploy([first, second]);
    await deploy(['.append T <| print a = "o"'], resume, 'other.kql');
    expect((await deploy([first, second])).problems).toHaveLength(1);
    await deploy([first], 'ran');
    expect(sent.filter((text) => text === first)).toHaveLength(1);
  },
);

test('Once a deployment ended, its commands are forgotten under whatever file they ran', async () => {
  const { sent, deploy } = await openDeployments([[second, refused]]);
  await deploy([first, second], 'auto', 'old.kql');
  await deploy([first, second], 'auto', 'renamed.kql');
  await deploy([first, second], 'auto', 'renamed.kql');
  expect(sent).toEqual([first, second, second, first, second]);
});

test('Comments, line ends and blanks make no other command, but rows do', async () => {
  const own = (row: string) => `.ingest inline into table T with (tags='["mine"]') <|\nhttp://${row}`;
  const { sent, deploy } = await openDeployments([[second, refused]]);
  await deploy(['.append T <|\n  print a = "x"', own('a'), second]);
  sent.length = 0;
  await deploy(['.append T <| // as before\r\nprint a  = "x"', own('b'), second]);
  expect(sent).toEqual([own('b'), second]);
});

test('Once a deployment of a file ended, what ran and was taken out of the file is forgotten too', async () => {
  const { sent, deploy } = await openDeployments([[second, refused]]);
  await deploy([first, second]);
  await deploy([second]);
  await deploy([first]);
  expect(sent).toEqual([first, second, second, first]);
});

test('A drop that had nothing to drop does not take back what ran after it', async () => {
  const make = '.set N <| print a = "x"';
  const { sent, put, fail, deploy } = await openDeployments();
  fail(second, refused);
  await deploy(['.drop table N ifexists', make, second]);
  put('N');
  await deploy(['.drop table N ifexists', make, second]);
  expect(sent).toEqual([make, second, second]);
});
