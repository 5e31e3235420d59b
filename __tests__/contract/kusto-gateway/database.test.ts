import { type Column, columnTypes } from '../../../src/domain/column.ts';
import { chooseForms, receivingColumns, rowHashColumn } from '../../../src/domain/column-form.ts';
import { usualSettings } from '../../../src/domain/export-settings.ts';
import { addFingerprints, canary, emptyFingerprint } from '../../../src/domain/fingerprint.ts';
import type { Cursor, OperationId } from '../../../src/domain/names.ts';
import { binSteps } from '../../../src/domain/snapshot/slice.ts';
import { createDatabase } from '../../../src/gateways/kusto/database.ts';
import { countOne, countTables } from '../../../src/procedures/count-tables.ts';
import { settleCursor } from '../../../src/procedures/settle-cursor.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { endOf, type OpenedGateways, openGateways, putLanding } from '../../fixtures/opened-gateways.ts';
import { Talk } from '../local-cluster/talk.ts';

let cluster: LocalCluster;
let gateways: OpenedGateways;
let operations = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  gateways = openGateways(cluster);
});
afterAll(() => cluster.stop());

const hostile = ' where it-s a. .table -- with ünïcode 表';
const columns: readonly Column[] = columnTypes.map((type, index) => ({ name: `${index} -.${type} ü`, type }));
const one = ['true', '1', '2', '0.5', '1.5', '2020-01-02T03:04:05.1234567Z', '1.02:03:04.0000001'];
const record = [...one, '3f2504e0-4f89-11d3-9a0c-0305e82c3301', '"a ""text"""', '"{""b"":1,""a"":[null]}"'].join(',');
const nothing = ','.repeat(columns.length - 1);

/** Makes a table and loads the records; the rows have their stamps afterwards. */
async function fill(name: string, records: readonly string[], of: readonly Column[] = columns): Promise<void> {
  await gateways.database.change.createTable({ name, columns: of, folder: 'a "folder"', docString: `it's\na doc` });
  if (records.length > 0) await load(name, records, of, 'tag1');
}

async function load(table: string, records: readonly string[], of: readonly Column[], tag: string): Promise<void> {
  operations += 1;
  const head = of.map(({ name }) => `"${name.replaceAll('"', '""')}"`).join(',');
  const operation = await gateways.database.load.startIngest({
    table,
    source: await putLanding(cluster, `f${operations}.csv`, `${[head, ...records].join('\n')}\n`),
    format: 'csv',
    tag,
    csvColumns: of.map(({ name }) => name),
  });
  expect(await endOf(gateways, operation)).toEqual({ kind: 'completed' });
}

async function settled(table: string): Promise<Cursor> {
  const { database, clock } = gateways;
  const live = (await database.read.tables()).filter(({ name }) => name === table);
  return (await settleCursor(database.read, live, { clock, patienceMilliseconds: 30_000 })).cursor;
}

const whole = { kind: 'whole-table' } as const;
const settings = usualSettings(undefined);

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
    tableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    columns,
    folder: 'a "folder"',
    docString: `it's\na doc`,
    ingestionTime: 'on',
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

test('all rows of a table are counted without its policy, and a range says what it leaves out', async () => {
  const { read, change } = gateways.database;
  await fill('Bounds', []);
  await change.run('.alter table Bounds policy ingestiontime false');
  await load('Bounds', [record, nothing], columns, 'untimed');
  const datetime = columns.find(({ type }) => type === 'datetime')?.name ?? '';
  expect(await read.wholePopulations('Bounds', columns)).toEqual({
    total: 2n,
    atCursor: 0n,
    newer: 0n,
    untimed: 2n,
    times: { low: 0n, high: 0n },
    withTickRest: new Set([datetime]),
  });
  await change.run('.alter table Bounds policy ingestiontime true');
  await load('Bounds', [record, record, nothing], columns, 'timed');
  const cursor = await settled('Bounds');
  const all = { from: '2000-01-01T00:00:00.0000000Z', before: '2100-01-01T00:00:00.0000000Z' };
  const inside = await countOne(read, { name: 'Bounds', columns }, cursor, all);
  expect(inside).toMatchObject({ total: 5n, atCursor: 3n, untimed: 0n, leftOut: { outside: 0n, untimed: 2n } });
  expect((await read.fingerprint('Bounds', columns, { kind: 'cursor', cursor, range: all })).rows).toBe(3n);
  const old = { before: '2000-01-01T00:00:00.0000000Z' };
  const outside = await countOne(read, { name: 'Bounds', columns }, cursor, old);
  expect(outside).toMatchObject({ total: 5n, atCursor: 0n, untimed: 0n, leftOut: { outside: 3n, untimed: 2n } });
  expect((await read.fingerprint('Bounds', columns, { kind: 'cursor', cursor, range: old })).rows).toBe(0n);
});

