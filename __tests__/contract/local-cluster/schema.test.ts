import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ databases: ['Demo', 'Copy'] });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

async function schemaOf(table: string): Promise<Value | undefined> {
  const [row] = await talk.command(`.show table ${table} cslschema | project Schema`);
  return row?.[0];
}

async function tableId(table: string): Promise<Value | undefined> {
  const [row] = await talk.command(`.show table ${table} details | project TableId`);
  return row?.[0];
}

test('creating a table that exists succeeds and changes nothing', async () => {
  await talk.command('.create table Again (a:int)');
  await talk.command('.create table Again (b:string)');
  expect(await schemaOf('Again')).toBe('a:int');
});

test('merging adds at the end and never changes a type', async () => {
  await talk.command('.create table Merged (a:int)');
  await talk.command('.create-merge table Merged (b:string, a:int)');
  expect(await schemaOf('Merged')).toBe('a:int, b:string');
  expect(await talk.try('.alter-merge table Merged (a:long)')).toMatchObject({ status: 400, permanent: true });
});

test('altering a table drops what is not listed, for good', async () => {
  await talk.command('.create table Altered (a:int, b:string)');
  await talk.command('.ingest inline into table Altered <| 1,x');
  await talk.command('.alter table Altered (c:long, a:int)');
  await talk.command('.alter-merge table Altered (b:string)');
  expect(await talk.query('Altered')).toEqual([[null, 1, '']]);
});

test('changing the type of a column and back leaves nothing in it', async () => {
  await talk.command('.create table Typed (a:int)');
  await talk.command('.ingest inline into table Typed <| 1');
  await talk.command('.alter column Typed.a type=string');
  expect(await talk.query('Typed')).toEqual([['']]);
  await talk.command('.alter column Typed.a type=int');
  expect(await talk.query('Typed')).toEqual([[null]]);
});

test('names differ by case, and a rename keeps the data', async () => {
  await talk.command('.create table Cases (a:int, A:int)');
  await talk.command('.ingest inline into table Cases <| 1,2');
  await talk.command(".rename column Cases.a to ['b c']");
  expect(await talk.query("Cases | project ['b c'], A")).toEqual([[1, 2]]);
  await talk.command('.drop column Cases.A');
  expect(await talk.query('Cases')).toEqual([[1]]);
  expect((await talk.try('.drop column Cases.A')).message).toContain('Cases.A');
  await talk.command('.drop column Cases.A ifexists');
});

test('swapping names takes rows, id and policies along', async () => {
  await talk.command('.create tables Live (a:int), Stage (a:int)');
  await talk.command('.ingest inline into table Stage <| 5');
  await talk.command('.alter-merge table Stage policy retention softdelete = 30d');
  const staged = await tableId('Stage');
  await talk.command('.rename tables Live=Stage, Stage=Live');
  expect(await tableId('Live')).toBe(staged);
  expect(await talk.query('Live')).toEqual([[5]]);
  expect(await talk.query('Stage | count')).toEqual([[0]]);
  expect(await talk.command('.show table Live policy retention | project Policy')).toEqual([
    ['{"SoftDeletePeriod":"30.00:00:00","Recoverability":"Enabled"}'],
  ]);
  expect(await talk.command('.show table Stage policy retention | project Policy')).toEqual([['null']]);
});

test('a rename over an existing table fails and changes nothing', async () => {
  await talk.command('.create tables Left (a:int), Right (b:int)');
  expect((await talk.try('.rename table Left to Right')).status).toBe(400);
  expect(await schemaOf('Left')).toBe('a:int');
});

test('dropping', async () => {
  await talk.command('.create table Gone (a:int)');
  await talk.command('.drop table Gone');
  expect((await talk.try('.drop table Gone')).message).toBe("Entity ID 'Gone' of kind 'Table' was not found.");
  await talk.command('.drop tables (Gone) ifexists');
  expect((await talk.tryQuery('Gone')).status).toBe(400);
});

