import { setTimeout as delay } from 'node:timers/promises';
import { ContainerClient } from '@azure/storage-blob';
import { Client, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create table T (a:long, b:string)');
  for (const from of [1, 101, 201])
    await talk.command(
      `.set-or-append T <| range a from ${from} to ${from + 99} step 1 | project a, b=strcat('b', tostring(a))`,
    );
});
afterAll(() => cluster.stop());
afterEach(() => talk.control({ faults: [], clock: { offset: 0 }, latencyMs: 0 }));

async function blobsBelow(prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of new ContainerClient(cluster.storage).listBlobsFlat({ prefix })) names.push(name);
  return names;
}

async function reload(rows: readonly Value[][]): Promise<Value[][]> {
  await talk.command('.create table Again (a:long, b:string)');
  await talk.command('.clear table Again data');
  for (const [path] of rows)
    await talk.command(`.ingest into table Again (${talk.signed(path)}) with (format='parquet')`);
  return talk.query('Again | summarize n=count(), s=sum(a), u=dcount(b)');
}

test('an export writes a file per extent unless it is told to write per node or one only', async () => {
  const shards = await talk.command(`.export to parquet (${talk.place('shards')}) <| T`);
  const nodes = await talk.command(`.export to parquet (${talk.place('nodes')}) with (distribution='per_node') <| T`);
  const single = await talk.command(`.export to parquet (${talk.place('one')}) with (distributed=false) <| T`);
  expect(shards.map(([, rows]) => rows)).toEqual([100, 100, 100]);
  expect(nodes.map(([, rows]) => rows)).toEqual([300]);
  expect(single).toHaveLength(1);
  expect(await reload(shards)).toEqual([[300, 45_150, 300]]);
});

test('sizeLimit counts bytes before compression', async () => {
  const wide = `range a from 1 to 1200000 step 1 | project a, b='${'x'.repeat(120)}', c=strcat('${'y'.repeat(100)}', tostring(a))`;
  const given = "namePrefix='limit', sizeLimit=100000000, parquetRowGroupSize=100000, compressionType='zstd'";
  const rows = await talk.command(`.export compressed to parquet (${talk.place('limit')}) with (${given}) <| ${wide}`);
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(1_200_000);
  expect(rows.reduce((sum, [, , bytes]) => sum + Number(bytes), 0)).toBeLessThan(100_000_000);
  expect(Number(rows[0]?.[1]) % 100_000).toBe(0);
});

test('a failed export leaves the files it had stored', async () => {
  await talk.control({ faults: [{ kind: 'partial-export', command: 'ExportToStorage', amount: 2 }] });
  const [[id] = []] = await talk.command(`.export async to parquet (${talk.place('partial')}) <| T`);
  expect((await talk.outcome(id)).state).toBe('Failed');
  expect(await blobsBelow('partial/')).toHaveLength(2);
  expect((await talk.try(`.show operation ${id} details`)).status).toBe(400);
  expect(await talk.command(`.show operations ${id} | project ShouldRetry`)).toEqual([[true]]);
});

test('an export of more rows than memory allows fails, unless row groups or the fan-out are smaller', async () => {
  await talk.control({ faults: [{ kind: 'memory', command: 'ExportToStorage', amount: 200, count: 100 }] });
  const refused = await talk.try(`.export to parquet (${talk.place('memory')}) <| T`);
  expect(refused).toMatchObject({ status: 400, permanent: false });
  expect(refused.message).toContain('E_RUNAWAY_QUERY');
  expect(await blobsBelow('memory/')).toEqual([]);
  const accepted = [
    `.export to parquet (${talk.place('memory')}) <| T | where a <= 200`,
    `.export to parquet (${talk.place('memory')}) with (parquetRowGroupSize=50000) <| T`,
    `.export to parquet (${talk.place('memory')}) <| set query_fanout_nodes_percent=50; T`,
    `.export to parquet (${talk.place('memory')}) <| set query_fanout_threads_percent=50; T`,
  ];
  for (const text of accepted) expect([text, (await talk.try(text)).status]).toEqual([text, 200]);
});

test('a query of more rows than memory allows fails', async () => {
  await talk.control({ faults: [{ kind: 'memory', command: 'Query', amount: 299, count: 1 }] });
  expect((await talk.tryQuery('T | take 299')).status).toBe(200);
  expect((await talk.tryQuery('T')).message).toContain('E_RUNAWAY_QUERY');
  expect((await talk.tryQuery('T')).status).toBe(200);
});

