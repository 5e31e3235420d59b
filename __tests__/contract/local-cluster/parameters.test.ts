import { Client, ClientRequestProperties, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let client: Client;

beforeAll(async () => {
  cluster = await startLocalCluster();
  talk = new Talk(cluster);
  client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  await talk.command('.create table Parameters (a:long, b:string, d:dynamic)');
  await talk.command(
    '.set-or-append Parameters <| datatable(a:long, b:string, d:dynamic)[1, "x", dynamic({"k":1}), 2, "y", dynamic({"k":2, "z":"q"})]',
  );
});
afterAll(() => cluster.stop());

type Given = Readonly<Record<string, string | number>>;

async function ask(query: string, given: Given): Promise<unknown[]> {
  const properties = new ClientRequestProperties();
  for (const [name, value] of Object.entries(given)) properties.setParameter(name, value);
  const { primaryResults } = await client.execute(cluster.database, query, properties);
  return [...(primaryResults[0]?.rows() ?? [])].map((row) => row.toJSON());
}

test("values that the service's own client sends reach the declared parameters", async () => {
  const query = `declare query_parameters(n:long, s:string, since:datetime = datetime(2020-01-01), list:dynamic);
    Parameters | where a >= n and b != s | project a, b, since=tostring(since), head=tolong(list[0])`;
  const given = { n: 2, s: "x' or 'a", list: 'dynamic([5, 6])' };
  const row = { a: 2, b: 'y', since: '2020-01-01T00:00:00.0000000Z', head: 5 };
  expect(await ask(query, given)).toEqual([row]);
  expect(await ask(query, { ...given, since: 'datetime(2021-02-03)' })).toEqual([
    { ...row, since: '2021-02-03T00:00:00.0000000Z' },
  ]);
});

test('a parameter without a value, or with one that is no literal of its type, is an error', async () => {
  const query = 'declare query_parameters(n:long); print n';
  const post = (parameters: object): Promise<Response> =>
    fetch(`${cluster.cluster}/v1/rest/query`, {
      method: 'POST',
      body: JSON.stringify({ db: cluster.database, csl: query, properties: { Parameters: parameters } }),
    });
  expect(await (await post({})).text()).toContain('n has no value');
  expect(await (await post({ n: 'Parameters | count' })).text()).toContain('is not a whole number');
  expect(await (await post({ n: [1] })).text()).toContain("'n' is not a literal");
  expect((await post({ n: 7 })).status).toBe(200);
});

/** Source: https://learn.microsoft.com/kusto/query/query-parameters-statement */
test('a parameter that the query does not declare is refused, and never takes the place of a column or a variable', async () => {
  const send = (csl: string, Parameters: object) => talk.tryQuery(csl, { properties: { Parameters } });
  const queries = [
    'print n',
    'Parameters | where a == 1',
    'Parameters | where a == n',
    'let n = 5; print n',
    'declare query_parameters(m:long = 1); print m',
    'declare query_parameters(N:long = 1); print N',
    'let f = (n:long) { n }; print f(1)',
  ];
  for (const query of queries) {
    const { status, message } = await send(query, { n: 2 });
    expect({ query, status, message }).toEqual({ query, status: 400, message: expect.stringMatching(/\bn\b/) });
  }
  expect((await talk.tryQuery('print n')).status).toBe(400);
  expect((await send('declare query_parameters(n:long); print n', { n: 2 })).rows).toEqual([[2]]);
  expect((await send('declare query_parameters(n:string = "x"); print n', { n: '' })).rows).toEqual([['']]);
  expect((await send('declare query_parameters(n:long); print n', { n: 'long(null)' })).rows).toEqual([[null]]);
});

test('a parameter reaches a query over a view, a function and row level security, which declare none', async () => {
  await talk.command(
    '.create materialized-view Counted on table Parameters { Parameters | summarize n = count() by b }',
  );
  await talk.command('.create table Secured (a:long)');
  await talk.command('.set-or-append Secured <| range a from 1 to 3 step 1');
  await talk.command('.create function Twice(x:long) { Secured | where a >= x | project twice = 2 * a }');
  await talk.command('.alter table Secured policy row_level_security enable "Secured | where a > 1"');
  const ask = async (query: string): Promise<unknown> =>
    (await talk.tryQuery(`declare query_parameters(n:long); ${query}`, { properties: { Parameters: { n: 3 } } })).rows;
  expect(await ask('Counted | where n >= 0 | count')).toEqual([[0]]);
  expect(await ask('Twice(n)')).toEqual([[6]]);
  expect(await ask('Secured | where a <= n | count')).toEqual([[2]]);
  expect(await ask('Parameters | where a < n | evaluate bag_unpack(d) | project a | order by a asc')).toEqual([
    [1],
    [2],
  ]);
});

test('the columns of bag_unpack come from the data', async () => {
  const rows = await talk.query('Parameters | evaluate bag_unpack(d) | sort by a asc');
  expect(rows).toEqual([
    [1, 'x', 1, ''],
    [2, 'y', 2, 'q'],
  ]);
});

test('with an output schema bag_unpack works inside functions, and in an update policy through them', async () => {
  await talk.command(
    '.create function Unpacked(n:long) { Parameters | where a == n | evaluate bag_unpack(d) : (*, k:long, z:string) }',
  );
  await talk.command('.create function Prefixed() { Parameters | evaluate bag_unpack(d, "p_") : (p_k:long) }');
  await talk.command('.create tables Bags (d:dynamic), Slots (k:long, z:string)');
  await talk.command('.create function FromBags() { Bags | evaluate bag_unpack(d) : (k:long, z:string) }');
  await talk.command(
    `.alter table Slots policy update @'[{"Source":"Bags","Query":"FromBags()","IsTransactional":true}]'`,
  );
  await talk.command('.append Bags <| datatable(d:dynamic)[dynamic({"k":1,"y":0}), dynamic({"z":"q"}), dynamic(null)]');
  expect(await talk.query('union (Unpacked(1)), (Unpacked(2)) | order by a asc')).toEqual([
    [1, 'x', 1, ''],
    [2, 'y', 2, 'q'],
  ]);
  expect(await talk.query('Prefixed | order by p_k asc')).toEqual([[1], [2]]);
  expect(await talk.query('Slots | order by k asc, z asc')).toEqual([
    [null, ''],
    [null, 'q'],
    [1, ''],
  ]);
});
