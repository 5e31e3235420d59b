import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
beforeEach(async () => {
  await talk.command('.create table T (a:long)');
});
afterEach(async () => {
  await talk.command('.drop table T ifexists');
});
afterAll(() => cluster.stop());

const log = (of: Talk): Promise<Value[][]> =>
  of.command('.show commands-and-queries | project CommandType, Text, State, Principal');

async function sendAs(claims: object, csl: string): Promise<void> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const headers = { authorization: `Bearer ${part({ alg: 'none' })}.${part(claims)}.` };
  const body = JSON.stringify({ db: 'Demo', csl });
  const { status } = await fetch(`${cluster.cluster}/v1/rest/mgmt`, { method: 'POST', body, headers });
  expect(status).toBe(200);
}

test('Commands that changed something are in the log with their text, without secrets, also after a kill', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'local-cluster-'));
  const first = await startLocalCluster({ directory });
  const before = new Talk(first);
  await before.command('.create table T (a:long)');
  await before.command('.ingest inline into table T <|\n1');
  await before.try('.drop table Absent');
  await before.command(`.export to csv (${before.place('x')}) <| T`);
  await before.command('.show tables');
  await first.kill();
  const second = await startLocalCluster({ directory });
  const after = new Talk(second);
  const rows = await log(after);
  expect(rows.map(([kind, , state]) => `${kind} ${state}`)).toEqual([
    'CreateTable Completed',
    'IngestInlineIntoTable Completed',
    'DropTable Failed',
    'ExportToStorage Completed',
  ]);
  expect(rows[0]).toEqual(['CreateTable', '.create table T (a:long)', 'Completed', 'aadapp=local;local']);
  expect(JSON.stringify(rows)).not.toContain('sig=');
  expect((await after.try('.show commands-and-queries')).columns).toContain('ClientActivityId');
  await after.control({ clock: { offset: 31 * 86_400_000 } });
  expect(await log(after)).toEqual([]);
  await second.stop();
  await rm(directory, { recursive: true, force: true });
});

test('requireRoles: whoever may not see the work of others sees what is his own', async () => {
  const other = 'aadapp=other;t';
  await talk.control({ requireSignIn: true, clusterAdmins: [other] });
  await sendAs({ appid: 'other', tid: 't' }, '.create table Theirs (a:long)');
  await talk.control({ requireSignIn: false });
  const isTheirs = ([, text]: readonly Value[]): boolean => text === '.create table Theirs (a:long)';
  expect((await log(talk)).filter(isTheirs)).toHaveLength(1);
  await talk.command(".add database Demo viewers ('aadapp=local;local')");
  await talk.control({ requireRoles: true });
  expect((await talk.try('.drop table T')).status).toBe(403);
  expect(await talk.command('.show database Demo principal roles | project Role')).toEqual([['Viewer']]);
  expect((await talk.try('.show workload_groups')).status).toBe(403);
  const seen = await log(talk);
  expect([seen.length > 0, seen.filter(isTheirs)]).toEqual([true, []]);
  await talk.control({ clusterAdmins: ['aadapp=local;local'] });
  expect(await talk.command('.show workload_groups')).toHaveLength(1);
  await talk.control({ requireRoles: false, clusterAdmins: [] });
});

test('accessMode: a follower is read and exported, and nothing of it is changed', async () => {
  await talk.control({ accessMode: 'ReadOnlyFollowing' });
  expect(await talk.command('.show database identity | project DatabaseAccessMode')).toEqual([['ReadOnlyFollowing']]);
  expect((await talk.try('.drop table T')).message).toContain('read-only');
  expect((await talk.try(`.export to csv (${talk.place('x')}) <| T`)).status).toBe(200);
  await talk.control({ accessMode: 'ReadWrite' });
  expect((await talk.try('.drop table T')).status).toBe(200);
  await expect(talk.control({ accessMode: 'Shut' })).rejects.toThrow("'accessMode' is");
});

test('forcedScope: cold rows are hidden from queries and exports that ask for all, and counted by extents', async () => {
  await talk.command('.alter table T policy caching hot = 1d');
  const old = new Date(Date.now() - 10 * 86_400_000).toISOString();
  await talk.command(`.set-or-append T with (creationTime='${old}') <| range a from 1 to 5 step 1`);
  await talk.command('.set-or-append T <| range a from 1 to 3 step 1');
  await talk.control({ forcedScope: { dataScope: 'HotCache', consistency: 'Weak' } });
  const all = "set query_datascope='all'; T";
  expect(await talk.query(`${all} | count`)).toEqual([[3]]);
  const exported = await talk.command(`.export to csv (${talk.place('x')}) <| ${all}`);
  expect(exported.reduce((sum, [, rows]) => sum + Number(rows), 0)).toBe(3);
  expect(await talk.command('.show table T extents | summarize sum(RowCount)')).toEqual([[8]]);
  const [[, group] = []] = await talk.command('.show workload_groups');
  expect(JSON.parse(String(group))).toMatchObject({
    RequestLimitsPolicy: { DataScope: { IsRelaxable: false, Value: 'HotCache' } },
    QueryConsistencyPolicy: { QueryConsistency: { IsRelaxable: false, Value: 'Weak' } },
  });
  await talk.control({ forcedScope: null });
  expect(await talk.query(`${all} | count`)).toEqual([[8]]);
  await expect(talk.control({ forcedScope: { dataScope: 'Cold' } })).rejects.toThrow('HotCache');
});
