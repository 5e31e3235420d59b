import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create table T (a:long, b:string, at:datetime)');
  await talk.command(
    '.set-or-append T <| range a from 1 to 10 step 1 | project a, b=strcat("b", tostring(a)), at=now()',
  );
  await talk.command(
    `.create external table E (a:long, b:string) kind=storage dataformat=parquet (${talk.place('external')}) with (folder='f', docString='d')`,
  );
});
afterAll(() => cluster.stop());

test('what is exported to an external table is read from it', async () => {
  const [[name, path, rows] = []] = await talk.command('.export to table E <| T | project a, b');
  expect([name, rows]).toEqual(['E', '10']);
  expect(path).not.toContain('sig=');
  await talk.command('.export to table E <| print a=11, b="x"');
  expect(await talk.query('external_table("E") | summarize n=count(), s=sum(a)')).toEqual([[11, 66]]);
  expect(await talk.query("external_table('E') | where b == 'x' | project a")).toEqual([[11]]);
  const artifacts = await talk.command('.show external table E artifacts');
  expect(artifacts.map(([uri]) => uri)).toContain(path);
  expect(await talk.command('.show external table E artifacts limit 1')).toHaveLength(1);
});

test('rows of an external table can be appended to a table', async () => {
  await talk.command('.create table Back (a:long, b:string)');
  await talk.command('.append Back <| external_table("E") | where a <= 3');
  expect(await talk.query('Back | summarize n=count(), s=sum(a)')).toEqual([[3, 6]]);
});

test('an export whose columns are not those of the table is refused', async () => {
  const refused = await talk.try('.export to table E <| T | project b, a');
  expect([refused.status, refused.message.includes('a:long, b:string')]).toEqual([400, true]);
});

test('an asynchronous export reports through its operation', async () => {
  const [[id] = []] = await talk.command('.export async to table E <| T | take 0 | project a, b');
  expect((await talk.outcome(id)).state).toBe('Completed');
  expect(await talk.command(`.show operation ${id} details`)).toEqual([]);
});

test('the definition is shown without its secrets', async () => {
  const { text } = await talk.try('.show external tables');
  expect(text).not.toContain('sig=');
  expect(await talk.command('.show external table E | project TableName, Folder, DocString')).toEqual([
    ['E', 'f', 'd'],
  ]);
  expect(await talk.command('.show external table E cslschema | project Schema')).toEqual([['a:long, b:string']]);
  const [[json] = []] = await talk.command('.show external table E schema as json | project Schema');
  expect(JSON.parse(String(json)).OrderedColumns[0]).toEqual({ Name: 'a', Type: 'System.Int64', CslType: 'long' });
});

test('a definition is made once, changed only where it is, and storage is not asked', async () => {
  const where = `(a:long) kind=storage dataformat=csv (h@"http://127.0.0.1:1/account/nowhere?sig=x")`;
  expect((await talk.try(`.alter external table Fresh ${where}`)).status).toBe(400);
  await talk.command(`.create-or-alter external table Fresh ${where}`);
  expect((await talk.try(`.create external table Fresh ${where}`)).message).toContain('already exists');
  await talk.command(`.alter external table Fresh ${where}`);
  expect(await talk.tryQuery('external_table("Fresh")')).toMatchObject({ status: 503, permanent: false });
  await talk.command('.drop external table Fresh');
  expect((await talk.tryQuery('external_table("Fresh")')).status).toBe(400);
  expect((await talk.try('.drop external table Fresh')).status).toBe(400);
  expect((await talk.try('.drop external table Fresh ifexists')).status).toBe(200);
});

test.each([
  [`.create external table P (a:long) kind=storage dataformat=orc (#)`, 'orc'],
  [`.create external table P (a:long) kind=storage dataformat=parquet (#) with (gravity='1')`, 'gravity'],
  [`.create external table T (a:long) kind=storage dataformat=parquet (#)`, "'T'"],
  ['.export to table E with (gravity=1) <| T | project a, b', 'gravity'],
  ['.export to table NoSuch <| T', 'NoSuch'],
])('what is not there is refused by name: %s', async (text, word) => {
  const refused = await talk.try(text.replace('#', talk.place('refused')));
  expect(refused.status).toBe(400);
  expect(refused.message).toContain(word);
});
