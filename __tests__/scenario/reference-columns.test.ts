import { Site } from '../fixtures/site.ts';

let site: Site;

beforeAll(async () => {
  site = await Site.open();
  await site.write({
    'schema/all.kql': [
      '.create-merge table R (id: long, name: string)',
      '.alter column C.code type = string',
      '.set-or-append Made <| print x = 1',
    ].join('\n'),
    'data/R.csv': 'id,name\n1,x\n',
    'data/C.csv': 'code,name\nA1,x\n',
    'before/R.csv': 'id,name,old\n1,x,\n',
    'before/C.csv': 'code,name\nA1,x\n',
    'before/Made.csv': 'x\n1\n',
  });
  for (const table of ['R (id: long, name: string, old: string)', 'C (code: int, name: string)'])
    await site.talk.command(`.create table ${table}`);
});
afterAll(() => site.close());

const changed = ['--schema', 'schema', '--deletions', 'table:R/column old'];

test.each(['plan', 'deploy'])(
  '%s checks files against the columns after the deployment, and nothing ran',
  async (verb) => {
    const { document } = await site.cli(verb, ...changed, '--reference-data', 'before');
    expect(document.exitCode).toBe(2);
    expect(document.problems.map(({ summary }) => summary)).toEqual([
      'before/Made.csv is for the table Made, whose columns cannot be told before the deployment.',
      'before/R.csv has column old, which table R does not have.',
    ]);
    const [columns] = await site.talk.command('.show table R cslschema | project Schema');
    expect(columns).toEqual(['id:long, name:string, old:string']);
  },
);

test('a plan and the files that it is made of take the same reference data: a column that goes, one of another type', async () => {
  const data = ['--reference-data', 'data'];
  const { document: plan } = await site.cli('plan', ...changed, ...data, '--plan-file', 'plan.json');
  expect(plan).toMatchObject({ exitCode: 0, problems: [] });
  const { document: byPlan } = await site.cli('deploy', '--plan', 'plan.json', ...data);
  expect(byPlan).toMatchObject({ exitCode: 0, outputs: { 'reference-tables': 'C,R' } });
  expect(await site.talk.query('R')).toEqual([[1, 'x']]);
  expect(await site.talk.query('C')).toEqual([['A1', 'x']]);
  const { document: byFiles } = await site.cli('deploy', ...changed, ...data);
  expect(byFiles).toMatchObject({ exitCode: 0, outputs: { 'reference-tables': '' } });
});
