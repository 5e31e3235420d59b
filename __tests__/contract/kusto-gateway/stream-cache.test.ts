import { changer } from '../../../src/gateways/kusto/changer.ts';
import { createKustoClient } from '../../../src/gateways/kusto/client.ts';
import { createClock } from '../../../src/gateways/node/clock.ts';
import { hostile, openTables } from './filled-tables.ts';
import { ok, startMisbehavingServer } from './misbehaving-server.ts';

const { gateways, fill } = await openTables();
const narrow = [{ name: 'a', type: 'long' }] as const;

test('whether a table takes streaming ingestion is told, and what its nodes keep of it is cleared', async () => {
  const { change, read } = gateways.database;
  const [open, shut] = [`${hostile} open`, `${hostile} shut`];
  for (const name of [open, shut]) await fill(name, [], narrow);
  const quoted = `['${open.replace(/['\\]/g, '\\$&')}']`;
  await change.run(`.alter table ${quoted} policy streamingingestion '{"IsEnabled":true}'`);
  const told = new Map((await read.tables()).map(({ name, streaming }) => [name, streaming]));
  expect([told.get(open), told.get(shut)]).toEqual(['on', 'off']);
  expect(await change.clearStreamCache(open)).toEqual({ cleared: ['Node1'], failed: [] });
  await expect(change.clearStreamCache('Nowhere')).rejects.toThrow('Nowhere');
});

test('only a node that says that it succeeded counts as cleared', async () => {
  const columns = ['NodeId', 'Status'].map((name) => ({ ColumnName: name, DataType: 'String', ColumnType: 'string' }));
  const rows = [
    ['one', 'Succeeded'],
    ['two', 'Failed'],
    ['three', 'Pending'],
  ];
  const server = await startMisbehavingServer(() =>
    ok({ Tables: [{ TableName: 'Table_0', Columns: columns, Rows: rows }] }),
  );
  const clock = createClock(new AbortController().signal);
  const { clearStreamCache } = changer(createKustoClient({ cluster: server.cluster, database: 'Db' }, clock));
  expect(await clearStreamCache('T')).toEqual({ cleared: ['one'], failed: ['two', 'three'] });
  await server.stop();
});
