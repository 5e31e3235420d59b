import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanDocument } from '../../src/domain/schema/plan-document.ts';
import type { CliRun } from '../fixtures/run-cli.ts';
import { leaksOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';

const files = {
  'schema/functions/clean.kql': '.create-or-alter function Clean() { Raw | where n > 0 | project n }\n',
  'schema/policies/update.kql': `.alter table Good policy update @'[{"Source": "Raw", "Query": "Clean()"}]'\n`,
  'schema/tables/tables.kql': `.create-merge table Raw (n: long, note: string)
.create-merge table Good (n: long)
.create-merge table Limits (what: string, most: real)
.ingest inline into table Limits <|
lead,0.01
arsenic,0.005
`,
};
const schema = ['--schema', 'schema/{functions,policies,tables}/*.kql'];

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await site.write(files);
  // The journal of requests begins with the first.
  await site.talk.command('.show tables');
});
afterAll(() => site.close());

/** What a run says, and that it changed nothing. */
async function without(work: () => Promise<CliRun>): Promise<CliRun> {
  const runs: CliRun[] = [];
  expect(await site.effectsOf(async () => void runs.push(await work()))).toEqual(noEffects);
  const [run] = runs;
  if (run === undefined) throw new Error('The tool did not run.');
  return run;
}

const planOf = ({ document }: CliRun): PlanDocument => document.data.plan as PlanDocument;

test('a plan changes nothing, is the same each time, and says what would run in which order', async () => {
  const run = await without(() => site.cli('plan', ...schema, '--plan-file', 'out/plan.json'));
  expect(run.document).toMatchObject({
    exitCode: 0,
    outputs: { changes: '6', 'loses-data': '0', 'endangered-tables': '' },
  });
  const plan = planOf(run);
  expect(JSON.parse(await readFile(join(site.workspace, 'out/plan.json'), 'utf8'))).toEqual(plan);
  expect(plan.steps.map(({ object }) => object)).toEqual([
    'table Raw',
    'function Clean',
    'table Good',
    'table Limits',
    'table Good',
    '',
  ]);
  expect((await without(() => site.cli('plan', ...schema))).document.outputs['plan-hash']).toBe(plan.hash);
  const shown = await site.cliForPerson('plan', ...schema);
  expect(shown.stdout).toContain('6 changes; 0 lose data, 0 rebuild.');
  expect(shown.stdout).toContain(plan.hash);
});

test('deploy applies exactly the plan that was approved, and then there is nothing to do', async () => {
  const approved: PlanDocument = JSON.parse(await readFile(join(site.workspace, 'out/plan.json'), 'utf8'));
  const runs: CliRun[] = [];
  const { commands } = await site.effectsOf(
    async () => void runs.push(await site.cli('deploy', '--plan', 'out/plan.json')),
  );
  expect(runs[0]?.document).toMatchObject({ exitCode: 0, outputs: { statements: '6' } });
  expect(commands).toEqual(approved.steps.map(({ text }) => text));
  expect((await without(() => site.cli('plan', ...schema))).document.outputs.changes).toBe('0');
  const again = await without(() => site.cli('deploy', ...schema));
  expect(again.document).toMatchObject({ exitCode: 0, outputs: { statements: '0' } });
  expect(await site.talk.query('Limits | count')).toEqual([[2]]);
});

test('a plan for a schema that is another by now is refused, as is one that was changed, and files beside it', async () => {
  const moved = await without(() => site.cli('deploy', '--plan', 'out/plan.json'));
  expect(moved.document).toMatchObject({ exitCode: 3, problems: [{ code: 'difference' }] });
  const text = await readFile(join(site.workspace, 'out/plan.json'), 'utf8');
  await site.write({ 'out/changed.json': text.replace('n > 0', 'n > 1') });
  const changed = await without(() => site.cli('deploy', '--plan', 'out/changed.json'));
  expect(changed.document).toMatchObject({ exitCode: 2, problems: [{ code: 'input' }] });
  const both = await without(() => site.cli('deploy', '--plan', 'out/plan.json', ...schema));
  expect(both.document).toMatchObject({ exitCode: 2, problems: [{ code: 'input' }] });
});

test('what is not in the files is listed and stays; a deletion that loses rows waits for a snapshot', async () => {
  await site.talk.command('.create table Old (n: long)');
  await site.talk.command('.ingest inline into table Old <|\n1');
  await site.talk.command('.append Raw <| Old | take 0 | project n, note = ""');
  await site.talk.command('.alter table Raw policy caching hot = 5d');
  const listed = await without(() => site.cli('plan', ...schema));
  expect(listed.document).toMatchObject({
    outputs: { changes: '0' },
    data: { undeclared: ['table:Old', 'table:Raw/policy caching'] },
  });
  const deletions = ['--deletions', 'table:Old', '--deletions', 'table:Raw/policy *'];
  const wanted = await without(() => site.cli('plan', ...schema, ...deletions));
  expect(wanted.document.outputs).toMatchObject({ changes: '2', 'loses-data': '1', 'endangered-tables': 'Old' });
  expect(wanted.document.data.stakes).toEqual([
    {
      table: 'Old',
      why: ['drops table Old'],
      rows: '1',
      lastWritten: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      readers: [expect.objectContaining({ times: '1' })],
      coverage: 'snapshot',
      unknown: [],
    },
  ]);
  const refused = await without(() => site.cli('deploy', ...schema, ...deletions));
  expect(refused.document).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered' }] });
  expect((await site.cli('snapshot')).exitCode).toBe(0);
  const done = await site.cli('deploy', ...schema, ...deletions);
  expect(done.document).toMatchObject({ exitCode: 0, outputs: { statements: '2', 'changed-tables': 'Old' } });
  expect((await without(() => site.cli('plan', ...schema, ...deletions))).document.outputs.changes).toBe('0');
});

