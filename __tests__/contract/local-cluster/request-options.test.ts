import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create table T (a:long)');
  await talk.command('.set-or-append T <| range a from 1 to 5 step 1');
  await talk.command('.create table Secure (a:long)');
  await talk.command('.set-or-append Secure <| range a from 1 to 5 step 1');
  await talk.command('.alter table Secure policy row_level_security enable "Secure | where a == 1"');
});
afterAll(() => cluster.stop());

const asking = (options: object) => ({ properties: { Options: options } });

test.each<[string, object, string]>([
  ['a text for a flag', { request_block_row_level_security: 'True' }, 'is a bool, not "True"'],
  ['a number for a flag', { request_block_row_level_security: 1 }, 'is a bool, not 1'],
  ['a word for a flag', { notruncation: 'maybe' }, 'is a bool, not "maybe"'],
  ['no known consistency', { queryconsistency: 'nonsense' }, "'nonsense' as request option 'queryconsistency'"],
  ['a consistency of many nodes', { queryconsistency: 'weakconsistency' }, "'weakconsistency'"],
  ['no known scope', { query_datascope: 'nonsense' }, "'nonsense' as request option 'query_datascope'"],
  ['another language', { query_language: 'sql' }, "'sql' as request option 'query_language'"],
  ['no time', { servertimeout: 'nonsense' }, "is a timespan, not 'nonsense'"],
  ['more than an hour', { servertimeout: '01:00:01' }, 'up to 01:00:00'],
  ['no hundred percent', { query_fanout_nodes_percent: 101 }, 'from 1 to 100'],
  ['progressive answers', { results_progressive_enabled: true }, "'true' as request option"],
])('a request option with %s is refused', async (_what, options, words) => {
  const [query, command] = [await talk.tryQuery('T', asking(options)), await talk.try('.show tables', asking(options))];
  for (const refused of [query, command]) {
    expect([refused.status, refused.permanent]).toEqual([400, true]);
    expect(refused.message).toContain(words);
  }
});

test.each<[object, string]>([
  [{ properties: { Option: { notruncation: true } } }, "no member 'Option'"],
  [{ properties: { Options: [] } }, "'Options' is an object"],
  [{ database: 'Demo' }, "no member 'database'"],
])('a request with a member that nobody knows is refused: %j', async (more, words) => {
  expect((await talk.tryQuery('T', more)).message).toContain(words);
});

test('limits on results are obeyed, whether the request or the query sets them', async () => {
  const cut = await talk.tryQuery('set truncationmaxrecords=2; T');
  const cutToo = await talk.tryQuery('set notruncation; T', asking({ truncationmaxrecords: 3 }));
  const small = await talk.tryQuery('T', asking({ truncationmaxsize: 16 }));
  expect([cut, cutToo, small].map(({ rows }) => rows.length)).toEqual([3, 4, 3]);
  expect(cut.rows[2]).toEqual({ Exceptions: [expect.stringContaining('record count of 2')] });
  expect(small.rows[2]).toEqual({ Exceptions: [expect.stringContaining('size of 16 bytes')] });
  expect((await talk.tryQuery('T', asking({ query_take_max_records: 2 }))).rows).toHaveLength(2);
  expect((await talk.tryQuery('T', asking({ notruncation: true }))).rows).toHaveLength(5);
});

test('a query can take another time for now', async () => {
  const at = '2020-01-02T03:04:05Z';
  expect(await talk.query(`set query_now=datetime(${at}); print now()`)).toEqual([[at]]);
  expect((await talk.tryQuery('print now()', asking({ query_now: at }))).rows).toEqual([[at]]);
});

test.each([
  'set request_block_row_level_security=true; Secure',
  'set request_block_row_level_security; let f = () { Secure | where a > 0 }; f()',
])('a set statement asks for an error instead of fewer rows: %s', async (query) => {
  const place = talk.place('blocked');
  const answers = [
    await talk.tryQuery(query),
    await talk.try(`.export to parquet (${place}) <| ${query}`),
    await talk.try(`.set-or-append Copy <| ${query}`),
  ];
  for (const { status, message } of answers)
    expect([status, message]).toEqual([403, expect.stringContaining('Secure')]);
  expect((await talk.tryQuery(query.replace(/^set [^;]*;/, ''))).rows).toEqual([[1]]);
});

test.each(['set gravity=1; T', 'set servertimeout=5m; T', "set queryconsistency='strongconsistency'; T"])(
  'a set statement that the service has not is refused, in an export too: %s',
  async (query) => {
    const [, name = ''] = /^set (\w+)/.exec(query) ?? [];
    const place = talk.place('refused');
    for (const refused of [await talk.tryQuery(query), await talk.try(`.export to parquet (${place}) <| ${query}`)])
      expect([refused.status, refused.message]).toEqual([400, expect.stringContaining(`'${name}'`)]);
  },
);

test('the hot cache holds what is younger than the caching policy says, and nothing is known of a view', async () => {
  await talk.command('.create table Aged (a:long)');
  await talk.command(".append Aged with (creationTime='2020-01-01') <| range a from 1 to 3 step 1");
  await talk.command('.append Aged <| print a = 9');
  await talk.command('.create materialized-view Summed on table Aged { Aged | summarize sum(a) by b = a % 2 }');
  const hot = "set query_datascope='hotcache'; ";
  expect(await talk.query(`${hot}Aged | count`)).toEqual([[4]]);
  await talk.command('.alter table Aged policy caching hot = 10d');
  expect(await talk.query(`${hot}Aged`)).toEqual([[9]]);
  expect((await talk.tryQuery('Aged', asking({ query_datascope: 'HotCache' }))).rows).toEqual([[9]]);
  expect((await talk.tryQuery('Aged', asking({ query_datascope: 'all' }))).rows).toHaveLength(4);
  expect((await talk.try('.show version | count', asking({ query_datascope: 'hotcache' }))).rows).toEqual([[1]]);
  const [file] = await talk.command(`.export to parquet (${talk.place('hot')}) <| ${hot}Aged`);
  expect(file?.[1]).toBe(1);
  const refused = [
    await talk.tryQuery(`${hot}Summed`),
    await talk.try(`.delete table Aged records <| ${hot}Aged | where a == 1`),
  ];
  for (const { status, message } of refused)
    expect([status, message]).toEqual([400, expect.stringContaining('hotcache')]);
  await talk.command('.drop materialized-view Summed');
  await talk.command('.alter table Aged policy row_level_security enable "Aged | where a != 1"');
  expect([await talk.query(`${hot}Aged | count`), await talk.query('Aged | count')]).toEqual([[[1]], [[3]]]);
});
