import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster();
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

const everyType = 'a:int, b:string, c:datetime, d:timespan, e:guid, f:decimal, g:dynamic, h:real, i:long, j:bool';
const oneOfEach = `1,"x ""y""",2020-01-02T03:04:05.1234567Z,1.02:03:04.0000001,3f2504e0-4f89-11d3-9a0c-0305e82c3301,1.50,"{""k"":[1]}",2.5,-5,true`;

async function putText(name: string, text: string | Buffer): Promise<string> {
  const [container, sas] = cluster.landing.split('?');
  await new BlockBlobClient(`${container}/${name}?${sas}`).upload(text, Buffer.byteLength(text));
  return `h@"${container}/${name}?${sas}"`;
}

test('csv: by position, what cannot be read is null, missing strings are empty', async () => {
  await talk.command(`.create table Csv (${everyType})`);
  await talk.command(`.ingest inline into table Csv <|\n${oneOfEach}\nnot,,a,value,at,all,,here,,maybe\n`);
  expect(await talk.query('Csv')).toEqual([
    [
      1,
      'x "y"',
      '2020-01-02T03:04:05.1234567Z',
      '1.02:03:04.0000001',
      '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      '1.5',
      { k: [1] },
      2.5,
      -5,
      true,
    ],
    [null, '', null, null, null, null, null, null, null, null],
  ]);
});

/** Sources: https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic and …/scalar-data-types/null-values */
test('a JSON null is the null value, stored or computed, from every format and back', async () => {
  await talk.command('.create tables Nulls (n:long, d:dynamic), NullsBack (n:long, d:dynamic)');
  const lines = '{"n":1,"d":null}\n{"n":2}\n{"n":3,"d":[null]}';
  await talk.command(`.ingest inline into table Nulls with (format='json') <|\n${lines}`);
  await talk.command('.ingest inline into table Nulls <|\n4,null\n5, null \n6,"{""a"":null}"\n7,"""null"""\n');
  await talk.command(`.append Nulls <| print n=8, d=parse_json('null')`);
  const judged = 'project n, isnull(d), gettype(d), isnull(parse_json(dynamic_to_json(d))) | sort by n asc';
  const expected = [
    [1, true, 'null', true],
    [2, true, 'null', true],
    [3, false, 'array', false],
    [4, true, 'null', true],
    [5, true, 'null', true],
    [6, false, 'dictionary', false],
    [7, false, 'string', false],
    [8, true, 'null', true],
  ];
  expect(await talk.query(`Nulls | ${judged}`)).toEqual(expected);
  for (const [path] of await talk.command(`.export to parquet (${talk.place('nulls')}) <| Nulls`))
    await talk.command(`.ingest into table NullsBack (${talk.signed(path)}) with (format='parquet')`);
  expect(await talk.query(`NullsBack | ${judged}`)).toEqual(expected);
});

/** Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime */
test('a datetime is read with its offset, and is null beyond its range, read or computed', async () => {
  await talk.command('.create table Far (n:long, t:datetime)');
  const times = [
    '9999-12-31T23:59:59.9999999Z',
    '10000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '2020-01-01T00:00:00.1234567-03:30',
  ];
  await talk.command(`.ingest inline into table Far <|\n${times.map((time, index) => `${index},${time}`).join('\n')}`);
  expect(await talk.query('Far | project n, t, later = t + 1d, earlier = t - 1d | sort by n asc')).toEqual([
    [0, '9999-12-31T23:59:59.9999999Z', null, '9999-12-30T23:59:59.9999999Z'],
    [1, null, null, null],
    [2, '0001-01-01T00:00:00Z', '0001-01-02T00:00:00Z', null],
    [3, null, null, null],
    [4, '2020-01-01T03:30:00.1234567Z', '2020-01-02T03:30:00.1234567Z', '2019-12-31T03:30:00.1234567Z'],
  ]);
});

test('a tag that is given twice is there once', async () => {
  await talk.command('.create table Tagged (n:int)');
  await talk.command(`.ingest inline into table Tagged with (tags='["a","b","a"]') <| 1`);
  expect(await talk.command('.show table Tagged extents | project Tags')).toEqual([['a\r\nb']]);
});

test('csv from a blob: header, mapping, quoted line breaks', async () => {
  const blob = await putText('mapped.csv', 'first,second\n1,"two\nlines"\n3,four,five\n');
  await talk.command('.create table Mapped (n:int, t:string, none:string)');
  const mapping = `[{"column":"t","Properties":{"Ordinal":1}},{"column":"n","Properties":{"Ordinal":0}}]`;
  await talk.command(
    `.ingest into table Mapped (${blob}) with (format='csv', ignoreFirstRecord=true, ingestionMapping='${mapping}')`,
  );
  expect(await talk.query('Mapped | sort by n asc')).toEqual([
    [1, 'two\nlines', ''],
    [3, 'four', ''],
  ]);
});

