import {
  compareReferenceData,
  putReferenceData,
  type ReferenceWorld,
} from '../../../src/procedures/put-reference-data.ts';
import type { ReferenceData } from '../../../src/procedures/read-repository.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { type MemoryStore, memoryStore } from '../../fixtures/memory/snapshot-store.ts';

function dataOf(text: string, nonEmpty: readonly [a: number, b: number]): ReferenceData {
  return {
    file: { path: 'ref/T.csv', text },
    table: 'T',
    columns: pairColumns,
    content: {
      rows: text.trim().split('\n').length - 1,
      nonEmpty: new Map([
        ['a', nonEmpty[0]],
        ['b', nonEmpty[1]],
      ]),
      columns: ['b', 'a'],
    },
  };
}

const data = dataOf('b,a\n1,x\n2,y\n', [2, 2]);

function open(): { readonly world: ReferenceWorld; readonly database: MemoryDatabase; readonly store: MemoryStore } {
  const store = memoryStore();
  const database = memoryDatabase(store);
  database.put('T', pairColumns, []);
  return { world: { database, store, paths, clock: memoryClock() }, database, store };
}

test('the rows of the file replace those of the table, and nothing else is left', async () => {
  const { world, database, store } = open();
  database.put('T', pairColumns, [['old', '9']]);
  expect(await compareReferenceData(data, world)).toEqual({ kind: 'outdated', foreignRows: 1n });
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
  expect(words).toEqual(['drop', 'create', 'guard', 'ingest', 'replace', 'drop']);
});

test('a change of the file, of the columns, of a row by hand or a row more makes it outdated', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  expect(await compareReferenceData(dataOf('b,a\n1,x\n2,z\n', [2, 2]), world)).toEqual({
    kind: 'outdated',
    foreignRows: 0n,
  });
  const retyped = { ...data, columns: [...pairColumns].reverse() };
  expect(await compareReferenceData(retyped, world)).toEqual({ kind: 'outdated', foreignRows: 0n });
  const [extent] = await database.read.rowsByExtent('T');
  database.put('T', pairColumns, [['by hand', '3']]);
  expect(await compareReferenceData(data, world)).toEqual({ kind: 'outdated', foreignRows: 1n });
  database.clear('T');
  database.put(
    'T',
    pairColumns,
    [
      ['x', '1'],
      ['y', '22'],
    ],
    { tags: extent?.tags ?? [] },
  );
  expect(await compareReferenceData(data, world)).toEqual({ kind: 'outdated', foreignRows: 0n });
});

test('a tag and a count without a record of the fingerprint are not enough', async () => {
  const { world, store } = open();
  await putReferenceData(data, world);
  await store.remove(`${paths.control}/reference-data/T.json`);
  expect(await compareReferenceData(data, world)).toMatchObject({ kind: 'outdated' });
});

test('values that did not arrive leave the table as it was', async () => {
  const { world, database } = open();
  database.put('T', pairColumns, [['old', '9']]);
  await expect(putReferenceData(dataOf('b,a\n1,x\n,y\n', [2, 2]), world)).rejects.toMatchObject({
    problems: [{ code: 'difference', detail: 'expected 2 rows, seen 2; column b: expected 2 values, seen 1' }],
  });
  expect(database.rowsOf('T')).toEqual([['old', '9']]);
});

test('rows that did not arrive leave the table as it was', async () => {
  const { world, database } = open();
  const short: ReferenceData = { ...data, content: { ...data.content, rows: 3 } };
  await expect(putReferenceData(short, world)).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
  expect(database.changes).not.toContain('replace T');
});

test('what an interrupted run left beside is dropped, never counted', async () => {
  const { world, database } = open();
  const failing: ReferenceWorld = {
    ...world,
    database: {
      ...database,
      change: { ...database.change, replaceContents: () => Promise.reject(new Error('killed')) },
    },
  };
  await expect(putReferenceData(data, failing)).rejects.toThrow('killed');
  expect(database.names()).toHaveLength(2);
  await putReferenceData(data, world);
  expect(database.names()).toEqual(['T']);
  expect(database.rowsOf('T')).toHaveLength(2);
});
