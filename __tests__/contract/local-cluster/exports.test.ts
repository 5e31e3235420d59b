import { gunzipSync } from 'node:zlib';
import { parquetMetadata } from 'hyparquet';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

const types = 'b:bool, i:int, l:long, r:real, d:decimal, t:datetime, s:timespan, g:guid, x:string, y:dynamic';

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command(`.create table Every (${types})`);
  const full = [
    'b=true, i=int(-1), l=long(9007199254740993), r=1.5, d=decimal(1.25), t=datetime(2020-01-02T03:04:05.1234567)',
    `s=1d + 2s, g=guid(74be27de-1e4e-49d9-b579-fe0b331d3642), x='a,"b\\nc\\td', y=dynamic({"k":[1,"é"]})`,
  ];
  await talk.command(`.append Every <| print ${full.join(', ')}`);
  const empty = ['bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'guid'].map(
    (type) => `${type}(null)`,
  );
  await talk.command(`.append Every <| print ${empty.join(', ')}, '', dynamic(null)`);
});
afterAll(() => cluster.stop());

const blob = async (path: Value | undefined): Promise<Buffer> => {
  const response = await fetch(`${path}?${cluster.storage.split('?')[1]}`);
  return Buffer.from(await response.arrayBuffer());
};
const ordered = 'Every | order by isnull(l) asc';

/** Exports with these words before the query, and returns the files. */
async function exported(words: string, given = '', query = ordered): Promise<Value[]> {
  const properties = given === '' ? '' : ` with (${given})`;
  const rows = await talk.command(`.export ${words} (${talk.place('exports')})${properties} <| ${query}`);
  return rows.map(([path = null]) => path);
}

const one = async (words: string, given = 'distributed=false', query = ordered): Promise<string> => {
  const [path] = await exported(words, given, query);
  return (await blob(path)).toString();
};

test('CSV holds the texts of values, quoted where they need it, and nothing for a null', async () => {
  expect(await one('to csv')).toBe(
    `${[
      'True,-1,9007199254740993,1.5,1.25,2020-01-02T03:04:05.1234567Z,1.00:00:02',
      '74be27de-1e4e-49d9-b579-fe0b331d3642,"a,""b\nc\td","{""k"":[1,""é""]}"',
    ].join(',')}\n,,,,,,,,,\n`,
  );
});

test('TSV does the same between tabs', async () => {
  expect(await one('to tsv', 'distributed=false', `${ordered} | project i, x, y`)).toBe(
    '-1\t"a,""b\nc\td"\t"{""k"":[1,""é""]}"\n\t\t\n',
  );
});

test('JSON is an object a line, with nulls', async () => {
  const lines = (await one('to json')).split('\n');
  expect(lines[0]).toBe(
    [
      '{"b":true,"i":-1,"l":9007199254740993,"r":1.5,"d":"1.25","t":"2020-01-02T03:04:05.1234567Z","s":"1.00:00:02"',
      '"g":"74be27de-1e4e-49d9-b579-fe0b331d3642","x":"a,\\"b\\nc\\td","y":{"k":[1,"é"]}}',
    ].join(','),
  );
  const nothing = { b: null, i: null, l: null, r: null, d: null, t: null, s: null, g: null, x: '', y: null };
  expect([JSON.parse(lines[1] ?? ''), lines.slice(2)]).toEqual([nothing, ['']]);
});

test.each(['csv', 'tsv', 'json'])('what is exported as %s is loaded again as it was', async (format) => {
  const [path] = await exported(`compressed to ${format}`, `fileExtension=".txt", distributed=false`);
  expect(path).toMatch(/_1_[0-9a-f]{32}\.txt\.gz$/);
  await talk.command(`.create table Again${format} (${types})`);
  await talk.command(`.ingest into table Again${format} (${talk.signed(path)}) with (format='${format}')`);
  expect(await talk.query(`Again${format} | order by isnull(l) asc`)).toEqual(await talk.query(ordered));
});

test('A header stands in no file, in all, or in the first; a byte order mark where it is asked for', async () => {
  await talk.command('.create table Parts (a:long, b:string)');
  await talk.command('.ingest inline into table Parts <|\n1,x');
  await talk.command('.ingest inline into table Parts <|\n2,y');
  const texts = async (given: string) => {
    const found = await Promise.all((await exported('to csv', given, 'Parts | project a, ["b,c"] = b')).map(blob));
    return found.map(String);
  };
  const header = 'a,"b,c"\n';
  expect(await texts('includeHeaders="none"')).toEqual(['1,x\n', '2,y\n']);
  expect(await texts('includeHeaders="all"')).toEqual([`${header}1,x\n`, `${header}2,y\n`]);
  expect(await texts('includeHeaders="firstFile", encoding="UTF8BOM"')).toEqual([
    `\uFEFF${header}1,x\n`,
    '\uFEFF2,y\n',
  ]);
  expect(await texts('includeHeaders="all", distributed=false')).toEqual([`${header}1,x\n2,y\n`]);
});

