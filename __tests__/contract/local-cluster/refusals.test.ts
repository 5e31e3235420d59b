import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create table T (a:long, b:string)');
  await talk.command('.create table U (a:long, b:string)');
  await talk.command('.ingest inline into table T <| 1,x');
});
afterAll(() => cluster.stop());

/** Commands that succeed as they stand; `@` is where one more property goes, `#` a place to write to. */
const accepted = [
  '.create table New (a:long) with (folder="f"@)',
  '.create-merge table New (a:long) with (folder="f"@)',
  '.alter-merge table New (c:long) with (folder="f"@)',
  '.alter table New (a:long, c:long) with (folder="f"@)',
  '.create tables P (a:long), Q (a:long) with (folder="f"@)',
  '.create-or-alter function with (folder="f"@) F() { print x=1 }',
  '.ingest inline into table T with (tags=\'["t"]\'@) <| 2,y',
  ".set-or-append T with (tags='[\"t\"]'@) <| print a=3, b='z'",
  ".append T with (tags='[\"t\"]'@) <| print a=3, b='z'",
  ".set V with (folder='f'@) <| print a=3",
  ".set-or-replace V with (folder='f'@) <| print a=4",
  '.export to parquet (#) with (namePrefix="p"@) <| T',
  '.export to json (#) with (fileExtension=".txt"@) <| T',
  ".create-or-alter external table E (a:long, b:string) kind=storage dataformat=csv (#) with (includeHeaders='All'@)",
  '.export to table E with (sizeLimit=100000000@) <| T',
  '.create-or-alter continuous-export X to table E with (intervalBetweenRuns=1h@) <| T',
  '.show database schema as csl script with (IncludeEncodingPolicies=true@)',
] as const;

function written(text: string, property: string): string {
  return text.replace('@', property).replace('#', talk.place('refusals'));
}

async function footprint(): Promise<string> {
  const schema = await talk.command('.show database schema as json');
  const counts = await talk.query('union T, U | count');
  return JSON.stringify([JSON.parse(String(schema[0]?.[0])).Databases.Demo.Tables, counts]);
}

test.each(accepted)('a property nobody knows is refused by name: %s', async (text) => {
  const before = await footprint();
  const refused = await talk.try(written(text, ', gravity="1"'));
  expect([refused.status, refused.permanent]).toEqual([400, true]);
  expect(refused.message).toContain("'gravity'");
  expect(await footprint()).toBe(before);
});

test.each(accepted)('without it the same command succeeds: %s', async (text) => {
  const { status, message } = await talk.try(written(text, ''));
  expect([status, message]).toEqual([200, '']);
});

/** Values of known properties that mean nothing. */
test.each([
  ['.export to parquet (#) with (sizeLimit=1) <| T', 'sizeLimit'],
  ['.export to parquet (#) with (parquetRowGroupSize=0) <| T', 'parquetRowGroupSize'],
  ['.export to parquet (#) with (namePrefix="a", nameprefix="b") <| T', 'twice'],
  ['.move extents all from table T to table U with (setNewIngestionTime=true, setNewIngestionTime=false)', 'twice'],
  ['.export to parquet (#) with (distribution="everywhere") <| T', 'everywhere'],
  ['.export to parquet (#) with (parquetDatetimePrecision="year") <| T', 'year'],
  ['.export compressed to parquet (#) with (compressionType="rar") <| T', 'rar'],
  ['.export to parquet (#) with (compressionType="gzip") <| T', 'compressed'],
  ['.export to parquet (#) with (persistDetails="maybe") <| T', 'persistDetails'],
  [".ingest inline into table T with (format='docx') <| 1", 'docx'],
  [".ingest inline into table T with (creationTime='soon') <| 1", 'soon'],
  [".ingest inline into table T with (tags='none') <| 1", 'tags'],
  [".ingest inline into table T with (ignoreFirstRecord='maybe') <| 1", 'ignoreFirstRecord'],
  [".append T with (distributed='maybe') <| T", 'distributed'],
])('a value that means nothing is refused: %s', async (text, word) => {
  const before = await footprint();
  const refused = await talk.try(written(text, ''));
  expect(refused.status).toBe(400);
  expect(refused.message).toContain(word);
  expect(await footprint()).toBe(before);
});

