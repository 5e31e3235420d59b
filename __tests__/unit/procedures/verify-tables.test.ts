import { problemError } from '../../../src/domain/problem.ts';
import type { Level } from '../../../src/domain/snapshot/records.ts';
import type { DatabaseReader } from '../../../src/ports/database.ts';
import { verifyTable } from '../../../src/procedures/verify-table.ts';
import { verifyTables } from '../../../src/procedures/verify-tables.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { parquetOf, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [
  ['x', '1'],
  ['y', '2'],
];

/** Copies of one saved table; the first two have rows, the others have none, and what the database is asked is listed. */
async function manyTables(count: number) {
  const saved = await saveTable(rows);
  const { database, manifest } = saved;
  const tables = Array.from({ length: count }, (_, place) => {
    const name = `T${place}`;
    const hasRows = place < 2;
    database.put(name, pairColumns, hasRows ? rows : [], { stamp: 100n });
    const { rows: _rows, ...sums } = saved.table.fingerprint;
    const none = { low: '0', high: '0' };
    return {
      ...{ ...saved.table, name, tableId: `id-${name}` },
      fingerprint: hasRows ? saved.table.fingerprint : { ...sums, ...none, rows: '0' },
      populations: hasRows ? saved.table.populations : { ...saved.table.populations, atCursor: '0' },
    };
  });
  const asked: string[] = [];
  const read: DatabaseReader = {
    ...database.read,
    populations(counted, ...more) {
      asked.push(`count ${counted.map(({ name }) => name).join(' ')}`);
      return database.read.populations(counted, ...more);
    },
    fingerprint(table, ...more) {
      asked.push(`fingerprint ${table}`);
      return database.read.fingerprint(table, ...more);
    },
  };
  const world = { read, store: saved.store, parquet: parquetOf(saved) };
  const live = new Map((await database.read.tables()).map((table) => [table.name, table]));
  const verify = (level: Level, told: number[] = []) =>
    verifyTables(
      {
        ...{ manifest, tables, restores: [], level, against: 'database' as const },
        liveOf: ({ name }) => live.get(name),
        tell: (done) => told.push(done),
      },
      world,
    );
  const alone = (level: Level) =>
    Promise.all(
      tables.map((table) =>
        verifyTable(
          { manifest, table, live: live.get(table.name), restores: [], level, against: 'database' },
          { ...world, read: database.read },
        ),
      ),
    );
  return { database, asked, world, verify, alone };
}

test('three hundred tables are counted in a few statements, and only those with rows are fingerprinted', async () => {
  const { asked, verify } = await manyTables(300);
  const told: number[] = [];
  const checks = await verify('contents', told);
  expect(checks.map(({ table, live }) => [table, live?.kind])).toEqual(
    Array.from({ length: 300 }, (_, place) => [`T${place}`, 'pass']),
  );
  expect(asked.filter((text) => text.startsWith('count'))).toHaveLength(12);
  expect(asked.filter((text) => text.startsWith('fingerprint'))).toEqual(['fingerprint T0', 'fingerprint T1']);
  expect(Math.max(...told)).toBe(300);
});

test('every check is what a check of that table alone says, whatever happened to it', async () => {
  const { database, verify, alone } = await manyTables(30);
  database.clear('T0');
  database.put('T3', pairColumns, [['later', '4']], { stamp: 101n });
  database.put('T4', pairColumns, [['among', '4']], { stamp: 99n });
  database.put('T5', pairColumns, [['untimed', '4']], { stamp: 'untimed' });
  const checks = await verify('contents');
  expect(checks).toEqual(await alone('contents'));
  expect(checks.filter(({ live }) => live?.kind === 'fail').map(({ table }) => table)).toEqual(['T0', 'T4', 'T5']);
});

test('a table that cannot be counted stops the check, also among others', async () => {
  const { world, verify } = await manyTables(30);
  const { populations } = world.read;
  world.read.populations = async (counted, ...more) => {
    if (counted.some(({ name }) => name === 'T7')) throw problemError({ code: 'service', summary: 'no counts of T7' });
    return populations(counted, ...more);
  };
  await expect(verify('counts')).rejects.toThrow('no counts of T7');
});