test.each(['lines.csv', 'lines.csv.gz'])(
  'csv: line ends of both kinds in one file, and any in quotes: %s',
  async (name) => {
    const records = [
      'n,t',
      '1,plain',
      '2,"two\r\nlines"',
      '3,"a\nb"',
      '4,"one\rtwo"',
      '5,"a ""quoted"" word"',
      '6,5" disk',
      '7,',
    ];
    const text = records.map((record, index) => record + (index % 2 === 0 ? '\r\n' : '\n')).join('');
    const table = name.replaceAll('.', '_');
    const blob = await putText(name, name.endsWith('.gz') ? gzipSync(text) : text);
    await talk.command(`.create table ${table} (n:int, t:string)`);
    await talk.command(`.ingest into table ${table} (${blob}) with (format='csv', ignoreFirstRecord=true)`);
    expect(await talk.query(`${table} | order by n asc`)).toEqual([
      [1, 'plain'],
      [2, 'two\r\nlines'],
      [3, 'a\nb'],
      [4, 'one\rtwo'],
      [5, 'a "quoted" word'],
      [6, '5" disk'],
      [7, ''],
    ]);
  },
);

test('csv that is malformed is refused, and nothing of it is kept', async () => {
  await talk.command('.create table Malformed (n:int, t:string)');
  const cases = {
    '1,a\n2,"b"c\n': 'Stream_InputStreamFormatError',
    '1,a\r2,b\n': 'Stream_InputStreamFormatError',
    '1,a\n2,"never closed\n': 'Stream_ClosingQuoteMissing',
  };
  for (const [index, [text, code]] of Object.entries(cases).entries()) {
    const blob = await putText(`malformed${index}.csv`, text);
    const answer = await talk.try(`.ingest into table Malformed (${blob}) with (format='csv')`);
    expect([text, answer.status, answer.permanent]).toEqual([text, 400, true]);
    expect(answer.message).toContain(code);
  }
  expect(await talk.query('Malformed | count')).toEqual([[0]]);
});

test('json is read by name', async () => {
  const blob = await putText('rows.json', '{"a":1,"b":{"c":2},"A":9}\n{"a":"x"}\n');
  await talk.command('.create table Json (a:int, b:dynamic)');
  await talk.command(`.ingest into table Json (${blob}) with (format='json')`);
  expect(await talk.query('Json | sort by a desc')).toEqual([
    [1, { c: 2 }],
    [null, null],
  ]);
});

test('Parquet loses what the service loses on the way out and back', async () => {
  await talk.command(`.create tables Out (${everyType}), Back (${everyType})`);
  await talk.command(`.ingest inline into table Out <| ${oneOfEach}`);
  const [file] = await talk.command(
    `.export compressed to parquet (${talk.place('lossy')}) with (namePrefix="p") <| Out`,
  );
  expect(file?.[0]).toMatch(/\/snapshots\/lossy\/p_1_[0-9a-f]{32}\.gz\.parquet$/);
  expect(file?.[1]).toBe(1);
  await talk.command(`.ingest into table Back (${talk.signed(file?.[0])}) with (format='parquet')`);
  expect(await talk.query('Back')).toEqual([
    [1, 'x "y"', '2020-01-02T03:04:05.123Z', null, null, '1.5', { k: [1] }, 2.5, -5, true],
  ]);
  const [fine] = await talk.command(
    `.export to parquet (${talk.place('fine')}) with (parquetDatetimePrecision="microsecond") <| Out`,
  );
  await talk.command('.clear table Back data');
  await talk.command(`.ingest into table Back (${talk.signed(fine?.[0])}) with (format='parquet')`);
  expect(await talk.query('Back | project c')).toEqual([['2020-01-02T03:04:05.123456Z']]);
});

test('Parquet columns are found by exact name, in silence', async () => {
  const [file] = await talk.command(`.export to parquet (${talk.place('names')}) <| print Id=1, other='x'`);
  await talk.command('.create table Names (id:long, Id:long, other:int, absent:string)');
  await talk.command(`.ingest into table Names (${talk.signed(file?.[0])}) with (format='parquet')`);
  expect(await talk.query('Names')).toEqual([[null, 1, null, '']]);
});

test('an export of no rows completes and writes nothing', async () => {
  expect(await talk.command(`.export to parquet (${talk.place('empty')}) <| print a=1 | where a > 1`)).toEqual([]);
  const names = [];
  for await (const { name } of new ContainerClient(cluster.storage).listBlobsFlat({ prefix: 'empty' }))
    names.push(name);
  expect(names).toEqual([]);
});

