import { canary } from '../../../src/domain/fingerprint.ts';
import type { OperationId } from '../../../src/domain/names.ts';
import { createDatabase } from '../../../src/gateways/kusto/database.ts';
import { endOf, putLanding } from '../../fixtures/opened-gateways.ts';
import { columns, hostile, nothing, openTables, record } from './filled-tables.ts';

const { cluster, gateways, fill } = await openTables();
const whole = { kind: 'whole-table' } as const;

test('identity tells the version, that tables can be changed, and the right answers to the hash canary', async () => {
  const identity = await gateways.database.read.identity();
  expect(identity).toEqual({
    buildVersion: expect.stringMatching(/./),
    accessMode: 'ReadWrite',
    canary,
    readsRestricted: 'no',
    now: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
});

test('tables come sorted, with identity, columns in order, folder, docstring and retention', async () => {
  await fill(hostile, []);
  await fill('A first', [], [{ name: 'x', type: 'long' }]);
  const { read, change } = gateways.database;
  await change.run(".alter-merge table ['A first'] policy retention softdelete = 12d");
  await change.run(".alter table ['A first'] policy caching hot = 3d");
  const tables = await read.tables();
  expect(tables.find(({ name }) => name === 'A first')?.softDeletePeriod).toBe('12.00:00:00');
  expect(tables.find(({ name }) => name === 'A first')?.hotPeriod).toBe('3.00:00:00');
  expect(await read.tableIds()).toEqual(new Map(tables.map(({ name, tableId }) => [name, tableId])));
  expect(tables.map(({ name }) => name)).toEqual([...tables.map(({ name }) => name)].sort());
  expect(tables.find(({ name }) => name === hostile)).toEqual({
    name: hostile,
    database: gateways.database.name,
    tableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    columns,
    folder: 'a "folder"',
    docString: `it's\na doc`,
    ingestionTime: 'on',
    streaming: 'off',
    softDeletePeriod: '365000.00:00:00',
    hotPeriod: '365000.00:00:00',
    schemaVersion: expect.stringMatching(/^\d+\.\d+$/),
    estimate: { rows: 0n, originalBytes: 0, storedBytes: 0, hotBytes: 0 },
  });
});

test('the IngestionTime policy of each table is told, whatever its name, also where it was deleted', async () => {
  const near = `x.${hostile}`;
  for (const name of [near, 'Turned off', 'Deleted']) await fill(name, [], [{ name: 'x', type: 'long' }]);
  const { read, change } = gateways.database;
  await change.run(`.alter table ['${near}'] policy ingestiontime false`);
  await change.run(".alter table ['Turned off'] policy ingestiontime false");
  await change.run('.delete table Deleted policy ingestiontime');
  const told = new Map((await read.tables()).map(({ name, ingestionTime }) => [name, ingestionTime]));
  expect([hostile, near, 'Turned off', 'Deleted'].map((name) => told.get(name))).toEqual(['on', 'off', 'off', 'off']);
});

test('materialized views come sorted, with columns, definition and health, and there may be none', async () => {
  const { read, change } = gateways.database;
  expect(await read.views()).toEqual([]);
  await change.run('.create table Source (Id:long, Seen:datetime)');
  for (const name of ['W', `${hostile} view`]) {
    const definition = 'Source | summarize arg_max(Seen, *) by Id';
    await change.run(
      `.create materialized-view with (lookback=1h, folder="views") ['${name}'] on table Source { ${definition} }`,
    );
  }
  await change.run('.disable materialized-view W');
  const views = await read.views();
  expect(views.map(({ name, isHealthy }) => [name, isHealthy])).toEqual([
    [`${hostile} view`, 'yes'],
    ['W', 'no'],
  ]);
  expect(views[0]).toMatchObject({
    columns: [
      { name: 'Id', type: 'long' },
      { name: 'Seen', type: 'datetime' },
    ],
    folder: 'views',
    definition: {
      source: 'Source',
      query: expect.stringContaining('summarize arg_max(Seen, *) by Id'),
      lookback: '01:00:00',
    },
  });
  for (const { name } of views) await change.run(`.drop materialized-view ['${name}']`);
});

test('the schema script builds the same tables in another database', async () => {
  const name = `${hostile} script`;
  await fill(name, []);
  const script = await gateways.database.read.schemaScript();
  const own = script.filter((text) => text.startsWith('.create') && text.includes('script'));
  expect(own).toHaveLength(1);
  await gateways.database.change.dropTable(name);
  await gateways.database.change.run(own[0] ?? '');
  expect((await gateways.database.read.tables()).find((table) => table.name === name)?.columns).toEqual(columns);
});

test('operations that no log knows are lost, and states keep the order of the ids', async () => {
  const name = `${hostile} order`;
  await fill(name, []);
  const { load: loader } = gateways.database;
  const source = await putLanding(cluster, 'order.csv', 'x\n');
  const known = await loader.startIngest({
    table: name,
    source,
    format: 'csv',
    tag: 't',
    csvColumns: [columns[0]?.name ?? ''],
  });
  await endOf(gateways, known);
  const unknown = '00000000-0000-0000-0000-00000000abcd' as OperationId;
  const kinds = (await loader.states([unknown, known, unknown])).map(({ kind }) => kind);
  expect([kinds[0], kinds[2]]).toEqual(['lost', 'lost']);
  expect(kinds[1]).not.toBe('lost');
  expect(await loader.states([])).toEqual([]);
});

test('slots are those of the cluster, and running ingestions are none when nothing runs', async () => {
  const { database } = gateways;
  expect(await database.export.slots()).toEqual({ total: 4, remaining: 4 });
  expect(await database.load.slots()).toEqual({ total: 12, remaining: 12 });
  expect(await database.load.runningIngestions()).toEqual([]);
});

test('a table is made once, renamed by identity, dropped once, and dropping it again is no problem', async () => {
  const [first, second, third] = ['old', 'new', 'gone'].map((part) => `${hostile} ${part}`) as [string, string, string];
  const { change, read } = gateways.database;
  await fill(first, [record], columns);
  await change.createTable({ name: first, columns: [{ name: 'other', type: 'int' }], folder: '', docString: '' });
  await fill(second, []);
  const idsBefore = await idsOf(first, second);
  await change.renameTables([
    { from: first, to: third },
    { from: second, to: first },
  ]);
  expect(await idsOf(third, first)).toEqual(idsBefore);
  expect((await read.fingerprint(third, columns, whole)).rows).toBe(1n);
  await change.dropTable(third);
  await change.dropTable(third);
  expect(await idsOf(third)).toEqual([undefined]);
});

async function idsOf(...names: readonly string[]): Promise<readonly (string | undefined)[]> {
  const tables = await gateways.database.read.tables();
  return names.map((wanted) => tables.find(({ name }) => name === wanted)?.tableId);
}

test('staging is guarded and released without a trace', async () => {
  const name = `${hostile} guarded`;
  await fill(name, []);
  const { change, read } = gateways.database;
  const settings = async () => (await read.schemaScript()).filter((text) => text.includes('guarded'));
  const before = await settings();
  expect(await read.deletesItself(name)).toBe('no');
  await change.guardStaging(name, new Date('2030-01-02T03:04:05Z'), 'all');
  const guarded = (await settings()).join('\n');
  for (const kind of ['retention', 'merge', 'auto_delete', 'extent_tags_retention']) expect(guarded).toContain(kind);
  expect(guarded).toContain('2030-01-02');
  expect(await read.deletesItself(name)).toBe('yes');
  await change.releaseStaging(name);
  expect(await settings()).toEqual(before);
  await change.expireTable(name, new Date('2031-01-02T03:04:05Z'));
  expect((await settings()).join('\n')).toContain('2031-01-02');
});

test('contents are replaced by those of the other table, by column name, under the given tags', async () => {
  const [table, from] = [`${hostile} live`, `${hostile} data`];
  await fill(table, [record, record, record]);
  await fill(from, [nothing], [...columns].reverse());
  const { change, read } = gateways.database;
  await change.replaceContents({ table, from, columns, tags: ['krref1', "it's"] });
  expect((await read.rowsByExtent(table)).map(({ tags, rows }) => [[...tags].sort(), rows])).toEqual([
    [["it's", 'krref1'], 1n],
  ]);
  expect(await read.fingerprint(table, columns, whole)).toEqual(await read.fingerprint(from, columns, whole));
});

test('a statement of the user is run as it is, and its problem is told', async () => {
  const { change } = gateways.database;
  expect(await change.run('.show tables')).toEqual({});
  const { operation } = await change.run('.set-or-append async Started <| print x=1');
  expect(await endOf(gateways, operation ?? ('none' as OperationId))).toEqual({ kind: 'completed' });
  await expect(change.run('.create table (')).rejects.toMatchObject({ problems: [{ code: 'service' }] });
  await expect(change.run('.drop table Nowhere')).rejects.toMatchObject({ name: 'ProblemError' });
});

test('a database that does not exist is not found, whatever is asked', async () => {
  const { clock } = gateways;
  const absent = createDatabase({ cluster: cluster.cluster, database: `No'such "one"` }, clock);
  await expect(absent.read.tables()).rejects.toMatchObject({ problems: [{ code: 'not-found' }] });
  await expect(absent.read.cursor()).rejects.toMatchObject({ problems: [{ code: 'not-found' }] });
});
