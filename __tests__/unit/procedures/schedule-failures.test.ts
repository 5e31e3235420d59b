import { problemError } from '../../../src/domain/problem.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { schedule, type Turn } from '../../../src/procedures/schedule.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { items, problem } from './simulated-slots.ts';

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
