import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { KustoConnectionStringBuilder } from 'azure-kusto-data';
import { DataFormat, IngestionProperties, StreamingIngestClient } from 'azure-kusto-ingest';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.control({ cursorLagMs: 0 });
});
afterAll(() => cluster.stop());
afterEach(() => talk.control({ faults: [], clock: { offset: 0 }, sealAfterMs: 60_000 }));

const minute = 60_000;
const enabled = `'{"IsEnabled":true}'`;

/** A table that takes streams. */
async function table(columns = 'a:long, b:string'): Promise<string> {
  made += 1;
  await talk.command(`.create table S${made} (${columns})`);
  await talk.command(`.alter table S${made} policy streamingingestion ${enabled}`);
  return `S${made}`;
}

async function stream(name: string, text: string, more = 'streamFormat=Csv', on: LocalCluster = cluster) {
  const response = await fetch(`${on.cluster}/v1/rest/ingest/Demo/${name}?${more}`, { method: 'POST', body: text });
  const document = JSON.parse(await response.text());
  return { status: response.status, message: document.error?.['@message'], code: document.error?.code, document };
}

const values = async (query: string): Promise<Value[]> =>
  (await talk.query(`${query} | project a | order by a asc`)).map(([a = null]) => a);
const extents = (name: string) => talk.command(`.show table ${name} extents | project RowCount`);
const cursorNow = async (): Promise<string> => String((await talk.query('print cursor_current()'))[0]?.[0]);
const around = async (name: string, cursor: string): Promise<Value[][]> => [
  await values(`${name} | where cursor_before_or_at('${cursor}')`),
  await values(`${name} | where cursor_after('${cursor}')`),
];

function clientOf(name: string, more: Partial<IngestionProperties>): StreamingIngestClient {
  const properties = new IngestionProperties({ database: 'Demo', table: name, ...more });
  return new StreamingIngestClient(new KustoConnectionStringBuilder(cluster.cluster), properties, false);
}

test("the service's own client streams csv, compressed on the way, and rows can be read at once", async () => {
  const name = await table();
  await clientOf(name, { format: DataFormat.CSV }).ingestFromStream(Readable.from(['1,one\n2,"two, too"\n']));
  expect(await talk.query(`${name} | order by a asc`)).toEqual([
    [1, 'one'],
    [2, 'two, too'],
  ]);
});

test("the service's own client streams json by a mapping of the table, and a blob by its address", async () => {
  const name = await table();
  const mapping = JSON.stringify([
    { column: 'a', Properties: { Path: '$.n' } },
    { column: 'b', Properties: { Path: '$.t' } },
  ]);
  await talk.command(`.create table ${name} ingestion json mapping 'M' '${mapping}'`);
  const client = clientOf(name, { format: DataFormat.JSON, ingestionMappingReference: 'M' });
  await client.ingestFromStream(Readable.from(['{"n":7,"t":"x"}\n{"t":"y"}\n']));
  const [file] = await talk.command(`.export to json (${talk.place(name)}) <| print n=8, t='z'`);
  await client.ingestFromBlob(`${file?.[0]}?${cluster.storage.split('?')[1]}`);
  expect(await talk.query(`${name} | order by b asc`)).toEqual([
    [7, 'x'],
    [null, 'y'],
    [8, 'z'],
  ]);
});

test('rows of a stream have no extent and no cursor for up to a minute, and both from then on', async () => {
  const name = await table();
  const before = await cursorNow();
  await stream(name, '1,x');
  const found = () =>
    talk.query(`${name} | project extent_id() == guid(00000000-0000-0000-0000-000000000000), isnull(extent_tags())`);
  expect([await values(name), await extents(name), await found()]).toEqual([[1], [], [[true, true]]]);
  expect(await talk.query(`${name} | where isnull(ingestion_time()) | count`)).toEqual([[0]]);
  expect(await around(name, await cursorNow())).toEqual([[], []]);
  expect(await around(name, before)).toEqual([[], []]);
  const ingested = await talk.query(`${name} | project tostring(ingestion_time())`);
  await talk.control({ clock: { offset: minute - 10_000 } });
  expect(await extents(name)).toEqual([]);
  await talk.control({ clock: { offset: minute + 1_000 } });
  expect([await extents(name), await values(name)]).toEqual([[[1]], [1]]);
  expect([await around(name, before), await around(name, await cursorNow())]).toEqual([
    [[], [1]],
    [[1], []],
  ]);
  expect(await talk.query(`${name} | project tostring(ingestion_time())`)).toEqual(ingested);
});

test('the control sealAfterMs says how long rows wait, and the job seal seals them now', async () => {
  const name = await table();
  await talk.control({ sealAfterMs: 1_000 });
  await stream(name, '1,x');
  await stream(name, '2,x');
  await talk.control({ clock: { offset: 2_000 } });
  expect(await extents(name)).toEqual([[2]]);
  await stream(name, '3,x');
  await talk.control({ run: 'seal' });
  expect(await extents(name)).toEqual([[2], [1]]);
  await expect(talk.control({ sealAfterMs: -1 })).rejects.toThrow('sealAfterMs');
});

