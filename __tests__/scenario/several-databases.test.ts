import { Talk } from '../contract/local-cluster/talk.ts';
import { runComposite } from '../fixtures/run-composite.ts';
import { noEffects, Site } from '../fixtures/site.ts';

let site: Site;

beforeAll(async () => {
  site = await Site.open('memory', ['First', 'Second']);
});
afterAll(() => site.close());

async function rowsOf(database: string): Promise<unknown> {
  const [[count] = []] = await new Talk(site.cluster, database).query('Log | count');
  return count;
}

test('deploying again after one database failed puts no row twice into the others, and the next deployment begins anew', async () => {
  await site.write({
    'kusto-rebuild.yml': 'databases: [{ database: First, schema: first }, { database: Second, schema: second }]\n',
    'first/log.kql': '.create-merge table Log (n: long)\n.append Log <| print n = 1\n',
    'second/log.kql':
      '.create-merge table Log (n: long)\n.append Log <| print n = 1\n.append Log <| print n = tolong(nosuch())\n',
  });
  const deploy = () => site.cliAt({ database: '' }, 'deploy');
  const failed = await deploy();
  expect(failed.document.outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done', 'failed']);
  await site.write({ 'second/log.kql': '.create-merge table Log (n: long)\n.append Log <| print n = 1\n' });
  expect((await deploy()).document).toMatchObject({ exitCode: 0, outputs: { completed: 'true', statements: '0' } });
  expect([await rowsOf('First'), await rowsOf('Second')]).toEqual([1, 1]);
  expect((await deploy()).document).toMatchObject({ exitCode: 0, outputs: { statements: '2' } });
  expect([await rowsOf('First'), await rowsOf('Second')]).toEqual([2, 2]);
});

test('the root action refuses several databases before it does anything, and asks which', async () => {
  const { cluster, storage } = site.connection;
  await site.write({
    'kusto-rebuild.yml': 'databases: [{ database: First, schema: first }, { database: Second, schema: second }]\n',
    'first/log.kql': '.create-merge table Log (n: long)\n.create-merge table New (n: long)\n',
  });
  const root = (inputs: Readonly<Record<string, string>>) =>
    runComposite({ cluster, storage, tables: 'auto', ...inputs }, (verb, own) => site.actionOnly(verb, own));
  const effects = await site.effectsOf(async () => {
    const run = await root({});
    expect(run.outcomes).toMatchObject({ plan: 'failure', snapshot: 'skipped', deploy: 'skipped' });
    expect(run.steps.plan?.log).toContain('Name one with database.');
    expect(run.outputs.result).toBe('stopped-before-deploy');
  });
  expect(effects).toEqual(noEffects);
  expect((await root({ database: 'First' })).outputs.result).toBe('deployed-unverified');
});
