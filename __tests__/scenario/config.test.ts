import { Talk } from '../contract/local-cluster/talk.ts';
import type { CliRun } from '../fixtures/run-cli.ts';
import { noEffects, Site } from '../fixtures/site.ts';

let site: Site;
let here: { readonly cluster: string; readonly storage: string };

const config = (lines: string): string => `cluster: ${here.cluster}\n${lines}`;
const nowhere = { cluster: '', database: '' };

beforeAll(async () => {
  site = await Site.open('memory', ['Ingestion', 'Serving']);
  here = { cluster: site.cluster.cluster, storage: site.cluster.storage };
  await site.write({
    'infra/ingestion/tables.kql': `.create-merge table <prefix>Raw (n: long)
.alter-merge table <prefix>Raw policy retention softdelete = $$DAYS$$d
`,
    'infra/serving/functions.kql': `.create-or-alter function <prefix>Clean() { database('##SOURCE##').<prefix>Raw | where n > $$least$$ }
.create-merge table Good (n: long)
`,
    'infra/kusto-rebuild.yml': config(`tokens: { prefix: Dev_, SOURCE: Ingestion, least: 1 }
environments:
  production:
    tokens: { prefix: "" }
databases:
  - database: Ingestion
    schema: ingestion
    tokens: { DAYS: 30 }
  - database: Serving
    schema: serving
`),
  });
  // The journal of requests begins with the first.
  await site.talk.command('.show tables');
});
afterAll(() => site.close());

const cli = (verb: string, ...flags: readonly string[]): Promise<CliRun> =>
  site.cliAt(nowhere, verb, '--config', 'infra/kusto-rebuild.yml', ...flags);

const problemsOf = ({ document }: CliRun) =>
  document.problems.map(({ summary, at }) => [at?.line, at?.column, summary]);

test('a token without a value stops both databases, in its place in the file as it is', async () => {
  await site.write({
    'infra/serving/broken.kql': '.create-merge table <prefix>T (n: long) with (folder = "$$folder$$")\n',
  });
  expect(
    await site.effectsOf(async () => {
      expect(problemsOf(await cli('deploy'))).toEqual([
        [1, 57, expect.stringContaining('Serving: infra/serving/broken.kql holds the token $$folder$$')],
      ]);
    }),
  ).toEqual(noEffects);
  await site.write({ 'infra/serving/broken.kql': '// nothing\n.show tables\n' });
});

test('plan goes through the databases, with values by input, environment variable and file, in this order', async () => {
  const run = await cli('plan');
  expect(run.document).toMatchObject({ exitCode: 0, outputs: { changes: '4', 'loses-data': '0' } });
  expect(commandsIn(run)).toEqual([
    ['.create-merge table Dev_Raw (n: long)', '.alter-merge table Dev_Raw policy retention softdelete = 30d'],
    ["function Dev_Clean() { database('Ingestion').Dev_Raw | where n > 1 }", '.create-merge table Good (n: long)'].map(
      (text) => expect.stringContaining(text),
    ),
  ]);
  const other = await site.cliAt(
    { ...nowhere, TOKEN_DAYS: '7' },
    'plan',
    '--config',
    'infra/kusto-rebuild.yml',
    '--environment',
    'production',
    '--tokens',
    'least=5',
    '--tokens',
    'leest=5',
  );
  expect(other.stderr.match(/.*No schema file uses.*/g)).toEqual([expect.stringContaining('token leest')]);
  expect(commandsIn(other).flat().join()).toMatch(/table Raw .*softdelete = 7d.*\bRaw \| where n > 5/);
  expect(other.document.outputs['plan-hash']).not.toBe(run.document.outputs['plan-hash']);
});

function commandsIn({ document }: CliRun): readonly (readonly string[])[] {
  const databases = document.data.databases as readonly { plan: { steps: readonly { text: string }[] } }[];
  return databases.map(({ plan }) => plan.steps.map(({ text }) => text));
}

test('a named database is the only one, and a verb for one database asks which', async () => {
  const one = await cli('plan', '--database', 'Serving');
  expect(one.document).toMatchObject({ exitCode: 0, outputs: { changes: '2' } });
  const status = await cli('status');
  expect(status.document).toMatchObject({ exitCode: 2, problems: [{ next: 'Name one with --database.' }] });
  expect((await cli('status', '--database', 'Serving')).exitCode).toBe(0);
});

