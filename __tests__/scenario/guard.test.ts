import { setTimeout as pause } from 'node:timers/promises';
import type { CliRun } from '../fixtures/run-cli.ts';
import { leaksOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await site.write({
    'schema/tables.kql': '.create-merge table T (n: long)\n\n.create-merge table Codes (code: string)\n',
    'reference-data/Codes.csv': 'code\nA\nB\n',
    'rename/rename.kql': '.rename table T to Away\n\n.drop table Away\n\n.create-merge table Later (n: long)\n',
  });
  expect((await deploy('schema', '--reference-data', 'reference-data')).exitCode).toBe(0);
  await site.talk.command('.ingest inline into table T <|\n1\n2');
  expect((await site.cli('snapshot')).exitCode).toBe(0);
});
afterAll(() => site.close());

const deploy = (schema: string, ...more: readonly string[]): Promise<CliRun> =>
  site.cli('deploy', '--schema', schema, ...more);
const kindsOf = ({ document }: CliRun): readonly string[] => document.outcomes.map(({ kind }) => kind);

test('a covered table that the deployment renames is not dropped under its new name', async () => {
  const run = await deploy('rename');
  expect(kindsOf(run)).toEqual(['done', 'failed', 'not-attempted']);
  expect(run.document).toMatchObject({ exitCode: 4, outputs: { 'changed-tables': 'T' } });
  expect(await site.talk.query('Away | count')).toEqual([[2]]);
  await site.talk.command('.rename table Away to T');
});

