import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory', databases: ['Demo', 'Other'] });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

async function table(columns = 'a:long, b:string, d:dynamic'): Promise<string> {
  made += 1;
  await talk.command(`.create table T${made} (${columns})`);
  return `T${made}`;
}

async function view(source: string, aggregate = 'n=count()'): Promise<string> {
  await talk.command(
    `.create materialized-view V${source} on table ${source} { ${source} | summarize ${aggregate} by a }`,
  );
  return `V${source}`;
}

async function column(csl: string, name: string): Promise<Value[]> {
  const { columns, rows, message } = await talk.try(csl);
  expect(message).toBe('');
  return rows.map((row) => row[columns.indexOf(name)] ?? null);
}

test('The version, the present database and all databases are told', async () => {
  expect(await column('.show version', 'ServiceType')).toEqual(['Engine']);
  expect(await column('.show database', 'DatabaseName')).toEqual(['Demo']);
  expect(await column('.show databases', 'DatabaseName')).toEqual(['NetDefaultDB', 'Demo', 'Other']);
  expect(await column('.show databases', 'IsCurrent')).toEqual([false, true, false]);
});

test('A table is described as JSON, with folder and docstring', async () => {
  const name = await table('a:long');
  await talk.command(`.alter table ${name} folder "f"`);
  await talk.command(`.alter table ${name} docstring "d"`);
  const [schema] = await column(`.show table ${name} schema as json`, 'Schema');
  expect(JSON.parse(String(schema))).toEqual({
    Name: name,
    Folder: 'f',
    DocString: 'd',
    OrderedColumns: [{ Name: 'a', Type: 'System.Int64', CslType: 'long' }],
  });
});

test('The schema of a database is told as JSON', async () => {
  const name = await table('a:long, t:timespan');
  const [text] = await column('.show database schema as json', 'DatabaseSchema');
  expect(JSON.parse(String(text)).Databases.Demo.Tables[name].OrderedColumns).toEqual([
    { Name: 'a', Type: 'System.Int64', CslType: 'long' },
    { Name: 't', Type: 'System.TimeSpan', CslType: 'timespan' },
  ]);
});

test('Several tables are merged at once, and several columns dropped', async () => {
  const [first, second] = [await table('a:long'), 'Merged'];
  await talk.command(`.create-merge tables ${first} (b:int, c:int), ${second} (a:long)`);
  expect(await column(`.show table ${first} cslschema`, 'Schema')).toEqual(['a:long, b:int, c:int']);
  expect(await column(`.show table ${second} cslschema`, 'Schema')).toEqual(['a:long']);
  await talk.command(`.drop table ${first} columns (a, c)`);
  expect(await column(`.show table ${first} cslschema`, 'Schema')).toEqual(['b:int']);
  expect(await talk.try(`.drop table ${first} columns (b, absent)`)).toMatchObject({ status: 400 });
  expect(await column(`.show table ${first} cslschema`, 'Schema')).toEqual(['b:int']);
});

test('Views are listed, and one is described by its columns, its extents and its rows', async () => {
  const source = await table();
  const name = await view(source);
  expect(await column('.show materialized-views', 'Name')).toContain(name);
  expect(await column(`.show materialized-view ${name} extents`, 'RowCount')).toEqual([]);
  await talk.command(`.set-or-append ${source} <| print a=1, b="x", d=dynamic(1)`);
  await talk.control({ clock: { offset: 60_000 }, run: 'materialize' });
  expect(await column(`.show materialized-view ${name} extents`, 'RowCount')).toEqual([1]);
  const details = '.show materialized-views details | project MaterializedViewName, TotalRowCount';
  expect(await talk.command(details)).toContainEqual([name, 1]);
  expect(await column(`.show materialized-view ${name} cslschema`, 'Schema')).toEqual(['a:long, n:long']);
  const [schema] = await column(`.show materialized-view ${name} schema as json`, 'Schema');
  expect(JSON.parse(String(schema))).toMatchObject({ Name: name, OrderedColumns: [{ Name: 'a' }, { Name: 'n' }] });
});

test('Folder, docstring, lookback and schema updates of a view are changed one by one', async () => {
  const name = await view(await table(), 'arg_max(b, *)');
  await talk.command(`.alter materialized-view ${name} folder "f"`);
  await talk.command(`.alter materialized-view ${name} docstring "d"`);
  await talk.command(`.alter materialized-view ${name} lookback 2d`);
  await talk.command(`.alter materialized-view ${name} autoUpdateSchema true`);
  const shown = `.show materialized-view ${name} | project Folder, DocString, Lookback, AutoUpdateSchema`;
  expect(await talk.command(shown)).toEqual([['f', 'd', '2.00:00:00', true]]);
});

