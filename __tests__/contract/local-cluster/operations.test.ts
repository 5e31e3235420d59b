import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create table T (a:long)');
  await talk.command('.ingest inline into table T <| 1');
});
afterAll(() => cluster.stop());
afterEach(() => talk.control({ faults: [], capacity: { dataExport: 4, ingestions: 12 }, clock: { offset: 0 } }));

const slow = 'range a from 1 to 3000000 step 1 | extend b=tostring(a), c=tostring(a*3)';

test('an asynchronous export reports through the log, and its files through its details', async () => {
  const [[id] = []] = await talk.command(`.export async compressed to parquet (${talk.place('log')}) <| T`);
  expect(await talk.outcome(id)).toEqual({ state: 'Completed', status: '' });
  const log = await talk.command(`.show operations | where OperationId == guid(${id}) | project Operation, State`);
  expect(log).toEqual([
    ['DataExport', 'InProgress'],
    ['DataExport', 'Completed'],
  ]);
  expect((await talk.command(`.show operation ${id} details`))[0]?.[1]).toBe(1);
});

test('details that were not persisted are not there', async () => {
  const [[id] = []] = await talk.command('.append async T <| print a=1');
  await talk.outcome(id);
  expect((await talk.try(`.show operation ${id} details`)).status).toBe(400);
});

test('a failure is in the log, with its reason', async () => {
  const [[id] = []] = await talk.command('.append async T <| T | extend b=1 | take 0');
  const { state, status } = await talk.outcome(id);
  expect(state).toBe('Failed');
  expect(status).toContain('does not match');
});

test('over capacity a command is refused and nothing is queued', async () => {
  await talk.control({ capacity: { dataExport: 1 } });
  const [[id] = []] = await talk.command(`.export async to parquet (${talk.place('busy')}) <| ${slow}`);
  const refused = await talk.try(`.export to parquet (${talk.place('busy')}) <| T`);
  expect(refused).toMatchObject({ status: 429, permanent: false });
  expect(refused.message).toContain("CommandType: 'ExportToStorage', Capacity: 1");
  expect(await talk.command('.show capacity data-export | project Total, Consumed, Remaining')).toEqual([[1, 1, 0]]);
  expect((await talk.outcome(id)).state).toBe('Completed');
  expect((await talk.try(`.export to parquet (${talk.place('busy')}) <| T`)).status).toBe(200);
});

test('after six hours only the log knows an operation', async () => {
  const [[id] = []] = await talk.command('.append async T <| print a=1');
  await talk.outcome(id);
  await talk.control({ clock: { offset: 7 * 3_600_000 } });
  expect(await talk.command(`.show operations ${id}`)).toEqual([]);
  expect(await talk.command(`.show operations | where OperationId == guid(${id}) | count`)).toEqual([[2]]);
});

test('a lost answer does not say whether the command ran', async () => {
  const [[before] = []] = await talk.query('T | count');
  await talk.control({ faults: [{ kind: 'drop-before', command: 'IngestInlineIntoTable' }] });
  await expect(talk.try('.ingest inline into table T <| 2')).rejects.toThrow('fetch failed');
  expect(await talk.query('T | count')).toEqual([[before]]);
  await talk.control({ faults: [{ kind: 'drop-after', command: 'IngestInlineIntoTable' }] });
  await expect(talk.try('.ingest inline into table T <| 2')).rejects.toThrow('fetch failed');
  expect(await talk.query('T | count')).toEqual([[Number(before) + 1]]);
});

test('faults strike as often as they say', async () => {
  await talk.control({ faults: [{ kind: '503', command: 'Query', count: 2 }] });
  expect(await talk.tryQuery('T')).toMatchObject({ status: 503, permanent: false });
  expect((await talk.tryQuery('T')).status).toBe(503);
  expect((await talk.tryQuery('T')).status).toBe(200);
});

test('a control that does not exist is refused by name', async () => {
  await expect(talk.control({ gravity: 1 })).rejects.toThrow('gravity');
});