test('Compressed text is gzip, and its files stay below the size limit before that', async () => {
  const query = `range a from 1 to 3000000 step 1 | project x = strcat('${'-'.repeat(30)}', tostring(a))`;
  const paths = await exported('compressed to csv', 'sizeLimit=100000000', query);
  const sizes = (await Promise.all(paths.map(blob))).map((bytes) => gunzipSync(bytes).length);
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100_000_000);
});

test('An external table of a text format is written as it says, and read from that', async () => {
  for (const format of ['csv', 'tsv', 'json']) {
    const encoding = format === 'json' ? 'UTF8NoBOM' : 'UTF8BOM';
    const given = `compressed=true, includeHeaders='All', encoding='${encoding}', fileExtension='.txt'`;
    const place = talk.place(`as-${format}`);
    await talk.command(
      `.create external table As${format} (${types}) kind=storage dataformat=${format} (${place}) with (${given})`,
    );
    const [[, path] = []] = await talk.command(`.export to table As${format} <| ${ordered}`);
    expect(path).toMatch(/\.txt\.gz$/);
    expect(
      gunzipSync(await blob(path))
        .toString()
        .slice(0, 4),
    ).toBe({ csv: '\uFEFFb,i', tsv: '\uFEFFb\ti', json: '{"b"' }[format]);
    expect(await talk.query(`external_table('As${format}') | order by isnull(l) asc`)).toEqual(
      await talk.query(ordered),
    );
  }
  const [[properties] = []] = await talk.command('.show external table Ascsv | project Properties');
  expect(JSON.parse(String(properties))).toEqual({
    Format: 'Csv',
    Compressed: true,
    CompressionType: null,
    FileExtension: '.txt',
    IncludeHeaders: 'All',
    Encoding: 'UTF8BOM',
    NamePrefix: null,
  });
});

test('A compressed external table of Parquet files uses the codec that it names, gzip if none', async () => {
  const codecs: unknown[] = [];
  for (const given of ['compressed=true', `compressed=true, compressionType='zstd'`]) {
    const name = `Codec${codecs.length}`;
    await talk.command(
      `.create external table ${name} (a:long) kind=storage dataformat=parquet (${talk.place(name)}) with (${given})`,
    );
    const [[, path] = []] = await talk.command(`.export to table ${name} <| print a=1`);
    const bytes = await blob(path);
    const { row_groups: groups } = parquetMetadata(new Uint8Array(bytes).buffer);
    codecs.push(groups[0]?.columns[0]?.meta_data?.codec);
  }
  expect(codecs).toEqual(['GZIP', 'ZSTD']);
});

test('Columns whose names differ only in case keep their names and values in a Parquet file', async () => {
  const columns = 'Name:string, name:long, NAME:bool, ["f0"]:long, file_row_number:long';
  await talk.command(`.create table Twins (${columns})`);
  await talk.command('.ingest inline into table Twins <|\nx,1,true,5,6');
  await talk.command('.ingest inline into table Twins <|\ny,2,false,7,8');
  const paths = await exported('compressed to parquet', '', 'Twins');
  const bytes = await Promise.all(paths.map(blob));
  const [metadata] = bytes.map((each) => parquetMetadata(new Uint8Array(each).buffer));
  const names = ['Name', 'name', 'NAME', 'f0', 'file_row_number'];
  expect(metadata?.schema.slice(1).map(({ name }) => name)).toEqual(names);
  expect(metadata?.row_groups[0]?.columns.map((column) => column.meta_data?.path_in_schema)).toEqual(
    names.map((name) => [name]),
  );
  await talk.command(`.create table TwinsAgain (${columns}, nAME:string)`);
  for (const path of paths)
    await talk.command(`.ingest into table TwinsAgain (${talk.signed(path)}) with (format='parquet')`);
  expect(await talk.query('TwinsAgain | order by f0 asc')).toEqual([
    ['x', 1, true, 5, 6, ''],
    ['y', 2, false, 7, 8, ''],
  ]);
});

test.each([
  ['.export to csv (#) with (gravity=1) <| Every', 'gravity'],
  ['.export to csv (#) with (includeHeaders="some") <| Every', 'some'],
  ['.export to csv (#) with (encoding="UTF16") <| Every', 'UTF16'],
  ['.export compressed to csv (#) with (compressionType="snappy") <| Every', 'snappy'],
  ['.export to json (#) with (compressionType="gzip") <| Every', 'compressed'],
  [`.create external table Wrong (a:long) kind=storage dataformat=csv (#) with (compressionType='zstd')`, 'zstd'],
  [`.create external table Wrong (a:long) kind=storage dataformat=csv (#) with (includeHeaders='Some')`, 'Some'],
])('what is no format, or no way to write it, is refused by name: %s', async (text, word) => {
  const { status, message } = await talk.try(text.replace('#', talk.place('refused')));
  expect([status, message]).toEqual([400, expect.stringContaining(word)]);
});

test('An external table of a format that is only read cannot be exported to', async () => {
  await talk.command(`.create external table OnlyRead (a:long) kind=storage dataformat=psv (${talk.place('psv')})`);
  expect((await talk.try('.export to table OnlyRead <| print a=1')).message).toContain('psv');
});