test('an operation can vanish while it runs, from the log and from the list', async () => {
  await talk.control({ faults: [{ kind: 'lost-operation', command: 'ExportToStorage', amount: 60_000 }] });
  const [[id] = []] = await talk.command(`.export async to parquet (${talk.place('lost')}) <| T`);
  expect((await talk.outcome(id)).state).toBe('Completed');
  await talk.control({ clock: { offset: 61_000 } });
  expect(await talk.command(`.show operations ${id}`)).toEqual([]);
  expect(await talk.command(`.show operations | where OperationId == guid(${id})`)).toEqual([]);
  expect((await talk.try(`.show operation ${id} details`)).status).toBe(400);
});

test("a failure half way is an error of the service's own client, and of an answer with status 200", async () => {
  const fault = { kind: 'partial-result', command: 'Query', amount: 5 };
  const client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  await talk.control({ faults: [fault] });
  await expect(client.execute('Demo', 'T')).rejects.toThrow('E_RUNAWAY_QUERY');
  await talk.control({ faults: [fault] });
  const answer = await talk.tryQuery('T');
  expect([answer.status, answer.rows.length]).toEqual([200, 6]);
  expect(JSON.parse(answer.text).Exceptions).toEqual([expect.stringContaining('E_RUNAWAY_QUERY')]);
});

test.each(['.show tables', '.show tables | project TableName'])('a command can fail half way: %s', async (text) => {
  await talk.control({ faults: [{ kind: 'partial-result', command: 'ShowTables', amount: 1 }] });
  const answer = await talk.try(text);
  expect([answer.status, answer.rows.length]).toEqual([200, 2]);
  expect(JSON.parse(answer.text).Exceptions).toEqual([expect.stringContaining('E_RUNAWAY_QUERY')]);
});

test('the old protocol hides such a failure from the client, which is why nobody may trust its rows alone', async () => {
  const client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  await talk.control({ faults: [{ kind: 'partial-result', command: 'Query', amount: 5 }] });
  const answer = await client.executeQueryV1('Demo', 'T');
  expect([...(answer.primaryResults[0]?.rows() ?? [])]).toHaveLength(6);
});

test.each([
  ['429', 'TooManyRequests'],
  ['503', 'General_InternalServerError'],
])('a fault %s refuses the kinds of commands it names and no other', async (kind, code) => {
  await talk.control({ faults: [{ kind, command: 'ShowTables', count: 1 }] });
  expect((await talk.try('.show version')).status).toBe(200);
  const refused = await talk.try('.show tables');
  expect(refused).toMatchObject({ status: Number(kind), permanent: false });
  expect(JSON.parse(refused.text).error.code).toBe(code);
  expect((await talk.try('.show tables')).status).toBe(200);
});

