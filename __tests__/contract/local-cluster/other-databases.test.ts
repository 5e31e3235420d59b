import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let here: Talk;
let there: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory', databases: ['Here', 'There'] });
  [here, there] = [new Talk(cluster, 'Here'), new Talk(cluster, 'There')];
  await here.command('.create table T (a:long)');
  await here.command('.ingest inline into table T <|\n1\n2');
  await there.command('.create table T (a:long, s:string)');
  await there.command('.ingest inline into table T <|\n7,x\n8,y\n9,z');
  await there.command('.create function Above(limit:long) { T | where a > limit }');
  await there.command(".create function Both() { union (T | project a), (database('Here').T | project a) }");
  await there.command('.create materialized-view V on table T { T | summarize n = count() by s }');
});
afterAll(() => cluster.stop());

test('Tables, functions and views of another database are read where their own names mean something', async () => {
  expect(await here.query("database('There').T | where a > 8 | project s")).toEqual([['z']]);
  expect(await here.query("database('tHERE').Above(7) | order by a asc | project a")).toEqual([[8], [9]]);
  expect(await here.query("database('There').Both() | summarize sum(a)")).toEqual([[27]]);
  expect(await here.query("T | join kind=leftouter database('There').T on a | count")).toEqual([[2]]);
  await there.command('.ingest inline into table T <|\n7,later');
  expect(await here.query("database('There').V")).toEqual([['later', 1]]);
  expect(await here.query("T | where a in ((database('Here').T | project a)) | count")).toEqual([[2]]);
});

test('A function over another database follows the columns it has now', async () => {
  await there.command('.create table Growing (a:long)');
  await here.command(".create-or-alter function Follow() { database('There').Growing }");
  const before = await here.query('Follow() | getschema | project ColumnName');
  await there.command('.alter-merge table Growing (b:string)');
  expect(before).toEqual([['a']]);
  expect(await here.query('Follow() | getschema | project ColumnName')).toEqual([['a'], ['b']]);
});

test.each([
  ["database('Nowhere').T"],
  ["database('There').Nothing"],
  ["cluster('other').database('There').T"],
  ["database('There').T | where cursor_after('')"],
  ["database('There').T | extend i = ingestion_time()"],
  ["database('There').Above(T)"],
  ['Above(1)'],
])('%s is refused', async (query) => {
  expect(await here.tryQuery(query)).toMatchObject({ status: 400, permanent: true });
});

test('An update policy reads another database on behalf of a managed identity only', async () => {
  await here.command('.create table Named (a:long, s:string)');
  const set = (identity: object) => {
    const query = "T | join kind=inner database('There').T on a | project a, s";
    const policy = JSON.stringify([{ Source: 'T', Query: query, IsTransactional: true, ...identity }]);
    return here.try(`.alter table Named policy update @'${policy.replaceAll("'", "''")}'`);
  };
  expect((await set({})).status).toBe(400);
  expect((await set({ ManagedIdentity: 'system' })).status).toBe(200);
  await here.command('.ingest inline into table T <|\n8\n80');
  expect(await here.query('Named')).toEqual([[8, 'y']]);
});

test('A materialized view does not read another database', async () => {
  const query = "T | join kind=inner database('There').T on a | summarize count() by s";
  expect((await here.try(`.create materialized-view Far on table T { ${query} }`)).status).toBe(400);
});

test('Policies on reading hold from everywhere', async () => {
  await there.command('.create table Secured (a:long)');
  await there.command('.ingest inline into table Secured <|\n1\n2');
  await there.command('.alter table Secured policy row_level_security enable "Secured | where a == 2"');
  expect(await here.query("database('There').Secured")).toEqual([[2]]);
  await there.command('.create table Hidden (a:long)');
  await there.command('.alter table Hidden policy restricted_view_access true');
  expect((await here.tryQuery("database('There').Hidden")).status).toBe(403);
});

test('A command acts in the database that it names', async () => {
  await there.command('.create table OnlyThere (a:long)');
  await there.command('.ingest inline into table OnlyThere <| 1');
  await there.command(".add database There viewers ('aadapp=one;t')");
  const extents = '.show database There extents | where TableName == "OnlyThere" | project DatabaseName';
  expect(await here.command(extents)).toEqual([['There']]);
  expect(await here.command('.show database There principals | project PrincipalFQN')).toEqual([['aadapp=one;t']]);
  await here.command('.alter database There policy caching hot = 3d');
  expect(await here.command('.show database Here policy caching | project Policy')).toEqual([['null']]);
  expect(await there.command('.show database policy caching | project EntityName')).toEqual([['[There]']]);
  await here.command('.delete database There policy caching');
});

test.each(['extents', 'principals', 'principal roles', 'policy caching', 'schema as json', 'journal', 'policies'])(
  'A database that is not there has no %s',
  async (what) => {
    const { status, message } = await here.try(`.show database Nowhere ${what}`);
    expect([status, message]).toEqual([400, expect.stringContaining('Nowhere')]);
  },
);

test('Who may not read the other database does not find it', async () => {
  const tenant = '00000000-0000-0000-0000-00000000000a';
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const ask = async (appid: string): Promise<number> => {
    const authorization = `Bearer ${part({ alg: 'none' })}.${part({ appid, tid: tenant })}.`;
    const body = JSON.stringify({ db: 'Here', csl: "database('There').T | count" });
    const response = await fetch(`${cluster.cluster}/v1/rest/query`, {
      method: 'POST',
      body,
      headers: { authorization },
    });
    return response.status;
  };
  for (const name of ['one', 'both']) await here.command(`.add database Here viewers ('aadapp=${name};${tenant}')`);
  await there.command(`.add database There viewers ('aadapp=both;${tenant}')`);
  await here.control({ requireSignIn: true });
  expect([await ask('one'), await ask('both')]).toEqual([400, 200]);
  await here.control({ requireSignIn: false });
});
