import { createKustoClient } from '../../../src/gateways/kusto/client.ts';
import { observer } from '../../../src/gateways/kusto/observer.ts';
import { createClock } from '../../../src/gateways/node/clock.ts';
import { type MisbehavingServer, ok, refused, startMisbehavingServer } from './misbehaving-server.ts';

const clock = createClock(new AbortController().signal);
const servers: MisbehavingServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));

async function serve(...given: Parameters<typeof startMisbehavingServer>) {
  const server = await startMisbehavingServer(...given);
  servers.push(server);
  return { server, client: createKustoClient({ cluster: server.cluster, database: 'Db' }, clock) };
}

const busy = refused(504, 'Request timed out.');

test('the log is asked once for all tables, for half a minute, and its sums are told by table', async () => {
  const names = ['Who', 'Program', 'n0', 'l0', 'n1', 'l1'];
  const last = '2026-11-20T11:30:00Z';
  const columns = names.map((name) => ({ ColumnName: name, DataType: 'String', ColumnType: 'string' }));
  const rows = [
    ['a', 'App', '2', last, '0', ''],
    ['b', '', '1', last, '9', last],
  ];
  const { server, client } = await serve(() =>
    ok({ Tables: [{ TableName: 'Table_0', Columns: columns, Rows: rows }] }),
  );
  const b = { who: 'b', application: '', last };
  expect(await observer(client).readersOf(['T', 'U'], 1)).toEqual(
    new Map([
      [
        'T',
        [
          { who: 'a', application: 'App', times: 2n, last },
          { ...b, times: 1n },
        ],
      ],
      ['U', [{ ...b, times: 9n }]],
    ]),
  );
  expect(server.requests).toMatchObject([{ options: { servertimeout: '00:00:30.000' } }]);
});

test('a look at the log that the service gives up is not asked again', async () => {
  const { server, client } = await serve(() => busy);
  await expect(observer(client).readersOf(['T'], 1)).rejects.toMatchObject({
    problems: [{ code: 'service', summary: expect.stringContaining('Request timed out.') }],
  });
  expect(server.requests).toHaveLength(1);
});
