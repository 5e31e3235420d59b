import { setTimeout as delay } from 'node:timers/promises';
import { ContainerClient } from '@azure/storage-blob';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let other: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory', databases: ['Demo', 'Other'] });
  talk = new Talk(cluster, 'Demo');
  other = new Talk(cluster, 'Other');
});
afterAll(() => cluster.stop());
afterEach(() => talk.control({ faults: [], clock: { offset: 0 } }));

const minute = 60_000;
const connection = { name: 'c', database: 'Demo', container: 'landing' };
const connect = (...some: readonly object[]) =>
  talk.control({ dataConnections: some.map((one) => ({ ...connection, ...one })) });

/** A blob is loaded as soon as its event comes. */
async function makeTable(where: Talk, name: string): Promise<void> {
  await where.command(`.create table ${name} (a:long, b:string)`);
  await where.command(`.alter table ${name} policy ingestionbatching '{"MaximumNumberOfItems":1}'`);
}

async function upload(name: string, text: string, metadata: Readonly<Record<string, string>>): Promise<void> {
  await new ContainerClient(cluster.landing).getBlockBlobClient(name).upload(text, text.length, { metadata });
}

/** Asks again until the answer is the expected one, or for half a minute, and returns the last. */
async function settled(where: Talk, query: string, expected: Value): Promise<Value | undefined> {
  for (let left = 600; ; left -= 1) {
    const [[value] = []] = await where.query(query);
    if (value === expected || left === 0) return value;
    await delay(50);
  }
}

let marks = 0;

/** Ends once the connection has noticed all blobs there are: one that is uploaded after them is loaded. */
async function allNoticed(): Promise<void> {
  marks += 1;
  if (marks === 1) await makeTable(talk, 'Mark');
  await upload(`zzz/${marks}.csv`, '1,x\n', { kustoTable: 'Mark', kustoDataFormat: 'csv' });
  expect(await settled(talk, 'Mark | count', marks)).toBe(marks);
}

async function failures(table: string): Promise<number> {
  return (await talk.command(`.show ingestion failures | where Table == '${table}'`)).length;
}

test('a new blob goes where its metadata says, in its format, by its mapping and under its tags', async () => {
  await makeTable(talk, 'Mapped');
  const mapping = JSON.stringify([
    { column: 'b', Properties: { Ordinal: '0' } },
    { column: 'a', Properties: { Ordinal: '1' } },
  ]);
  await talk.command(`.create table Mapped ingestion csv mapping 'm' '${mapping}'`);
  await talk.control({ dataConnections: [{ ...connection, table: 'Elsewhere', format: 'json' }] });
  await upload('mapped/ü 1.csv', 'b,a\none,1\n', {
    kustoDatabase: 'Demo',
    kustoTable: 'Mapped',
    kustoDataFormat: 'csv',
    kustoIngestionMappingReference: 'm',
    kustoIgnoreFirstRecord: 'true',
    kustoExtentTags: '["mine"]',
    kustoCreationTime: '2026-02-03T04:05:06Z',
    rawSizeBytes: '12',
  });
  expect(await settled(talk, 'Mapped | count', 1)).toBe(1);
  expect(await talk.query('Mapped')).toEqual([[1, 'one']]);
  expect(await talk.command('.show table Mapped extents | project Tags, MinCreatedOn')).toEqual([
    ['mine', '2026-02-03T04:05:06Z'],
  ]);
});

test("blobs wait as long as the batching policy says, by the cluster's clock", async () => {
  await talk.command('.create table Slow (a:long, b:string)');
  await connect({});
  await upload('slow.csv', '1,x\n', { kustoTable: 'Slow', kustoDataFormat: 'csv' });
  await allNoticed();
  expect(await talk.query('Slow | count')).toEqual([[0]]);
  await talk.control({ clock: { offset: 6 * minute } });
  expect(await settled(talk, 'Slow | count', 1)).toBe(1);
});

test('a blob that was there before the connection, or is named otherwise, is not loaded', async () => {
  await makeTable(talk, 'Watched');
  const metadata = { kustoTable: 'Watched', kustoDataFormat: 'csv' };
  await connect();
  await upload('in/before.csv', '1,x\n', metadata);
  await connect({ prefix: 'in/', suffix: '.csv' });
  await upload('out/a.csv', '2,x\n', metadata);
  await upload('in/a.txt', '3,x\n', metadata);
  await upload('in/a.csv', '4,x\n', metadata);
  expect(await settled(talk, 'Watched | count', 1)).toBe(1);
  await delay(300);
  expect(await talk.query('Watched | project a')).toEqual([[4]]);
});

