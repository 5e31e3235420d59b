import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

/** A table of one `long` column with one extent for each list of rows. */
async function tableOf(...extents: { rows: number[]; tags?: string[]; created?: string }[]): Promise<string> {
  made += 1;
  const name = `T${made}`;
  await talk.command(`.create table ${name} (a:long)`);
  for (const { rows, tags = [], created } of extents) {
    const time = created === undefined ? '' : `, creationTime='${created}'`;
    const given = `with (tags='${JSON.stringify(tags)}'${time})`;
    await talk.command(`.ingest inline into table ${name} ${given} <|\n${rows.join('\n')}`);
  }
  return name;
}

const rowsOf = async (table: string): Promise<Value[]> =>
  (await talk.query(`${table} | order by a asc`)).map(([a = null]) => a);
const idsOf = async (table: string, filter = ''): Promise<Value[]> =>
  (await talk.command(`.show table ${table} extents ${filter} | project ExtentId`)).map(([id = null]) => id);
const timesOf = (table: string) => talk.query(`${table} | project a, t = tostring(ingestion_time()) | order by a asc`);

test('Extents are shown by tag, by heat and by id', async () => {
  const table = await tableOf(
    { rows: [1], tags: ['drop-by:x', 'plain'] },
    { rows: [2], tags: ['drop-by:xy'], created: '2020-01-01' },
  );
  await talk.command(`.alter table ${table} policy caching hot = 10d`);
  const [young = '', old = ''] = (await idsOf(table)).map(String);
  expect(await idsOf(table, `where tags has 'DROP-BY:X'`)).toEqual([young]);
  expect(await idsOf(table, `where tags contains 'drop-by:x'`)).toEqual([young, old]);
  expect(await idsOf(table, `where tags contains 'x' and tags !has 'plain'`)).toEqual([old]);
  expect(await idsOf(table, `where tags !contains 'xy'`)).toEqual([young]);
  expect(await idsOf(table, 'hot')).toEqual([young]);
  const hot = 'project TotalExtents, TotalRowCount, HotExtents, HotRowCount';
  expect(await talk.command(`.show table ${table} details | ${hot}`)).toEqual([[2, 2, 1, 1]]);
  expect(await idsOf(table, `(${old}) where tags has 'plain'`)).toEqual([]);
  const [count] = await talk.command(`.show database extents where tags has 'drop-by:xy' | count`);
  expect(count).toEqual([1]);
});

test('Moved extents keep their ingestion times, tags and creation times, unless new times are asked for', async () => {
  const from = await tableOf({ rows: [1], tags: ['mine'], created: '2020-01-01' });
  const to = await tableOf();
  const [before] = await timesOf(from);
  const cursor = (await talk.query('print cursor_current()'))[0]?.[0];
  await talk.command(`.move extents all from table ${from} to table ${to}`);
  const kept = await timesOf(to);
  const extents = await talk.command(
    `.show table ${to} extents | project Tags, Old = MaxCreatedOn < datetime(2020-02-01)`,
  );
  await talk.command(`.move extents all from table ${to} to table ${from} with (setNewIngestionTime=true)`);
  const [renewed] = await timesOf(from);
  const after = await talk.query(`${from} | where cursor_before_or_at('${cursor}') | count`);
  expect(kept).toEqual([before]);
  expect(extents.map(([tags, old]) => [tags, Boolean(old)])).toEqual([['mine', true]]);
  expect(renewed?.[1]).not.toEqual(before?.[1]);
  expect(after).toEqual([[0]]);
});

test('Extents that a query names are moved, in the background too', async () => {
  const [one, two, to] = [await tableOf({ rows: [1] }), await tableOf({ rows: [2] }, { rows: [3] }), await tableOf()];
  await talk.command(`.move extents to table ${to} <| .show tables (${one}, ${two}) extents | where RowCount == 1`);
  const moved = await rowsOf(to);
  const [operation = []] = await talk.command(`.move async extents all from table ${to} to table ${one}`);
  const outcome = await talk.outcome(operation[0]);
  const details = await talk.command(`.show operation ${operation[0]} details`);
  expect(moved).toEqual([1, 2, 3]);
  expect(outcome.state).toBe('Completed');
  expect(details).toHaveLength(3);
  expect(await rowsOf(one)).toEqual([1, 2, 3]);
});

