import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { BlobClient, BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { QueueClient } from '@azure/storage-queue';
import { KustoConnectionStringBuilder } from 'azure-kusto-data';
import {
  BlobDescriptor,
  DataFormat,
  IngestClient,
  IngestionProperties,
  IngestStatusQueues,
  ReportLevel,
  ReportMethod,
} from 'azure-kusto-ingest';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'queued-'));
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(async () => {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => talk.control({ faults: [], capacity: { ingestions: 12 }, clock: { offset: 0 } }));

const minute = 60_000;

function clientOf(table: string, more: Partial<IngestionProperties> = {}): IngestClient {
  const properties = new IngestionProperties({
    database: 'Demo',
    table,
    format: DataFormat.CSV,
    flushImmediately: true,
    reportLevel: ReportLevel.FailuresAndSuccesses,
    reportMethod: ReportMethod.Queue,
    ...more,
  });
  return new IngestClient(new KustoConnectionStringBuilder(cluster.cluster), properties, false);
}

/** From a file, whose size the client tells; of a stream it does not, and such a blob waits for no other. */
async function ingestSized(client: IngestClient, text: string): Promise<void> {
  const file = join(folder, `${randomUUID()}.csv`);
  await writeFile(file, text);
  await client.ingestFromFile(file);
}

async function makeTable(name: string): Promise<void> {
  await talk.command(`.create table ${name} (a:long, b:string)`);
}

/** Asks again until the answer is the expected one, or for half a minute, and returns the last. */
async function settled(query: string, expected: Value): Promise<Value | undefined> {
  for (let left = 600; ; left -= 1) {
    const [[value] = []] = await talk.query(query);
    if (value === expected || left === 0) return value;
    await delay(50);
  }
}

let marks = 0;

/** Ends once all messages there are were taken: one that is sent after them is loaded. */
async function allTaken(): Promise<void> {
  marks += 1;
  if (marks === 1) await makeTable('Mark');
  await clientOf('Mark', { reportLevel: ReportLevel.FailuresOnly }).ingestFromStream(Readable.from(['1,x\n']));
  expect(await settled('Mark | count', marks)).toBe(marks);
}

async function rootOf(type: string): Promise<string> {
  const rows = await talk.command(`.get ingestion resources | where ResourceTypeName == '${type}'`);
  return String(rows[0]?.[1]);
}

async function uploaded(name: string, text: string): Promise<string> {
  const client = new ContainerClient(await rootOf('TempStorage')).getBlockBlobClient(name);
  await client.upload(text, text.length);
  return client.url;
}

async function send(message: object): Promise<void> {
  const queue = new QueueClient(await rootOf('SecuredReadyForAggregationQueue'));
  await queue.sendMessage(Buffer.from(JSON.stringify(message)).toString('base64'));
}

/** The first report in a queue that is about this blob or table. */
async function report(kind: 'success' | 'failure', client: IngestClient): Promise<Record<string, unknown>> {
  const queues = new IngestStatusQueues(client);
  for (let left = 600; left > 0; left -= 1) {
    const [found] = await queues[kind].pop(1);
    if (found !== undefined) return Object(found);
    await delay(50);
  }
  throw new Error(`No ${kind} was reported.`);
}

test("the service's own client loads a file, which it compresses on the way", async () => {
  await makeTable('FromFile');
  const file = join(folder, 'rows.csv');
  await writeFile(file, '1,one\n2,"two, too"\n');
  const client = clientOf('FromFile', { additionalTags: ['mine'], dropByTags: ['day1'] });
  await client.ingestFromFile(file);
  expect(await settled('FromFile | count', 2)).toBe(2);
  expect(await talk.query('FromFile | order by a asc')).toEqual([
    [1, 'one'],
    [2, 'two, too'],
  ]);
  const [[tags] = []] = await talk.command('.show table FromFile extents | project Tags');
  expect(tags).toBe('mine\r\ndrop-by:day1');
  expect(await report('success', client)).toMatchObject({ Database: 'Demo', Table: 'FromFile' });
});

test("the service's own client loads a stream", async () => {
  await makeTable('FromStream');
  await clientOf('FromStream', { format: DataFormat.JSON }).ingestFromStream(
    Readable.from(['{"a":7,"b":"x"}\n{"b":"y"}\n']),
  );
  expect(await settled('FromStream | count', 2)).toBe(2);
  expect(await talk.query("FromStream | where b == 'y'")).toEqual([[null, 'y']]);
});

test("the service's own client loads a Parquet blob that an export wrote", async () => {
  await makeTable('FromBlob');
  const [[path] = []] = await talk.command(
    `.export compressed to parquet (${talk.place('queued')}) <| range a from 1 to 100 step 1 | extend b=tostring(a)`,
  );
  await clientOf('FromBlob', { format: DataFormat.PARQUET }).ingestFromBlob(`${path}?${cluster.storage.split('?')[1]}`);
  expect(await settled('FromBlob | count', 100)).toBe(100);
});

test('the creation time of a message becomes that of the extents', async () => {
  await makeTable('Dated');
  const additionalProperties = { creationTime: '2020-02-03T04:05:06Z' };
  await clientOf('Dated', { additionalProperties }).ingestFromStream(Readable.from(['1,x\n']));
  expect(await settled('Dated | count', 1)).toBe(1);
  const created = await talk.command('.show table Dated extents | project MinCreatedOn, MaxCreatedOn');
  expect(created).toEqual([['2020-02-03T04:05:06Z', '2020-02-03T04:05:06Z']]);
});

test("blobs wait for each other as long as the table's policy says, by the cluster's clock", async () => {
  await makeTable('Slow');
  const client = clientOf('Slow', { flushImmediately: false });
  await ingestSized(client, '1,x\n');
  await ingestSized(client, '2,y\n');
  await allTaken();
  expect(await talk.query('Slow | count')).toEqual([[0]]);
  await talk.control({ clock: { offset: 6 * minute } });
  expect(await settled('Slow | count', 2)).toBe(2);
});

test('a batch that has as many blobs as the policy allows does not wait', async () => {
  await makeTable('Counted');
  await talk.command(`.alter table Counted policy ingestionbatching '{"MaximumNumberOfItems":2}'`);
  const client = clientOf('Counted', { flushImmediately: false });
  await ingestSized(client, '1,x\n');
  await delay(300);
  expect(await talk.query('Counted | count')).toEqual([[0]]);
  await ingestSized(client, '2,y\n');
  expect(await settled('Counted | count', 2)).toBe(2);
});

test('a batch that has as much data as the policy allows does not wait', async () => {
  await makeTable('Sized');
  await talk.command(`.alter table Sized policy ingestionbatching '{"MaximumRawDataSizeMB":100}'`);
  const message = async (name: string, bytes: number) => ({
    Id: name,
    BlobPath: await uploaded(name, '1,x\n'),
    RawDataSize: bytes,
    DatabaseName: 'Demo',
    TableName: 'Sized',
    AdditionalProperties: { format: 'csv' },
  });
  await send(await message('half.csv', 60 * 1024 * 1024));
  await delay(300);
  expect(await talk.query('Sized | count')).toEqual([[0]]);
  await send(await message('rest.csv', 60 * 1024 * 1024));
  expect(await settled('Sized | count', 2)).toBe(2);
});

test('ingestIfNotExists loads a blob once, however often it is queued', async () => {
  await makeTable('Once');
  const client = clientOf('Once', { ingestByTags: ['part1'], ingestIfNotExists: '["part1"]' });
  await client.ingestFromStream(Readable.from(['1,x\n']));
  expect(await settled('Once | count', 1)).toBe(1);
  await client.ingestFromStream(Readable.from(['1,x\n']));
  await report('success', client);
  await delay(300);
  expect(await talk.query('Once | count')).toEqual([[1]]);
});

test.each([
  ['an ingest-by tag', 'Tagged', { ingestByTags: ['part1'] }],
  ['ingestIfNotExists', 'Unless', { ingestIfNotExists: '["other"]' }],
])('a blob with %s waits for no other and is a batch of its own', async (_what, table, given) => {
  await makeTable(table);
  const client = clientOf(table, { flushImmediately: false, ...given });
  await ingestSized(client, '1,x\n');
  await ingestSized(client, '2,y\n');
  expect(await settled(`${table} | count`, 2)).toBe(2);
  expect(await talk.command(`.show table ${table} extents | count`)).toEqual([[2]]);
});

test('a blob whose size its message does not tell is a batch of its own', async () => {
  await makeTable('Unsized');
  for (const name of ['one.csv', 'two.csv'])
    await send({
      Id: name,
      BlobPath: await uploaded(name, '1,x\n'),
      DatabaseName: 'Demo',
      TableName: 'Unsized',
      AdditionalProperties: { format: 'csv' },
    });
  expect(await settled('Unsized | count', 2)).toBe(2);
  expect(await talk.command('.show table Unsized extents | count')).toEqual([[2]]);
});

test('the same blob can arrive once more, later', async () => {
  await makeTable('Twice');
  const amount = 10 * minute;
  await talk.control({ faults: [{ kind: 'late-duplicate', command: 'QueuedIngestion', count: 1, seed: 7, amount }] });
  await clientOf('Twice').ingestFromStream(Readable.from(['1,x\n']));
  expect(await settled('Twice | count', 1)).toBe(1);
  await talk.control({ clock: { offset: 11 * minute } });
  expect(await settled('Twice | count', 2)).toBe(2);
});

test('a blob whose message does not ask to keep it is deleted once it is loaded', async () => {
  await makeTable('Kept');
  const message = {
    DatabaseName: 'Demo',
    TableName: 'Kept',
    FlushImmediately: true,
    AdditionalProperties: { format: 'csv' },
  };
  const [kept, gone] = [await uploaded('kept.csv', '1,x\n'), await uploaded('gone.csv', '2,y\n')];
  await send({ ...message, Id: 'kept', BlobPath: kept, RetainBlobOnSuccess: true });
  await send({ ...message, Id: 'gone', BlobPath: gone });
  expect(await settled('Kept | count', 2)).toBe(2);
  for (let left = 600; left > 0 && (await new BlobClient(gone).exists()); left -= 1) await delay(50);
  expect([await new BlobClient(kept).exists(), await new BlobClient(gone).exists()]).toEqual([true, false]);
});

test('a failure that no retry cures is reported, without a signature, and its blob stays', async () => {
  await makeTable('Failing');
  const client = clientOf('Failing', { table: 'NoSuchTable' });
  await client.ingestFromStream(Readable.from(['1,x\n']));
  const failure = await report('failure', client);
  expect(failure).toMatchObject({ Table: 'NoSuchTable', FailureStatus: 'Permanent', ShouldRetry: false });
  expect(failure.Details).toContain("'NoSuchTable'");
  expect(JSON.stringify(failure)).not.toContain('sig=');
});

test('one bad blob of a batch does not keep the others out', async () => {
  await makeTable('Mixed');
  const client = clientOf('Mixed', { flushImmediately: false, reportLevel: ReportLevel.FailuresOnly });
  await ingestSized(client, '1,x\n');
  await client.ingestFromBlob(new BlobDescriptor(cluster.storage.replace('?', '/missing.csv?'), 4));
  await allTaken();
  await talk.control({ clock: { offset: 6 * minute } });
  expect(await settled('Mixed | count', 1)).toBe(1);
  expect((await report('failure', client)).Details).toContain('Download_SourceNotFound');
});

test('a property nobody knows fails the blob by name', async () => {
  await makeTable('Odd');
  const client = clientOf('Odd', { additionalProperties: { gravity: '1' } });
  await client.ingestFromStream(Readable.from(['1,x\n']));
  expect((await report('failure', client)).Details).toContain("'gravity'");
  expect(await talk.query('Odd | count')).toEqual([[0]]);
});

test('what fails for a passing reason is tried again', async () => {
  await makeTable('Patient');
  await talk.control({ faults: [{ kind: 'fail-operation', command: 'QueuedIngestion', count: 1 }] });
  await clientOf('Patient').ingestFromStream(Readable.from(['1,x\n']));
  expect(await settled('Patient | count', 1)).toBe(1);
});

test('a batch waits while the cluster is at its capacity', async () => {
  await makeTable('Full');
  await talk.control({ capacity: { ingestions: 0 } });
  await clientOf('Full').ingestFromStream(Readable.from(['1,x\n']));
  await delay(300);
  expect(await talk.query('Full | count')).toEqual([[0]]);
  await talk.control({ capacity: { ingestions: 12 } });
  expect(await settled('Full | count', 1)).toBe(1);
});

test('a cluster that is killed goes on with the queue when it starts again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'queued-kill-'));
  const first = await startLocalCluster({ directory });
  const before = new Talk(first);
  await before.command('.create table Survives (a:long)');
  const resources = await before.command('.get ingestion resources');
  const root = (type: string): string => String(resources.find(([name]) => name === type)?.[1]);
  const blob = root('TempStorage').replace('?', '/late.csv?');
  await new BlockBlobClient(blob).upload('5\n', 2);
  const message = {
    Id: 'late',
    DatabaseName: 'Demo',
    TableName: 'Survives',
    FlushImmediately: true,
    AdditionalProperties: { format: 'csv' },
  };
  await before.control({ capacity: { ingestions: 0 } });
  const queue = new QueueClient(root('SecuredReadyForAggregationQueue'));
  const port = Number(new URL(first.storage).port);
  await queue.sendMessage(Buffer.from(JSON.stringify({ ...message, BlobPath: blob })).toString('base64'));
  await delay(300);
  await first.kill();
  const second = await startLocalCluster({ directory, storagePort: port });
  talk = new Talk(second);
  const found = await settled('Survives | count', 1);
  talk = new Talk(cluster);
  await second.stop();
  await rm(directory, { recursive: true, force: true });
  expect(found).toBe(1);
});