test('a blob that is replaced is loaded once more', async () => {
  await makeTable(talk, 'Replaced');
  await connect({});
  const metadata = { kustoTable: 'Replaced', kustoDataFormat: 'csv' };
  await upload('replaced.csv', '1,x\n', metadata);
  expect(await settled(talk, 'Replaced | count', 1)).toBe(1);
  await upload('replaced.csv', '1,x\n2,y\n', metadata);
  expect(await settled(talk, 'Replaced | count', 3)).toBe(3);
});

test('metadata that nobody knows changes nothing, and without a table of its own a blob goes into that of the connection', async () => {
  await makeTable(talk, 'Default');
  await connect({ table: 'Default', format: 'csv' });
  await upload('default.csv', '1,x\n', { kustoTabel: 'Mapped', owner: 'me' });
  expect(await settled(talk, 'Default | count', 1)).toBe(1);
});

test('a blob for another database, or for one in another spelling, is lost without a word, unless the connection may reach several', async () => {
  await makeTable(other, 'There');
  await makeTable(talk, 'There');
  const metadata = { kustoDatabase: 'Other', kustoTable: 'There', kustoDataFormat: 'csv' };
  await connect({ prefix: 'one/' }, { prefix: 'several/', multiDatabase: true });
  await upload('one/a.csv', '1,x\n', metadata);
  await upload('one/b.csv', '3,x\n', { ...metadata, kustoDatabase: 'demo' });
  await upload('several/b.csv', '4,x\n', { ...metadata, kustoDatabase: 'other' });
  await upload('several/a.csv', '2,x\n', metadata);
  expect(await settled(other, 'There | count', 1)).toBe(1);
  await delay(300);
  expect(await other.query('There | project a')).toEqual([[2]]);
  expect(await talk.query('There | count')).toEqual([[0]]);
  expect(await failures('There')).toBe(0);
});

test('the event of a blob can come late, and after that of a later one', async () => {
  await makeTable(talk, 'Late');
  await connect({});
  const metadata = { kustoTable: 'Late', kustoDataFormat: 'csv' };
  await talk.control({ faults: [{ kind: 'late-event', command: 'DataConnection', amount: minute }] });
  await upload('late/1.csv', '1,x\n', metadata);
  await delay(300);
  await upload('late/2.csv', '2,x\n', metadata);
  expect(await settled(talk, 'Late | count', 1)).toBe(1);
  expect(await talk.query('Late | project a')).toEqual([[2]]);
  await talk.control({ clock: { offset: 2 * minute } });
  expect(await settled(talk, 'Late | count', 2)).toBe(2);
});

test('a blob that is gone before it is loaded, or whose table is, fails in the log; one can arrive twice', async () => {
  await talk.command('.create table Gone (a:long, b:string)');
  await connect({});
  await upload('gone.csv', '1,x\n', { kustoTable: 'Gone', kustoDataFormat: 'csv' });
  await upload('no-table.csv', '1,x\n', { kustoTable: 'NoTable', kustoDataFormat: 'csv' });
  await allNoticed();
  await new ContainerClient(cluster.landing).deleteBlob('gone.csv');
  await talk.control({ clock: { offset: 6 * minute } });
  for (let left = 600; left > 0 && (await failures('Gone')) * (await failures('NoTable')) === 0; left -= 1)
    await delay(50);
  expect([await failures('Gone'), await failures('NoTable')]).toEqual([1, 1]);
  expect(await talk.query('Gone | count')).toEqual([[0]]);

  await makeTable(talk, 'Twice');
  await talk.control({ faults: [{ kind: 'late-duplicate', command: 'QueuedIngestion', amount: 10 * minute }] });
  await upload('twice.csv', '1,x\n', { kustoTable: 'Twice', kustoDataFormat: 'csv' });
  expect(await settled(talk, 'Twice | count', 1)).toBe(1);
  await talk.control({ clock: { offset: 20 * minute } });
  expect(await settled(talk, 'Twice | count', 2)).toBe(2);
});

test('a connection that cannot be is refused by name', async () => {
  await expect(connect({ tabel: 'T' })).rejects.toThrow("has no member 'tabel'");
  await expect(connect({ container: '' })).rejects.toThrow("needs a 'container'");
  await expect(connect({ database: 'None' })).rejects.toThrow("'None'");
  await expect(connect({ multiDatabase: 'yes' })).rejects.toThrow('true or false');
  await expect(talk.control({ dataConnections: {} })).rejects.toThrow('is an array');
});
