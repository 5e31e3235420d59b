import type { Cursor } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import { type ArrivalCover, type Gap, leaveArrivals, topUpArrivals } from '../../../src/procedures/cover-arrivals.ts';
import { createLossGuard, type LossGuard, type LossRequest } from '../../../src/procedures/guard-losses.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths, type SavedTable, saveManifest, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [['x', '1']];
const base = '20261120T091000Z-3f2a';
const topUpId = (number: number): string => `20261121T00000${number}Z-0000`;
const asked = (...tables: readonly string[]): LossRequest => ({
  loss: { kind: 'loses-data', tables, what: 'clears the table' },
  text: `.clear table ${tables.join()} data`,
  at: { file: 's.kql', line: 3 },
});
const clearT = asked('T');

/** A table T that a snapshot covers. A top-up holds all that is there; then `afterwards` happens. */
async function open(allowedRows = 0n, afterwards: (arrive: () => void) => void = () => undefined) {
  const saved = await saveTable(rows);
  const { database, store } = saved;
  const guard = createLossGuard(database.names(), {
    ...{ read: database.read, observe: database.observe, store, paths },
    clock: memoryClock(),
  });
  let stamp = 100n;
  const arrive = (): void => {
    stamp += 1n;
    database.put('T', pairColumns, rows, { stamp });
  };
  const taken: { readonly base: string; readonly tables: readonly string[] }[] = [];
  const told: string[] = [];
  const cover = topUpArrivals({
    allowedRows,
    progress: { note: (text) => void told.push(text), warn: (text) => void told.push(`warning: ${text}`) },
    async takeTopUp(topped, tables) {
      taken.push({ base: topped, tables });
      saveTopUp(saved, topUpId(taken.length), stamp);
      afterwards(arrive);
      return topUpId(taken.length);
    },
  });
  const stored: Gap[] = [];
  const running = cover.running(guard, async (gap) => void stored.push(gap));
  return { saved, guard, cover, running, arrive, taken, told, stored };
}

function saveTopUp({ store, database, manifest, table }: SavedTable, snapshotId: string, stamp: bigint): void {
  const atCursor = String(database.rowsOf('T').length);
  const topped = { ...table, cursor: String(stamp) as Cursor, populations: { ...table.populations, atCursor } };
  const digest = { path: 'm.json', bytes: 1, sha256: '0'.repeat(64) };
  saveManifest(store, { ...manifest, snapshotId, base: { snapshotId: base, manifest: digest }, tables: [topped] });
}

const judge = (cover: ArrivalCover, guard: LossGuard, request = clearT) => cover.judging(guard).check(request);

test('without being asked to, nothing is taken, and the refusal names the input and the command', async () => {
  const { guard, arrive } = await open();
  arrive();
  const cover = leaveArrivals();
  for (const one of [cover.judging(guard), cover.running(guard, async () => undefined)])
    expect(await one.check(clearT)).toMatchObject({
      code: 'not-covered',
      next: expect.stringMatching(/cover-arrivals.*kusto-rebuild snapshot --tables T$/),
    });
  expect([cover.awaited.size, await cover.coverAwaited(guard)]).toEqual([0, []]);
});

test('the judgement before anything runs takes nothing, and tells what would be covered', async () => {
  const { cover, guard, arrive, taken } = await open();
  expect(await judge(cover, guard)).toBeUndefined();
  expect(cover.awaited.size).toBe(0);
  arrive();
  expect(await judge(cover, guard)).toBeUndefined();
  expect(cover.awaited.get(clearT)).toEqual([{ table: 'T', rows: 1n, snapshotId: base, base }]);
  expect(taken).toEqual([]);
});

test('what waits is covered right before the first command, each table once', async () => {
  const { cover, guard, arrive, taken } = await open();
  arrive();
  await judge(cover, guard);
  await judge(cover, guard, { ...clearT, text: '.drop column T.a' });
  expect(await cover.coverAwaited(guard)).toEqual([]);
  expect(taken).toEqual([{ base, tables: ['T'] }]);
  expect(cover.topUps).toEqual([topUpId(1)]);
});

