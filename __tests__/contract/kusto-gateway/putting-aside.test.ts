import { createKustoClient } from '../../../src/gateways/kusto/client.ts';
import { loader } from '../../../src/gateways/kusto/loader.ts';
import { createClock } from '../../../src/gateways/node/clock.ts';
import { hostile, openTables } from './filled-tables.ts';
import { ok, startMisbehavingServer } from './misbehaving-server.ts';

const { gateways, fill } = await openTables();
const narrow = [{ name: 'a', type: 'long' }] as const;
const rowsIn = async (table: string): Promise<bigint> =>
  (await gateways.database.read.rowsByExtent(table)).reduce((sum, { rows }) => sum + rows, 0n);

test('all extents of a table move at once, or those that a query names, also where there are none', async () => {
  const { load } = gateways.database;
  const [from, into] = [`${hostile} all`, `${hostile} aside`];
  await fill(from, ['1', '2'], narrow);
  await fill(into, [], narrow);
  await load.moveAllExtents(from, into);
  expect([await rowsIn(from), await rowsIn(into)]).toEqual([0n, 2n]);
  await load.moveAllExtents(from, into);
  await load.moveQueriedExtents(`.show table ['${into}'] extents where tags has 'tag1'`, into, from);
  expect([await rowsIn(from), await rowsIn(into)]).toEqual([2n, 0n]);
});

test('what was put aside comes back by the commands that people are told', async () => {
  const { change, load, read } = gateways.database;
  const [name, kept] = [`${hostile} dropped`, `${hostile} kept`];
  await fill(name, ['1'], narrow);
  await change.renameTables([{ from: name, to: kept }]);
  await change.expireTable(kept, new Date(Date.now() + 86_400_000));
  for (const command of change.putBackByHand('rename', [{ name, kept }])) await change.run(command);
  expect([await rowsIn(name), await read.deletesItself(name)]).toEqual([1n, 'no']);

  await fill(kept, [], narrow);
  await load.moveAllExtents(name, kept);
  for (const command of change.putBackByHand('move', [{ name, kept }])) await change.run(command);
  expect([await rowsIn(name), await rowsIn(kept)]).toEqual([1n, 0n]);
});

test('an extent that the service says did not move is a problem', async () => {
  const columns = ['OriginalExtentId', 'ResultExtentId', 'Details'].map((name) => ({
    ColumnName: name,
    DataType: 'String',
    ColumnType: 'string',
  }));
  const answer = ok({ Tables: [{ TableName: 'Table_0', Columns: columns, Rows: [['a', 'Failed', 'merged']] }] });
  const server = await startMisbehavingServer(() => answer);
  const clock = createClock(new AbortController().signal);
  const { moveAllExtents } = loader(createKustoClient({ cluster: server.cluster, database: 'Db' }, clock));
  await expect(moveAllExtents('A', 'B')).rejects.toThrow('Moving extents from A to B did not succeed');
  await server.stop();
});
