import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster();
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

interface Frame {
  readonly FrameType: string;
  readonly HasErrors?: boolean;
  readonly Rows?: { readonly OneApiErrors: { readonly error: Record<string, string> }[] }[];
}

async function framesOf(csl: string): Promise<{ status: number; frames: Frame[] }> {
  const response = await post('/v2/rest/query', { db: 'Demo', csl });
  return { status: response.status, frames: JSON.parse(await response.text()) };
}

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${cluster.cluster}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
}

test("the service's own client creates, fills and queries a table", async () => {
  const client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  await client.execute('Demo', '.create table Client (a:long, at:datetime, took:timespan, note:string)');
  await client.execute('Demo', '.ingest inline into table Client <| 7,2020-01-02T03:04:05.678Z,1.00:00:01,"x,y"');
  const [table] = (await client.execute('Demo', 'Client')).primaryResults;
  const [row] = [...(table?.rows() ?? [])];
  expect(row?.toJSON()).toMatchObject({
    a: 7,
    at: new Date('2020-01-02T03:04:05.678Z'),
    took: 86_401_000,
    note: 'x,y',
  });
});

test('longs keep every digit, and what JSON has no number for is text', async () => {
  const { text } = await talk.tryQuery(
    'print a=9223372036854775807, b=real(nan), c=decimal(1.50), d=datetime(2020-01-01 00:00:00.1234567)',
  );
  expect(text).toContain('"Rows":[[9223372036854775807,"NaN","1.5","2020-01-01T00:00:00.1234567Z"]]');
});

test('the second version of the protocol answers in frames', async () => {
  const { frames } = await framesOf('print a=1');
  expect(frames.map(({ FrameType }) => FrameType)).toEqual([
    'DataSetHeader',
    'DataTable',
    'DataTable',
    'DataTable',
    'DataSetCompletion',
  ]);
  expect(frames[1]).toMatchObject({ TableKind: 'QueryProperties', Rows: [[1, 'Visualization', null]] });
  expect(frames[2]).toMatchObject({
    TableKind: 'PrimaryResult',
    Columns: [{ ColumnName: 'a', ColumnType: 'long' }],
    Rows: [[1]],
  });
  expect(frames[4]).toMatchObject({ HasErrors: false });
});

test('more than 500,000 rows are cut with an error inside an answer that says 200', async () => {
  const { status, frames } = await framesOf('range a from 1 to 500001 step 1');
  const rows = frames[2]?.Rows ?? [];
  expect(status).toBe(200);
  expect(frames.at(-1)?.HasErrors).toBe(true);
  expect(rows).toHaveLength(500_001);
  expect(rows.at(-1)?.OneApiErrors[0]?.error['@message']).toContain('E_QUERY_RESULT_SET_TOO_LARGE');
});

test('a query that compares rows with a cursor is told the present one', async () => {
  await talk.command('.create table Stamped (a:long)');
  await talk.command(".create-or-alter function Newer() { Stamped | where cursor_after('') }");
  const cursorsOf = async (csl: string): Promise<unknown[]> => {
    const { text } = await talk.tryQuery(csl);
    const { frames } = await framesOf(csl);
    const first: string[][] = JSON.parse(text).Tables[1].Rows;
    return [...first.flat().map((row) => JSON.parse(row).Cursor), ...(frames[1]?.Rows ?? []).slice(1)];
  };
  const [[now] = []] = await talk.query('print cursor_current()');
  for (const text of ["Stamped | where cursor_after('')", "Stamped | where cursor_before_or_at('')", 'Newer'])
    expect(await cursorsOf(text)).toEqual([undefined, now, [1, 'Cursor', now]]);
  expect(await cursorsOf('Stamped | count')).toEqual([undefined]);
});

test('a command whose rows are queried answers like a query, and is cut like one', async () => {
  const client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  const [plain, piped] = [await talk.try('.show version'), await talk.try('.show version | project ServiceType')];
  const names = (text: string): string[] =>
    JSON.parse(text)
      .Tables.at(-1)
      .Rows.map((row: string[]) => row[2]);
  expect(JSON.parse(plain.text).Tables).toHaveLength(1);
  expect(JSON.parse(piped.text).Tables).toHaveLength(4);
  expect(names(piped.text)).toEqual(['PrimaryResult', '@ExtendedProperties', 'QueryStatus']);
  expect(piped.rows).toEqual([['Engine']]);
  const { primaryResults } = await client.execute('Demo', '.show version | project ServiceType');
  expect([primaryResults.length, [...(primaryResults[0]?.rows() ?? [])].length]).toEqual([1, 1]);
  const many = '.show version | mv-expand a = range(1, 500001, 1) to typeof(long) | project a';
  const cut = await talk.try(many);
  expect([cut.status, cut.rows.length]).toEqual([200, 500_001]);
  expect(JSON.parse(cut.text).Exceptions).toEqual([expect.stringContaining('E_QUERY_RESULT_SET_TOO_LARGE')]);
});

