import type { Clock } from '../../../src/ports/clock.ts';
import { schedule, type Turn } from '../../../src/procedures/schedule.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

/** A cluster with so many slots, some of them taken by others; each item takes so many milliseconds. */
function cluster(clock: Clock, total: number, milliseconds: (item: string) => number, taken: () => number = () => 0) {
  const begun: string[] = [];
  let running = 0;
  let most = 0;
  return {
    begun,
    most: () => most,
    slots: async () => ({ total, remaining: Math.max(0, total - taken() - running) }),
    async turn(item: string): Promise<Turn<string>> {
      if (running + taken() >= total) return { kind: 'busy', item };
      begun.push(item);
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(milliseconds(item));
      running -= 1;
      return { kind: 'ended' };
    },
  };
}

const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

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

test('a failure stops everything: nothing more is begun', async () => {
  const clock = simulatedClock();
  const seen: string[] = [];
  const turn = async (item: string): Promise<Turn<string>> => {
    seen.push(item);
    await clock.sleep(1_000);
    if (item === 'b') throw new TypeError('a bug');
    return { kind: 'ended' };
  };
  await expect(schedule(items, { slots: async () => ({ total: 3, remaining: 3 }), turn }, clock)).rejects.toThrow(
    TypeError,
  );
  expect(seen.length).toBeLessThanOrEqual(4);
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
