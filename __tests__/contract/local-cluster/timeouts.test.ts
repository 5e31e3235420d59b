import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

const soon = { properties: { Options: { servertimeout: '00:00:00.300' } } };
const rows = 'range a from 1 to 300000 step 1 | extend k = a % 2';
/** Hours of work. */
const endless = `${rows} | join kind=inner (${rows}) on k | summarize sum(a * a1 % 7)`;

test('a query that takes longer than it may is ended, and another one runs', async () => {
  const ended = await talk.tryQuery(endless, soon);
  expect([ended.status, ended.permanent, ended.message]).toEqual([504, false, expect.stringContaining('00:00:00.3')]);
  expect(await talk.query('print 1')).toEqual([[1]]);
});

test('a command that takes longer than it may is ended, changes nothing and holds up none', async () => {
  await talk.command('.create table Sink (total:long)');
  const ended = await talk.try(`.append Sink <| ${endless}`, soon);
  await talk.command('.append Sink <| print total = 1');
  expect([ended.status, ended.permanent]).toEqual([504, false]);
  expect(await talk.query('Sink')).toEqual([[1]]);
});

test('an asynchronous command goes on when the time of its request is over', async () => {
  const more = { properties: { Options: { servertimeout: '00:00:01' } } };
  const some = rows.replace('300000', '15000');
  const work = `<| ${some} | join kind=inner (${some}) on k | summarize n = sum(a * a1 % 7)`;
  expect((await talk.try(`.set-or-append Slow ${work}`, more)).status).toBe(504);
  const [[id] = []] = (await talk.try(`.set-or-append async Slow ${work}`, more)).rows;
  expect(await talk.outcome(id)).toEqual({ state: 'Completed', status: '' });
});
