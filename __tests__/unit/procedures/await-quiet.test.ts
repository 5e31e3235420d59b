import { awaitQuiet } from '../../../src/procedures/await-quiet.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const begin = Date.UTC(2026, 10, 20, 9, 10);

/** A table with a row that lies at the cursor; `during` runs in every sleep. */
function world(during: (memory: MemoryDatabase) => void = () => undefined) {
  const memory = memoryDatabase(memoryStore());
  memory.put('S', pairColumns, [['x', '1']]);
  const clock = memoryClock(() => during(memory));
  const identity = async () => ({ ...(await memory.read.identity()), now: clock.now().toISOString() });
  return { clock, read: { ...memory.read, identity } };
}

const waited = (clock: ReturnType<typeof memoryClock>): number => clock.now().getTime() - begin;

test('a table into which nothing comes is quiet after a minute', async () => {
  const { clock, read } = world();
  expect(await awaitQuiet(['S'], 'sources', { read, clock })).toMatchObject({ cursor: '100' });
  expect(waited(clock)).toBeGreaterThanOrEqual(60_000);
  expect(waited(clock)).toBeLessThan(80_000);
});

test('a row that comes begins the minute anew, and lies behind the cursor then', async () => {
  let isLate = false;
  const { clock, read } = world((memory) => {
    if (isLate || waited(clock) < 50_000) return;
    isLate = true;
    memory.put('S', pairColumns, [['y', '2']], { stamp: 'waiting' });
    memory.assignStamps();
  });
  const quiet = await awaitQuiet(['S'], 'sources', { read, clock });
  expect([quiet.cursor, quiet.populations.get('S')?.total]).toEqual(['101', 2n]);
  expect(waited(clock)).toBeGreaterThanOrEqual(110_000);
});

test.each([
  ['was moved in with an old ingestion time', { total: 2n, atCursor: 2n }],
  ['waits for its place in the order of ingestion', { total: 2n }],
  ['is gone', { total: 0n, atCursor: 0n }],
  ['was replaced by another', { times: { low: 1n, high: 1n } }],
] as const)('a table is not quiet when a row %s, and is refused after five minutes', async (_, change) => {
  const { clock, read } = world();
  let isLook = true;
  const populations: typeof read.populations = async (...asked) => {
    isLook = !isLook;
    const found = await read.populations(...asked);
    return isLook ? new Map([...found].map(([name, counts]) => [name, { ...counts, ...change }])) : found;
  };
  await expect(awaitQuiet(['S'], 'sources', { read: { ...read, populations }, clock })).rejects.toMatchObject({
    problems: [{ code: 'refused', summary: expect.stringContaining('go on arriving in S') }],
  });
  expect(waited(clock)).toBeGreaterThanOrEqual(300_000);
  expect(waited(clock)).toBeLessThan(400_000);
});
