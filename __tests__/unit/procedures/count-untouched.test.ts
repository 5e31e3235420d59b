import { problemError } from '../../../src/domain/problem.ts';
import type { Database } from '../../../src/ports/database.ts';
import { watchTables } from '../../../src/procedures/count-untouched.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const two = [
  ['x', '1'],
  ['y', '2'],
];

function open(...names: readonly string[]): MemoryDatabase {
  const database = memoryDatabase(memoryStore());
  for (const name of names) database.put(name, pairColumns, two);
  return database;
}

test('rows that arrive are no difference, rows that go are, also behind others that arrive', async () => {
  const database = open('Same', 'Grows', 'Shrinks', 'Both', 'Gone', 'Untimed');
  database.turnTimesOff('Untimed');
  const again = await watchTables(database.names(), database);
  const later = { stamp: 101n };
  database.put('Grows', pairColumns, two, later);
  for (const name of ['Shrinks', 'Both']) {
    database.clear(name);
    database.put(name, pairColumns, two.slice(1));
  }
  database.put('Both', pairColumns, [...two, ...two], later);
  database.put('Untimed', pairColumns, two);
  await database.change.dropTable('Gone');
  expect(await again(new Set())).toEqual({
    kind: 'counted',
    counted: 5,
    notCounted: [],
    differences: [
      { table: 'Both', before: 2n, left: 1n },
      { table: 'Gone', before: 2n },
      { table: 'Shrinks', before: 2n, left: 1n },
    ],
  });
});

test('what the deployment touched is not compared', async () => {
  const database = open('A', 'B');
  const again = await watchTables(['A', 'B'], database);
  database.clear('A');
  expect(await again(new Set(['A']))).toMatchObject({ counted: 1, differences: [] });
});

test('a table of which the service does not say which rows came since is not counted, whatever its rows', async () => {
  const database = open('A', 'B');
  const read: Database['read'] = { ...database.read, populations: async () => new Map() };
  const again = await watchTables(['A', 'B'], { observe: database.observe, read });
  database.put('B', pairColumns, two, { stamp: 101n });
  expect(await again(new Set())).toEqual({ kind: 'counted', counted: 1, notCounted: ['B'], differences: [] });
});

test('a table that cannot be counted is left out and named, and the others are counted', async () => {
  const database = open('A', 'B', 'C');
  let isHidden = false;
  const observe: Database['observe'] = {
    ...database.observe,
    rowCounts: async (names) => {
      if (isHidden && names.includes('B')) throw problemError({ code: 'service', summary: 'B is hidden.' });
      return database.observe.rowCounts(names);
    },
  };
  const again = await watchTables(['A', 'B', 'C'], { read: database.read, observe });
  isHidden = true;
  database.clear('C');
  expect(await again(new Set())).toMatchObject({
    kind: 'counted',
    counted: 2,
    notCounted: ['B'],
    differences: [{ table: 'C', left: 0n }],
  });
});

test('a cluster that does not count ends nothing, and says so', async () => {
  const database = open('A');
  const cursor = () => Promise.reject(problemError({ code: 'service', summary: 'No cursor today.' }));
  const again = await watchTables(['A'], { observe: database.observe, read: { ...database.read, cursor } });
  expect(await again(new Set())).toEqual({ kind: 'not-counted', why: 'No cursor today.' });
});
