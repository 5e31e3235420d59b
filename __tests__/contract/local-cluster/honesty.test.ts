import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlockBlobClient } from '@azure/storage-blob';
import { DuckDBInstance } from '@duckdb/node-api';
import { openSmallTables } from './small-tables.ts';
import type { Value } from './talk.ts';

const { cluster, talk, table, load, values, before, cursorNow } = await openSmallTables();
const after = (name: string, cursor: string): Promise<Value[]> => values(`${name} | where cursor_after('${cursor}')`);

test('counts and sizes in the details of a table are those of a while ago', async () => {
  const name = await table(1);
  await talk.control({ clock: { nowUtc: '2031-01-01T00:00:00Z' }, detailsLagMs: 900_000 });
  const fresh = await table(1, 2);
  await load(name, 2);
  const details = async (of: string) =>
    (await talk.command(`.show table ${of} details | project TotalExtents, TotalRowCount, TotalOriginalSize > 0`))[0];
  expect([await details(name), await details(fresh)]).toEqual([
    [1, 1, true],
    [0, 0, false],
  ]);
  await talk.control({ clock: { nowUtc: '2031-01-01T00:14:59Z' } });
  expect([await details(name), await details(fresh)]).toEqual([
    [1, 1, true],
    [0, 0, false],
  ]);
  await talk.control({ clock: { nowUtc: '2031-01-01T00:15:00Z' } });
  expect([await details(name), await details(fresh)]).toEqual([
    [2, 2, true],
    [2, 2, true],
  ]);
  await talk.command(`.clear table ${name} data`);
  expect(await details(name)).toEqual([2, 2, true]);
  await talk.control({ clock: { offset: 0 }, detailsLagMs: 0 });
  expect(await details(name)).toEqual([0, 0, false]);
  await expect(talk.control({ detailsLagMs: -1 })).rejects.toThrow('detailsLagMs');
});

test('rows that expire leave the past of a cursor', async () => {
  const name = await table();
  await load(name, 1, `creationTime='2020-01-01'`);
  await load(name, 2);
  const cursor = await cursorNow();
  const old = await before(name, cursor);
  await talk.command(`.alter table ${name} policy retention '{"SoftDeletePeriod":"100.00:00:00"}'`);
  await talk.control({ run: 'retention' });
  expect([old, await before(name, cursor)]).toEqual([[1, 2], [2]]);
});

test('rows without ingestion time are in no cursor window', async () => {
  const name = await table();
  await talk.command(`.alter table ${name} policy ingestiontime false`);
  await load(name, 1);
  await talk.command(`.alter table ${name} policy ingestiontime true`);
  await load(name, 2);
  const cursor = await cursorNow();
  expect(await values(name)).toEqual([1, 2]);
  expect(await values(`${name} | where isnull(ingestion_time())`)).toEqual([1]);
  expect([await before(name, cursor), await after(name, cursor), await after(name, '')]).toEqual([[2], [], [2]]);
});

test('rows without ingestion time come by a move or a replacement into a table that has the policy', async () => {
  const [live, moved, replaced, renewed] = [await table(1), await table(), await table(), await table()];
  for (const [name, value] of [
    [moved, 2],
    [replaced, 3],
    [renewed, 4],
  ] as const) {
    await talk.command(`.alter table ${name} policy ingestiontime false`);
    await load(name, value);
  }
  const without = (): Promise<Value[]> => values(`${live} | where isnull(ingestion_time())`);
  const cursor = await cursorNow();
  const old = await without();
  await talk.command(`.move extents all from table ${moved} to table ${live}`);
  const more = await without();
  await talk.command(
    `.replace extents in table ${live} <| {datatable(ExtentId:guid)[]}, {.show table ${replaced} extents}`,
  );
  expect([old, more, await without()]).toEqual([[], [2], [2, 3]]);
  await talk.command(`.move extents all from table ${renewed} to table ${live} with (setNewIngestionTime=true)`);
  expect([await without(), await values(live)]).toEqual([
    [2, 3],
    [1, 2, 3, 4],
  ]);
  expect([await before(live, cursor), await after(live, cursor)]).toEqual([[1], [4]]);
});

