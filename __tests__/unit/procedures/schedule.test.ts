import { schedule, type Turn } from '../../../src/procedures/schedule.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { cluster, items } from './simulated-slots.ts';

test.each([1, 2, 3, 20])(
  'with %i slots everything is begun once, in order, and never more than there is room for',
  async (total) => {
    const clock = simulatedClock();
    const work = cluster(clock, total, () => 60_000);
    await schedule(items, work, clock);
    expect(work.begun).toEqual(items);
    expect(work.most()).toBe(Math.min(Math.max(1, total - 1), items.length));
  },
);

test('what found no room is begun later, and nothing else is begun meanwhile', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const work = cluster(
    clock,
    1,
    () => 1_000,
    () => (clock.now().getTime() - start < 10_000 ? 1 : 0),
  );
  await schedule(items, work, clock);
  expect(work.begun).toEqual(items);
  const seconds = (clock.now().getTime() - start) / 1000;
  expect(seconds).toBeGreaterThanOrEqual(17);
  expect(seconds).toBeLessThan(40);
});

test('slots that others give back are used while own work goes on', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const minute = 60_000;
  const work = cluster(
    clock,
    9,
    () => 10 * minute,
    () => (clock.now().getTime() - start < minute ? 7 : 0),
  );
  await schedule(items, work, clock);
  expect((clock.now().getTime() - start) / minute).toBeLessThan(12);
});

test('an item may be replaced by others, which come next', async () => {
  const clock = simulatedClock();
  const seen: string[] = [];
  const turn = async (item: string): Promise<Turn<string>> => {
    seen.push(item);
    return item.length < 3 && item.startsWith('b')
      ? { kind: 'again', items: [`${item}1`, `${item}2`] }
      : { kind: 'ended' };
  };
  await schedule(['a', 'b', 'c'], { slots: async () => ({ total: 1, remaining: 1 }), turn }, clock);
  expect(seen).toEqual(['a', 'b', 'b1', 'b11', 'b12', 'b2', 'b21', 'b22', 'c']);
});

test('what pauses is begun when its time has passed; others go on meanwhile, and it comes before those that still wait', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const seen: [string, number][] = [];
  const turn = async (item: string): Promise<Turn<string>> => {
    seen.push([item, (clock.now().getTime() - start) / 1000]);
    await clock.sleep(1_000);
    return item === 'a' ? { kind: 'again', items: ['a1', 'a2'], pause: 1_500 } : { kind: 'ended' };
  };
  await schedule(['a', 'b', 'c', 'd'], { slots: async () => ({ total: 1, remaining: 1 }), turn }, clock);
  expect(seen).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['a1', 3],
    ['a2', 4],
    ['d', 5],
  ]);
});

test('the last item may pause, and is begun as soon as its pause is over, also while another one runs', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const begun: [string, number][] = [];
  const after: Readonly<Record<string, Turn<string>>> = {
    a: { kind: 'again', items: ['b'], pause: 12_345 },
    b: { kind: 'again', items: ['c'], pause: 60_000 },
  };
  const turn = async (item: string): Promise<Turn<string>> => {
    begun.push([item, clock.now().getTime() - start]);
    if (item === 'other') await clock.sleep(20_000);
    return after[item] ?? { kind: 'ended' };
  };
  await schedule(['other', 'a'], { slots: async () => ({ total: 3, remaining: 3 }), turn }, clock);
  expect(begun).toEqual([
    ['other', 0],
    ['a', 0],
    ['b', 12_345],
    ['c', 72_345],
  ]);
});

test('items that are refused together make one rest', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const told: number[] = [];
  const turn = async (item: string): Promise<Turn<string>> =>
    clock.now().getTime() - start < 900 ? { kind: 'busy', item } : { kind: 'ended' };
  const onBusy = (milliseconds: number) => void told.push(milliseconds);
  await schedule(items, { slots: async () => ({ total: 9, remaining: 9 }), turn, onBusy }, clock);
  expect(told).toEqual([0]);
  expect(clock.now().getTime() - start).toBe(1_000);
});

test('a cluster without room for half an hour ends it, and each rest is told with how long that lasts', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const told: number[] = [];
  const work = cluster(
    clock,
    3,
    () => 1_000,
    () => 3,
  );
  const onBusy = (milliseconds: number) => void told.push(milliseconds / 1000);
  await expect(schedule(items, { ...work, onBusy }, clock)).rejects.toMatchObject({
    problems: [{ code: 'service', summary: 'The cluster has had no room for half an hour.', transient: true }],
  });
  const minutes = (clock.now().getTime() - start) / 60_000;
  expect(minutes).toBeGreaterThanOrEqual(30);
  expect(minutes).toBeLessThan(32);
  expect(told.slice(0, 8)).toEqual([0, 1, 3, 7, 15, 31, 63, 123]);
});

test('a cluster that has no room for the second item while the first runs for two hours is not given up', async () => {
  const clock = simulatedClock();
  const told: number[] = [];
  let isFree = true;
  const turn = async (item: string): Promise<Turn<string>> => {
    if (!isFree) return { kind: 'busy', item };
    isFree = false;
    await clock.sleep(2 * 3_600_000);
    isFree = true;
    return { kind: 'ended' };
  };
  const onBusy = (milliseconds: number) => void told.push(milliseconds);
  await schedule(['a', 'b'], { slots: async () => ({ total: 9, remaining: 9 }), turn, onBusy }, clock);
  expect(Math.max(...told)).toBeGreaterThan(3_600_000);
});

test('the half hour begins anew with each item that the cluster accepts', async () => {
  const clock = simulatedClock();
  let refusals = 0;
  let ended = 0;
  const turn = async (item: string): Promise<Turn<string>> => {
    refusals += 1;
    if (refusals % 20 > 0) return { kind: 'busy', item };
    ended += item === 'again' ? 0 : 1;
    return item === 'again' ? { kind: 'again', items: ['b'] } : { kind: 'ended' };
  };
  await schedule(['a', 'again', 'c', 'again', 'd'], { slots: async () => ({ total: 1, remaining: 1 }), turn }, clock);
  expect(ended).toBe(5);
});

test('slots are not asked for each item', async () => {
  const clock = simulatedClock();
  let asked = 0;
  const slots = async () => {
    asked += 1;
    return { total: 5, remaining: 4 };
  };
  const turn = async (): Promise<Turn<number>> => {
    await clock.sleep(100);
    return { kind: 'ended' };
  };
  await schedule(
    Array.from({ length: 1_000 }, (_, index) => index),
    { slots, turn },
    clock,
  );
  expect(asked).toBeLessThan(50);
});

test('the makespan of a thousand tables of skewed size is near the bound of the slots', async () => {
  const clock = simulatedClock();
  const random = seededRandom(2026);
  const sizes = Array.from({ length: 2_000 }, () => Math.ceil(1_000 * (1 / (1 - random.below(1_000) / 1_000)) ** 1.2));
  const capped = sizes.map((size) => Math.min(size, 300_000)).sort((a, b) => b - a);
  const total = capped.reduce((sum, size) => sum + size, 0);
  const start = clock.now().getTime();
  const work = cluster(clock, 21, (item) => capped[Number(item)] ?? 0);
  await schedule(
    capped.map((_, index) => String(index)),
    work,
    clock,
  );
  const bound = Math.max(total / 20, capped[0] ?? 0);
  expect((clock.now().getTime() - start) / bound).toBeLessThan(1.1);
});