test('members of policies that are not known are refused by name', async () => {
  await talk.command('.create table Plain (a:int)');
  const refusals = [`merge '{"Made_Up":1}'`, `update '[{"Made_Up":1}]'`, `partitioning '{"Made_Up":1}'`];
  for (const policy of refusals)
    expect((await talk.try(`.alter table Plain policy ${policy}`)).message).toContain('Made_Up');
});

test('a function is checked against the schema unless told otherwise', async () => {
  expect((await talk.try('.create-or-alter function Broken() { NoTable | count }')).status).toBe(400);
  await talk.command('.create-or-alter function with (skipvalidation="true") Broken() { NoTable | count }');
  await talk.command('.drop function Broken');
  expect((await talk.try('.show function Broken')).message).toContain("'Broken'");
});

test('the script of a database, run on an empty one, gives the same script', async () => {
  await talk.command(
    `.create table ['Full one'] (a:int, ['b c']:string, d:dynamic) with (folder="x/y", docstring="say \\"hi\\"")`,
  );
  await talk.command(`.alter table ['Full one'] column-docstrings (a:"it's a")`);
  for (const policy of [
    'caching hot = 12h',
    'ingestionbatching \'{"MaximumBatchingTimeSpan":"00:00:30"}\'',
    'roworder (a desc)',
    `auto_delete '{"ExpiryDate":"2030-01-01","DeleteIfNotEmpty":true}'`,
    `extent_tags_retention '[{"TagPrefix":"drop-by:","RetentionPeriod":"1.00:00:00"}]'`,
    `sharding '{"ShardEngineMaxRowCount":500}'`,
    `streamingingestion disable`,
    `merge '{"AllowRebuild":false}'`,
  ]) {
    await talk.command(`.alter table ['Full one'] policy ${policy}`);
  }
  await talk.command(`.alter column ['Full one'].d policy encoding type='BigObject'`);
  await talk.command(
    `.create table ['Full one'] ingestion csv mapping 'm' '[{"column":"a","Properties":{"Ordinal":2}}]'`,
  );
  await talk.command(
    `.create-or-alter function with (folder="f") Half(x:long = 2) {\n  ['Full one'] | where a > x // "}" \n}`,
  );
  const script = await talk.command('.show database schema as csl script');
  const copy = new Talk(cluster, 'Copy');
  for (const [line] of script) await copy.command(String(line));
  expect(await copy.command('.show database schema as csl script')).toEqual(script);
  expect(script.length).toBeGreaterThan(20);
});

test.each([
  ['an empty name of a table', ".create table [''] (a:long)", 'from 1 to 1024 characters'],
  ['a long name of a table', `.create table ${'n'.repeat(1025)} (a:long)`, 'has 1025'],
  ['a long name of a column', `.create table Long (${'c'.repeat(1025)}:long)`, 'has 1025'],
  ['a long name of a function', `.create function ${'f'.repeat(1025)}() { print 1 }`, 'has 1025'],
  ['a table that is defined twice', '.create tables Dup (a:long), Dup (b:string)', "'Dup' is defined more than once"],
])('%s is refused', async (_what, text, words) => {
  const refused = await talk.try(text);
  expect([refused.status, refused.message]).toEqual([400, expect.stringContaining(words)]);
});

/** Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
test('a name of other than letters, digits, underscores, spaces, dots and dashes is refused wherever one is given', async () => {
  await talk.command('.create tables Fine (a:long, s:string, at:datetime), Gone (a:long)');
  await talk.command('.create materialized-view FineView on table Fine { Fine | summarize count() by a }');
  await talk.command('.drop table Gone');
  const [version = []] = await talk.command(
    '.show journal | where Event == "DROP-TABLE" and EntityName == "Gone" | project OriginalEntityVersion',
  );
  const place = talk.place('names');
  const external = (name: string, column = 'a', partition = '') =>
    `.create external table ${name} (${column}:long, s:string) kind=storage ${partition} dataformat=csv (${place})`;
  await talk.command(external('FineExternal'));
  const commands: readonly ((name: string) => string)[] = [
    (name) => `.create table ${name} (a:long)`,
    (name) => `.create-merge table ${name} (a:long)`,
    (name) => `.create tables Ok1 (a:long), ${name} (a:long)`,
    (name) => `.create table Ok2 (a:long, ${name}:long)`,
    (name) => `.alter-merge table Fine (${name}:long)`,
    (name) => `.alter table Fine (a:long, s:string, at:datetime, ${name}:long)`,
    (name) => `.set ${name} <| print a=1`,
    (name) => `.set-or-append ${name} <| print a=1`,
    (name) => `.set-or-replace ${name} <| print a=1`,
    (name) => `.set Ok3 <| print ${name}=1`,
    (name) => `.rename table Fine to ${name}`,
    (name) => `.rename tables ${name}=Fine`,
    (name) => `.rename column Fine.a to ${name}`,
    (name) => `.undo drop table Gone as ${name} version="${version[0]}"`,
    (name) => `.create function ${name}() { print 1 }`,
    (name) => `.create-or-alter function ${name}() { print 1 }`,
    (name) => `.create materialized-view ${name} on table Fine { Fine | summarize count() by a }`,
    (name) => `.create-or-alter materialized-view ${name} on table Fine { Fine | summarize count() by a }`,
    (name) => `.create materialized-view Ok4 on table Fine { Fine | summarize ${name}=count() by a }`,
    (name) => `.rename materialized-view FineView to ${name}`,
    (name) => external(name),
    (name) => external('Ok5', name),
    (name) => external('Ok6', 'a', `partition by (${name}:string=s)`),
    (name) => `.create-or-alter external table ${name} (a:long) kind=storage dataformat=csv (${place})`,
    (name) =>
      `.create-or-alter continuous-export ${name} to table FineExternal with (intervalBetweenRuns=1h) <| Fine | project a, s`,
  ];
  const names = ['a;b', 'a/b', 'a:b', 'a$b', '@a', "a'b", 'a\nb', 'a\u0000', '\u{1f426}', 'a\u2013b', 'a|b'];
  const before = await talk.command('.show database schema as csl script');
  for (const [place, command] of commands.entries())
    for (const name of place === 0 ? names : [names[place % names.length] ?? '', '__reserved']) {
      const sent = command(`[${JSON.stringify(name)}]`);
      const { status, message } = await talk.try(sent);
      expect({ sent, status, message }).toEqual({
        sent,
        status: 400,
        message: expect.stringMatching(/letters, digits, underscores|two underscores/),
      });
    }
  expect(await talk.command('.show database schema as csl script')).toEqual(before);
});

test('a table and a function can have the same name', async () => {
  await talk.command('.create table Shared (a:long)');
  await talk.command('.ingest inline into table Shared <| 1');
  await talk.command('.create function Shared() { print a=7 }');
  expect(await talk.query('Shared()')).toEqual([[7]]);
  expect(await talk.query("table('Shared')")).toEqual([[1]]);
  await talk.command('.create function Later() { print a=8 }');
  await talk.command('.create table Later (a:long)');
  await talk.command(`.create table ${'n'.repeat(1024)} (a:long)`);
  expect(await talk.query('Later()')).toEqual([[8]]);
});

test('anyNames: names have signs that the documentation forbids, until it is taken back', async () => {
  const create = `.create table ["it's"] (["a|b"]:long)`;
  expect((await talk.try(create)).status).toBe(400);
  await talk.control({ anyNames: true });
  await talk.command(create);
  expect(await talk.query(`["it's"] | project ["a|b"]`)).toEqual([]);
  await talk.command(`.drop table ["it's"]`);
  await talk.control({ anyNames: false });
  expect((await talk.try(create)).status).toBe(400);
});
