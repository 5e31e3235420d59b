import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { askAs } from './ask-as.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

const me = 'aadapp=local;local';

async function make(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await talk.command(`.create table ${name} (a:long)`);
    await talk.command(`.ingest inline into table ${name} <|\n1\n2`);
  }
}
const secure = (table: string, query: string) =>
  talk.try(`.alter table ${table} policy row_level_security enable "${query}"`);

test('A query over another table with row level security is refused, and after a rename nobody reads by it', async () => {
  await make('T', 'Other');
  expect(await secure('T', 'T | where a == 1')).toMatchObject({ status: 200 });
  expect(await secure('Other', 'T | where a == 1')).toMatchObject({
    status: 400,
    message: expect.stringContaining("cannot read table 'T'"),
  });
  expect(await secure('Other', `Other | where current_principal_is_member_of('${me}')`)).toMatchObject({ status: 200 });
  await talk.command('.rename tables Kept=T, T=Other');
  // The query of the one names a table that is gone, that of the other one that has row level security.
  for (const name of ['T', 'Kept']) expect((await talk.tryQuery(name)).status).toBe(400);
  expect(await secure('T', 'T | where a == 1')).toMatchObject({ status: 200 });
  expect(await talk.query('T')).toEqual([[1]]);
  expect((await talk.tryQuery('Kept')).status).toBe(400);
});

test('Whoever signs in is not the one whom the query admits, in any kind of read', async () => {
  await make('Mine');
  await secure('Mine', `Mine | where current_principal_is_member_of('${me}')`);
  const other = (csl: string) => askAs(cluster, 'aaduser=somebody;else', csl);
  expect(await talk.query('Mine | count')).toEqual([[2]]);
  expect(await other('print current_principal()')).toEqual([['aaduser=somebody;else']]);
  expect(await other('Mine | count')).toEqual([[0]]);
  await other('.set Copy <| Mine');
  await other('.append Copy <| Mine');
  await other('.set-or-append Copy <| Mine');
  expect(await talk.query('Copy | count')).toEqual([[0]]);
  const [file] = await other(`.export to parquet (${talk.place('mine')}) <| Mine`);
  expect(file?.[1] ?? 0).toBe(0);
});
