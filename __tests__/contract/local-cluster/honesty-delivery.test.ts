import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { KustoConnectionStringBuilder } from 'azure-kusto-data';
import { DataFormat, IngestClient, IngestionProperties } from 'azure-kusto-ingest';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());
afterEach(() => talk.control({ faults: [], clock: { offset: 0 } }));

const minute = 60_000;
const load = (name: string, value: number, tags: readonly string[], more = '') =>
  talk.command(`.ingest inline into table ${name} with (tags='${JSON.stringify(tags)}'${more}) <| ${value}`);
const values = async (query: string): Promise<Value[]> =>
  (await talk.query(`${query} | project a | order by a asc`)).map(([a = null]) => a);

/** Asks again until the table has this many rows, or for half a minute, and returns the rows. */
async function arrived(name: string, count: number): Promise<Value[]> {
  for (let left = 600; ; left -= 1) {
    const found = await values(name);
    if (found.length === count || left === 0) return found;
    await delay(50);
  }
}

test('a late duplicate goes to the table that has the name by then', async () => {
  for (const name of ['Live', 'Stage']) await talk.command(`.create table ${name} (a:long)`);
  await talk.control({ faults: [{ kind: 'late-duplicate', command: 'QueuedIngestion', amount: 10 * minute }] });
  const properties = { database: 'Demo', table: 'Stage', format: DataFormat.CSV, flushImmediately: true };
  const client = new IngestClient(
    new KustoConnectionStringBuilder(cluster.cluster),
    new IngestionProperties(properties),
    false,
  );
  await client.ingestFromStream(Readable.from(['1\n']));
  const first = await arrived('Stage', 1);
  await talk.command('.rename tables Live=Stage, Stage=Live');
  await talk.control({ clock: { offset: 11 * minute } });
  expect([first, await arrived('Stage', 1), await values('Live')]).toEqual([[1], [1], [1]]);
});

test('a direct ingestion that fails is not tried again', async () => {
  await talk.command('.create table Direct (a:long)');
  await talk.control({ faults: [{ kind: 'fail-operation', command: 'IngestIntoTable' }] });
  const [file] = await talk.command(`.export to csv (${talk.place('direct')}) <| print a=1`);
  const given = `(${talk.signed(file?.[0])}) with (format='csv')`;
  const [answer] = await talk.command(`.ingest async into table Direct ${given}`);
  const { state } = await talk.outcome(answer?.[0]);
  await delay(300);
  expect([state, await values('Direct')]).toEqual(['Failed', []]);
});

test('ingestIfNotExists forgets what was dropped', async () => {
  await talk.command('.create table Forgets (a:long)');
  const once = () => load('Forgets', 1, ['ingest-by:part'], `, ingestIfNotExists='["part"]'`);
  await once();
  await once();
  const loaded = await values('Forgets');
  await talk.command('.drop extents from Forgets');
  await once();
  expect([loaded, await values('Forgets')]).toEqual([[1], [1]]);
});

test('after a merge a count by tag counts rows that never had it, and a drop by tag takes them along', async () => {
  await talk.command('.create table Tagged (a:long)');
  await load('Tagged', 1, ['mine']);
  await load('Tagged', 2, ['other']);
  const tagged = `Tagged | where extent_tags() has_cs 'mine'`;
  const old = await values(tagged);
  await talk.control({ run: 'merge' });
  const merged = await values(tagged);
  await talk.command(`.drop extents <| .show table Tagged extents where tags has 'mine'`);
  expect([old, merged, await values('Tagged')]).toEqual([[1], [1, 2], []]);
});

test('a part of a tag is found by a query and not by a command', async () => {
  await talk.command('.create table Parts (a:long)');
  await load('Parts', 1, ['run-7']);
  expect(await values(`Parts | where extent_tags() has_cs 'run'`)).toEqual([1]);
  const shown = (tag: string) => talk.command(`.show table Parts extents where tags has '${tag}' | count`);
  expect([await shown('run'), await shown('run-7')]).toEqual([[[0]], [[1]]]);
});