test('a table that a restore put aside is not dropped by a deployment', async () => {
  await site.talk.command('.set kr_old_0123abcd_0 <| T');
  await site.write({ 'old/old.kql': '.drop table kr_old_0123abcd_0\n' });
  let run: CliRun | undefined;
  const effects = await site.effectsOf(async () => {
    run = await deploy('old');
  });
  expect(run?.document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(effects).toEqual(noEffects);
});

test('a policy that endangers data is refused on uncovered rows, unless it is the one that is set', async () => {
  const policy = (date: string) =>
    `.alter table Kept policy auto_delete '{"ExpiryDate": "${date}", "DeleteIfNotEmpty": true}'\n`;
  await site.write({ 'policy/policy.kql': `.create-merge table Kept (n: long)\n\n${policy('2090-01-01T00:00:00Z')}` });
  expect((await deploy('policy')).exitCode).toBe(0);
  await site.talk.command('.ingest inline into table Kept <|\n1');
  expect((await deploy('policy')).exitCode).toBe(0);
  await site.write({ 'policy/policy.kql': policy('2080-01-01T00:00:00Z') });
  expect((await deploy('policy')).document).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered' }] });
});

test('reference data that grows a column replaces its own rows without a snapshot, and no others', async () => {
  await site.write({
    'wider/tables.kql': '.create-merge table Codes (code: string, label: string)\n',
    'wider/Codes.csv': 'code,label\nA,Alpha\nC,Gamma\n',
  });
  const wider = () => deploy('wider', '--reference-data', 'wider');
  expect((await wider()).document).toMatchObject({ exitCode: 0, outputs: { 'reference-tables': 'Codes' } });
  expect(await site.talk.query('Codes | sort by code asc')).toEqual([
    ['A', 'Alpha'],
    ['C', 'Gamma'],
  ]);
  await site.talk.command('.ingest inline into table Codes <|\nD,by hand');
  expect((await wider()).document).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered' }] });
  expect(await site.talk.query('Codes | count')).toEqual([[3]]);
});

test('an interrupted deployment stops before its next statement, lists all of them and ends with 130', async () => {
  const statements = Array.from({ length: 300 }, (_, index) => `.create-merge table Many (c${index}: long)`);
  await site.write({ 'many/many.kql': statements.join('\n\n') });
  const firstArrived = async (): Promise<void> => {
    while (!(await site.journal()).some(({ text }) => text.includes('(c0: long)'))) await pause(20);
  };
  const run = await site.cliInterrupted(firstArrived, 'deploy', '--schema', 'many');
  expect(run.document).toMatchObject({ exitCode: 130, result: 'cancelled' });
  const done = kindsOf(run).filter((kind) => kind === 'done').length;
  expect(done).toBeGreaterThan(0);
  expect(kindsOf(run)).toEqual([
    ...Array(done).fill('done'),
    'failed',
    ...Array(statements.length - done - 1).fill('not-attempted'),
  ]);
  const sent = (await site.journal()).filter(({ text }) => text.startsWith('.create-merge table Many'));
  expect(sent).toHaveLength(done);
});

test('a snapshot that forced queries kept from rows covers nothing, and neither does an empty look', async () => {
  const old = new Date(Date.now() - 9.5 * 86_400_000).toISOString();
  for (const [table, hot] of [
    ['Cold', 2],
    ['OnlyCold', 0],
  ] as const) {
    await site.talk.command(`.create table ${table} (n: long)`);
    await site.talk.command(`.alter table ${table} policy caching hot = 1d`);
    if (hot > 0) await site.talk.command(`.ingest inline into table ${table} <|\n1\n2`);
    await site.talk.command(`.append ${table} with (creationTime='${old}') <| print n=3`);
    await site.write({ [`drop-${table}/drop.kql`]: `.drop table ${table}\n` });
  }
  await site.talk.control({ forcedScope: { dataScope: 'HotCache' } });
  const taken = await site.cli('snapshot', '--tables', 'Cold');
  const hidden = [await deploy('drop-Cold'), await deploy('drop-OnlyCold')];
  expect((await site.cli('verify')).document).toMatchObject({ exitCode: 5, verdict: 'unknown' });
  await site.talk.control({ forcedScope: null });
  expect([taken.exitCode, taken.document.verdict]).toEqual([5, 'unknown']);
  for (const run of hidden) expect(run.document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  const { document } = await site.cli('status');
  expect(String(document.outputs['unprotected-tables']).split(',')).toContain('Cold');
  expect((await deploy('drop-Cold')).document).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered' }] });
  expect(await site.talk.query('Cold | count')).toEqual([[3]]);
  await site.talk.command('.drop table Cold');
  const { document: restored } = await site.cli('restore', '--tables', 'Cold');
  expect(restored).toMatchObject({
    exitCode: 5,
    verdict: 'unknown',
    problems: [{ code: 'unknown' }, { code: 'unknown' }],
  });
  expect(await site.talk.query('Cold | count')).toEqual([[2]]);
});

test('rows without ingestion time that were replaced by as many others are not covered, nor called the same by a restore', async () => {
  const untimed = async (values: string): Promise<void> => {
    await site.talk.command('.alter table U policy ingestiontime false');
    await site.talk.command(`.ingest inline into table U <|\n${values}`);
    await site.talk.command('.alter table U policy ingestiontime true');
  };
  await site.talk.command('.create table U (n: long)');
  await site.talk.command('.ingest inline into table U <|\n1');
  await untimed('2\n3');
  expect((await site.cli('snapshot', '--tables', 'U')).document.verdict).toBe('pass');
  await site.write({ 'drop-u/drop.kql': '.drop table U\n' });
  expect((await deploy('drop-u', '--dry-run')).exitCode).toBe(0);
  await site.talk.command('.delete table U records <| U | where n > 1');
  await untimed('4\n5');
  expect((await deploy('drop-u')).document).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered' }] });
  const { document } = await site.cli('restore', '--tables', 'U', '--dry-run');
  expect([document.exitCode, JSON.stringify(document.data).includes('"newerRows":"0"')]).toEqual([0, false]);
});

test('no secret stands in clear in what was said, stored or sent', async () => {
  expect(await leaksOf(site)).toEqual([]);
});
