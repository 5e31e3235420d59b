import { type CompositeRun, runComposite } from '../fixtures/run-composite.ts';
import { Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await site.talk.command('.create table Facts (n: long, t: string)');
  await site.talk.command('.create table Other (n: long)');
  await site.talk.command('.ingest inline into table Facts <|\n1,a\n2,b');
  await site.talk.command('.ingest inline into table Other <|\n5\n6');
});
afterAll(() => site.close());

/** The root action on one schema file. */
async function deploy(schema: string, inputs: Readonly<Record<string, string>> = {}): Promise<CompositeRun> {
  await site.write({ 'kusto/schema.kql': schema });
  const { cluster, database, storage } = site.connection;
  const given = { cluster, database, storage, schema: 'kusto', verify: 'counts', ...inputs };
  return runComposite(given, (verb, own) => site.actionOnly(verb, own));
}

const count = async (table: string): Promise<number> => Number((await site.talk.query(`${table} | count`))[0]?.[0]);
const columns = async (table: string): Promise<string> =>
  String((await site.talk.command(`.show table ${table} cslschema | project Schema`))[0]?.[0]);

test('a deployment that loses nothing plans, snapshots all, deploys and verifies', async () => {
  const run = await deploy('.create-merge table Facts (n: long, t: string, added: int)');
  expect(run.outcomes).toEqual({
    plan: 'success',
    snapshot: 'success',
    deploy: 'success',
    verify: 'success',
    restore: 'skipped',
    report: 'success',
  });
  expect(run.outputs).toMatchObject({ tables: '2', verdict: 'pass', result: 'deployed', changes: '1' });
});

test('with auto a deployment that loses nothing takes no snapshot, and says that nothing was compared', async () => {
  const run = await deploy('.create-merge table Facts (n: long, t: string, added: int, more: int)', { tables: 'auto' });
  expect(run.outcomes).toMatchObject({ snapshot: 'skipped', deploy: 'success', verify: 'skipped', report: 'success' });
  expect(run.outputs).toMatchObject({ 'snapshot-id': '', result: 'deployed-unverified' });
  expect(run.steps.report?.summary).toContain('nothing was compared');
});

test('with auto only what the plan endangers is snapshotted, and what it was meant to lose is no harm', async () => {
  const run = await deploy('.drop column Facts.more', { tables: 'auto' });
  expect(run.outputs).toMatchObject({
    'endangered-tables': 'Facts',
    tables: '1',
    'changed-tables': 'Facts',
    result: 'deployed',
  });
  expect(run.steps.snapshot?.summary).not.toContain('Other');
});

test('with auto a table whose reference data is another is snapshotted too', async () => {
  await site.write({ 'data/Other.csv': 'n\n5\n7\n' });
  const run = await deploy('.create-merge table Facts (n: long)', { tables: 'auto', 'reference-data': 'data' });
  expect(run.outputs).toMatchObject({ 'endangered-tables': 'Other', 'reference-tables': 'Other', result: 'deployed' });
  expect(await site.talk.query('Other | sort by n asc')).toEqual([[5], [7]]);
});

test('with auto rows that are right but not known to be of the file are snapshotted before they are replaced', async () => {
  await site.talk.command('.create table Known (n: long)');
  await site.talk.command('.ingest inline into table Known <|\n1\n2');
  await site.write({ 'known/Known.csv': 'n\n1\n2\n' });
  const run = await deploy('.create-merge table Facts (n: long)', { tables: 'auto', 'reference-data': 'known' });
  expect(run.outputs).toMatchObject({ 'endangered-tables': 'Known', result: 'deployed' });
});

test('an assertion that fails afterwards is no half deployment, and takes back nothing that was meant', async () => {
  await site.write({ 'asserts/none.assert.kql': '// assert: no rows\nOther\n', 'data/Other.csv': 'n\n5\n8\n' });
  const run = await deploy('.create-merge table Facts (n: long)', {
    'reference-data': 'data',
    assertions: 'asserts',
    'on-failure': 'restore',
  });
  expect(run.outcomes).toMatchObject({ deploy: 'failure', verify: 'success', restore: 'skipped', report: 'failure' });
  expect(run.outputs).toMatchObject({ completed: 'true', assertions: 'fail', result: 'assertions-failed' });
  expect(await site.talk.query('Other | sort by n asc')).toEqual([[5], [8]]);
});

const stops = '.clear table Facts data\n\n.create-or-alter function Broken() { NoSuchTable | count }';

test('a deployment that stops half way is reported with the tables that differ and the command that brings them back', async () => {
  const run = await deploy(stops);
  expect(run.outcomes).toMatchObject({ deploy: 'failure', verify: 'failure', restore: 'skipped', report: 'failure' });
  expect(run.outputs).toMatchObject({ 'failed-tables': 'Facts', result: 'deploy-failed', 'restored-tables': '' });
  expect(run.steps.report?.summary).toContain(`kusto-rebuild restore --snapshot ${run.outputs['snapshot-id']}`);
  expect(await count('Facts')).toBe(0);
});

test('with on-failure: restore what a failed deployment took is brought back in the same run, which still fails', async () => {
  await site.talk.command('.ingest inline into table Facts <|\n1,a,\n2,b,\n3,c,');
  const run = await deploy(stops, { 'on-failure': 'restore', resume: 'anew' });
  expect(run.outcomes).toMatchObject({ deploy: 'failure', verify: 'failure', restore: 'success', report: 'failure' });
  expect(run.outputs).toMatchObject({ 'restored-tables': 'Facts', result: 'restored' });
  expect(run.steps.report?.summary).toContain('were brought back from the snapshot');
  expect(await count('Facts')).toBe(3);
});

test('a dry run only plans, and a file that is wrong stops the sequence before anything is written', async () => {
  const planned = await deploy('.drop column Facts.added', { 'dry-run': 'true' });
  expect(planned.outputs.result).toBe('planned');
  expect(await columns('Facts')).toContain('added');
  const wrong = await deploy('.create-merge table Facts (n: long');
  expect(wrong.outcomes).toEqual({
    plan: 'failure',
    snapshot: 'skipped',
    deploy: 'skipped',
    verify: 'skipped',
    restore: 'skipped',
    report: 'failure',
  });
  expect(wrong.outputs.result).toBe('stopped-before-deploy');
});

test('deploy refuses a plan that is another than the one that was looked at', async () => {
  await site.write({ 'kusto/schema.kql': '.create-merge table Facts (z: int)' });
  const run = await site.action('deploy', { schema: 'kusto', 'plan-hash': 'another' });
  expect(run.exitCode).toBe(3);
  expect(run.log).toContain('The plan is another than the one that was looked at');
  expect(await columns('Facts')).not.toContain('z:');
});