test('compressed requests are read and identities are echoed', async () => {
  const response = await fetch(`${cluster.cluster}/v1/rest/mgmt`, {
    method: 'POST',
    body: gzipSync(JSON.stringify({ db: 'Demo', csl: '.show version' })),
    headers: { 'content-encoding': 'gzip', 'x-ms-client-request-id': 'test;1' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('x-ms-client-request-id')).toBe('test;1');
  expect(response.headers.get('x-ms-activity-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('whoever wants to sign in is told where', async () => {
  const response = await fetch(`${cluster.cluster}/v1/rest/auth/metadata`);
  expect(await response.json()).toMatchObject({
    AzureAD: {
      LoginEndpoint: expect.stringMatching(/^https:/),
      KustoServiceResourceId: expect.stringMatching(/^https:/),
    },
  });
});

test('what the cluster does not know is an error that names it', async () => {
  const elsewhere = await new Talk(cluster, 'Nowhere').try('.show tables');
  expect(elsewhere).toMatchObject({
    status: 400,
    permanent: true,
    message: "Entity ID 'Nowhere' of kind 'Database' was not found.",
  });
  expect((await talk.try('.bogus thing')).message).toContain('.bogus');
  expect((await talk.try('.show cluster')).message).toContain('ShowCluster');
  expect((await talk.tryQuery('NoSuchTable | count')).message).toContain('NoSuchTable');
  const options = await post('/v1/rest/query', {
    db: 'Demo',
    csl: 'print 1',
    properties: { Options: { made_up: true } },
  });
  expect(await options.text()).toContain('made_up');
});

/** Source: https://learn.microsoft.com/kusto/api/rest/request */
test('an address takes nothing that nobody knows, a command comes by POST, and one that is read-only changes nothing', async () => {
  const send = async (path: string, init: RequestInit = {}): Promise<[number, string]> => {
    const response = await fetch(`${cluster.cluster}${path}`, init);
    return [response.status, JSON.parse(await response.text()).error?.['@message'] ?? ''];
  };
  const get = (search: string) => send(`/v1/rest/query?${search}`);
  const command = (csl: string, path = '/v1/rest/mgmt', headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: JSON.stringify({ db: 'Demo', csl }), headers });
  const refused = (words: string) => [400, expect.stringContaining(words)];
  expect(await get('db=Demo&csl=print%201')).toEqual([200, '']);
  expect(await get('db=Demo&csl=print%201&propertes=%7B%7D')).toEqual(refused("'propertes'"));
  expect(await get('db=Demo&csl=print%201&csl=print%202')).toEqual(refused("'csl' more than once"));
  expect(await get('db=Demo')).toEqual(refused("no 'csl'"));
  expect(await get('db=Demo&csl=')).toEqual(refused(''));
  expect(await command('.show version', '/v1/rest/mgmt?db=Demo')).toEqual(refused("'db'"));
  expect(await command('print 1', '/v2/rest/query?servertimeout=1m')).toEqual(refused("'servertimeout'"));
  expect(await send('/v1/rest/mgmt?db=Demo&csl=.show%20version')).toEqual(refused('POST, not GET'));
  expect(await send('/v1/rest/query', { method: 'PUT' })).toEqual(refused('GET and POST, not PUT'));
  const readOnly = { 'x-ms-readonly': 'true' };
  expect(await command('.create table ReadOnly (a:long)', '/v1/rest/mgmt', readOnly)).toEqual(refused('read-only'));
  expect(await command('.show version', '/v1/rest/mgmt', readOnly)).toEqual([200, '']);
  expect(await command('print 1', '/v1/rest/query', readOnly)).toEqual([200, '']);
  expect(await command('.show version', '/v1/rest/mgmt', { 'content-encoding': 'br' })).toEqual(refused("'br'"));
  expect(await command('.show version', '/v1/rest/mgmt', { 'content-encoding': 'gzip' })).toEqual(refused('no gzip'));
  expect(await talk.command(".show tables | where TableName == 'ReadOnly'")).toEqual([]);
});

test('the journal has every request and no secret', async () => {
  await talk.try(`.ingest into table Missing (${talk.place('a.csv')}) with (format='csv')`);
  await talk.try(`.ingest into table Missing ('${cluster.storage}') with (format='csv')`);
  const journal = await readFile(join(cluster.directory, 'journal.jsonl'), 'utf8');
  const signature = new URL(cluster.storage).searchParams.get('sig') ?? '';
  expect(journal).toContain('.ingest into table Missing (h@\\"***\\")');
  expect(journal).not.toContain(encodeURIComponent(signature));
  expect(journal).not.toContain(signature);
});
