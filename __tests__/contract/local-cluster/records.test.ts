import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create table T (a:int, s:string)');
  await talk.command('.ingest inline into table T <|\n1,x\n2,y\n3,\n,z');
});
afterAll(() => cluster.stop());

test('Deleting records removes exactly the rows of the predicate and replaces their extent', async () => {
  const before = await talk.command('.show table T extents');
  const deleted = await talk.command('.delete table T records <| T | where a == 2');
  const rows = await talk.query('T | project s | order by s asc');
  const after = await talk.command('.show table T extents');
  expect(deleted).toHaveLength(1);
  expect(rows).toEqual([[''], ['x'], ['z']]);
  expect(after).toHaveLength(1);
  expect(after[0]?.[0]).not.toEqual(before[0]?.[0]);
  expect(after[0]).toContain(3);
});

test('What was deleted is counted in its extent, until a merge rebuilds it', async () => {
  await talk.command('.create table Counted (a:int)');
  await talk.command('.ingest inline into table Counted <|\n1\n2\n3\n4');
  const counts = () => talk.command('.show table Counted extents | project RowCount, DeletedRowCount');
  const fresh = await counts();
  await talk.command('.delete table Counted records <| Counted | where a == 1');
  await talk.command('.delete table Counted records <| Counted | where a > 2');
  const deleted = await counts();
  await talk.command('.ingest inline into table Counted <| 9');
  await talk.control({ run: 'merge' });
  expect([fresh, deleted, await counts()]).toEqual([[[4, 0]], [[1, 3]], [[2, 0]]]);
});

test.each([
  ['T', 'where operator'],
  ['T | extend b = a', 'where operator'],
  ['T | where a == 1 | summarize count() by a', 'where operator'],
  ['T | where a > 2147483647 * 9223372036854775807 / 0 or a + 1 < sum_of(a)', 'sum_of'],
  ['set query_take_max_records=1; T | where a < 9', 'query_take_max_records'],
  ["set query_datascope='hotcache'; T | where a < 9", 'hotcache'],
])('A predicate that is more or less than a filter is refused: %s', async (predicate, word) => {
  const { status, message } = await talk.try(`.delete table T records <| ${predicate}`);
  expect([status, message]).toEqual([400, expect.stringContaining(word)]);
});

test('Options of the request hold for a change of records, and a limit on its rows is refused', async () => {
  await talk.command('.create table Timed (t:datetime)');
  await talk.command('.ingest inline into table Timed <|\n2020-01-01\n2030-01-01');
  const past = '.delete table Timed records <| Timed | where t < now()';
  const under = (Options: object) => talk.try(past, { properties: { Options } });
  expect((await under({ query_take_max_records: 1 })).message).toContain('query_take_max_records');
  expect((await under({ query_now: '2010-01-01' })).rows).toEqual([]);
  expect((await under({ query_now: '2040-01-01' })).status).toBe(200);
  expect(await talk.query('Timed | count')).toEqual([[0]]);
});

test('A predicate that matches nothing deletes nothing', async () => {
  const deleted = await talk.command('.delete table T records <| T | where a == 99');
  const count = await talk.query('T | count');
  expect(deleted).toEqual([]);
  expect(count).toEqual([[3]]);
});

test('A predicate over another table is refused', async () => {
  await talk.command('.create table U (a:int)');
  const answer = await talk.try('.delete table T records <| U | where a == 1');
  expect(answer.status).toBe(400);
  const count = await talk.query('T | count');
  expect(count).toEqual([[3]]);
});

test('Soft-deleted rows are counted by the extent that takes the place of theirs, until a merge', async () => {
  await talk.command('.set D <| range a from 1 to 10 step 1');
  await talk.command('.append D <| range a from 21 to 22 step 1');
  const counts = '.show table D extents | project RowCount, DeletedRowCount | order by RowCount asc';
  await talk.command('.delete table D records <| D | where a <= 3');
  await talk.command('.delete table D records <| D | where a == 4');
  expect(await talk.command(counts)).toEqual([
    [2, 0],
    [6, 4],
  ]);
  await talk.control({ run: 'merge' });
  expect(await talk.command(counts)).toEqual([[8, 0]]);
});