test('a deployment that stops says what ran, and goes on with what is not yet there; what ran and does more when it runs twice is not sent again', async () => {
  const file = (body: string) => ({
    'stops/a.kql': `.create-merge table A (n: long)

.append Raw <| print n = 70, note = "once"

.create-or-alter function Bad() { ${body} }

.append A <| print n = 1
`,
  });
  await site.write(file('NoSuchTable'));
  const stopped = await site.cli('deploy', '--schema', 'stops');
  expect(stopped.document).toMatchObject({ exitCode: 4, outputs: { statements: '2' } });
  expect(stopped.document.outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'failed', 'not-attempted']);
  await site.write(file('A'));
  await site.cli('plan', '--schema', 'stops', '--plan-file', 'out/stopped.json');
  const planned = await without(() => site.cli('deploy', '--plan', 'out/stopped.json'));
  expect(planned.document).toMatchObject({
    exitCode: 3,
    problems: [{ code: 'refused', detail: expect.stringContaining('stops/a.kql:3') }],
  });
  const answered = await without(() => site.cli('deploy', '--plan', 'out/stopped.json', '--resume', 'ran'));
  expect(answered.document).toMatchObject({ exitCode: 2, problems: [{ code: 'input' }] });
  const went = await site.cli('deploy', '--schema', 'stops');
  expect(went.document).toMatchObject({ exitCode: 0, outputs: { statements: '2' } });
  expect(went.document.data.leftOut).toEqual([
    expect.stringMatching(/^stops\/a\.kql:3: it ran at \S+ in a deployment that did not end$/),
  ]);
  expect(await site.talk.query('Raw | where n == 70 | count')).toEqual([[1]]);
  expect((await site.cli('deploy', '--schema', 'stops')).document).toMatchObject({ outputs: { statements: '2' } });
  expect(await site.talk.query('Raw | where n == 70 | count')).toEqual([[2]]);
});

test('inline rows that may be there without their tag are a problem, and a table that was emptied gets them', async () => {
  await site.talk.command('.set-or-replace Limits <| Limits');
  const untold = await without(() => site.cli('deploy', ...schema));
  expect(untold.document).toMatchObject({
    exitCode: 3,
    problems: [{ code: 'refused', at: { file: 'schema/tables/tables.kql', line: 4 } }],
  });
  await site.talk.command('.clear table Limits data');
  expect((await site.cli('deploy', ...schema)).document).toMatchObject({ exitCode: 0, outputs: { statements: '1' } });
  await site.write({
    'more/codes.kql': '.ingest inline into table Limits <|\nzinc,0.1\n',
  });
  expect((await site.cli('deploy', '--schema', 'more')).document).toMatchObject({ outputs: { statements: '1' } });
  expect(await site.talk.query('Limits | count')).toEqual([[3]]);
});

test('a plan is applied once', async () => {
  await site.write({ 'once/rows.kql': '.append Raw <| print n = 7, note = "once"\n' });
  await site.cli('plan', '--schema', 'once', '--plan-file', 'out/once.json');
  expect((await site.cli('deploy', '--plan', 'out/once.json')).document).toMatchObject({ exitCode: 0 });
  const again = await without(() => site.cli('deploy', '--plan', 'out/once.json'));
  expect(again.document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(await site.talk.query('Raw | where n == 7 | count')).toEqual([[1]]);
});

test('init writes the database as files that plan to nothing, and over none that are there', async () => {
  const init = ['--from-cluster', '--into', 'written'];
  const run = await without(() => site.cli('init', ...init));
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', data: { missing: [] } });
  expect(run.document.data.files).toEqual(
    expect.arrayContaining(['written/tables/Raw.kql', 'written/functions/Clean.kql']),
  );
  const plan = await without(() => site.cli('plan', '--schema', 'written'));
  expect(plan.document).toMatchObject({ outputs: { changes: '0' }, data: { undeclared: [] } });
  await site.write({ 'written/tables/Raw.kql': '// mine\n.create-merge table Raw (n: long)\n' });
  expect((await without(() => site.cli('init', ...init))).document).toMatchObject({
    exitCode: 2,
    problems: [
      { code: 'input', summary: expect.stringContaining('files are there already: written/functions/Bad.kql') },
    ],
  });
  expect(await readFile(join(site.workspace, 'written/tables/Raw.kql'), 'utf8')).toContain('// mine');
  expect((await site.cli('init', ...init, '--overwrite')).exitCode).toBe(0);
  expect(await readFile(join(site.workspace, 'written/tables/Raw.kql'), 'utf8')).not.toContain('// mine');
});

test('no secret stands in clear in what was said, stored or sent', async () => {
  expect(await leaksOf(site)).toEqual([]);
});
