import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

const columns = 'at:datetime, who:string, n:long';

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command(`.create table Visits (${columns})`);
  await talk.command(
    [
      '.ingest inline into table Visits <|',
      '2020-01-01T10:00:00Z,John Doe,1',
      '2020-01-01T23:59:59Z,John Doe,2',
      '2020-02-29T00:00:00Z,é=%20,3',
      ',a/b,4',
      '2021-12-31T12:34:56Z,,5',
    ].join('\n'),
  );
});
afterAll(() => cluster.stop());

interface Layout {
  readonly by: string;
  readonly path?: string;
  readonly schema?: string;
  readonly format?: string;
  readonly given?: string;
}

const create = (name: string, { by, path, schema = columns, format = 'parquet', given }: Layout, place = name) =>
  `.create external table ${name} (${schema}) kind=storage partition by (${by}) ${path === undefined ? '' : `pathformat = (${path})`} dataformat=${format} (${talk.place(`partitioned/${place}`)}) ${given === undefined ? '' : `with (${given})`}`;

/** Exports all visits to a new external table; the folders below its place, and the rows in each. */
async function foldersOf(name: string, layout: Layout): Promise<Record<string, number>> {
  await talk.command(create(name, layout));
  const files = await talk.command(`.export to table ${name} <| Visits`);
  const found: Record<string, number> = {};
  for (const [, path, rows] of files) {
    const [, folder = ''] = new RegExp(`/partitioned/${name}/(.*)/[^/]*$`).exec(String(path)) ?? [];
    found[folder] = (found[folder] ?? 0) + Number(rows);
  }
  expect(files).toHaveLength(Object.keys(found).length);
  return found;
}

const all = async (query: string): Promise<Value[][]> => talk.query(`${query} | order by n asc`);

test('Rows go to the folder of their name and day, or to the default one where a value can name none', async () => {
  const folders = await foldersOf('ByBoth', {
    by: 'WhoPart:string = who, Day:datetime = startofday(at)',
    path: '"who=" WhoPart "/" Day',
  });
  expect(folders).toEqual({
    'who=John%20Doe/2020/01/01': 2,
    'who=%C3%A9=%2520/2020/02/29': 1,
    'who=__DEFAULT_PARTITION__/__DEFAULT_PARTITION__': 1,
    'who=__DEFAULT_PARTITION__/2021/12/31': 1,
  });
  expect(await all('external_table("ByBoth")')).toEqual(await all('Visits'));
  expect(await talk.query('external_table("ByBoth") | where who == "John Doe" | summarize sum(n)')).toEqual([[3]]);
});

test.each([
  ['Year', 'startofyear(at)', { '2020': 3, '2021': 1 }],
  ['Month', 'startofmonth(at)', { '2020/01': 2, '2020/02': 1, '2021/12': 1 }],
  ['Week', 'startofweek(at)', { '2019/12/29': 2, '2020/02/23': 1, '2021/12/26': 1 }],
  ['Day', 'bin(at, 1d)', { '2020/01/01': 2, '2020/02/29': 1, '2021/12/31': 1 }],
  ['Hour', 'bin(at, 1h)', { '2020/01/01/10': 1, '2020/01/01/23': 1, '2020/02/29/00': 1, '2021/12/31/12': 1 }],
  [
    'Minute',
    'bin(at, 1m)',
    { '2020/01/01/10/00': 1, '2020/01/01/23/59': 1, '2020/02/29/00/00': 1, '2021/12/31/12/34': 1 },
  ],
])('Without a pathformat a folder is named by the %s as documented', async (name, truncated, folders) => {
  expect(await foldersOf(name, { by: `P:datetime = ${truncated}` })).toEqual({
    ...folders,
    __DEFAULT_PARTITION__: 1,
  });
  expect(await all(`external_table("${name}")`)).toEqual(await all('Visits'));
});

test('A datetime pattern is written with quotes or with brackets', async () => {
  const by = 'P:datetime = startofmonth(at)';
  const folders = { 'year=2020/month=01': 2, 'year=2020/month=02': 1, 'year=2021/month=12': 1 };
  const withDefault = { ...folders, __DEFAULT_PARTITION__: 1 };
  expect(await foldersOf('Quoted', { by, path: `datetime_pattern("'year='yyyy'/month='MM", P)` })).toEqual(withDefault);
  expect(await foldersOf('Braced', { by, path: `datetime_pattern("year={yyyy}/month={MM}", P)` })).toEqual(withDefault);
  expect(await all('external_table("Quoted")')).toEqual(await all('external_table("Braced")'));
});

test('A hash is that of hash(), and other text formats are divided alike', async () => {
  const folders = await foldersOf('ByHash', { by: 'H:long = hash(who, 10)', path: '"h=" H', format: 'csv' });
  const hashes = await talk.query('Visits | summarize count() by strcat("h=", tostring(hash(who, 10)))');
  expect(folders).toEqual(Object.fromEntries(hashes));
  expect(await all('external_table("ByHash")')).toEqual(await all('Visits'));
});