test('cursor functions on a table without the policy are refused', async () => {
  const name = await table(1);
  await talk.command(`.alter table ${name} policy ingestiontime false`);
  for (const call of ['cursor_after("")', 'cursor_before_or_at(cursor_current())']) {
    const { status, message } = await talk.tryQuery(`${name} | where ${call}`);
    expect([status, message]).toEqual([400, expect.stringContaining('IngestionTime policy')]);
  }
  expect(await values(name)).toEqual([1]);
});

test('a derived row that is not transactional has a later cursor than its source', async () => {
  const [source, target] = [await table(), await table()];
  const policy = JSON.stringify([{ IsEnabled: true, Source: source, Query: source, IsTransactional: false }]);
  await talk.command(`.alter table ${target} policy update '${policy}'`);
  const [first, name] = [await cursorNow(), [source, target]];
  await load(source, 7);
  const last = await cursorNow();
  const between: Value[][] = [];
  for (let cursor = BigInt(first) + 1n; cursor < BigInt(last); cursor += 1n)
    between.push((await Promise.all(name.map((each) => before(each, `${cursor}`)))).map(([a = null]) => a));
  expect(between).toContainEqual([7, null]);
  expect(between).not.toContainEqual([null, 7]);
  expect([await before(source, last), await before(target, last)]).toEqual([[7], [7]]);
});

test('a restored row has a new ingestion time and comes after the old cursor', async () => {
  const [live, restored] = [await table(1), await table()];
  const cursor = await cursorNow();
  const [file] = await talk.command(`.export to parquet (${talk.place(live)}) <| ${live}`);
  const given = `format='parquet', creationTime='2020-01-01'`;
  await talk.command(`.ingest into table ${restored} (${talk.signed(file?.[0])}) with (${given})`);
  await talk.command(`.rename tables ${live}=${restored}, ${restored}=${live}`);
  expect([await values(live), await before(live, cursor), await after(live, cursor)]).toEqual([[1], [], [1]]);
  expect(await values(`${live} | where ingestion_time() < datetime(2021-01-01)`)).toEqual([]);
});

test('rows that are moved in can lie behind a cursor that was read already', async () => {
  const [stage, live] = [await table(1), await table()];
  const cursor = await cursorNow();
  await talk.command(`.move extents all from table ${stage} to table ${live}`);
  expect([await values(live), await after(live, cursor), await before(live, cursor)]).toEqual([[1], [], [1]]);
});

test('a swapped-in table has none of the policies of the old one, and what is derived meanwhile goes to the old', async () => {
  const [source, target, stage] = [await table(), await table(1), await table(2)];
  const policy = JSON.stringify([{ IsEnabled: true, Source: source, Query: source, IsTransactional: true }]);
  await talk.command(`.alter table ${target} policy update '${policy}'`);
  await talk.command(`.alter table ${target} policy caching hot = 3d`);
  await talk.command(`.rename tables ${target}=${stage}, ${stage}=${target}`);
  for (const name of ['update', 'caching'])
    expect(await talk.command(`.show table ${target} policy ${name} | project Policy`)).toEqual([['null']]);
  await load(source, 7);
  expect([await values(target), await values(stage)]).toEqual([[2], [1, 7]]);
});

test('a table whose own tag retention is deleted falls back to that of the database', async () => {
  const name = await table();
  await load(name, 1, `tags='["drop-by:a"]', creationTime='2020-01-01'`);
  const tags = (): Promise<Value[][]> => talk.command(`.show table ${name} extents | project Tags`);
  const rule = JSON.stringify([{ TagPrefix: 'drop-by:', RetentionPeriod: '1.00:00:00' }]);
  await talk.command(`.alter table ${name} policy extent_tags_retention '[]'`);
  await talk.command(`.alter database Demo policy extent_tags_retention '${rule}'`);
  await talk.control({ run: 'tags' });
  const own = await tags();
  await talk.command(`.delete table ${name} policy extent_tags_retention`);
  await talk.control({ run: 'tags' });
  await talk.command('.delete database Demo policy extent_tags_retention');
  expect([own, await tags()]).toEqual([[['drop-by:a']], [['']]]);
});