test('rows that one table has more often than another are counted by their values', async () => {
  const { read } = gateways.database;
  await fill('Staged rows', [record, record, nothing]);
  await fill('Live rows', [record, record, record, nothing, nothing]);
  await fill('No rows', []);
  expect(await read.surplusRows('Live rows', 'Staged rows', columns)).toBe(2n);
  expect(await read.surplusRows('Staged rows', 'Live rows', columns)).toBe(0n);
  expect(await read.surplusRows('No rows', 'No rows', columns)).toBe(0n);
  expect(await read.surplusRows('Live rows', 'No rows', columns)).toBe(5n);
});

test('rows that may be rows of another table written again are counted, as often as those are gone', async () => {
  const { read } = gateways.database;
  await fill('Written once', [record, record, nothing]);
  await fill('Written twice', [record, nothing]);
  const before = { kind: 'cursor', cursor: await settled('Written twice') } as const;
  const rows = { kind: 'after', cursor: before.cursor } as const;
  const rewritten = () => read.rewrittenRows('Written twice', 'Written once', columns, { rows, before });
  expect(await rewritten()).toBe(0n);
  await load('Written twice', [nothing], columns, 'timed');
  await settled('Written twice');
  expect(await rewritten()).toBe(0n);
  await load('Written twice', [record, record], columns, 'timed');
  await settled('Written twice');
  expect(await rewritten()).toBe(1n);
  const all = { kind: 'whole-table' } as const;
  expect(await read.rewrittenRows('Written twice', 'Written once', columns, { rows: all })).toBe(3n);
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

test('populations count rows on each side of the cursor and name the columns with a 100 ns rest', async () => {
  const name = `${hostile} counts`;
  await fill(name, [record, nothing, record]);
  const cursor = await settled(name);
  const datetime = columns.find(({ type }) => type === 'datetime')?.name ?? '';
  expect(await countOne(gateways.database.read, { name: name, columns }, cursor)).toEqual({
    total: 3n,
    atCursor: 3n,
    newer: 0n,
    untimed: 0n,
    times: { low: expect.any(BigInt), high: expect.any(BigInt) },
    withTickRest: new Set([datetime]),
  });
  const { times } = await countOne(gateways.database.read, { name: name, columns }, cursor);
  await load(name, [nothing], columns, 'tag2');
  await settled(name);
  const after = await countOne(gateways.database.read, { name: name, columns }, cursor);
  expect([after.total, after.atCursor, after.newer]).toEqual([4n, 3n, 1n]);
  expect(after.times).toEqual(times);
});

test('rows that take the place of as many others show by their ingestion times', async () => {
  const [name, other] = ['Replaced', 'Replacing'];
  await fill(name, [record]);
  await fill(other, [nothing]);
  const { read, change } = gateways.database;
  const cursor = await settled(other);
  const before = await countOne(read, { name: name, columns }, cursor);
  const [from, into] = [other, name];
  await change.run(
    `.replace extents in table ${into} <| { .show table ${into} extents }, { .show table ${from} extents }`,
  );
  const after = await countOne(read, { name: name, columns }, cursor);
  expect([after.total, after.atCursor]).toEqual([before.total, before.atCursor]);
  expect(after.times).not.toEqual(before.times);
});

test('a table without rows has no populations, an empty fingerprint and no extents', async () => {
  const name = `${hostile} empty`;
  await fill(name, []);
  const { read, load: loader } = gateways.database;
  const cursor = await read.cursor();
  const counts = await countOne(read, { name: name, columns }, cursor);
  expect(counts).toEqual({
    total: 0n,
    atCursor: 0n,
    newer: 0n,
    untimed: 0n,
    times: { low: 0n, high: 0n },
    withTickRest: new Set(),
  });
  expect(await read.fingerprint(name, columns, whole)).toEqual(emptyFingerprint);
  expect(await read.fingerprint(name, columns, { kind: 'cursor', cursor })).toEqual(emptyFingerprint);
  expect(await read.columnFingerprints(name, columns, whole)).toEqual(
    new Map(columns.map((column) => [column.name, emptyFingerprint])),
  );
  expect(await read.rowsByExtent(name)).toEqual([]);
  expect(await loader.nonEmptyValues(name, columns)).toEqual(new Map(columns.map((column) => [column.name, 0n])));
});

test('fingerprints add up over rows, tell null from empty, and stop at the cursor', async () => {
  const [first, second, both] = ['one', 'two', 'both'].map((part) => `${hostile} ${part}`) as [string, string, string];
  const other = record.replace('"a ""text"""', '');
  await fill(first, [record]);
  await fill(second, [other, nothing]);
  await fill(both, [record]);
  const cursor = await settled(both);
  await load(both, [nothing, other], columns, 'tag2');
  const { read } = gateways.database;
  const [a, b, sum, bounded] = await Promise.all([
    read.fingerprint(first, columns, whole),
    read.fingerprint(second, columns, whole),
    read.fingerprint(both, columns, whole),
    read.fingerprint(both, columns, { kind: 'cursor', cursor }),
  ]);
  expect(sum).toEqual(addFingerprints([a, b]));
  expect(bounded).toEqual(a);
  expect(a).not.toEqual({ ...b, rows: 1n });
  const byColumn = await read.columnFingerprints(both, columns, { kind: 'cursor', cursor });
  expect(byColumn).toEqual(await read.columnFingerprints(first, columns, whole));
  expect([...byColumn.keys()]).toEqual(columns.map(({ name }) => name));
});

test('a fingerprint depends on which column holds a value and on the order of the columns', async () => {
  const pair: readonly Column[] = [
    { name: 'a', type: 'string' },
    { name: 'b', type: 'string' },
  ];
  await fill('Left', ['x,'], pair);
  await fill('Right', [',x'], pair);
  const { read } = gateways.database;
  const left = await read.fingerprint('Left', pair, whole);
  expect(left).not.toEqual(await read.fingerprint('Right', pair, whole));
  expect(left).toEqual(await read.fingerprint('Right', [...pair].reverse(), whole));
});

test('a table with more columns than strcat takes has a fingerprint over all of them', async () => {
  const wide = Array.from({ length: 100 }, (_, index): Column => ({ name: `c${index}`, type: 'string' }));
  await fill('Wide one', [wide.map(() => 'x').join(',')], wide);
  await fill('Wide two', [wide.map((_, index) => (index === 99 ? 'y' : 'x')).join(',')], wide);
  const { read } = gateways.database;
  expect(await read.fingerprint('Wide one', wide, whole)).not.toEqual(await read.fingerprint('Wide two', wide, whole));
});

test('values are counted by column; null, empty and what could not be read are none', async () => {
  const name = `${hostile} values`;
  await fill(name, [record, nothing, 'maybe,x,x,x,x,x,x,x,text,"{"']);
  const counted = await gateways.database.load.nonEmptyValues(name, columns);
  const expected = columns.map(
    (column) => [column.name, ['string', 'dynamic'].includes(column.type) ? 2n : 1n] as const,
  );
  expect(counted).toEqual(new Map(expected));
});

test('what is exported, loaded and converted back is what was there, by tag and by extent', async () => {
  const [from, raw, stage] = ['from', 'raw', 'stage'].map((part) => `${hostile} ${part}`) as [string, string, string];
  await fill(from, [record, nothing]);
  const { database, store } = gateways;
  const stored = chooseForms(
    columns,
    (await countOne(database.read, { name: from, columns }, await settled(from))).withTickRest,
  );
  const exported = await database.export.start({
    table: from,
    columns: stored,
    slice: { kind: 'timed', cursor: await settled(from) },
    settings,
    destination: await store.uriForCluster('exports/a folder ü', 'write'),
  });
  expect(await endOf(gateways, exported)).toEqual({ kind: 'completed' });
  const files = await database.export.files(exported);
  expect(files.map(({ rows }) => rows)).toEqual([2n]);
  expect(files[0]?.uri).not.toContain('sig=');
  const path = store.pathOf(files[0]?.uri ?? '') ?? '';
  expect(path).toMatch(/^exports\/a folder ü\/part/);

  const receiving = [...receivingColumns(stored), { name: rowHashColumn, type: 'long' }] as const;
  await fill(raw, [], receiving);
  await fill(stage, []);
  const source = await store.uriForCluster(path, 'read');
  const ingested = await database.load.startIngest({ table: raw, source, format: 'parquet', tag: 'krtag1' });
  expect(await endOf(gateways, ingested)).toEqual({ kind: 'completed' });
  const extents = await database.read.rowsByExtent(raw);
  expect(extents).toEqual([{ extentId: expect.any(String), tags: ['krtag1'], rows: 2n }]);
  const extentIds = extents.map(({ extentId }) => extentId);
  const typed = await database.load.startTypedAppend({
    from: raw,
    extentIds,
    columns: stored,
    into: stage,
    tag: 'krtag2',
  });
  expect(await endOf(gateways, typed)).toEqual({ kind: 'completed' });
  expect(await database.read.fingerprint(stage, columns, whole)).toEqual(
    await database.read.fingerprint(from, columns, whole),
  );
  expect((await database.read.rowsByExtent(stage)).map(({ tags, rows }) => [tags, rows])).toEqual([[['krtag2'], 2n]]);
  await database.load.dropExtents(raw, extentIds);
  expect(await database.read.rowsByExtent(raw)).toEqual([]);
});

test('an export of rows without ingestion time holds none of the others', async () => {
  const name = `${hostile} timed`;
  await fill(name, [record]);
  await settled(name);
  const { database, store } = gateways;
  const operation = await database.export.start({
    table: name,
    columns: chooseForms(columns, new Set()),
    slice: { kind: 'untimed' },
    settings,
    destination: await store.uriForCluster('exports/untimed', 'write'),
  });
  expect(await endOf(gateways, operation)).toEqual({ kind: 'completed' });
  expect(await database.export.files(operation)).toEqual([]);
});

test('time bins count what the cursor bounds, at every step and within a window; parts of a hash are disjoint and complete', async () => {
  const name = `${hostile} bins`;
  await fill(name, Array(40).fill(record));
  await load(
    name,
    Array.from({ length: 60 }, (_, row) => `true,${row}${',x'.repeat(8)}`),
    columns,
    'tag2',
  );
  const { read } = gateways.database;
  const cursor = await settled(name);
  await load(name, [nothing], columns, 'tag3');
  for (const step of binSteps) {
    const bins = await read.timeBins(name, cursor, {}, step);
    expect(bins.reduce((sum, { rows }) => sum + rows, 0n)).toBe(100n);
    expect(bins.map(({ start }) => start)).toEqual(bins.map(({ start }) => start).toSorted());
    for (const { start, rows } of bins.slice(-1)) {
      expect(start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
      expect((await read.timeBins(name, cursor, { from: start }, step)).at(-1)?.rows).toBe(rows);
      const before = await read.timeBins(name, cursor, { before: start }, step);
      expect(before.reduce((sum, bin) => sum + bin.rows, 0n)).toBe(100n - rows);
    }
  }
  const timed = { kind: 'timed', cursor } as const;
  const halves = await read.partRows(name, columns, timed, 2);
  const quarters = await read.partRows(name, columns, { ...timed, part: { index: 1, of: 2 } }, 4);
  expect((halves.get(0) ?? 0n) + (halves.get(1) ?? 0n)).toBe(100n);
  expect([...quarters.keys()].every((index) => index === 1 || index === 3)).toBe(true);
  expect((quarters.get(1) ?? 0n) + (quarters.get(3) ?? 0n)).toBe(halves.get(1));
});

test('rows are told by extent and bin, and extents by the creation time that their ingestion was given', async () => {
  const name = `${hostile} aged`;
  await fill(name, Array(3).fill(record));
  const { load: loader, read } = gateways.database;
  const creationTime = '2024-05-06T07:08:09.1234567Z';
  const source = await putLanding(cluster, 'aged.csv', `${columns.map(() => 'c').join(',')}\n${nothing}\n`);
  const csvColumns = columns.map((column) => column.name);
  const operation = await loader.startIngest({
    table: name,
    source,
    format: 'csv',
    tag: 'old',
    creationTime,
    csvColumns,
  });
  expect(await endOf(gateways, operation)).toEqual({ kind: 'completed' });
  const cursor = await settled(name);
  const created = await read.creationTimes(name);
  const extents = await read.rowsByExtent(name);
  for (const step of ['1d', '1tick'] as const) {
    const bins = await read.extentBins(name, cursor, {}, step);
    expect(new Map(bins.map(({ extentId, rows }) => [extentId, rows]))).toEqual(
      new Map(extents.map(({ extentId, rows }) => [extentId, rows])),
    );
    expect(bins.map(({ extentId }) => created.get(extentId)).toSorted()[0]).toBe(creationTime);
  }
});

test('slices that touch hold every row once, also through the command that answers when it is done', async () => {
  const name = `${hostile} slices`;
  await fill(name, Array(3).fill(record));
  await load(name, Array(4).fill(nothing), columns, 'tag2');
  const { database, store } = gateways;
  const cursor = await settled(name);
  const edge = (await database.read.timeBins(name, cursor, {}, '1tick')).at(-1)?.start ?? '';
  const timed = { kind: 'timed', cursor } as const;
  const rows: bigint[] = [];
  for (const slice of [
    { ...timed, before: edge },
    { ...timed, from: edge },
  ]) {
    const destination = await store.uriForCluster(`exports/touching/${rows.length}`, 'write');
    const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
    rows.push((await database.export.write(request)).reduce((sum, file) => sum + file.rows, 0n));
  }
  expect(rows).toEqual([3n, 4n]);
});

test('what was stamped after a cursor can be counted and written apart from what was before', async () => {
  const name = `${hostile} later`;
  await fill(name, Array(3).fill(record));
  const { database, store } = gateways;
  const after = await settled(name);
  await load(name, Array(5).fill(nothing), columns, 'tag2');
  const cursor = await settled(name);
  await load(name, Array(2).fill(nothing), columns, 'tag3');
  const slice = { kind: 'timed', cursor, after } as const;
  expect((await database.read.timeBins(name, cursor, { after }, '1h')).reduce((sum, { rows }) => sum + rows, 0n)).toBe(
    5n,
  );
  expect(await database.read.partRows(name, columns, slice, 1)).toEqual(new Map([[0, 5n]]));
  const destination = await store.uriForCluster('exports/later', 'write');
  const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
  expect((await database.export.write(request)).map(({ rows }) => rows)).toEqual([5n]);
});

test('an export that needs too much memory says so, in both ways of asking', async () => {
  const name = `${hostile} big`;
  await fill(name, Array(3).fill(record));
  const { database, store } = gateways;
  const destination = await store.uriForCluster('exports/big', 'write');
  const slice = { kind: 'timed', cursor: await settled(name) } as const;
  const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
  await new Talk(cluster).control({ faults: [{ kind: 'memory', command: 'ExportToStorage', amount: 1, count: 100 }] });
  const state = await endOf(gateways, await database.export.start(request));
  expect(state).toMatchObject({ kind: 'failed', tooBig: 'memory' });
  await expect(database.export.write(request)).rejects.toMatchObject({ problems: [{ tooBig: 'memory' }] });
  await new Talk(cluster).control({ faults: [] });
});

test('an export that cannot write ends as failed, with the reason and without the signature', async () => {
  const name = `${hostile} denied`;
  await fill(name, [record]);
  const { database, store } = gateways;
  const uri = await store.uriForCluster('exports/denied', 'write');
  const destination = uri.replace(/sig=[^&]+/, `sig=${encodeURIComponent('d3Jvbmcgc2lnbmF0dXJl')}`);
  const slice = { kind: 'timed', cursor: await settled(name) } as const;
  const request = { table: name, columns: chooseForms(columns, new Set()), slice, settings, destination };
  const state = await endOf(gateways, await database.export.start(request));
  expect(state).toMatchObject({ kind: 'failed', state: 'Failed', message: expect.stringMatching(/./) });
  expect(JSON.stringify(state)).not.toContain('d3Jvbmc');
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

test('extents move all or not at all', async () => {
  const [from, into] = [`${hostile} moves`, `${hostile} takes`];
  await fill(from, [record]);
  await fill(into, []);
  const { read, load: loader } = gateways.database;
  const ids = (await read.rowsByExtent(from)).map(({ extentId }) => extentId);
  const absent = '00000000-0000-0000-0000-00000000abcd';
  await expect(loader.moveExtents(from, into, [...ids, absent])).rejects.toMatchObject({ name: 'ProblemError' });
  expect(await read.rowsByExtent(into)).toEqual([]);
  await loader.moveExtents(from, into, ids);
  expect((await read.rowsByExtent(into)).map(({ rows, tags }) => [rows, tags])).toEqual([[1n, ['tag1']]]);
  expect(await read.rowsByExtent(from)).toEqual([]);
});

test('rows in the row store are listed as rows that lie in no extent', async () => {
  const { change, replace } = gateways.database;
  await fill('Streams', ['1'], [{ name: 'a', type: 'long' }]);
  await change.run(`.alter table Streams policy streamingingestion '{"IsEnabled":true}'`);
  const path = `${cluster.cluster}/v1/rest/ingest/Demo/Streams?streamFormat=Csv`;
  expect((await fetch(path, { method: 'POST', body: '2\n3\n' })).status).toBe(200);
  await replace.createList('Lists');
  const request = { list: { table: 'Lists', round: 1 }, of: ['Streams'], tag: 'kr1' };
  expect(await endOf(gateways, await replace.startListingAll(request))).toEqual({ kind: 'completed' });
  expect((await replace.listed(request.list)).get('Streams')).toMatchObject({ extents: 2, rows: 3n, nowhere: 1 });
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

test('tables counted in one statement have the counts that each has alone, and one that is not there is told for itself', async () => {
  const { read } = gateways.database;
  const names = [0, 1, 2].map((number) => `${hostile} many ${number}`);
  for (const [place, name] of names.entries()) await fill(name, place === 2 ? [] : [record]);
  for (const name of names) await settled(name);
  const cursor = await read.cursor();
  const tables = (await read.tables()).filter(({ name }) => names.includes(name));
  expect(tables).toHaveLength(3);
  const sized = tables.map((table) => ({ ...table, estimatedRows: 1n }));
  const together = await countTables(read, sized, cursor);
  for (const table of tables) expect(together.get(table.name)).toEqual(await countOne(read, table, cursor));
  const gone = { name: 'not there', columns: [], estimatedRows: 0n };
  const mixed = await countTables(read, [...sized, gone], cursor);
  expect(mixed.get('not there')).toMatchObject({ name: 'ProblemError' });
  for (const [name, counts] of together) expect(mixed.get(name)).toEqual(counts);
});

test('rows after a cursor are told from the others by extent, appended with what they lack, moved as if they came now, and deleted', async () => {
  const { database } = gateways;
  const narrow = [{ name: 'Id', type: 'long' }] as const;
  const wide = [{ name: 'Note', type: 'string' }, ...narrow] as const;
  await fill('OldRows', ['1', '2'], narrow);
  await fill('AllRows', ['first,0'], wide);
  await fill('CopiedRows', [], wide);
  const after = { kind: 'after', cursor: await settled('OldRows') } as const;
  expect(await database.read.extentsAfter('OldRows', after)).toEqual([]);
  await load('OldRows', ['3'], narrow, 'tag2');
  await settled('OldRows');
  const newer = await database.read.extentsAfter('OldRows', after);
  expect(newer).toHaveLength(1);
  expect((await database.read.fingerprint('OldRows', narrow, after)).rows).toBe(1n);
  const columns = wide.map((column) => ({
    ...column,
    isIn: column.name === 'Id' ? ('both' as const) : ('target' as const),
  }));
  const copy = await database.load.startAppend({
    from: 'OldRows',
    rows: after,
    columns,
    into: 'CopiedRows',
    tag: 'tag3',
  });
  expect(await endOf(gateways, copy)).toEqual({ kind: 'completed' });
  const talk = new Talk(cluster);
  expect(await talk.query('CopiedRows')).toEqual([['', 3]]);

  const before = await settled('AllRows');
  await database.load.moveExtents('OldRows', 'AllRows', newer, 'renew');
  await settled('AllRows');
  expect((await database.read.extentsAfter('AllRows', { kind: 'after', cursor: before })).length).toBe(1);
  expect(await talk.query('AllRows | sort by Id asc')).toEqual([
    ['first', 0],
    ['', 3],
  ]);
  await database.change.deleteRows('AllRows', { kind: 'after', cursor: before });
  expect(await talk.query('AllRows')).toEqual([['first', 0]]);
  await database.change.expireTable('AllRows', new Date(Date.now() + 86_400_000));
  await database.change.keepTable('AllRows');
  expect(await database.read.deletesItself('AllRows')).toBe('no');
});

test('rows are told by the values of a column, and an update replaces just those, once however often it is sent', async () => {
  const { read, update } = gateways.database;
  const of = [
    { name: 'Id', type: 'long' },
    { name: 'At it', type: 'datetime' },
  ] as const;
  const values = ['1,2026-01-01T00:00:00Z', '2,2026-01-02T00:00:00Z', '3,2026-01-03T00:00:00Z', '4,'];
  await fill('Ranged', values, of);
  const upTo = await settled('Ranged');
  await fill('Incoming', ['20,2026-01-02T12:00:00Z'], of);
  await load('Ranged', ['5,2026-01-02T23:59:59.9999999Z'], of, 'tag2');
  await settled('Ranged');
  const ends = { from: '2026-01-02T00:00:00.0000000Z', before: '2026-01-03T00:00:00.0000000Z' };
  const rows = (side: 'inside' | 'outside', bounds: Partial<typeof ends> = ends) =>
    ({ kind: 'values', range: { column: 'At it', ...bounds }, side }) as const;
  expect([await update.count('Ranged', rows('inside')), await update.count('Ranged', rows('outside'))]).toEqual([
    2n,
    3n,
  ]);
  expect(await update.count('Ranged', { ...rows('inside'), upTo })).toBe(1n);
  const { from, before } = ends;
  expect(await update.count('Ranged', rows('inside', { from }))).toBe(3n);
  expect(await update.count('Ranged', rows('outside', { before }))).toBe(2n);
  const outside = await read.fingerprint('Ranged', of, rows('outside'));

  const request = { table: 'Ranged', source: 'Incoming', rows: { ...rows('inside'), upTo } };
  expect(await update.foresee(request)).toEqual({ deleted: 1n, created: 1n });
  const talk = new Talk(cluster);
  const ids = () => talk.query('Ranged | sort by Id asc | project Id');
  expect(await ids()).toEqual([[1], [2], [3], [4], [5]]);
  expect(await update.update(request)).toEqual({ deleted: 1n, created: 1n });
  expect(await update.update(request)).toEqual({ deleted: 0n, created: 0n });
  expect(await ids()).toEqual([[1], [3], [4], [5], [20]]);
  expect(await read.fingerprint('Ranged', of, rows('outside'))).toEqual(outside);
  await expect(update.update({ ...request, source: 'Nowhere' })).rejects.toThrow(/Nowhere/);
});