test('Replacing drops and moves together', async () => {
  const live = await tableOf({ rows: [1] }, { rows: [2] });
  const stage = await tableOf({ rows: [10] }, { rows: [20], created: '2020-01-01' });
  const [first = ''] = (await idsOf(live)).map(String);
  const answer = await talk.command(
    `.replace extents in table ${live} <| { datatable(ExtentId:guid) [guid(${first})] | where "}" != "{" }, { .show table ${stage} extents }`,
  );
  expect(await rowsOf(live)).toEqual([2, 10, 20]);
  expect(await rowsOf(stage)).toEqual([]);
  expect(answer[0]).toEqual([first, '', '']);
  expect(answer).toHaveLength(3);
});

test('A listed extent that is gone fails the replacement; a query that finds none does not', async () => {
  const live = await tableOf({ rows: [1] }, { rows: [2] });
  const stage = await tableOf({ rows: [10] });
  const ids = (await idsOf(live)).map((id) => `guid(${id})`).join(', ');
  const replace = (drop: string) =>
    talk.try(`.replace extents in table ${live} <| { ${drop} }, { .show table ${stage} extents }`);
  await talk.control({ run: 'merge' });
  const merged = await idsOf(live);
  const listed = await replace(`datatable(ExtentId:guid) [${ids}]`);
  const untouched = [await rowsOf(live), await rowsOf(stage)];
  const queried = await replace(`${live} | where a > 99 | project ExtentId = extent_id()`);
  expect(merged).toHaveLength(1);
  expect(listed).toMatchObject({ status: 400, permanent: true });
  expect(untouched).toEqual([[1, 2], [10]]);
  expect(queried.status).toBe(200);
  expect(await rowsOf(live)).toEqual([1, 2, 10]);
});

test('A window of creation times leaves extents out without a word', async () => {
  const live = await tableOf();
  const stage = await tableOf({ rows: [10] }, { rows: [20], created: '2020-01-01' });
  const window = 'extentCreatedOnFrom=datetime(2019-12-31), extentCreatedOnTo=datetime(2020-01-02)';
  const answer = await talk.command(
    `.replace async extents in table ${live} with (${window}) <| {.show table ${live} extents},{.show table ${stage} extents}`,
  );
  expect(await talk.outcome(answer[0]?.[0])).toMatchObject({ state: 'Completed' });
  expect(await rowsOf(live)).toEqual([20]);
  expect(await rowsOf(stage)).toEqual([10]);
});

test('A move whose columns do not fit moves nothing, and one column more at the target is fine', async () => {
  const from = await tableOf({ rows: [1] });
  await talk.command('.create tables Narrow (b:long), Wide (s:string, a:long)');
  const refused = await talk.try(`.move extents all from table ${from} to table Narrow`);
  await talk.command(`.move extents all from table ${from} to table Wide`);
  expect(refused.status).toBe(400);
  expect(await talk.query('Wide')).toEqual([['', 1]]);
});

test('Extents are dropped by query, by id and by age; pretending drops none', async () => {
  const table = await tableOf({ rows: [1], tags: ['drop-by:x'] }, { rows: [2] }, { rows: [3], created: '2020-01-01' });
  const pretended = await talk.command(`.drop extents whatif <| .show table ${table} extents`);
  const all = await rowsOf(table);
  await talk.command(`.drop extents <| .show table ${table} extents where tags has 'drop-by:x'`);
  const byQuery = await rowsOf(table);
  await talk.command(`.drop extents older 10 days from ${table}`);
  expect(pretended).toHaveLength(3);
  expect(all).toEqual([1, 2, 3]);
  expect(byQuery).toEqual([2, 3]);
  expect(await rowsOf(table)).toEqual([2]);
});

