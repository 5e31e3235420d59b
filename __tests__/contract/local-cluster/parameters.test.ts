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