test.each([
  '.bogus x',
  '.show tabels',
  '.create table',
  '.create tables T',
  '.drop table T ifexits',
  '.rename table T',
  '.show operations of yesterday',
  '.get ingestion resource',
  '.get ingestion resources now',
  '.get kusto identity tokens',
  '.export to parchment (h"x") <| T',
  '.ingest inline into tabel T <| 1',
  '.clear table T dates',
  '.alter table T policy gravity "{}"',
  '.show database D policies of old',
  '.execute cluster script <| .show tables',
])('a command nobody knows is refused: %s', async (text) => {
  const before = await footprint();
  const refused = await talk.try(text);
  expect([refused.status, refused.permanent]).toEqual([400, true]);
  expect(refused.message).not.toBe('');
  expect(await footprint()).toBe(before);
});

test.each([
  ['.clear table T data; T', "not 'T'"],
  ['.show tables; $command_results | count', '$command_results'],
  ['.show tables | count; T', "not 'T'"],
  ['.show tables // a comment\n; T', "not 'T'"],
  ['.append T <| T; U', 'several queries'],
  ['.append T <| .show tables; U', "not 'U'"],
  ['.drop extents older 0 days from tables (T, U); T', '; T'],
  ['.drop extents older 0 days from tables (T, U) | count', 'tables'],
  ['.get ingestion resources; T', '; T'],
  ['.show database Demo schema if_later_than "v1.0" as json', 'if_later_than'],
  ['.show capacity with (scope=cluster)', 'scope'],
  ['.clear async table T data', "'async'"],
])('what follows a command or is put into it is never dropped: %s', async (text, word) => {
  const before = await footprint();
  const refused = await talk.try(text);
  expect([refused.status, refused.permanent]).toEqual([400, true]);
  expect(refused.message).toContain(word);
  expect(await footprint()).toBe(before);
});

test('One semicolon and comments may stand after a command, and before its operators', async () => {
  expect(await talk.command('.show tables (T) ; // all\n')).toHaveLength(1);
  expect(await talk.command('.show tables (T) // one\n| count;')).toEqual([[1]]);
  const place = talk.place('semicolon');
  const head = `.create-or-alter external table Ended (a:long) kind=storage dataformat=csv (${place})`;
  const [made = []] = await talk.command(`${head} with (folder=@"f" "g"); // c`);
  expect(made[2]).toBe('fg');
  const [schema = []] = await talk.command('.show external table Ended schema as csl | project Schema;');
  expect(schema).toEqual(['a:long']);
});

test.each([
  ['T | teleport a', 'Query operator expected'],
  ['T | extend x=gravity(a)', 'gravity'],
  ['T | where nothing > 1', 'nothing'],
  ['NoSuchTable', 'NoSuchTable'],
  ['T | summarize gravity(a)', 'gravity'],
  ['T | join kind=sideways (U) on a', 'fullouter'],
  ['T | evaluate gravity()', 'gravity'],
])('a query with a word nobody knows is refused, in the words of the parser or by name: %s', async (text, word) => {
  const refused = await talk.tryQuery(text);
  expect([refused.status, refused.permanent]).toEqual([400, true]);
  expect(refused.message).toContain(word);
});

test('a request option nobody knows is refused by name', async () => {
  const body = { db: 'Demo', csl: 'print 1', properties: { Options: { gravity: true } } };
  const response = await fetch(`${cluster.cluster}/v1/rest/query`, { method: 'POST', body: JSON.stringify(body) });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("'gravity'")]);
});

test.each([
  '.create table __x (a:long)',
  '.create table Reserved (x__:long)',
  '.rename table T to __x',
  '.rename column T.a to __x',
  '.create function __x() { print 1 }',
  '.create materialized-view __x on table T { T | summarize count() }',
  '.create external table __x (a:long) kind=storage dataformat=csv (#)',
  '.create external table Reserved (__x:long) kind=storage dataformat=csv (#)',
])('a name that the language keeps to itself is refused: %s', async (text) => {
  const { status, message } = await talk.try(text.replace('#', talk.place('reserved')));
  expect([status, message]).toEqual([400, expect.stringContaining('reserved')]);
});

/** The list of these is in `docs/local-cluster.md`. */
test.each([
  `.create database Demo ingestion csv mapping 'm' '[{"column":"a","Properties":{"Ordinal":0}}]'`,
  '.rename columns x = T.a, y = T.b',
  '.create table Based based-on T',
  '.alter table T policy caching hot = 3d, hot_window = datetime(2021-01-01) .. datetime(2021-02-01)',
  `.ingest inline into table T with (extend_schema=true) <| 1,x`,
  `.ingest inline into table T with (validationPolicy='{"ValidationOptions":1}') <| 1,x`,
])('what databases are deployed with and the local cluster has not is refused: %s', async (command) => {
  const { status, message } = await talk.try(command);
  expect([status, message]).toEqual([400, expect.stringMatching(/not support|unknown command/)]);
});
