import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create tables T (a:long, s:string), Stage (a:long, s:string)');
});
afterAll(() => cluster.stop());

test('Texts side by side are one mapping, whatever their quotes', async () => {
  await talk.command(`.create table T ingestion json mapping 'm'
'['
  @'{"column": "a", "Properties": {"Path": "$[''x'']"}},'
  "{\\"column\\": \\"s\\", \\"Properties\\": {\\"Path\\": \\"$['y']\\"}}"
']'`);
  await talk.command(`.create-or-alter table T ingestion csv mapping "m" '[{"column": "a",' '"Ordinal": 1}]'`);
  await talk.command(
    '.ingest inline into table T with (format="json", ingestionMappingReference="m") <|\n{"x": 1, "y": "one"}',
  );
  await talk.command('.ingest inline into table T with (format="csv", ingestionMappingReference="m") <|\nten,10');
  expect(await talk.query('T | order by a asc')).toEqual([
    [1, 'one'],
    [10, ''],
  ]);
});

test('Texts side by side are one policy', async () => {
  await talk.command(`.alter table T policy ingestionbatching '{"MaximumNumberOfItems":' '7}'`);
  const [row = []] = await talk.command('.show table T policy ingestionbatching');
  expect(JSON.parse(String(row[2]))).toMatchObject({ MaximumNumberOfItems: 7 });
});

test('A function without parameters needs no parentheses', async () => {
  await talk.command('.create table Two (a:long)');
  await talk.command('.ingest inline into table Two <|\n1\n2');
  await talk.command(
    ".create-or-alter function with (folder = 'f (x)', docstring = \"{\") ['Bare one'] { Two | count }",
  );
  await talk.command('.create function ifnotexists Bare\n{\n  Two\n}');
  expect(await talk.query("['Bare one']")).toEqual([[2]]);
  expect(await talk.query('Bare() | count')).toEqual([[2]]);
  expect(await talk.command(".show functions | where Name startswith 'Bare' | project Parameters")).toEqual([
    ['()'],
    ['()'],
  ]);
});

test('The body of a function has to fit what is there, whatever its parameters', async () => {
  const wrong = [
    '.create function Wrong(x:long) { Later | where a > x }',
    '.create function Wrong(x:long) { T | where later > x }',
    '.create function Wrong(R:(a:long)) { R | lookup Later on a }',
    '.create function Wrong() { T | where later > 1 }',
  ];
  for (const command of wrong) expect((await talk.try(command)).message).toMatch(/^SEM0100: .*'[Ll]ater'/);
  await talk.command('.create function with (skipvalidation = "true") Early(x:long) { Later | where a > x }');
  expect((await talk.tryQuery('Early(1)')).status).toBe(400);
  await talk.command('.create table Later (a:long)');
  expect(await talk.query('Early(1)')).toEqual([]);
});

test('A stored view is what wildcards of a union stand for, and other functions are not', async () => {
  await talk.command('.create-or-alter function with (view = true) Seen1() { print a = 1 }');
  await talk.command('.create-or-alter function Seen2() { print a = 2 }');
  expect(await talk.query('union Seen*')).toEqual([[1]]);
  const script = await talk.command('.show database schema as csl script');
  expect(script.flat().filter((line) => /Seen\d/.test(String(line)))).toEqual([
    expect.stringContaining('view = true'),
    expect.not.stringContaining('view'),
  ]);
});

test('Rows of an inline ingestion may stand in brackets, one to a line', async () => {
  await talk.command('.create table Rows (s:string, a:long)');
  await talk.command('.ingest inline into table Rows\n["a ""b"", [c]; // d",1]\n[<|,2]\r\n  [it\'s,3]');
  await talk.command('.ingest inline into table ["Rows"] with (ignoreFirstRecord=true) [head,9]\n[x,4]');
  await talk.command(`.ingest inline into table Rows with (tags='["(x)"]') [y,5]`);
  const tags = await talk.command('.show table Rows extents | where Tags has "(x)" | project RowCount');
  expect(tags).toEqual([[1]]);
  expect(await talk.query('Rows | order by a asc')).toEqual([
    ['a "b", [c]; // d', 1],
    ['<|', 2],
    ["it's", 3],
    ['x', 4],
    ['y', 5],
  ]);
});

test.each([
  ['.drop materialized-view Nothing ifexists and more'],
  ['.drop materialized-view Nothing ifexists\n\n.create table Lost (a:long)'],
  ['.move extents all from table T to table Stage and more'],
  [".create table T ingestion csv mapping 'x' '[]' with (unheard=true)"],
  [`.create table T ingestion csv mapping 'x' '[{"column":"a","Properties":{"Ordinl":"0"}}]'`],
  ['.alter database Nowhere policy caching hot = 1d'],
])('What is not understood is refused, not left out: %s', async (command) => {
  expect((await talk.try(command)).status).toBe(400);
});

test('A mapping of the older form has members without a value', async () => {
  await talk.command('.create table Old (s:string, a:long, c:string)');
  const entry = (Name: string, Ordinal: string | null, ConstValue: string | null = null) => ({
    Name,
    DataType: '',
    Ordinal,
    ConstValue,
  });
  const mapping = JSON.stringify([entry('s', '1'), entry('a', '0'), entry('c', null, 'fixed')]);
  await talk.command(`.create table Old ingestion csv mapping 'old' '${mapping}'`);
  await talk.command('.ingest inline into table Old with (format="csv", ingestionMappingReference="old") <|\n5,x');
  expect(await talk.query('Old')).toEqual([['x', 5, 'fixed']]);
});