test('deploy judges both before it changes one, runs just what plan showed, and then there is nothing to do', async () => {
  await new Talk(site.cluster, 'Serving').command('.create table Old (n: long)');
  await new Talk(site.cluster, 'Serving').command('.ingest inline into table Old <|\n1');
  await site.write({ 'infra/serving/late.kql': '.clear table Old data\n' });
  expect(
    await site.effectsOf(async () => {
      const next = expect.stringMatching(/: kusto-rebuild snapshot --tables Old --database Serving --config \S+$/);
      expect((await cli('deploy')).document).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered', next }] });
      expect((await cli('snapshot', '--tables', 'Old', '--database', 'Serving', '--dry-run')).exitCode).toBe(0);
    }),
  ).toEqual(noEffects);
  await site.write({ 'infra/serving/late.kql': '.show tables\n' });
  const hash = (await cli('plan')).document.outputs['plan-hash'] ?? '';
  expect((await cli('deploy', '--plan-hash', 'another')).document).toMatchObject({
    exitCode: 3,
    problems: [{ code: 'difference' }],
  });
  const { commands } = await site.effectsOf(async () => {
    expect((await cli('deploy', '--plan-hash', hash)).document).toMatchObject({
      exitCode: 0,
      outputs: { completed: 'true', statements: '4' },
    });
  });
  expect(commands.map((text) => /Dev_\w+|Good/.exec(text)?.[0])).toEqual(['Dev_Raw', 'Dev_Raw', 'Dev_Clean', 'Good']);
  expect((await cli('plan')).document.outputs.changes).toBe('0');
});

test('status tells the spelling of the cluster where it is another', async () => {
  const { document } = await site.cliAt({ database: 'serving' }, 'status');
  expect(document).toMatchObject({ exitCode: 2, problems: [{ summary: expect.stringContaining('calls it Serving') }] });
});

test('where the first database stops, the second is not attempted and named', async () => {
  await site.write({
    'infra/ingestion/fails.kql': '.set-or-append Dev_Raw <| print n = toint(nosuch())\n',
    'infra/serving/more.kql': '.create-merge table More (n: long)\n',
  });
  const run = await cli('deploy');
  expect(run.document.outputs).toMatchObject({ completed: 'false', statements: '0' });
  expect(run.exitCode).not.toBe(0);
  expect(run.document.outcomes.at(-1)).toMatchObject({ kind: 'not-attempted', item: 'Serving: all of it' });
  await site.write({ 'infra/ingestion/fails.kql': '.show tables\n' });
});

test('a secret reaches the cluster, and nothing that is written', async () => {
  const [container, secret = ''] = here.storage.split('?');
  await site.write({
    'infra/serving/external.kql': `.create external table Out (n: long) kind=storage dataformat=csv (h@'${container}/out?$$KEY$$')
.append Good <| print n = strlen(h'$$KEY$$')
.append Good <| print n = tolong(nosuch())
`,
  });
  const given = { ...nowhere, SECRET_TOKEN_KEY: secret };
  const flags = ['--config', 'infra/kusto-rebuild.yml', '--database', 'Serving'];
  const refused = await site.cliAt(given, 'plan', ...flags, '--plan-file', 'plan.json');
  expect(refused.document.problems).toMatchObject([{ summary: expect.stringContaining('secret token KEY') }]);
  const runs = [await site.cliAt(given, 'plan', ...flags), await site.cliAt(given, 'deploy', ...flags)];
  expect(runs[0]?.exitCode).toBe(0);
  // The first .append ran and the second failed, so that the record of the first stays.
  expect(runs[1]?.document.outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'failed', 'not-attempted']);
  const stored: string[] = [];
  for (const name of (await site.blobVersions()).keys()) stored.push((await site.readBlob(name)).toString());
  expect(stored.join()).toContain('infra/serving/external.kql');
  const said = runs.map(({ stdout, stderr }) => stdout + stderr);
  for (const part of [secret, new URLSearchParams(secret).get('sig') ?? secret])
    expect([...said, ...stored].join()).not.toContain(part);
  expect(said[0]).toContain("h@'***'");
});

test('an action reads the same file, and an input wins over it', async () => {
  await site.write({ 'kusto-rebuild.yml': config('database: Nowhere\nschema: infra/ingestion\n') });
  const inputs = { database: 'Ingestion', tokens: 'prefix=Dev_\nDAYS=31\nunused=1' };
  const run = await site.actionOnly('plan', inputs);
  expect([run.exitCode, run.outputs['loses-data']]).toEqual([0, '0']);
  expect(run.summary).toContain('softdelete = 31d');
  expect(run.log).toContain('No schema file uses the token unused');
  await site.write({ 'kusto-rebuild.yml': config('databse: Ingestion\nschema: infra/ingestion\n') });
  const broken = await site.actionOnly('plan', inputs);
  expect(broken.exitCode).toBe(2);
  expect(broken.log).toMatch(/^::error .*file=kusto-rebuild.yml,line=2.*databse/m);
});