test('Functions are listed, shown and dropped together', async () => {
  await talk.command('.create function Old() { print x=1 }');
  await talk.command('.create function with (folder="f", docstring="d") New(n:long) { print n }');
  const expected = ['New', '(n:long)', '{ print n }', 'f', 'd'];
  expect(await talk.command('.show function New')).toEqual([expected]);
  expect(await talk.command('.show functions')).toEqual(expect.arrayContaining([expected]));
  expect(await talk.command('.alter function New docstring "e"')).toEqual([
    ['New', '(n:long)', '{ print n }', 'f', 'e'],
  ]);
  expect(await talk.command('.alter function New folder "g\\\\h"')).toEqual([
    ['New', '(n:long)', '{ print n }', 'g\\h', 'e'],
  ]);
  expect(await talk.try('.alter function Absent folder "g"')).toMatchObject({ status: 400 });
  expect(await talk.try('.drop functions (Old, Absent)')).toMatchObject({ status: 400 });
  await talk.command('.drop functions (Old, New, Absent) ifexists');
  expect(await column('.show functions', 'Name')).toEqual([]);
});

test('A function has admins, given, replaced and taken', async () => {
  await talk.command('.create function Owned() { print x=1 }');
  await talk.command(".add function Owned admins ('aadapp=one;t') 'note'");
  expect(await column('.show function Owned principals', 'Notes')).toEqual(['note']);
  await talk.command(".set function Owned admins ('aadapp=two;t')");
  expect(await column('.show function Owned principals', 'PrincipalFQN')).toEqual(['aadapp=two;t']);
  await talk.command(".drop function Owned admins ('aadapp=two;t')");
  expect(await talk.command('.show function Owned principals')).toEqual([]);
});

test('A table has admins and ingestors, replaced and taken', async () => {
  const name = await table();
  await talk.command(`.set table ${name} admins ('aadapp=one;t', 'aadapp=two;t')`);
  expect(await column(`.show table ${name} principals`, 'PrincipalFQN')).toEqual(['aadapp=one;t', 'aadapp=two;t']);
  await talk.command(`.drop table ${name} admins ('aadapp=one;t')`);
  expect(await column(`.show table ${name} principals`, 'PrincipalFQN')).toEqual(['aadapp=two;t']);
});

test('The roles of whoever asks are shown', async () => {
  await talk.command(".add database Demo viewers ('aadapp=local;local')");
  expect(await column('.show database Demo principal roles', 'Role')).toEqual(['Admin', 'Viewer']);
});

test('The encoding of a column is shown and taken back', async () => {
  const name = await table('a:long, d:dynamic');
  const shown = async () => await column(`.show column ${name}.d policy encoding`, 'Policy');
  await talk.command(`.alter column ${name}.d policy encoding type='BigObject'`);
  expect(await shown()).toEqual(['{"EncodingType":"BigObject"}']);
  expect(await column(`.show table ${name} policy encoding`, 'Policy')).toEqual([
    'null',
    '{"EncodingType":"BigObject"}',
  ]);
  await talk.command(`.delete column ${name}.d policy encoding`);
  expect(await shown()).toEqual(['null']);
});

test('A mapping is changed, shown and dropped', async () => {
  const name = await table();
  const mapping = (source: string) => `'[{"column":"${source}","Properties":{"Ordinal":"0"}}]'`;
  await talk.command(`.create table ${name} ingestion csv mapping "m" ${mapping('a')}`);
  await talk.command(`.alter table ${name} ingestion csv mapping "m" ${mapping('b')}`);
  const [shown] = await column(`.show table ${name} ingestion csv mapping "m"`, 'Mapping');
  expect(JSON.parse(String(shown))).toEqual([{ column: 'b', Properties: { Ordinal: '0' } }]);
  expect(await column(`.show table ${name} ingestion mappings`, 'Name')).toEqual(['m']);
  await talk.command(`.drop table ${name} ingestion csv mapping "m"`);
  expect(await talk.command(`.show table ${name} ingestion mappings`)).toEqual([]);
  expect(await talk.try(`.show table ${name} ingestion csv mapping "m"`)).toMatchObject({ status: 400 });
});

test('One extent is dropped by its id, and tags are taken from those that a query names', async () => {
  const name = await table('a:long');
  for (const value of [1, 2])
    await talk.command(`.ingest inline into table ${name} with (tags='["x:${value}"]') <| ${value}`);
  const tagged = `.show table ${name} extents where tags has "x:1"`;
  await talk.command(`.drop table ${name} extent tags <| ${tagged}`);
  expect((await column(`.show table ${name} extents`, 'Tags')).sort()).toEqual(['', 'x:2']);
  const [id] = await column(`.show table ${name} extents where tags has "x:2"`, 'ExtentId');
  await talk.command(`.drop extent ${id} from ${name}`);
  expect(await talk.query(name)).toEqual([[1]]);
});

test('Queued ingestion is told where to put its messages, and gets a token of its own', async () => {
  expect(await column('.get ingestion resources', 'ResourceTypeName')).toEqual(
    expect.arrayContaining(['SecuredReadyForAggregationQueue', 'TempStorage']),
  );
  expect(await column('.get kusto identity token', 'AuthorizationContext')).toEqual([expect.stringMatching(/./)]);
});
