import { setTimeout as delay } from 'node:timers/promises';
import { BlockBlobClient } from '@azure/storage-blob';
import { QueueClient } from '@azure/storage-queue';
import { Client, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;

const tenant = '00000000-0000-0000-0000-00000000000a';
const principals = [
  'owner',
  'admins',
  'users',
  'viewers',
  'unrestrictedviewers',
  'ingestors',
  'monitors',
  'tableAdmin',
  'tableIngestor',
  'nobody',
] as const;
type Name = (typeof principals)[number];

function fqn(name: Name): string {
  return `aadapp=${name};${tenant}`;
}

function tokenOf(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

function token(name: Name): string {
  return tokenOf({ appid: name, tid: tenant });
}

interface Seen {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

async function send(csl: string, authorization?: string): Promise<Seen> {
  const response = await fetch(`${cluster.cluster}/v1/rest/${csl.startsWith('.') ? 'mgmt' : 'query'}`, {
    method: 'POST',
    body: JSON.stringify({ db: 'Demo', csl }),
    headers: authorization === undefined ? {} : { authorization },
  });
  const { error } = JSON.parse(await response.text());
  return { status: response.status, code: error?.code ?? '', message: error?.['@message'] ?? '' };
}

function as(name: Name, csl: string): Promise<Seen> {
  return send(csl, `Bearer ${token(name)}`);
}

async function asRows(name: Name, csl: string): Promise<unknown[][]> {
  const response = await fetch(`${cluster.cluster}/v1/rest/${csl.startsWith('.') ? 'mgmt' : 'query'}`, {
    method: 'POST',
    body: JSON.stringify({ db: 'Demo', csl }),
    headers: { authorization: `Bearer ${token(name)}` },
  });
  return JSON.parse(await response.text()).Tables[0].Rows;
}

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  const talk = new Talk(cluster);
  await talk.command('.create table T (a:long)');
  await talk.command('.create table Other (a:long)');
  await talk.command('.create function F() { T }');
  await talk.command('.create tables E1 (a:long), E2 (a:long), Foreign (a:long)');
  for (const table of ['E1', 'E2']) await talk.command(`.add table ${table} admins ('${fqn('tableAdmin')}')`);
  await talk.command('.append Foreign <| print a = 1');
  await talk.command(`.create external table E (a:long) kind=storage dataformat=parquet (${talk.place('roles')})`);
  await talk.command('.create-or-alter continuous-export X to table E with (intervalBetweenRuns=1h) <| T');
  for (const role of ['admins', 'users', 'viewers', 'unrestrictedviewers', 'ingestors', 'monitors'] as const)
    await talk.command(`.add database Demo ${role} ('${fqn(role)}')`);
  await talk.command(`.add table T admins ('${fqn('tableAdmin')}') 'keeps T'`);
  await talk.command(`.add table T ingestors ('${fqn('tableIngestor')}')`);
  await talk.control({ requireSignIn: true, clusterAdmins: [fqn('owner')] });
});
afterAll(() => cluster.stop());

const everybody: readonly Name[] = ['owner', 'admins'];

/** Who may run a command, beside the admins of database and cluster. */
const matrix: readonly (readonly [csl: string, allowed: readonly Name[]])[] = [
  ['T | count', ['users', 'viewers']],
  ['.show tables', ['users', 'viewers', 'monitors']],
  ['.show table T details', ['users', 'viewers', 'monitors']],
  ['.show database schema as json', ['users', 'viewers', 'monitors']],
  ['.show table T extents', ['users', 'viewers', 'monitors']],
  ['.show database Demo principals', ['users', 'viewers', 'monitors']],
  ['.show continuous-exports', ['users', 'viewers', 'monitors']],
  ['.show continuous-export X exported-artifacts', ['monitors']],
  ['.show continuous-export X failures', ['monitors']],
  ['.create-or-alter continuous-export X to table E with (intervalBetweenRuns=1h) <| T', []],
  ['.enable continuous-export X', []],
  ['.show capacity', ['users']],
  ['.show operations', ['users', 'viewers', 'monitors', 'ingestors']],
  ['.get kusto identity token', ['users', 'viewers', 'monitors', 'ingestors']],
  ['.ingest inline into table T <| 1', ['ingestors', 'tableIngestor', 'tableAdmin']],
  ['.ingest inline into table Other <| 1', ['ingestors']],
  ['.append T <| print a=1', []],
  ['.alter table T docstring "x"', ['tableAdmin']],
  ['.alter table Other docstring "x"', []],
  ['.alter-merge table T policy retention softdelete = 100d', ['tableAdmin']],
  ['.alter table T policy ingestiontime true', ['tableAdmin', 'tableIngestor', 'ingestors']],
  ['.clear table T data', ['tableAdmin']],
  ['.create-merge table T (a:long)', ['tableAdmin']],
  ['.set-or-replace Other <| print a=1', []],
  ['.create-or-alter function F() { T }', []],
  [`.add table T ingestors ('${fqn('tableIngestor')}')`, ['tableAdmin']],
  [`.add database Demo viewers ('${fqn('viewers')}')`, []],
  ['.delete table T records <| T | where a == 77', []],
  ['.move extents all from table E1 to table E2', ['tableAdmin']],
  ['.move extents all from table Foreign to table E1', []],
  [
    '.replace extents in table E1 <| { datatable(ExtentId:guid)[] }, { datatable(ExtentId:guid, TableName:string)[] }',
    ['tableAdmin'],
  ],
  ['.update table E1 delete D append A <| let D = E1 | where a == 77; let A = E1 | where a == 77;', ['tableAdmin']],
  ['.update table E1 delete D move Foreign <| let D = E1 | where a == 77;', []],
  ['.alter table E1 policy ingestiontime false', ['tableAdmin', 'ingestors']],
  ['.delete table E1 policy ingestiontime', ['tableAdmin']],
  ['.drop extents older 1 days from tables (E1, E2)', ['tableAdmin']],
  ['.drop extents older 1 days from tables (E1, Foreign)', []],
  ['.drop extents older 1 days from all tables', []],
  ['.drop-pretend extents older 1 days from E1', ['tableAdmin']],
  ['.execute database script <| .show version', []],
  ['.drop materialized-view Missing ifexists', []],
];

test.each(matrix)('%s', async (csl, allowed) => {
  const seen: string[] = [];
  for (const name of principals) {
    const { status, code, message } = await as(name, csl);
    if (status === 200) seen.push(name);
    else expect([status, code, message.includes(fqn(name))]).toEqual([403, 'Forbidden', true]);
  }
  expect(seen.sort()).toEqual([...everybody, ...allowed].sort());
});

test('an export needs to read, and whoever reads may do it', async () => {
  const place = new Talk(cluster).place('roles');
  expect((await as('viewers', `.export to parquet (${place}) <| T`)).status).toBe(200);
  expect((await as('monitors', `.export to parquet (${place}) <| T`)).status).toBe(403);
});

test('appending needs both: to ingest into the table and to read what is queried', async () => {
  const owner = (csl: string): Promise<Seen> => as('owner', csl);
  await owner(`.add database Demo viewers ('${fqn('tableIngestor')}')`);
  expect((await as('tableIngestor', '.append T <| print a=1')).status).toBe(200);
  await owner(`.drop database Demo viewers ('${fqn('tableIngestor')}')`);
  expect((await as('tableIngestor', '.append T <| print a=1')).status).toBe(403);
});

test('extents that a query names are moved by an admin of the tables they are in', async () => {
  await as('owner', '.append Foreign <| print a = 1');
  const ids = (await asRows('owner', '.show table Foreign extents | project ExtentId')).map(
    ([id]) => `guid(${id}), 'Foreign'`,
  );
  const move = `.move extents to table E1 <| datatable(ExtentId:guid, TableName:string)[${ids}]`;
  expect(await as('tableAdmin', move)).toMatchObject({ status: 403, code: 'Forbidden' });
  expect((await as('owner', move)).status).toBe(200);
});

test('whoever makes a table is its admin', async () => {
  expect((await as('users', '.create table Mine (a:long)')).status).toBe(200);
  expect((await as('users', '.alter table Mine docstring "mine"')).status).toBe(200);
  expect((await as('viewers', '.drop table Mine')).status).toBe(403);
  expect((await as('users', '.drop table Mine')).status).toBe(200);
});

test('an admin of a function may change it, for as long as the role is held', async () => {
  const change = '.create-or-alter function F() { T | take 1 }';
  const shown = () => asRows('owner', '.show function F principals | project Role, PrincipalType, PrincipalFQN, Notes');
  await as('owner', `.add function F admins ('${fqn('viewers')}', 'aadgroup=${tenant}') 'keeps F'`);
  const allowed = await as('viewers', change);
  const both = await shown();
  await as('owner', `.set function F admins ('${fqn('users')}')`);
  const one = await shown();
  await as('owner', `.drop function F admins ('${fqn('users')}')`);
  expect(allowed.status).toBe(200);
  expect(both).toEqual([
    ['Function F Admin', 'AAD Application', fqn('viewers'), 'keeps F'],
    ['Function F Admin', 'AAD Group', `aadgroup=${tenant}`, 'keeps F'],
  ]);
  expect(one).toEqual([['Function F Admin', 'AAD Application', fqn('users'), '']]);
  expect(await shown()).toEqual([]);
  expect((await as('users', change)).status).toBe(403);
  expect((await as('owner', `.add function F ingestors ('${fqn('users')}')`)).status).toBe(400);
});

test('nobody gets in without a token, with one that cannot be read, or with one that is over', async () => {
  const expired = tokenOf({ appid: 'owner', tid: tenant, exp: 1_000_000 });
  for (const authorization of [undefined, 'Basic eDp5', 'Bearer nonsense', `Bearer ${expired}`]) {
    const { status, code } = await send('.show tables', authorization);
    expect([authorization, status, code]).toEqual([authorization, 401, 'Unauthorized']);
  }
});

test("the service's own client signs in, and is told when it may not", async () => {
  const clientOf = (name: Name): Client =>
    new Client(KustoConnectionStringBuilder.withAccessToken(cluster.cluster, token(name)));
  const counted = await clientOf('viewers').execute('Demo', 'Other | summarize n=count()');
  expect([...(counted.primaryResults[0]?.rows() ?? [])]).toHaveLength(1);
  await expect(clientOf('nobody').execute('Demo', 'T')).rejects.toMatchObject({ response: { status: 403 } });
});

test('a message of queued ingestion counts as whoever got its identity token', async () => {
  const resources = await asRows('ingestors', '.get ingestion resources');
  const root = (type: string): string => String(resources.find(([name]) => name === type)?.[1]);
  const queue = new QueueClient(root('SecuredReadyForAggregationQueue'));
  const failed = new QueueClient(root('FailedIngestionsQueue'));
  const put = async (name: Name, value: number): Promise<void> => {
    const [[authorizationContext] = []] = await asRows(name, '.get kusto identity token');
    const blob = root('TempStorage').replace('?', `/${name}.csv?`);
    await new BlockBlobClient(blob).upload(`${value}\n`, `${value}\n`.length);
    const message = { Id: name, BlobPath: blob, DatabaseName: 'Demo', TableName: 'Other', FlushImmediately: true };
    const text = JSON.stringify({ ...message, AdditionalProperties: { format: 'csv', authorizationContext } });
    await queue.sendMessage(Buffer.from(text).toString('base64'));
  };
  await put('viewers', 901);
  await put('ingestors', 902);
  for (let left = 600; left > 0; left -= 1) {
    if ((await asRows('owner', 'Other | where a == 902 | count'))[0]?.[0] === 1) break;
    await delay(50);
  }
  expect(await asRows('owner', 'Other | where a > 900 | project a')).toEqual([[902]]);
  const { receivedMessageItems } = await failed.receiveMessages();
  const [failure] = receivedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64').toString());
  expect(JSON.parse(failure ?? '{}')).toMatchObject({ IngestionSourceId: 'viewers', ErrorCode: 'Forbidden' });
});

test('roles outlive a rename, and are listed as given', async () => {
  await as('owner', '.rename table T to Renamed');
  const response = await fetch(`${cluster.cluster}/v1/rest/mgmt`, {
    method: 'POST',
    body: JSON.stringify({ db: 'Demo', csl: '.show table Renamed principals | project Role, PrincipalFQN, Notes' }),
    headers: { authorization: `Bearer ${token('owner')}` },
  });
  expect(JSON.parse(await response.text()).Tables[0].Rows).toContainEqual([
    'Table Renamed Admin',
    fqn('tableAdmin'),
    'keeps T',
  ]);
  expect((await as('tableAdmin', '.alter table Renamed docstring "x"')).status).toBe(200);
});
