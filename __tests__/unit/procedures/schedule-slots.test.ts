import { problemError } from '../../../src/domain/problem.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { schedule, type Turn } from '../../../src/procedures/schedule.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { cluster, items, problem } from './simulated-slots.ts';

test('slots that cannot be read for a while stay as they were', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const work = cluster(clock, 4, () => 60_000);
  let asked = 0;
  const slots = async () => {
    asked += 1;
    if (asked > 1) throw problemError({ code: 'service', summary: 'away', transient: true });
    return work.slots();
  };
  await schedule(items, { ...work, slots }, clock);
  expect(work.most()).toBe(3);
  expect(clock.now().getTime() - start).toBeLessThan(200_000);
  expect(asked).toBeGreaterThan(5);
});

test('while slots could not be read yet one item runs at a time', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const elapsed = () => clock.now().getTime() - start;
  const work = cluster(clock, 4, () => 60_000);
  const begun: number[] = [];
  const slots = async () => {
    if (elapsed() < 30_000) throw problemError({ code: 'service', summary: 'away', transient: true });
    return work.slots();
  };
  const turn = (item: string) => {
    begun.push(elapsed());
    return work.turn(item);
  };
  await schedule(['a', 'b', 'c'], { slots, turn }, clock);
  expect(begun[0]).toBe(0);
  expect(begun[1]).toBeGreaterThanOrEqual(30_000);
  expect(begun[2]).toBeLessThanOrEqual(45_000);
});

const many = Array.from({ length: 60 }, (_, index) => String(index));

test.each([1, 2, 5])(
  'without permission to read slots, one item more runs with each that ends, until one of %i slots is missing',
  async (total) => {
    const clock = simulatedClock();
    const work = cluster(clock, total, () => 60_000);
    const refused: number[] = [];
    const atOnce: number[] = [];
    let [running, asked] = [0, 0];
    const slots = async () => {
      asked += 1;
      throw problemError({ code: 'sign-in', summary: 'no permission' });
    };
    const turn = async (item: string) => {
      running += 1;
      atOnce.push(running);
      const end = await work.turn(item);
      running -= 1;
      if (end.kind === 'busy') refused.push(clock.now().getTime());
      return end;
    };
    await schedule(many, { slots, turn }, clock);
    expect(asked).toBe(1);
    expect(atOnce.slice(0, 3)).toEqual([1, 1, 2]);
    expect(work.most()).toBe(total);
    expect(new Set(refused).size).toBe(1);
  },
);

/** A cluster whose slots may not be read, with so much room at a time that is counted from the start. */
function closedCluster(clock: Clock, roomAt: (minutes: number) => number) {
  const start = clock.now().getTime();
  const minutes = () => (clock.now().getTime() - start) / 60_000;
  const accepted: { readonly at: number; readonly running: number }[] = [];
  let running = 0;
  return {
    /** The most that ran at once from then on. */
    mostAfter: (from: number) => Math.max(...accepted.filter(({ at }) => at >= from).map((one) => one.running)),
    slots: () => Promise.reject(problemError(problem('no permission'))),
    async turn(item: string): Promise<Turn<string>> {
      if (running >= roomAt(minutes())) return { kind: 'busy', item };
      running += 1;
      accepted.push({ at: minutes(), running });
      await clock.sleep(60_000);
      running -= 1;
      return { kind: 'ended' };
    },
  };
}

test('trials that are refused together all count', async () => {
  const clock = simulatedClock();
  const work = closedCluster(clock, (minutes) => (minutes > 1.5 && minutes < 2.5 ? 1 : 9));
  await schedule(many, work, clock);
  expect(work.mostAfter(0)).toBe(2);
  expect(work.mostAfter(3)).toBe(1);
});

test('a number of slots that was found out stays when others take some for a while', async () => {
  const clock = simulatedClock();
  const work = closedCluster(clock, (minutes) => (minutes > 6 && minutes < 12 ? 1 : 3));
  await schedule(many, work, clock);
  expect(work.mostAfter(0)).toBe(3);
  expect(work.mostAfter(14)).toBe(3);
});

test('a failure to read the slots that is neither rejects', async () => {
  const slots = () => Promise.reject(problemError({ code: 'service', summary: 'broken', transient: false }));
  const turn = async (): Promise<Turn<string>> => ({ kind: 'ended' });
  await expect(schedule(items, { slots, turn }, simulatedClock())).rejects.toThrow('broken');
});
