import { type Problem, problemError } from '../../../src/domain/problem.ts';
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

/** Three items that run at once; each ends after as many seconds as its place says, as it is told to. */
function threeEnds(ends: Readonly<Record<string, unknown>>, clock: Clock) {
  const settled: string[] = [];
  const stops: unknown[] = [];
  const turn = async (item: string): Promise<Turn<string>> => {
    await clock.sleep(1_000 * (items.indexOf(item) + 1));
    settled.push(item);
    if (ends[item] !== undefined) throw ends[item];
    return { kind: 'busy', item };
  };
  const stop = (reason: unknown) => void stops.push(reason);
  const work = { slots: async () => ({ total: 4, remaining: 4 }), turn, stop };
  return { settled, stops, run: () => schedule(items, work, clock) };
}

const problem = (summary: string, detail = ''): Problem => ({ code: 'sign-in', summary, detail });

test('after a failure stop is called once with it, and every turn that runs settles before it rejects', async () => {
  const first = problemError(problem('no'));
  const { run, settled, stops } = threeEnds({ a: first, c: new TypeError('a bug') }, simulatedClock());
  await expect(run()).rejects.toThrow(TypeError);
  expect(settled).toEqual(['a', 'b', 'c']);
  expect(stops).toEqual([first]);
});

test('a single failure rejects as it is; problems of several reject together, each once', async () => {
  const one = problemError(problem('no'));
  await expect(threeEnds({ a: one }, simulatedClock()).run()).rejects.toMatchObject({ problems: [problem('no')] });
  const ends = { a: one, b: problemError(problem('no', 'other')), c: problemError(problem('no')) };
  await expect(threeEnds(ends, simulatedClock()).run()).rejects.toMatchObject({
    name: 'ProblemError',
    problems: [problem('no'), problem('no', 'other')],
  });
});

test('a turn that throws at once rejects too', async () => {
  const turn = () => {
    throw new TypeError('a bug');
  };
  const slots = async () => ({ total: 1, remaining: 1 });
  await expect(schedule(['a'], { slots, turn }, simulatedClock())).rejects.toThrow(TypeError);
});

test('what is refused while slots are asked for begins the rest at once', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const begun: number[] = [];
  let asked = 0;
  const slots = async () => {
    asked += 1;
    if (asked === 2) await clock.sleep(10_000);
    return { total: 9, remaining: asked > 1 ? 8 : 1 };
  };
  const turn = async (item: string): Promise<Turn<string>> => {
    begun.push((clock.now().getTime() - start) / 1000);
    if (begun.length > 1) return { kind: 'ended' };
    await clock.sleep(19_500);
    return { kind: 'busy', item };
  };
  await schedule(items, { slots, turn }, clock);
  expect(begun.slice(0, 2)).toEqual([0, 20.5]);
});

test('of several bugs the first one rejects', async () => {
  const ends = { a: problemError(problem('no')), b: new TypeError('first'), c: new RangeError('second') };
  await expect(threeEnds(ends, simulatedClock()).run()).rejects.toBe(ends.b);
});

test.each(['turn', 'told'])('a failure while slots are asked for begins nothing more: %s', async (what) => {
  const clock = simulatedClock();
  const seen: string[] = [];
  let asked = 0;
  const slots = async () => {
    asked += 1;
    if (asked > 1) await clock.sleep(10_000);
    return { total: 9, remaining: asked > 1 ? 8 : 1 };
  };
  const fail = () => {
    throw new TypeError('a bug');
  };
  const turn = async (item: string): Promise<Turn<string>> => {
    seen.push(item);
    await clock.sleep(12_000);
    return what === 'turn' ? fail() : { kind: 'busy', item };
  };
  await expect(schedule(items, { slots, turn, onBusy: fail }, clock)).rejects.toThrow(TypeError);
  expect(asked).toBe(2);
  expect(seen).toEqual(['a']);
});

test('an interruption of the clock and a failure of what is told wait for running turns too', async () => {
  const clock = simulatedClock();
  const settled: string[] = [];
  const turn = async (item: string): Promise<Turn<string>> => {
    await clock.sleep(item === 'a' ? 1_000 : 60_000);
    settled.push(item);
    return { kind: 'busy', item };
  };
  const slots = async () => ({ total: 3, remaining: 3 });
  const interrupted: Clock = {
    ...clock,
    sleep: () => Promise.reject(problemError({ code: 'cancelled', summary: 'stop' })),
  };
  await expect(schedule(items, { slots, turn }, interrupted)).rejects.toMatchObject({
    problems: [{ code: 'cancelled' }],
  });
  expect(settled).toEqual(['a', 'b']);
  const onBusy = () => {
    throw new TypeError('a bug');
  };
  await expect(schedule(items, { slots, turn, onBusy }, clock)).rejects.toThrow(TypeError);
  expect(settled).toEqual(['a', 'b', 'a', 'b']);
});

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
