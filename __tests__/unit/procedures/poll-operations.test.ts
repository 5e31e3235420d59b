import type { OperationId } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { OperationState } from '../../../src/ports/operation-state.ts';
import { createPoller } from '../../../src/procedures/poll-operations.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';

const completed: OperationState = { kind: 'completed' };
const running: OperationState = { kind: 'running' };
const id = (name: string): OperationId => name as OperationId;

test('all operations are asked for in one request, and each gets its own end', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const asked: (readonly string[])[] = [];
  const poller = createPoller(async (ids) => {
    asked.push(ids);
    const elapsed = clock.now().getTime() - start;
    return ids.map((one): OperationState => {
      if (one === 'lost') return { kind: 'lost' };
      return elapsed < Number(one) ? running : completed;
    });
  }, clock);
  const ends = await Promise.all(['1000', '600000', 'lost'].map((name) => poller.ended(id(name))));
  expect(ends).toEqual([completed, completed, { kind: 'lost' }]);
  expect(asked[0]).toEqual(['1000', '600000', 'lost']);
  expect(asked.at(-1)).toEqual(['600000']);
  expect(asked.length).toBeLessThan(100);
});

test('an operation is noticed soon after its end, as measured by its length, however many polls came before', async () => {
  for (const length of [100, 1_000, 20_000, 600_000]) {
    const clock = simulatedClock();
    const start = clock.now().getTime();
    const ended = (): OperationState => (clock.now().getTime() - start < length ? running : completed);
    const poller = createPoller(async (ids) => ids.map(ended), clock);
    await poller.ended(id('one'));
    const late = clock.now().getTime() - start - length;
    expect(late).toBeLessThanOrEqual(Math.min(10_000, Math.max(50, length / 3)));
  }
});

test('an operation that is added after all others ended is polled as well', async () => {
  const clock = simulatedClock();
  const poller = createPoller(async (ids) => ids.map(() => completed), clock);
  for (const name of ['a', 'b', 'c']) expect(await poller.ended(id(name))).toEqual(completed);
});

test.each<[string, readonly OperationState[]]>([
  ['that the cluster calls lost', [{ kind: 'lost' }]],
  ['that is not in the answer', []],
])('an operation %s is lost after a minute of such answers, no sooner', async (_, answer) => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const poller = createPoller(async () => answer, clock);
  expect(await poller.ended(id('a'))).toEqual({ kind: 'lost' });
  const seconds = (clock.now().getTime() - start) / 1000;
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(seconds).toBeLessThan(75);
});

test('an operation that is missing from some answers only is not lost, and one answer that has it begins the minute anew', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  const poller = createPoller(async (ids) => {
    const seconds = (clock.now().getTime() - start) / 1000;
    if (seconds > 300) return ids.map(() => completed);
    return seconds % 60 < 15 ? ids.map(() => running) : [];
  }, clock);
  expect(await poller.ended(id('a'))).toEqual(completed);
});

test('a cluster that does not answer for a while ends nothing; one that never answers again rejects', async () => {
  const away = () => problemError({ code: 'service', summary: 'away', transient: true });
  let missed = 0;
  const soon = createPoller(async (ids) => {
    missed += 1;
    if (missed < 10) throw away();
    return ids.map(() => completed);
  }, simulatedClock());
  expect(await soon.ended(id('a'))).toEqual(completed);
  const never = createPoller(() => Promise.reject(away()), simulatedClock());
  await expect(Promise.all([never.ended(id('a')), never.ended(id('b'))])).rejects.toThrow('away');
});

test('a bug is not taken for a cluster that is away', async () => {
  const poller = createPoller(() => Promise.reject(new TypeError('a bug')), simulatedClock());
  await expect(poller.ended(id('a'))).rejects.toThrow(TypeError);
});

test('a poller that is closed rejects whoever waits or asks later, and asks the cluster no more', async () => {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  let [asked, asleep] = [0, 0];
  const sleep: Clock['sleep'] = async (milliseconds, end) => {
    asleep += 1;
    await clock.sleep(milliseconds, end);
    asleep -= 1;
  };
  const poller = createPoller(
    async (ids) => {
      asked += 1;
      return ids.map(() => running);
    },
    { ...clock, sleep },
  );
  const ends = Promise.allSettled(['a', 'b'].map((name) => poller.ended(id(name))));
  await clock.sleep(60_000);
  const before = asked;
  const reason = new TypeError('a bug');
  poller.close(reason);
  poller.close(new Error('too late'));
  expect(await ends).toEqual([
    { status: 'rejected', reason },
    { status: 'rejected', reason },
  ]);
  await expect(poller.ended(id('c'))).rejects.toBe(reason);
  expect(clock.now().getTime() - start).toBe(60_000);
  expect(asleep).toBe(0);
  await clock.sleep(60_000);
  expect(asked).toBe(before);
});

test('an answer that comes after the poller was closed changes nothing', async () => {
  const clock = simulatedClock();
  const poller = createPoller(async () => {
    await clock.sleep(10_000);
    throw new TypeError('a bug');
  }, clock);
  const end = expect(poller.ended(id('a'))).rejects.toThrow('stopped');
  await clock.sleep(5_000);
  poller.close(new Error('stopped'));
  await clock.sleep(10_000);
  await end;
});
