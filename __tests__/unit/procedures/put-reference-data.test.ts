import type { Problem } from '../../../src/domain/problem.ts';
import type { Database } from '../../../src/ports/database.ts';
import {
  compareReferenceData,
  putReferenceData as putUnlessObjected,
} from '../../../src/procedures/put-reference-data.ts';
import type { ReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { data, dataOf, failing, killed, open, putReferenceData, recordPath } from './reference-worlds.ts';

test('the rows of the file replace those of the table, and nothing else is left', async () => {
  const { world, database, store } = open();
  database.put('T', pairColumns, [['old', '9']]);
  expect(await compareReferenceData(data, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 1n,
  });
  await putReferenceData(data, world);
  expect(database.rowsOf('T')).toEqual([
    ['x', '1'],
    ['y', '2'],
  ]);
  expect(database.names()).toEqual(['T']);
  expect(store.paths()).toEqual([`${paths.control}/reference-data/T.json`]);
  expect(await compareReferenceData(data, world)).toEqual({ kind: 'current' });
});

test('the table is guarded and counted before the live one is touched', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  const words = database.changes.map((change) => change.split(' ')[0]);
  expect(words).toEqual(['create', 'guard', 'ingest', 'replace', 'drop']);
});

test('values that did not arrive leave the table as it was', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const full = {
    ...data,
    content: {
      ...data.content,
      nonEmpty: new Map([
        ['a', 2],
        ['b', 3],
      ]),
    },
  };
  await expect(putReferenceData(full, world)).rejects.toMatchObject({
    problems: [{ code: 'difference', detail: 'expected 2 rows, seen 2; column b: expected 3 values, seen 2' }],
  });
  expect(database.rowsOf('T')).toEqual([['old', '9']]);
  expect(database.names()).toEqual(['T']);
});

test('rows that did not arrive leave the table as it was', async () => {
  const { world, database } = open();
  const short: ReferenceData = { ...data, content: { ...data.content, rows: 3 } };
  await expect(putReferenceData(short, world)).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
  expect(database.changes).not.toContain('replace T');
});

test('two runs, or two tables with the same contents, never share a staging table', async () => {
  const { world, database } = open();
  const replaceContents = killed;
  await expect(putReferenceData(data, failing(world, { replaceContents }))).rejects.toThrow('killed');
  await expect(putReferenceData(data, failing(world, { replaceContents }))).rejects.toThrow('killed');
  const staging = database.names().filter((name) => name.startsWith('kr_data_'));
  expect(staging).toHaveLength(2);
  expect(database.changes.filter((change) => change.startsWith('guard'))).toEqual(
    staging.map((name) => `guard ${name}`),
  );
});

test('rows of the right number but with other values after the replacement are a difference', async () => {
  const { world, database } = open();
  const replaceContents = async (request: { readonly table: string; readonly tags: readonly string[] }) => {
    database.clear(request.table);
    database.put(
      request.table,
      pairColumns,
      [
        ['x', '1'],
        ['y', 'other'],
      ],
      { tags: request.tags },
    );
  };
  await expect(putReferenceData(data, failing(world, { replaceContents }))).rejects.toMatchObject({
    problems: [{ code: 'difference', summary: expect.stringContaining('does not hold the rows') }],
  });
});

test('an objection right before the replacement leaves the table as it was and no staging behind', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const objection: Problem = { code: 'not-covered', summary: 'rows came while the file was loaded' };
  const put = putUnlessObjected(data, world, async () => {
    expect(database.changes.some((change) => change.startsWith('ingest'))).toBe(true);
    return objection;
  });
  await expect(put).rejects.toMatchObject({ problems: [objection] });
  expect(database.rowsOf('T')).toEqual([['old', '9']]);
  expect(database.names()).toEqual(['T']);
});

test('a table whose columns are not those that the file was checked against is not touched', async () => {
  const { world, database } = open();
  const reordered: ReferenceData = { ...data, columns: [...pairColumns].reverse() };
  await expect(putReferenceData(reordered, world)).rejects.toMatchObject({ problems: [{ code: 'reference-data' }] });
  await database.change.dropTable('T');
  await expect(putReferenceData(data, world)).rejects.toMatchObject({
    problems: [{ code: 'reference-data', detail: expect.stringContaining('no such table') }],
  });
  expect(database.changes).toEqual(['drop T']);
});

test('rows go in parts, and nothing of these is left', async () => {
  const { world, database, store } = open();
  const many = Array.from({ length: 10 }, (_, row) => [`x${row}`, String(row)] as const);
  const long = await dataOf(`a,b\n${many.map((row) => row.join(',')).join('\n')}\n`);
  await putReferenceData(long, { ...world, partLength: 20 });
  expect(database.changes.filter((change) => change.startsWith('ingest'))).toHaveLength(3);
  expect(database.rowsOf('T')).toEqual(many);
  expect(store.paths()).toEqual([recordPath]);
  expect(await compareReferenceData(long, world)).toEqual({ kind: 'current' });
});

test('a part that an interrupted run left half written is written anew', async () => {
  const { world, database, store } = open();
  store.overwrite(`${paths.control}/reference-data/T/${data.content.sha256}/0000.csv`, 'a,b\nx');
  store.overwrite(`${paths.control}/reference-data/T/of-another-file/0007.csv`, 'a,b\n');
  await putReferenceData(data, world);
  expect(database.rowsOf('T')).toHaveLength(2);
  expect(store.paths()).toEqual([recordPath]);
});

test('a file without rows empties the table and loads nothing', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const empty = await dataOf('a,b\n');
  await putReferenceData(empty, world);
  expect(database.rowsOf('T')).toEqual([]);
  expect(database.changes.some((change) => change.startsWith('ingest'))).toBe(false);
  expect(await compareReferenceData(empty, world)).toEqual({ kind: 'current' });
});

test('other values in the right number are told by their column, and leave the table as it was', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  const { load } = world.database;
  const startIngest: Database['load']['startIngest'] = async (request) => {
    const operation = await load.startIngest(request);
    database.clear(request.table);
    database.put(request.table, pairColumns, [
      ['x', '1'],
      ['z', '2'],
    ]);
    return operation;
  };
  const swapping = { ...world, database: { ...world.database, load: { ...load, startIngest } } };
  await expect(putReferenceData(data, swapping)).rejects.toMatchObject({
    problems: [{ code: 'difference', detail: 'expected 2 rows, seen 2; column a: other values than in the file' }],
  });
  expect(database.rowsOf('T')).toEqual([['old', '9']]);
});
