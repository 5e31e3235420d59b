import { Client, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

const tooMuch = 'range a from 9223372036854775806 to 9223372036854775807 step 1 | summarize sum(a)';
/** What only the SQL engine says. */
const foreignWords = /SELECT|CAST|LINE \d|INT64|INT128|DOUBLE|Error: /;

test("an overflow is a failure of the service's own client, inside an answer of status 200", async () => {
  const client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  const failed = [{ Exceptions: [expect.stringContaining('Overflow')] }];
  const sums = ['10000000d + 10000000d', '1d * 1e30', 'abs(-9223372036854775807 - 1)'];
  for (const query of [tooMuch, ...sums.map((sum) => `print x = ${sum}`)]) {
    const answer = await talk.tryQuery(query);
    expect([query, answer.status, answer.rows]).toEqual([query, 200, failed]);
    expect(answer.text).not.toMatch(foreignWords);
    await expect(client.execute('Demo', query)).rejects.toThrow('Overflow');
  }
});

test('an overflow fails a command that stores or exports rows, without a word of SQL', async () => {
  const place = talk.place('overflow');
  for (const text of [`.set-or-append Sums <| ${tooMuch}`, `.export to parquet (${place}) <| ${tooMuch}`]) {
    const refused = await talk.try(text);
    expect([refused.status, refused.message]).toEqual([400, expect.stringContaining('Overflow')]);
    expect(refused.text).not.toMatch(foreignWords);
  }
});

test('an overflow fails a change of records, without a word of SQL, and changes nothing', async () => {
  await talk.command('.create table Records (a:long)');
  await talk.command('.ingest inline into table Records <| 1');
  for (const text of [
    `.delete table Records records <| Records | where a < toscalar(${tooMuch})`,
    `.update table Records delete D append A <| let D = Records | where true; let A = ${tooMuch};`,
    `.update table Records delete D append A <| let D = Records | where a < toscalar(${tooMuch}); let A = Records;`,
  ]) {
    const refused = await talk.try(text);
    expect([text, refused.status, refused.message]).toEqual([text, 400, expect.stringContaining('Overflow')]);
    expect(refused.text).not.toMatch(foreignWords);
  }
  expect(await talk.query('Records')).toEqual([[1]]);
});

test.each([
  ["print x = extract('(', 1, 'abc')", 'missing ): ('],
  ["print x = 'abc' matches regex '['", 'missing ]: ['],
  ["print x = replace_regex('abc', '*', 'x')", 'no argument for repetition operator: *'],
])('a regular expression that is none is refused: %s', async (query, words) => {
  const refused = await talk.tryQuery(query);
  expect([refused.status, refused.message]).toEqual([400, `The regular expression is invalid: ${words}`]);
});

test.each([
  ['T | take -1', 'take needs a number of rows that is not null and not negative'],
  ['T | limit toscalar(T | project long(null))', 'limit needs a number of rows'],
  ['T | top -1 by a', 'top needs a number of rows'],
  ['range t from datetime(2020-01-01) to datetime(2020-01-02) step 0s', 'the step of range must not be 0'],
  ['print 5 in (range x from 1 to 1000001 step 1)', 'in takes no more than 1000000 distinct values of a query'],
])('a value that an operator cannot work on is refused: %s', async (query, words) => {
  const refused = await talk.tryQuery(`let T = datatable(a:long)[1]; ${query}`);
  expect([refused.status, refused.message]).toEqual([400, expect.stringContaining(words)]);
  expect(refused.text).not.toMatch(foreignWords);
});

test('the character 0 and texts that are no JSON reach a client as they are', async () => {
  expect(await talk.query("print a='x\\u0000y', d=parse_json('[1,NaN,]')")).toEqual([['x\u0000y', '[1,NaN,]']]);
  expect(await talk.query('print 1000000 in (range x from 1 to 1000000 step 1)')).toEqual([[true]]);
});

test('the rows that an update deletes are those of its own table', async () => {
  for (const name of ['Mine', 'Other']) {
    await talk.command(`.create table ${name} (a:long)`);
    await talk.command(`.ingest inline into table ${name} <| 1`);
  }
  const refused = await talk.try('.update table Mine delete D append A <| let D = Other | where a == 1; let A = Mine;');
  expect([refused.status, refused.message]).toEqual([400, "The records of 'D' are not those of table 'Mine'."]);
  expect(await talk.query('union Mine, Other | count')).toEqual([[2]]);
});