test('sealed extents have no more rows than the sharding policy lets them', async () => {
  const name = await table();
  await talk.command(`.alter table ${name} policy sharding '{"ShardEngineMaxRowCount":2}'`);
  await stream(name, '1,x\n2,x\n3,x');
  await talk.control({ run: 'seal' });
  expect(await extents(name)).toEqual([[2], [1]]);
  expect(await talk.query(`${name} | summarize count() by extent_id() | project count_ | order by count_`)).toEqual([
    [2],
    [1],
  ]);
});

test('only a policy of the table, or else of the database, opens a table to streams', async () => {
  const [open, shut] = [await table(), await table()];
  await talk.command(`.delete table ${open} policy streamingingestion`);
  const refused = await stream(open, '1,x');
  expect([refused.status, refused.message]).toEqual([
    400,
    expect.stringContaining('BadRequest_StreamingIngestionPolicyNotEnabled'),
  ]);
  await talk.command(`.alter database Demo policy streamingingestion ${enabled}`);
  await talk.command(`.alter table ${shut} policy streamingingestion '{"IsEnabled":false}'`);
  const answers = [await stream(open, '1,x'), await stream(shut, '1,x')].map(({ status }) => status);
  await talk.command('.delete database Demo policy streamingingestion');
  expect([answers, await values(open), await values(shut)]).toEqual([[200, 400], [1], []]);
  await expect(
    clientOf(shut, { format: DataFormat.CSV }).ingestFromStream(Readable.from(['1,x\n'])),
  ).rejects.toMatchObject({ response: { status: 400 } });
});

test.each([
  ['streamFormat=Json', 'mappingName'],
  ['streamFormat=Json&mappingName=None', "'None'"],
  ['streamFormat=Parquet', "'Parquet'"],
  ['streamFormat=Avro', "'Avro'"],
  ['', 'streamFormat'],
  ['streamFormat=Csv&tags=x', "'tags'"],
  ['streamFormat=Csv&streamFormat=Tsv', "'streamFormat' more than once"],
  ['streamFormat=Csv&sourceKind=file', "'sourceKind'"],
  ['streamFormat=Csv&sourceKind=uri', 'the body'],
])('a stream that says something else is refused by name: %s', async (more, word) => {
  const name = await table();
  const { status, message } = await stream(name, '1,x', more);
  expect([status, message]).toEqual([400, expect.stringContaining(word)]);
  expect(await values(name)).toEqual([]);
});

test('a stream to no table, or of more than four megabytes, is refused', async () => {
  const name = await table();
  expect((await stream('Nowhere', '1,x')).code).toBe('BadRequest_EntityNotFound');
  expect((await stream(`${name}/more`, '1,x')).message).toContain('{database}/{table}');
  expect((await stream('%E0%A4%A', '1,x')).status).toBe(400);
  const { status, message } = await stream(name, `1,${'x'.repeat(4 * 1024 * 1024)}`);
  expect([status, message, await values(name)]).toEqual([400, expect.stringContaining('InputStreamTooLarge'), []]);
});

test('exports, row level security and hot reads see rows of the row store as queries do', async () => {
  const name = await table();
  await stream(name, '1,x\n2,y');
  const exported = await talk.command(`.export to csv (${talk.place(name)}) <| ${name}`);
  expect(exported.map(([, rows]) => rows)).toEqual([2]);
  await talk.command(`.alter table ${name} policy caching hot = 1d`);
  expect(await values(`set query_datascope='hotcache'; ${name}`)).toEqual([1, 2]);
  await talk.command(`.alter table ${name} policy row_level_security enable "${name} | where a == 2"`);
  expect(await values(name)).toEqual([2]);
});

test('commands on extents leave the row store behind; clearing and renaming take it with the table', async () => {
  const [name, other] = [await table(), await table()];
  await talk.command(`.ingest inline into table ${name} <| 1,x`);
  await stream(name, '2,x');
  await talk.command(`.move extents all from table ${name} to table ${other}`);
  expect([await values(name), await values(other)]).toEqual([[2], [1]]);
  await talk.command(`.drop extents from ${name}`);
  await talk.command(
    `.replace extents in table ${name} <| { .show table ${name} extents }, { .show table ${other} extents }`,
  );
  expect([await values(name), await values(other)]).toEqual([[1, 2], []]);
  await talk.command(`.rename tables ${name}=${other}, ${other}=${name}`);
  expect([await values(name), await values(other)]).toEqual([[], [1, 2]]);
  await talk.command(`.clear table ${other} data`);
  await talk.control({ run: 'seal' });
  expect([await values(other), await extents(other)]).toEqual([[], []]);
});

