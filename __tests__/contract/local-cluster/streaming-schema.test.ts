import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { tryAs } from './ask-as.ts';
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
afterEach(() => talk.control({ faults: [], clock: { offset: 0 }, schemaCacheMs: 300_000 }));

const minute = 60_000;
const clear = (table: string) => talk.command(`.clear table ${table} cache streamingingestion schema`);
const values = async (table: string): Promise<Value[]> =>
  (await talk.query(`${table} | project a | order by a asc`)).map(([a = null]) => a);

async function stream(table: string, text: string): Promise<number> {
  const address = `${cluster.cluster}/v1/rest/ingest/Demo/${table}?streamFormat=Csv`;
  return (await fetch(address, { method: 'POST', body: text })).status;
}

/** A table that a stream has come into, and another with which it has swapped its name since. */
async function swapped(): Promise<{ readonly now: string; readonly before: string }> {
  made += 1;
  const [now, before] = [`T${made}`, `Old${made}`];
  for (const name of [now, `Next${made}`]) {
    await talk.command(`.create table ${name} (a:long)`);
    await talk.command(`.alter table ${name} policy streamingingestion '{"IsEnabled":true}'`);
  }
  expect(await stream(now, '1')).toBe(200);
  await talk.command(`.rename tables ${before}=${now}, ${now}=Next${made}`);
  return { now, before };
}

test('After a swap a stream goes into the table that had the name, until the cache of the table is cleared', async () => {
  const { now, before } = await swapped();
  expect(await stream(now, '2')).toBe(200);
  expect([await values(now), await values(before)]).toEqual([[], [1, 2]]);
  expect(await clear(now)).toEqual([['Node1', 'Succeeded']]);
  expect(await stream(now, '3')).toBe(200);
  expect([await values(now), await values(before)]).toEqual([[3], [1, 2]]);
});

test('The cache of the whole database is cleared at once, by whoever may ingest into it', async () => {
  const [one, other] = [await swapped(), await swapped()];
  const kept = await talk.command('.clear database cache streamingingestion schema');
  expect(kept).toEqual([['Node1', 'Succeeded']]);
  for (const { now } of [one, other]) await stream(now, '2');
  expect([await values(one.now), await values(other.now)]).toEqual([[2], [2]]);
  await talk.command(".add database Demo viewers ('aadapp=viewer;t')");
  await talk.command(".add database Demo ingestors ('aadapp=ingestor;t')");
  await talk.control({ requireRoles: true });
  const texts = [
    `.clear table ${one.now} cache streamingingestion schema`,
    '.clear database cache streamingingestion schema',
  ];
  const answers: unknown[] = [];
  for (const who of ['viewer', 'ingestor'])
    for (const text of texts) answers.push(await tryAs(cluster, `aadapp=${who};t`, text));
  await talk.control({ requireRoles: false });
  const denied = expect.stringContaining('viewer');
  expect(answers).toEqual([denied, denied, [['Node1', 'Succeeded']], [['Node1', 'Succeeded']]]);
});

test('schemaCacheMs: a stream finds the new table once the time is over', async () => {
  const { now, before } = await swapped();
  await talk.control({ clock: { offset: 4 * minute } });
  await stream(now, '2');
  await talk.control({ clock: { offset: 6 * minute } });
  await stream(now, '3');
  expect([await values(now), await values(before)]).toEqual([[3], [1, 2]]);
  await talk.control({ schemaCacheMs: 0 });
  const other = await swapped();
  await stream(other.now, '2');
  expect(await values(other.now)).toEqual([2]);
});

test('failed-node: a node that failed goes on with what it knows, until it is told again', async () => {
  const { now, before } = await swapped();
  await talk.control({ faults: [{ kind: 'failed-node', command: 'ClearTableCacheStreamingIngestionSchema' }] });
  expect(await clear(now)).toEqual([['Node1', 'Failed']]);
  await stream(now, '2');
  expect(await clear(now)).toEqual([['Node1', 'Succeeded']]);
  await stream(now, '3');
  expect([await values(now), await values(before)]).toEqual([[3], [1, 2]]);
});

test('a stream to a table that is gone is refused, also where another has its name by then', async () => {
  const { now, before } = await swapped();
  await talk.command(`.drop table ${before}`);
  expect([await stream(now, '2'), await values(now)]).toEqual([400, []]);
  await clear(now);
  expect([await stream(now, '2'), await values(now)]).toEqual([200, [2]]);
});