test('a row that comes later is covered right before the loss, by a top-up of the same base', async () => {
  const { running, arrive, taken, told } = await open();
  arrive();
  expect(await running.check(clearT)).toBeUndefined();
  arrive();
  expect(await running.check(clearT)).toBeUndefined();
  expect(taken).toEqual([
    { base, tables: ['T'] },
    { base, tables: ['T'] },
  ]);
  expect(told).toEqual([topUpId(1), topUpId(2)].map((id) => expect.stringContaining(`snapshot ${id} tops up ${base}`)));
});

test('a busy table is refused after three top-ups, before the first command as right before the loss', async () => {
  const { cover, guard, running, arrive, taken, stored } = await open(0n, (again) => again());
  arrive();
  await judge(cover, guard);
  const busy = { code: 'not-covered', next: expect.stringContaining('during each of 3 top-ups') };
  expect(await cover.coverAwaited(guard)).toEqual([expect.objectContaining(busy)]);
  expect(taken).toHaveLength(3);
  expect(await running.check(clearT)).toMatchObject(busy);
  expect(taken).toHaveLength(6);
  expect(stored).toEqual([]);
});

test('as many rows as are allowed are lost after the third top-up, and written down first', async () => {
  const { cover, guard, running, arrive, taken, told, stored } = await open(1n, (again) => again());
  arrive();
  await judge(cover, guard);
  expect(await cover.coverAwaited(guard)).toEqual([]);
  expect([cover.gaps, stored]).toEqual([[], []]);
  expect(await running.check(clearT)).toBeUndefined();
  const snapshotId = topUpId(taken.length);
  expect(stored).toEqual([{ request: clearT, tables: [{ table: 'T', rows: 1n, snapshotId, base }] }]);
  expect(cover.gaps).toEqual(stored);
  expect(told.at(-1)).toMatch(/^warning: .*1 of T arrived after snapshot/);
});

test('what is allowed is allowed once in all, and the same loss that is asked again is the same', async () => {
  const { cover, running, arrive, stored } = await open(1n, (again) => again());
  arrive();
  expect(await running.check(clearT)).toBeUndefined();
  expect(await running.check(clearT)).toBeUndefined();
  const other = { ...clearT, text: '.drop column T.a' };
  expect(await running.check(other)).toMatchObject({
    code: 'not-covered',
    next: expect.stringContaining('No more than 1 are allowed'),
  });
  expect([stored.length, cover.gaps.length]).toEqual([2, 1]);
});

test('a loss that cannot be written down is no loss', async () => {
  const { cover, guard, arrive } = await open(1n, (again) => again());
  arrive();
  const fails = () => Promise.reject(problemError({ code: 'service', summary: 'No room.' }));
  await expect(cover.running(guard, fails).check(clearT)).rejects.toThrow('No room.');
  expect(cover.gaps).toEqual([]);
});

test.each([
  ['a table of another identity', ({ saved }: Opened) => saved.database.replaceIdentity('T')],
  ['a table without ingestion times', ({ saved }: Opened) => saved.database.turnTimesOff('T')],
  [
    'rows without ingestion time',
    ({ saved }: Opened) => saved.database.put('T', pairColumns, rows, { stamp: 'untimed' }),
  ],
  ['a damaged snapshot', ({ saved }: Opened) => saved.store.remove(saved.record.path)],
])('%s is topped up by nothing, and no row of it is allowed', async (_, change) => {
  const opened = await open(9n);
  opened.arrive();
  await change(opened);
  expect(await judge(opened.cover, opened.guard)).toMatchObject({ code: 'not-covered' });
  expect(await opened.running.check(clearT)).toMatchObject({ code: 'not-covered' });
  expect([opened.taken, opened.stored]).toEqual([[], []]);
});

test('where another table is not covered at all, nothing is taken', async () => {
  const { saved, running, arrive, taken } = await open(9n);
  saved.database.put('Other', pairColumns, rows);
  arrive();
  expect(await running.check(asked('T', 'Other'))).toMatchObject({ code: 'not-covered' });
  expect(taken).toEqual([]);
});

type Opened = Awaited<ReturnType<typeof open>>;
