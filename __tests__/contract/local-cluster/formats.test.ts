import { BlockBlobClient } from '@azure/storage-blob';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

async function blobOf(text: string): Promise<string> {
  const [container, sas] = cluster.landing.split('?');
  made += 1;
  await new BlockBlobClient(`${container}/${made}.txt?${sas}`).upload(text, Buffer.byteLength(text));
  return `h@"${container}/${made}.txt?${sas}"`;
}

async function loaded(format: string, source: string): Promise<unknown> {
  await talk.command(`.create table F_${format} (a:long, b:string, c:dynamic)`);
  await talk.command(`.ingest into table F_${format} (${source}) with (format='${format}')`);
  return talk.query(`F_${format} | order by a asc`);
}

const rows = [
  [1, 'x,y', { k: [1] }],
  [2, 'two\nlines', null],
];

/** The same rows in each format of delimited text. */
test.each([
  ['csv', '1,"x,y","{""k"":[1]}"\n2,"two\nlines",\n'],
  ['tsv', '1\tx,y\t"{""k"":[1]}"\n2\t"two\nlines"\t\n'],
  ['psv', '1|x,y|"{""k"":[1]}"\n2|"two\nlines"|\n'],
  ['scsv', '1;x,y;"{""k"":[1]}"\n2;"two\nlines";\n'],
])('format %s', async (format, text) => {
  expect(await loaded(format, await blobOf(text))).toEqual(rows);
});

/** A record per line, and records anywhere. */
test.each([
  ['json', '{"a":1,"b":"x,y","c":{"k":[1]}}\n{"a":2,"b":"two\\nlines"}\n'],
  ['multijson', '[{"a":1,"b":"x,y",\n"c":{"k":[1]}},\n\n{"a":2,"b":"two\\nlines"}]'],
])('format %s', async (format, text) => {
  expect(await loaded(format, await blobOf(text))).toEqual(rows);
});

test('format parquet', async () => {
  const query = 'datatable(a:long, b:string, c:dynamic)[1, "x,y", dynamic({"k":[1]}), 2, "two\\nlines", dynamic(null)]';
  const [file] = await talk.command(`.export to parquet (${talk.place('formats')}) <| ${query}`);
  expect(await loaded('parquet', talk.signed(file?.[0]))).toEqual(rows);
});

test('a format that is not read is refused by name', async () => {
  await talk.command('.create table F_avro (a:long)');
  for (const format of ['avro', 'orc', 'w3clogfile'])
    expect(await talk.try(`.ingest into table F_avro (${talk.place('x')}) with (format='${format}')`)).toMatchObject({
      status: 400,
      message: expect.stringContaining(`'${format}'`),
    });
});

test.each(['gzip', 'snappy', 'lz4_raw', 'brotli', 'zstd'])('compression %s', async (codec) => {
  const place = talk.place(`codec-${codec}`);
  const [file] = await talk.command(
    `.export compressed to parquet (${place}) with (compressionType='${codec}') <| print a=1`,
  );
  expect(file?.[0]).toMatch(new RegExp(`\\.${codec === 'gzip' ? 'gz' : codec}\\.parquet$`));
  await talk.command(`.create table C_${codec} (a:long)`);
  await talk.command(`.ingest into table C_${codec} (${talk.signed(file?.[0])}) with (format='parquet')`);
  expect(await talk.query(`C_${codec}`)).toEqual([[1]]);
});