test('a decimal beyond 18 places or 38 digits is lost on the way through Parquet', async () => {
  const query =
    'print kept=decimal(12345678901234567890.123456789012345678), cut=decimal(0.1234567890123456789), gone=decimal(123456789012345678901)';
  const [file] = await talk.command(`.export to parquet (${talk.place('decimals')}) <| ${query}`);
  await talk.command('.create table Decimals (kept:decimal, cut:decimal, gone:decimal)');
  await talk.command(`.ingest into table Decimals (${talk.signed(file?.[0])}) with (format='parquet')`);
  expect(await talk.query('Decimals')).toEqual([
    ['12345678901234567890.123456789012345678', '0.123456789012345679', null],
  ]);
});

/** What a column of a Parquet file can become; https://learn.microsoft.com/kusto/management/parquet-mapping */
const matrix: Readonly<Record<string, readonly [value: string, types: string]>> = {
  INT8: ['7::TINYINT', 'bool int long real decimal string'],
  INT16: ['7::SMALLINT', 'bool int long real decimal string'],
  INT32: ['7::INTEGER', 'bool int long real decimal string'],
  INT64: ['7::BIGINT', 'bool int long real decimal string'],
  UINT8: ['7::UTINYINT', 'bool int long real decimal string'],
  UINT16: ['7::USMALLINT', 'bool int long real decimal string'],
  UINT32: ['7::UINTEGER', 'bool int long real decimal string'],
  UINT64: ['7::UBIGINT', 'bool int long decimal string'],
  FLOAT32: ['7::FLOAT', 'bool int long real decimal string'],
  FLOAT64: ['7::DOUBLE', 'bool int long real decimal string'],
  BOOLEAN: ['true', 'bool decimal string'],
  DECIMAL_I32: ['7::DECIMAL(9,2)', 'bool int long real decimal string'],
  DECIMAL_I64: ['7::DECIMAL(18,2)', 'bool int long real decimal string'],
  DECIMAL_FLBA: ['7::DECIMAL(38,18)', 'long real decimal string'],
  TIMESTAMP: [`TIMESTAMP '2020-01-02 03:04:05'`, 'datetime string'],
  DATE: [`DATE '2020-01-02'`, 'datetime string'],
  STRING: [`'7'`, 'int long real decimal string dynamic'],
  STRING_of_a_bool: [`'true'`, 'string dynamic'],
  STRING_of_a_time: [`'2020-01-02T03:04:05Z'`, 'string dynamic'],
  STRING_of_a_span: [`'1.02:03:04'`, 'string dynamic'],
  STRING_of_a_guid: [`'3f2504e0-4f89-11d3-9a0c-0305e82c3301'`, 'string dynamic'],
  UUID: [`'3f2504e0-4f89-11d3-9a0c-0305e82c3301'::UUID`, 'string guid'],
  JSON: [`'7'::JSON`, 'string dynamic'],
  LIST: ['[7]', 'dynamic'],
  MAP: [`MAP {'a': 7}`, 'dynamic'],
  STRUCT: [`{'a': 7}`, 'dynamic'],
};
const types = ['bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'string', 'guid', 'dynamic'];

/** A file that another writer made, as a connection string. */
async function fileOf(select: string): Promise<string> {
  const path = join(tmpdir(), `${randomUUID()}.parquet`);
  const writer = await (await DuckDBInstance.create(':memory:')).connect();
  await writer.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  writer.closeSync();
  const bytes = await readFile(path);
  await rm(path);
  const blob = cluster.landing.replace('?', `/${randomUUID()}.parquet?`);
  await new BlockBlobClient(blob).upload(bytes, bytes.length);
  return `h@"${blob}"`;
}

test('a type of Parquet becomes the column types of the matrix and no other, in silence', async () => {
  const names = Object.keys(matrix);
  const file = await fileOf(`SELECT ${names.map((name) => `${matrix[name]?.[0]} AS "${name}"`).join(', ')}`);
  const found: Record<string, string[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (const type of types) {
    await talk.command(`.create table Into_${type} (${names.map((name) => `${name}:${type}`).join(', ')})`);
    await talk.command(`.ingest into table Into_${type} (${file}) with (format='parquet')`);
    const filled = names.map((name) => (type === 'string' ? `isnotempty(${name})` : `isnotnull(${name})`));
    const [row = []] = await talk.query(`Into_${type} | project ${filled.join(', ')}`);
    for (const [index, name] of names.entries()) if (row[index] === true) found[name]?.push(type);
  }
  const expected = Object.fromEntries(Object.entries(matrix).map(([name, [, list]]) => [name, list.split(' ')]));
  expect(found).toEqual(expected);
});