test('properties nobody knows, and sources that are not there, fail', async () => {
  await talk.command('.create table Refused (a:int)');
  expect((await talk.try(`.export to parquet (${talk.place('x')}) with (madeUp=1) <| Refused`)).message).toContain(
    'madeUp',
  );
  const missing = await talk.try(`.ingest into table Refused (${talk.place('no.csv')}) with (format='csv')`);
  expect(missing).toMatchObject({ status: 400, permanent: true });
  expect(missing.message).toContain('Download_SourceNotFound');
  expect(missing.message).not.toContain('sig=');
  const blob = await putText('not.parquet', 'this is text');
  expect((await talk.try(`.ingest into table Refused (${blob}) with (format='parquet')`)).status).toBe(400);
});

test('the same tag twice is loaded once', async () => {
  const blob = await putText('once.csv', '1\n');
  await talk.command('.create table Once (a:int)');
  const load = `.ingest into table Once (${blob}) with (format='csv', tags='["ingest-by:k"]', ingestIfNotExists='["k"]')`;
  await talk.command(load);
  expect((await talk.command(load))[0]?.[0]).toBe('00000000-0000-0000-0000-000000000000');
  expect(await talk.query('Once | count')).toEqual([[1]]);
  expect(await talk.command('.show table Once extents | project RowCount, Tags')).toEqual([[1, 'ingest-by:k']]);
});

test('a creation time is kept, and one that retention forbids is refused', async () => {
  await talk.command('.create table Aged (a:int)');
  await talk.command(`.set-or-append Aged with (creationTime='2020-05-06T00:00:00Z') <| print a=int(1)`);
  expect(await talk.command('.show table Aged extents | project MinCreatedOn')).toEqual([['2020-05-06T00:00:00Z']]);
  await talk.command('.alter-merge table Aged policy retention softdelete = 30d');
  const { message } = await talk.try(`.append Aged with (creationTime='2020-05-06T00:00:00Z') <| print a=int(1)`);
  expect(message).toContain('BadRequest_CreationTimeEarlierThanSoftDeletePeriod');
});

test('rows from a query go in by position, and types have to match', async () => {
  await talk.command('.create table Positions (a:long, b:string)');
  expect((await talk.command('.append Positions <| print b=1, a="x"'))[0]?.[5]).toBe(1);
  expect(await talk.query('Positions')).toEqual([[1, 'x']]);
  expect((await talk.try('.append Positions <| print a="x", b=1')).status).toBe(400);
  expect(await talk.command('.append Positions <| Positions | take 0')).toEqual([]);
  await talk.command('.set-or-replace Positions <| Positions | extend a=a+1 | project a, b');
  expect(await talk.query('Positions')).toEqual([[2, 'x']]);
  expect((await talk.try('.set Positions <| print 1')).status).toBe(400);
  expect((await talk.try('.append NotThere <| print 1')).message).toContain('NotThere');
});

test('moved extents keep their ingestion time, under new ids', async () => {
  await talk.command('.create tables From (a:int), To (b:string, a:int), Unlike (a:long)');
  await talk.command('.ingest inline into table From <| 1');
  await talk.command('.ingest inline into table From <| 2');
  const before = await talk.query('From | sort by a asc | project a, ingestion_time()');
  const [[first] = []] = await talk.command('.show table From extents | project ExtentId');
  expect((await talk.try('.move extents all from table From to table Unlike')).status).toBe(400);
  expect((await talk.try(`.move extents from table From to table To (${first}, ${crypto.randomUUID()})`)).status).toBe(
    400,
  );
  expect(await talk.query('To | count')).toEqual([[0]]);
  const [[original, result] = []] = await talk.command(`.move extents from table From to table To (${first})`);
  expect(original).toBe(first);
  expect(result).not.toBe(first);
  await talk.command('.move extents all from table From to table To');
  expect(await talk.query('To | sort by a asc | project a, ingestion_time()')).toEqual(before);
  await talk.command(`.drop extents (${result}) from To`);
  expect(await talk.query('To | project a')).toEqual([[2]]);
});

test('the cursor lags behind rows that can be seen already', async () => {
  await talk.command('.create table Lagging (a:int)');
  await talk.control({ cursorLagMs: 3_000 });
  await delay(300);
  const [[before] = []] = await talk.query('print cursor_current()');
  await talk.command('.ingest inline into table Lagging <| 1');
  expect(await talk.query('Lagging | count')).toEqual([[1]]);
  expect(await talk.query('print cursor_current()')).toEqual([[before]]);
  expect(await talk.query(`Lagging | where cursor_after("${before}") | count`)).toEqual([[0]]);
  await delay(3_100);
  const [[after] = []] = await talk.query('print cursor_current()');
  expect(after).not.toBe(before);
  expect(await talk.query(`Lagging | where cursor_before_or_at("${after}") | count`)).toEqual([[1]]);
  expect(await talk.query(`Lagging | where cursor_before_or_at("${before}") | count`)).toEqual([[0]]);
  await talk.control({ cursorLagMs: 0 });
});
