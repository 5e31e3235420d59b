import { settleCursor } from '../../../src/procedures/settle-cursor.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const rows = [['x', '1']];

test('a database at rest is settled at the first look', async () => {
  const database = memoryDatabase(memoryStore());
  database.put('T', pairColumns, rows);
  database.put('T', pairColumns, rows, { stamp: 'untimed' });
  const clock = memoryClock();
  const { cursor, populations } = await settleCursor(database.read, await database.read.tables(), {
    clock,
    patienceMilliseconds: 1000,
  });
  expect(cursor).toBe('100');
  expect(populations.get('T')).toMatchObject({ total: 2n, atCursor: 1n, untimed: 1n });
  expect(clock.slept).toEqual([]);
});

test('a cursor is settled when the rows that were there have their stamps at or before it', async () => {
  const database = memoryDatabase(memoryStore());
  database.put('T', pairColumns, rows, { stamp: 'waiting' });
  let sleeps = 0;
  const clock = memoryClock(() => {
    sleeps += 1;
    if (sleeps === 3) database.assignStamps();
  });
  const { populations } = await settleCursor(database.read, await database.read.tables(), {
    clock,
    patienceMilliseconds: 60_000,
  });
  expect(populations.get('T')).toMatchObject({ total: 1n, atCursor: 1n, newer: 0n });
  expect(clock.slept).toEqual([200, 400, 800]);
});

test('a row that gets its stamp between the cursor and the count is not left out as newer', async () => {
  const database = memoryDatabase(memoryStore());
  database.put('T', pairColumns, rows, { stamp: 'waiting' });
  const read = {
    ...database.read,
    async cursor() {
      const before = await database.read.cursor();
      database.assignStamps();
      return before;
    },
  };
  const { populations } = await settleCursor(read, await read.tables(), {
    clock: memoryClock(),
    patienceMilliseconds: 60_000,
  });
  expect(populations.get('T')).toMatchObject({ total: 1n, atCursor: 1n, newer: 0n });
});

test('a database that never rests is not waited for without end, and its waiting rows are on no side', async () => {
  const database = memoryDatabase(memoryStore());
  database.put('T', pairColumns, rows, { stamp: 'waiting' });
  const clock = memoryClock();
  const { populations } = await settleCursor(database.read, await database.read.tables(), {
    clock,
    patienceMilliseconds: 30_000,
  });
  expect(populations.get('T')).toMatchObject({ total: 1n, atCursor: 0n, newer: 0n, untimed: 0n });
  expect(clock.slept.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(30_000);
  expect(Math.max(...clock.slept)).toBeLessThanOrEqual(10_000);
});
