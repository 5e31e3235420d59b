import type { CliRun } from '../fixtures/run-cli.ts';
import { Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await site.talk.command('.create table T (n: long, s: string)');
  await site.talk.command('.ingest inline into table T <|\n1,a\n2,b');
  await site.talk.command('.alter table T policy caching hot=3d');
  await site.talk.command('.create materialized-view V on table T { T | summarize count() by n }');
  await site.talk.command('.create table Secret (n: long)');
  await site.talk.command('.create table Moved (n: long, s: string, gone: long, d: decimal)');
  await site.talk.command('.ingest inline into table Moved <|\n1,a,7,1.5\n2,b,8,2.5');
  expect((await site.cli('snapshot', '--tables', 'T,Secret,Moved')).exitCode).toBe(0);
});
afterAll(() => site.close());

const rowsOf = (table: string) => site.talk.query(`['${table}'] | sort by n asc`);

async function tables(): Promise<ReadonlyMap<string, string>> {
  const rows = await site.talk.command('.show tables details | project TableName, TableId');
  return new Map(rows.map(([name, id]) => [String(name), String(id)]));
}

test('tables come beside the live ones under another name, also one that a view is made from, and nothing live is touched', async () => {
  await site.talk.command('.ingest inline into table T <|\n3,c');
  const before = await tables();
  const run = await site.cli('restore', '--tables', 'T', '--as', 'old {table}');
  expect(run.document.problems).toEqual([]);
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { 'restored-tables': 'old T' } });
  expect(await rowsOf('old T')).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(await rowsOf('T')).toHaveLength(3);
  const after = await tables();
  expect([...after].filter(([name]) => name !== 'old T')).toEqual([...before]);
  const [[expiry] = []] = await site.talk.command(".show table ['old T'] policy auto_delete | project Policy");
  expect(expiry).toBe('null');
  const again = await site.cli('restore', '--tables', 'T', '--as', 'old {table}');
  expect(again.document).toMatchObject({
    exitCode: 3,
    problems: [{ summary: expect.stringContaining('the name is taken') }],
  });
  expect((await site.cli('restore', '--undo', '--dry-run')).document.problems).toMatchObject([{ code: 'not-found' }]);
});

test('rows that only some may read are not put under a name that everybody may read', async () => {
  await site.talk.command('.alter table Secret policy restricted_view_access true');
  const { document } = await site.cli('restore', '--tables', 'Secret', '--as', '{table}_copy');
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect([...(await tables()).keys()]).not.toContain('Secret_copy');
});

test('inputs that do not go together are all told before anything is asked', async () => {
  const { document } = await site.cli('restore', '--as', 'copy;', '--undo', '--newer-rows', 'keep');
  expect(document.problems.map(({ code, summary }) => `${code}: ${summary}`)).toEqual([
    expect.stringMatching(/^input: .*does not make another name/),
    expect.stringMatching(/^input: .*characters that no table name has/),
    expect.stringMatching(/^input: .*as and undo/),
    expect.stringMatching(/^input: .*as and newer-rows/),
  ]);
});

test('columns that are others now come back under the names that are said, and what is said wrong is told at once', async () => {
  await site.talk.command('.rename column Moved.s to text');
  await site.talk.command('.drop table Moved columns (gone)');
  await site.talk.command('.alter-merge table Moved (since: guid)');
  await site.talk.command('.clear table Moved data');
  const restore = (...columns: readonly string[]): Promise<CliRun> =>
    site.cli('restore', '--tables', 'Moved', '--columns', columns.join(','));
  expect((await restore('Moved.S=text', 'Moved.s=txt')).document).toMatchObject({
    exitCode: 2,
    problems: [
      { code: 'input', detail: expect.stringContaining('Did you mean s?') },
      { code: 'input', detail: expect.stringContaining('Did you mean text?') },
    ],
  });
  const map = ['Moved.s=text', 'Moved.gone=-', 'Moved.since=+'];
  const run = await restore(...map);
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { 'restored-tables': 'Moved' } });
  expect(await site.talk.query('Moved | sort by n asc | project n, text, tostring(d), isnull(since)')).toEqual([
    [1, 'a', '1.5', true],
    [2, 'b', '2.5', true],
  ]);
  const again = await site.cli('restore', '--tables', 'Moved', '--columns', map.join(','), '--dry-run');
  expect(again.document.data.tables).toMatchObject([{ name: 'Moved', damage: '', nowRows: '2', newerRows: '0' }]);
});