test('Extents are dropped by size and number, the oldest first, of one, several or all tables', async () => {
  const old = (row: number) => ({ rows: [row], created: `202${row}-01-01` });
  const one = await tableOf(old(1), old(2), old(3), { rows: [4] });
  const other = await tableOf(old(5), { rows: [6] });
  const sizeOfOne = 12;
  const drop = async (text: string): Promise<Value[][]> => {
    await talk.command(`.drop extents ${text}`);
    return [await rowsOf(one), await rowsOf(other)];
  };
  expect(await drop(`from ${one} trim by datasize ${3 * sizeOfOne} bytes`)).toEqual([
    [2, 3, 4],
    [5, 6],
  ]);
  expect(await drop(`from ${one} trim by extentsize ${(3 * sizeOfOne) / 4} bytes`)).toEqual([
    [2, 3, 4],
    [5, 6],
  ]);
  expect(await drop(`from ${one} trim by datasize 1 MB`)).toEqual([
    [2, 3, 4],
    [5, 6],
  ]);
  expect(await drop(`older 10 days from ${one} trim by datasize 0 bytes limit 1`)).toEqual([
    [3, 4],
    [5, 6],
  ]);
  const pretended = await talk.command('.drop-pretend extents older 10 days from all tables | project TableName');
  expect(await drop(`older 10 days from tables (${one}, ${other})`)).toEqual([[4], [6]]);
  expect(pretended).toEqual(expect.arrayContaining([[one], [other]]));
  expect(await drop(`from ${one} limit 0`)).toEqual([[4], [6]]);
});

test('Changing tags makes new extents', async () => {
  const table = await tableOf({ rows: [1], tags: ['a'] }, { rows: [2] });
  const tags = async () => (await talk.command(`.show table ${table} extents | project Tags`)).map(([text]) => text);
  const before = await idsOf(table);
  const merged = await talk.command(`.alter-merge table ${table} extent tags ('b') <| .show table ${table} extents`);
  const both = await tags();
  await talk.command(`.drop table ${table} extent tags ('a')`);
  const less = await tags();
  const [operation = []] = await talk.command(
    `.alter async table ${table} extent tags ('x', 'y') <| .show table ${table} extents where tags has 'b'`,
  );
  await talk.outcome(operation[0]);
  expect(merged.map(([original]) => original)).toEqual(before);
  expect(both).toEqual(['a\r\nb', 'b']);
  expect(less).toEqual(['b', 'b']);
  expect(await tags()).toEqual(['x\r\ny', 'x\r\ny']);
  expect((await idsOf(table)).some((id) => before.includes(id))).toBe(false);
});

test('A property that is not known is refused', async () => {
  const [from, to] = [await tableOf({ rows: [1] }), await tableOf()];
  const refusals = [
    `.move extents all from table ${from} to table ${to} with (unheard=true)`,
    `.replace extents in table ${to} with (unheard=true) <| {.show table ${to} extents}, {.show table ${from} extents}`,
    `.replace extents in table ${to} <| {.show table ${to} extents}`,
    `.drop extents from ${from} trim by (extentsize) 10 mb`,
    `.drop extents older 1 weeks from ${from}`,
    `.drop extents whatif from ${from}`,
    `.drop-pretend extents (11111111-1111-2222-3333-444444444444) from ${from}`,
    `.drop extents from Nowhere`,
    `.drop extents <| .show table ${from} extents | project ExtentId`,
    `.move extents to table ${to} <| .show table ${from} extents | project ExtentId`,
    `.show table ${from} extents where size > 3`,
  ];
  for (const refusal of refusals) expect([refusal, (await talk.try(refusal)).status]).toEqual([refusal, 400]);
  expect(await rowsOf(from)).toEqual([1]);
});
