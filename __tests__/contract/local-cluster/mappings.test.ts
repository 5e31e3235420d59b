import { BlockBlobClient } from '@azure/storage-blob';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster();
  talk = new Talk(cluster);
  await talk.command('.create table T (a:long, b:string)');
});
afterAll(() => cluster.stop());

async function putText(name: string, text: string): Promise<string> {
  const [container, sas] = cluster.landing.split('?');
  await new BlockBlobClient(`${container}/${name}?${sas}`).upload(text, Buffer.byteLength(text));
  return `h@"${container}/${name}?${sas}"`;
}

const inline = (table: string, format: string, mapping: string, rows: string) =>
  `.ingest inline into table ${table} with (format='${format}', ingestionMapping='${mapping}') <|\n${rows}`;

test.each([
  ['csv', '[{"column":"a","Properties":{"Ordinal":"x"}}]', "'x' of a mapping is no whole number"],
  ['csv', '[{"column":"a","Properties":{"Ordinal":-1}}]', "'-1' of a mapping is no whole number"],
  ['csv', '[{"column":"a","Properties":{"Ordinal":0,"ConstValue":"1"}}]', 'both ordinal and constvalue'],
  ['csv', '[{"column":"a","Properties":{"Path":"$.a"}}]', "of kind 'csv' has no 'path'"],
  ['csv', '[{"column":"a"}]', 'does not say where its values are'],
  ['csv', '[{"column":"a","Ordinal":0},{"column":"a","Ordinal":1}]', "names the column 'a' twice"],
  ['csv', '[{"column":"a","datatype":"number","Ordinal":0}]', "'number' is not a data type"],
  ['csv', '[]', 'names no column'],
  ['csv', '[1]', 'array of objects'],
  ['csv', '[{"Ordinal":0}]', 'names no column'],
  ['csv', '[{"column":"a","Properties":7}]', "'Properties' is an object"],
  ['json', '[{"column":"a","Properties":{"Path":"$.a","Field":"a"}}]', "of kind 'json' has no 'field'"],
  ['json', '[{"column":"a","Properties":{"Path":"$.a","Transform":"DropMappedFields"}}]', "'DropMappedFields'"],
  ['parquet', '[{"column":"a","Properties":{"Path":"$.a","Field":"a"}}]', 'both path and field'],
  ['csv', '[{"column":', "'mapping' is not valid JSON"],
])('a mapping of %s that means nothing is refused: %s', async (kind, mapping, reason) => {
  const created = await talk.try(`.create table T ingestion ${kind} mapping 'wrong' '${mapping}'`);
  expect([created.status, created.message]).toEqual([400, expect.stringContaining(reason)]);
  const used = await talk.try(inline('T', kind, mapping, '1'));
  expect([used.status, used.message]).toEqual([400, expect.stringContaining(reason)]);
});

/** Source: https://learn.microsoft.com/kusto/management/mappings */
test('a column that the table lacks is made where the mapping has a type for it, and refused where it has none', async () => {
  await talk.command('.create table Grows (a:long)');
  const mapping = (more: string) => `[{"column":"a","Ordinal":0},{"column":"new"${more},"Ordinal":1}]`;
  const refused = await talk.try(inline('Grows', 'csv', mapping(''), '1,one'));
  expect([refused.status, refused.message]).toEqual([400, expect.stringContaining("'new'")]);
  await talk.command(`.create table Grows ingestion csv mapping 'untyped' '${mapping('')}'`);
  const named = `.ingest inline into table Grows with (format='csv', ingestionMappingReference='untyped') <|\n1,one`;
  expect(await talk.try(named)).toMatchObject({ status: 400 });
  expect(await talk.query('Grows')).toEqual([]);
  await talk.command(inline('Grows', 'csv', mapping(',"datatype":"System.String"'), '1,one'));
  expect(await talk.query('Grows')).toEqual([[1, 'one']]);
  expect(await talk.query('Grows | getschema | project ColumnName, ColumnType')).toEqual([
    ['a', 'long'],
    ['new', 'string'],
  ]);
});

/** Source: https://learn.microsoft.com/kusto/management/json-mapping */
test('a path without $ is a constant', async () => {
  await talk.command('.create table Constant (a:long, b:string)');
  const mapping = '[{"column":"a","Properties":{"Path":"$.b"}},{"column":"b","Properties":{"Path":"b"}}]';
  await talk.command(inline('Constant', 'json', mapping, '{"b":5}'));
  expect(await talk.query('Constant')).toEqual([[5, 'b']]);
});

/** Source: https://learn.microsoft.com/kusto/management/mappings#mapping-transformations */
test('transformations know the file, the record and the units of unix time', async () => {
  await talk.command('.create table Moved (s:datetime, ms:datetime, us:datetime, ns:datetime, file:string, line:long)');
  const unix = (column: string, unit: string) =>
    `{"column":"${column}","Properties":{"Path":"$.${column}","Transform":"DateTimeFromUnix${unit}"}}`;
  const fact = (column: string, transform: string) =>
    `{"column":"${column}","Properties":{"Transform":"${transform}"}}`;
  const entries = [
    unix('s', 'Seconds'),
    unix('ms', 'Milliseconds'),
    unix('us', 'Microseconds'),
    unix('ns', 'Nanoseconds'),
    fact('file', 'SourceLocation'),
    fact('line', 'SourceLineNumber'),
  ];
  const mapping = `[${entries.join()}]`;
  const blob = await putText(
    'unix.json',
    '{"s":1,"ms":1500,"us":-1,"ns":1660000000000000123}\n{"s":"soon","ms":null,"us":1e30,"ns":253402300800000000000}\n',
  );
  await talk.command(`.ingest into table Moved (${blob}) with (format='json', ingestionMapping='${mapping}')`);
  const file = `${cluster.landing.split('?')[0]}/unix.json`;
  expect(await talk.query('Moved | sort by line asc')).toEqual([
    [
      '1970-01-01T00:00:01Z',
      '1970-01-01T00:00:01.5Z',
      '1969-12-31T23:59:59.999999Z',
      '2022-08-08T23:06:40.0000001Z',
      file,
      1,
    ],
    [null, null, null, null, file, 2],
  ]);
});

test('a host that has no address may have one later', async () => {
  const answer = await talk.try(`.ingest into table T (h@"https://a.invalid/c/b.csv?sig=secret") with (format='csv')`);
  expect([answer.permanent, answer.message]).toEqual([false, expect.not.stringContaining('secret')]);
});

test.each([
  'https://example.invalid',
  'ftp://example.invalid/container/blob.csv',
  'https://:pass@/container/blob.csv',
  'abfss://container@account.dfs.core.windows.net/blob.csv',
])('what is no blob is a mistake of the caller and no fault of the cluster: %s', async (source) => {
  const { status, message } = await talk.try(`.ingest into table T (h@"${source}?sig=secret") with (format='csv')`);
  expect([status, message]).toEqual([400, expect.not.stringContaining('secret')]);
});