test('with the same seed the same requests are struck', async () => {
  const pattern = async (seed: number): Promise<string> => {
    await talk.control({ faults: [{ kind: '503', command: 'ShowTables', count: 1000, probability: 0.5, seed }] });
    let seen = '';
    for (let turn = 0; turn < 24; turn += 1) seen += (await talk.try('.show tables')).status === 200 ? '-' : 'x';
    return seen;
  };
  const [first, again, other] = [await pattern(1), await pattern(1), await pattern(2)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(first).toContain('x');
  expect(first).toContain('-');
});

test('the latency is that of every answer', async () => {
  await talk.control({ latencyMs: 150 });
  const started = performance.now();
  await talk.command('.show version');
  expect(performance.now() - started).toBeGreaterThanOrEqual(149);
});

test('the clock can be stopped, and the cursor can lag behind rows that are there', async () => {
  await talk.control({ clock: { nowUtc: '2031-05-06T07:08:09Z' }, cursorLagMs: 3_000 });
  await talk.command('.create table Lagging (a:long)');
  await talk.command('.ingest inline into table Lagging <| 1');
  expect(await talk.query('Lagging | project ingestion_time(), now()')).toEqual([
    ['2031-05-06T07:08:09Z', '2031-05-06T07:08:09Z'],
  ]);
  const atCursor = 'Lagging | where cursor_before_or_at(cursor_current()) | count';
  expect(await talk.query(atCursor)).toEqual([[0]]);
  await delay(3_100);
  expect(await talk.query(atCursor)).toEqual([[1]]);
});

describe('merges between reading ids and using them', () => {
  const idsOf = async (table: string): Promise<Value[]> =>
    (await talk.command(`.show table ${table} extents | project ExtentId`)).map(([id = null]) => id);

  async function three(name: string): Promise<Value[]> {
    await talk.command(`.create table ${name} (a:long)`);
    for (const a of [1, 2, 3]) await talk.command(`.append ${name} <| print a = ${a}`);
    return idsOf(name);
  }

  test.each([
    ['MoveExtents', (ids: Value[], from: string) => `.move extents from table ${from} to table Sink (${ids})`],
    [
      'ReplaceExtents',
      (ids: Value[], from: string) =>
        `.replace extents in table ${from} <| { datatable (ExtentId:guid) [${ids.map((id) => `guid(${id})`)}] }, { .show table Sink extents }`,
    ],
    ['DropExtents', (ids: Value[], from: string) => `.drop extents (${ids}) from ${from}`],
  ])('stale ids fail %s, which then changes nothing', async (kind, text) => {
    await talk.command('.create-merge table Sink (a:long)');
    const from = `Stale${kind}`;
    const before = await three(from);
    await talk.control({ faults: [{ kind: 'extent-merge', command: kind }] });
    const refused = await talk.try(text(before, from));
    const merged = await idsOf(from);
    expect(refused).toMatchObject({ status: 400, permanent: true });
    expect(refused.message).toContain(String(before[0]));
    expect(merged).toHaveLength(1);
    expect(before).not.toContain(merged[0]);
    expect(await talk.query(`${from} | summarize count(), sum(a)`)).toEqual([[3, 6]]);
    expect((await talk.try(text(merged, from))).status).toBe(200);
  });

  test('a query for the ids inside the command, or a policy against merges, is proof against them', async () => {
    const [live, kept] = ['QueriedIds', 'KeptApart'];
    await three(live);
    const ids = await three(kept);
    await talk.command(`.alter-merge table ${kept} policy merge @'{"AllowMerge":false,"AllowRebuild":false}'`);
    await talk.command('.create table Safe (a:long)');
    await talk.control({ faults: [{ kind: 'extent-merge', command: 'MoveExtents', count: 2 }] });
    await talk.command(`.move extents to table Safe <| .show table ${live} extents`);
    await talk.command(`.move extents from table ${kept} to table Safe (${ids})`);
    expect(await talk.query('Safe | summarize count(), sum(a)')).toEqual([[6, 12]]);
    expect(await idsOf('Safe')).toHaveLength(4);
  });
});

test('a fault of no known kind, or with a member nobody knows, is refused by name', async () => {
  await expect(talk.control({ faults: [{ kind: 'earthquake', command: 'Query' }] })).rejects.toThrow('earthquake');
  await expect(talk.control({ faults: [{ kind: '429', command: 'Query', colour: 1 }] })).rejects.toThrow('colour');
});

test.each([
  [{ kind: '429', command: 'ShowTable' }, "'ShowTable' is nothing that a fault can strike"],
  [{ kind: 'partial-export', command: 'Query' }, "'partial-export' never strikes 'Query'"],
  [{ kind: '503', command: 'QueuedIngestion' }, "'503' never strikes 'QueuedIngestion'"],
  [{ kind: '503', command: 'Query', count: 0 }, "'count' of a fault is a whole number from 1"],
  [{ kind: '503', command: 'Query', probability: 0 }, "'probability' of a fault is more than 0 and up to 1"],
  [{ kind: '503', command: 'Query', probability: 1.5 }, "'probability' of a fault is more than 0 and up to 1"],
  [{ kind: 'memory', command: 'Query', amount: -1 }, "'amount' of a fault is a whole number from 0"],
])('a fault that can never strike is refused: %j', async (fault, words) => {
  await expect(talk.control({ faults: [fault] })).rejects.toThrow(words);
});

test.each([
  { latencyMs: -1 },
  { latencyMs: 2 ** 31 },
  { capacity: { dataExport: -1 } },
  { capacity: { ingestions: 0.5 } },
])('a control out of its range is refused: %j', async (control) => {
  await expect(talk.control(control)).rejects.toThrow('is a whole number from 0 to 2147483647');
});

test('the control faultsLeft tells which faults have not struck yet', async () => {
  const [twice, never] = [
    { kind: '503', command: 'ShowTables', count: 2 },
    { kind: '429', command: 'Query' },
  ];
  await talk.control({ faults: [twice, never] });
  await talk.try('.show tables');
  const some = await talk.control({ faultsLeft: true });
  await talk.try('.show tables');
  const { faultsLeft } = await talk.control({ faultsLeft: true });
  expect(some).toEqual({
    faultsLeft: [expect.objectContaining({ ...twice, count: 1 }), expect.objectContaining(never)],
  });
  expect(faultsLeft).toEqual([{ ...never, count: 1, probability: 1, seed: 1, amount: 0 }]);
});
