import { Client, ClientRequestProperties, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let client: Client;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  await client.execute('Demo', '.create table T (a:long, b:string, at:datetime)');
  await client.execute('Demo', '.ingest inline into table T <| 1,x,2020-01-02T03:04:05Z\n2,y,\n');
});
afterAll(() => cluster.stop());
afterEach(() => talk.control({ faults: [] }));

type Response = Awaited<ReturnType<Client['execute']>>;

function rowsOf(response: Response): unknown[] {
  return [...(response.primaryResults[0]?.rows() ?? [])].map((row) => Object(row).toJSON());
}

const rows = [
  { a: 1, b: 'x', at: new Date('2020-01-02T03:04:05Z') },
  { a: 2, b: 'y', at: null },
];

test('both versions of the protocol give the client the same rows', async () => {
  const second = await client.execute('Demo', 'T | order by a asc');
  const first = await client.executeQueryV1('Demo', 'T | order by a asc');
  expect(rowsOf(second)).toEqual(rows);
  expect(rowsOf(first)).toEqual(rows);
  expect(second.primaryResults[0]?.columns.map(({ name, type }) => [name, type])).toEqual([
    ['a', 'long'],
    ['b', 'string'],
    ['at', 'datetime'],
  ]);
});

test('query parameters reach the query', async () => {
  const properties = new ClientRequestProperties();
  properties.setParameter('least', 2);
  properties.setParameter('word', 'y');
  const query = 'declare query_parameters(least:long, word:string); T | where a >= least and b == word | project a';
  expect(rowsOf(await client.execute('Demo', query, properties))).toEqual([{ a: 2 }]);
});

test('options the service knows are taken', async () => {
  const properties = new ClientRequestProperties();
  properties.setOption('notruncation', true);
  properties.setTimeout(60_000);
  expect(rowsOf(await client.execute('Demo', 'T | count', properties))).toEqual([{ Count: 2 }]);
});

test.each([
  ['T | where nothing == 1', 'SEM0100'],
  ['T | where', 'SYN0002'],
  ['.show table NoSuchTable details', 'NoSuchTable'],
  ['.show tabels', 'yntax'],
])('an error of %s comes with its sentence and is permanent', async (text, word) => {
  const failure = await client.execute('Demo', text).then(
    () => undefined,
    (cause: unknown) => Object(cause).response,
  );
  expect(failure?.status).toBe(400);
  expect(failure?.data.error['@message']).toContain(word);
  expect(failure?.data.error['@permanent']).toBe(true);
});

test('throttling is told apart by the client', async () => {
  await talk.control({ faults: [{ kind: '429', command: 'Query' }] });
  await expect(client.execute('Demo', 'T')).rejects.toMatchObject({ name: 'ThrottlingError' });
});

test('a lost connection is an error of the client, whatever became of the request', async () => {
  await talk.control({ faults: [{ kind: 'drop-after', command: 'IngestInlineIntoTable' }] });
  await expect(client.execute('Demo', '.ingest inline into table T <| 3,z,\n')).rejects.toThrow('socket hang up');
  expect(rowsOf(await client.execute('Demo', 'T | count'))).toEqual([{ Count: 3 }]);
});