test('The first file of each folder has the header', async () => {
  const given = `includeHeaders='FirstFile'`;
  await foldersOf('Headed', { by: 'Who:string = who', format: 'csv', given });
  expect(await all('external_table("Headed")')).toEqual(await all('Visits'));
});

test('Virtual columns have the values that the folders name, and cannot be exported to', async () => {
  await foldersOf('Written', {
    by: 'Who:string = who, Day:datetime = startofday(at)',
    path: '"customer=" Who "/date=" datetime_pattern("yyyyMMdd", Day)',
  });
  const layout = {
    schema: 'n:long',
    by: 'Customer:string, Date:datetime',
    path: '"customer=" Customer "/date=" datetime_pattern("yyyyMMdd", Date)',
  };
  await talk.command(create('Virtual', layout, 'Written'));
  expect(await all('external_table("Virtual")')).toEqual([
    [1, 'John Doe', '2020-01-01T00:00:00Z'],
    [2, 'John Doe', '2020-01-01T00:00:00Z'],
    [3, 'é=%20', '2020-02-29T00:00:00Z'],
    [4, '__DEFAULT_PARTITION__', null],
    [5, '__DEFAULT_PARTITION__', '2021-12-31T00:00:00Z'],
  ]);
  expect(await talk.query('external_table("Virtual") | where Date < datetime(2020-02-01) | summarize sum(n)')).toEqual([
    [3],
  ]);
  expect((await talk.try('.export to table Virtual <| print n=long(1)')).message).toContain('Customer');
});

test('Files in folders of another form, but for the default one, are no part of the table', async () => {
  await talk.command(
    create('Strict', { by: 'P:datetime = startofday(at)', path: 'datetime_pattern("yyyyMMdd", P)' }, 'Day'),
  );
  expect(await talk.query('external_table("Strict") | project n')).toEqual([[4]]);
});

test('A definition is shown with its partitions, and a file with their values', async () => {
  const layout = {
    by: 'Who:string = who, H:long = hash(who, 10), Day:datetime = startofday(at), V:string',
    path: '"w=" Who "/h=" H "/dt=" datetime_pattern("yyyyMMdd", Day) "/" V',
  };
  await talk.command(create('Shown', layout));
  const [[partitions, path] = []] = await talk.command('.show external table Shown | project Partitions, PathFormat');
  expect(partitions).toEqual([
    { Name: 'Who', ColumnName: 'who', Ordinal: 0 },
    { Mod: 10, Name: 'H', ColumnName: 'who', Ordinal: 1 },
    { Function: 'StartOfDay', Name: 'Day', ColumnName: 'at', Ordinal: 2 },
    { Name: 'V', ColumnName: null, Ordinal: 3 },
  ]);
  expect(path).toBe(layout.path);
  await foldersOf('Listed', { by: 'Who:string = who, Day:datetime = startofday(at)', path: '"who=" Who "/" Day' });
  const files = await talk.command('.show external table Listed artifacts | project Partition');
  expect(files).toContainEqual([{ Who: 'John Doe', Day: '2020-01-01T00:00:00.0000000Z' }]);
});

test('A continuous export writes to a partitioned table', async () => {
  await talk.control({ cursorLagMs: 0 });
  await talk.command('.create table Stream (at:datetime, who:string, n:long)');
  await talk.command(create('Streamed', { by: 'Who:string = who', path: '"who=" Who' }));
  await talk.command(
    '.create-or-alter continuous-export ToFolders to table Streamed with (intervalBetweenRuns=1h) <| Stream',
  );
  await talk.command('.append Stream <| Visits | where n < 4');
  await talk.control({ run: 'export' });
  const files = await talk.command('.show continuous-export ToFolders exported-artifacts | project Path, NumRecords');
  expect(files.map(([path, rows]) => [String(path).split('/').at(-2), rows])).toEqual([
    ['who=John%20Doe', 2],
    ['who=%C3%A9=%2520', 1],
  ]);
});

test.each([
  ['P:string = n', undefined, "'n'"],
  ['P:string = nobody', undefined, "'nobody'"],
  ['P:datetime = startofday(who)', undefined, "'who'"],
  ['P:long = hash(at, 10)', undefined, "'at'"],
  ['who:string', undefined, "'who'"],
  ['P:datetime', undefined, "'P'"],
  ['P:datetime = bin(at, 7d)', undefined, "'P'"],
  ['P:datetime = startofday(at)', 'datetime_pattern("yyyy-MMM", P)', "'MMM'"],
  ['P:string = who, Q:datetime = startofday(at)', 'P "/"', "'Q'"],
  ['P:string = who, Q:datetime = startofday(at)', 'P Q', 'set apart'],
  ['P:string = who', 'datetime_pattern("yyyy", P)', "'P'"],
  ['P:string = who', '"x=" Nobody', "'Nobody'"],
  ['P:datetime = startofday(at)', 'datetime_pattern("yyyy", P) "/" datetime_pattern("MM", P)', "'P'"],
])('partitions by %s with the path %s are refused by name', async (by, path, word) => {
  const refused = await talk.try(create('Refused', path === undefined ? { by } : { by, path }));
  expect([refused.status, refused.message]).toEqual([400, expect.stringContaining(word)]);
});