test('a dropped table takes its row store along, and an undone drop brings back extents only', async () => {
  const name = await table();
  await talk.command(`.ingest inline into table ${name} <| 1,x`);
  await stream(name, '2,x');
  await talk.command(`.drop table ${name}`);
  const [row] = await talk.command(
    `.show journal | where Event == 'DROP-TABLE' and EntityName == '${name}' | project OriginalEntityVersion`,
  );
  await talk.command(`.undo drop table ${name} version='${row?.[0]}'`);
  await talk.control({ run: 'seal' });
  expect([await values(name), await extents(name)]).toEqual([[1], [[1]]]);
});

test('deleting or updating rows that are not sealed is refused, and changes nothing', async () => {
  const name = await table();
  await stream(name, '1,x');
  const texts = [
    `.delete table ${name} records <| ${name} | where a == 1`,
    `.update table ${name} delete D append A <| let D = ${name} | where true; let A = ${name} | extend a = 5;`,
  ];
  for (const text of texts) expect((await talk.try(text)).message).toContain('row store');
  await talk.control({ run: 'seal' });
  await talk.command(texts[0] ?? '');
  expect(await values(name)).toEqual([]);
});

test('a view, and a view that is filled, counts a streamed row once, when it is sealed', async () => {
  const name = await table();
  await talk.command(`.create materialized-view On${name} on table ${name} { ${name} | summarize n = count() }`);
  await stream(name, '1,x');
  const fill = `.create async materialized-view with (backfill=true) Filled${name}`;
  const [answer] = await talk.command(`${fill} on table ${name} { ${name} | summarize n = count() }`);
  await talk.outcome(answer?.[0]);
  const views = async () => [await talk.query(`On${name}`), await talk.query(`Filled${name}`)];
  expect(await views()).toEqual([[[0]], [[0]]]);
  await talk.control({ run: 'background' });
  expect(await views()).toEqual([[[1]], [[1]]]);
});

test('an update policy derives a stream at once, from nothing but what came in', async () => {
  const [source, target, other] = [await table(), await table(), await table()];
  const derive = (Query: string) => {
    const policy = JSON.stringify([{ IsEnabled: true, Source: source, Query, IsTransactional: true }]);
    return talk.command(`.alter table ${target} policy update @'${policy}'`);
  };
  await derive(`${source} | extend a = a * 10`);
  await stream(source, '1,x');
  const { document } = await stream(source, '2,x');
  expect([await values(target), await extents(target)]).toEqual([[10, 20], []]);
  expect(document.Tables[0].Rows).toEqual([[1, 'Succeeded', 'Unknown', '']]);
  await derive(`${source} | join kind=inner ${other} on a | project a, b`);
  const refused = await stream(source, '3,x');
  expect([refused.status, refused.message]).toEqual([400, expect.stringContaining(source)]);
  expect(await values(source)).toEqual([1, 2]);
});

test('what a policy that is not transactional derives is not lost to a seal in between', async () => {
  const [source, target] = [await table(), await table()];
  const policy = JSON.stringify([{ IsEnabled: true, Source: source, Query: source, IsTransactional: false }]);
  await talk.command(`.alter table ${target} policy update '${policy}'`);
  const rows = Array.from({ length: 30 }, (_value, index) => index);
  await Promise.all(rows.flatMap((row) => [stream(source, `${row},x`), talk.control({ run: 'seal' })]));
  expect([await values(source), await values(target)]).toEqual([rows, rows]);
  await talk.control({ run: 'seal' });
  expect(await talk.command(`.show tables (${source}, ${target}) details | summarize sum(TotalRowCount)`)).toEqual([
    [60],
  ]);
});

test('faults strike streams, and a lost answer does not say whether rows came in', async () => {
  const name = await table();
  const command = 'StreamingIngestion';
  await talk.control({ faults: [{ kind: '429', command }] });
  expect((await stream(name, '1,x')).status).toBe(429);
  await talk.control({ faults: [{ kind: 'drop-before', command }] });
  await expect(stream(name, '2,x')).rejects.toThrow();
  await talk.control({ faults: [{ kind: 'drop-after', command }] });
  await expect(stream(name, '3,x')).rejects.toThrow();
  expect(await values(name)).toEqual([3]);
});

test('a cluster that is killed still has what was streamed, and seals it when it is due', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stream-kill-'));
  const first = await startLocalCluster({ directory });
  const before = new Talk(first);
  await before.command('.create table Survives (a:long)');
  await before.command(`.alter table Survives policy streamingingestion ${enabled}`);
  await stream('Survives', '1\n2', 'streamFormat=Csv', first);
  await first.kill();
  const second = await startLocalCluster({ directory });
  const after = new Talk(second);
  const counts = async () => [
    await after.query('Survives | count'),
    await after.command('.show table Survives extents | project RowCount'),
  ];
  const unsealed = await counts();
  await after.control({ clock: { offset: 2 * minute } });
  const sealed = await counts();
  await delay(300);
  const seen = await after.query('Survives | where cursor_before_or_at(cursor_current()) | count');
  await second.stop();
  await rm(directory, { recursive: true, force: true });
  expect([unsealed, sealed, seen]).toEqual([[[[2]], []], [[[2]], [[2]]], [[2]]]);
});
