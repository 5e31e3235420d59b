import { leaksOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(async () => {
  expect(await leaksOf(site)).toEqual([]);
  await site.close();
});

const deploy = (...flags: readonly string[]) => site.cli('deploy', '--schema', 'q', ...flags);
const files = (text: string) => site.write({ 'q/s.kql': text });
const viewers = async () =>
  (await site.talk.command('.show database Demo principals'))
    .filter(([role]) => String(role).includes('Viewer'))
    .map((row) => JSON.stringify(row));

test('roles of the database are set where the config file says that it is harmless, and a plan carries it', async () => {
  await site.talk.command(".add database Demo viewers ('aaduser=old@b.c')");
  await files(".create-merge table K (z: int)\n.set database Demo viewers ('aaduser=old@b.c', 'aaduser=new@b.c')\n");
  const refused = await deploy();
  expect(refused.document).toMatchObject({
    exitCode: 3,
    problems: [
      { code: 'refused', next: expect.stringMatching(/harmless: \.set database Demo viewers$/), at: { line: 2 } },
    ],
  });
  await site.write({ 'kusto-rebuild.yml': 'harmless:\n  - .set database Demo viewers\n  - .frobnicate all\n' });
  const plan = await site.cli('plan', '--schema', 'q', '--config', 'kusto-rebuild.yml', '--plan-file', 'p.json');
  expect(plan.document).toMatchObject({
    exitCode: 0,
    data: { warnings: [{ text: expect.stringContaining('.frobnicate all') }] },
  });
  const both = await site.cli('deploy', '--plan', 'p.json', '--harmless', '.set database');
  expect(both.document).toMatchObject({ exitCode: 2, problems: [{ code: 'input' }] });
  const { document } = await site.cli('deploy', '--plan', 'p.json', '--config', 'kusto-rebuild.yml');
  expect(document).toMatchObject({ exitCode: 0, outputs: { completed: 'true' } });
  expect(JSON.stringify(document.outcomes)).toContain('said to be harmless: .set database Demo viewers');
  expect((await viewers()).join()).toContain('new@b.c');
});

test('what row level security hides is told at its place by plan, dry run and deploy', async () => {
  const { talk } = site;
  await talk.command('.create table Ref (Code: string, N: int)');
  await talk.command('.ingest inline into table Ref <|\nA,1');
  await files(
    '.create-merge table Ref (Code: string, N: int)\n.alter table Ref policy row_level_security enable "Ref | where N > 0"\n',
  );
  await site.write({ 'd/Ref.csv': 'Code,N\nA,1\n' });
  const expected = {
    exitCode: 3,
    problems: [
      {
        code: 'refused',
        summary: expect.stringContaining('Ref.csv'),
        detail: expect.stringContaining('q/s.kql:2'),
        at: { file: 'd/Ref.csv' },
      },
    ],
  };
  const data = ['--schema', 'q', '--reference-data', 'd'];
  for (const args of [['plan'], ['deploy', '--dry-run'], ['deploy']]) {
    const [verb = '', ...flags] = args;
    expect(
      await site.effectsOf(async () => {
        expect((await site.cli(verb, ...data, ...flags)).document).toMatchObject(expected);
      }),
    ).toEqual(noEffects);
  }
  await talk.command('.alter table Ref policy row_level_security enable "Ref | where N > 1"');
  const refused = await deploy();
  expect(refused.document).toMatchObject({
    exitCode: 3,
    problems: [{ code: 'refused', at: { file: 'q/s.kql', line: 2 } }],
  });
  const done = await deploy('--harmless', '.alter table Ref policy row_level_security');
  expect(done.document).toMatchObject({ exitCode: 0, outputs: { completed: 'true' } });
  expect(JSON.stringify(await talk.command('.show table Ref policy row_level_security'))).toContain('N > 0');
  const [again, plan] = [await site.cli('deploy', ...data), await site.cli('plan', '--schema', 'q')];
  expect([again.document, plan.document.outputs.changes]).toMatchObject([
    { exitCode: 3, problems: [{ at: { file: 'd/Ref.csv' } }] },
    '0',
  ]);
});
