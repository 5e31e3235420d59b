import { problemError } from '../../../src/domain/problem.ts';
import { awaitArrival } from '../../../src/procedures/queue-files.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const patience = 60_000;
const trouble = problemError({ code: 'service', summary: 'no answer', transient: true });

/** A wait for one file; `failures` is asked at each look, and may take its time. */
function waitFor(
  missing: (now: number) => number,
  failures: (sleep: (milliseconds: number) => Promise<void>) => Promise<ReadonlyMap<string, string>>,
  longest = patience,
) {
  const clock = memoryClock();
  const began = clock.now().getTime();
  const database = memoryDatabase(memoryStore());
  const load = { ...database.load, failedIngestions: () => failures(clock.sleep) };
  const asked = {
    table: 'raw',
    missing: async () => missing(clock.now().getTime() - began),
    known: new Set<string>(),
    patience: longest,
  };
  return awaitArrival(asked, { database: { ...database, load }, clock });
}

const none = async (): Promise<ReadonlyMap<string, string>> => new Map();

test('what came while the log of failures was read for two minutes is there', async () => {
  const slowly = async (sleep: (milliseconds: number) => Promise<void>) => {
    await sleep(2 * patience);
    return none();
  };
  expect(await waitFor((now) => (now < 2 * patience ? 1 : 0), slowly)).toBeUndefined();
});

test('a file that came is not given up for the failure of its second delivery', async () => {
  let isThere = false;
  const failsAtOnce = async () => {
    isThere = true;
    return new Map([['second', 'is gone']]);
  };
  expect(await waitFor(() => (isThere ? 0 : 1), failsAtOnce)).toBeUndefined();
});

test('a further file at the last look begins the wait anew', async () => {
  const late = (now: number) => (now < patience ? 2 : now < 1.5 * patience ? 1 : 0);
  expect(await waitFor(late, none)).toBeUndefined();
});

test('where the last look fails nothing is said of what has not come', async () => {
  const lost = (now: number) => {
    if (now > 0) throw trouble;
    return 1;
  };
  await expect(waitFor(lost, none)).rejects.toBe(trouble);
});

test('trouble in between is waited out', async () => {
  const shaky = (now: number) => {
    if (now > 0 && now < patience / 2) throw trouble;
    return now < patience / 2 ? 1 : 0;
  };
  expect(await waitFor(shaky, none)).toBeUndefined();
});

test('what is said is how long nothing came, which is not the patience where something else was given up', async () => {
  const other = async () => new Map([['other', 'is gone']]);
  expect(await waitFor(() => 1, other)).toEqual({ failures: ['is gone'], waitedSeconds: 0 });
  const givenUp = await waitFor(() => 2, other, 10 * patience);
  expect(givenUp?.waitedSeconds).toBeGreaterThanOrEqual(300);
  expect(givenUp?.waitedSeconds).toBeLessThan(330);
});
