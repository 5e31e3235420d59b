import type { Cut } from '../../fixtures/crash-proxy.ts';
import { letMinutesPass } from './minutes-pass.ts';
import { Rounds } from './rounds.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one from the last look before the swap on. */
const asked = process.env.CRASH_AT;
const cuts: readonly Cut[] = ['before-answer', 'unsent', 'after-answer'];
/** Of the requests, one in so many as long as nobody asks for all. */
const [restoreStep, undoStep] = [9, 9];
/** How far polling can make two runs of the same work differ. */
const slack = 6;

/** Rows of the snapshot that the damage took away. */
const lost = [1, 2];
const keep = ['--newer-rows', 'keep', '--tables', 'Direct'] as const;

let rounds: Rounds;
beforeAll(async () => {
  rounds = await Rounds.open('Direct', 'derives');
  letMinutesPass(rounds.site);
});
afterAll(() => rounds.site.close());

/** Each row was derived once, when it came. */
async function expectDerivedOnce(): Promise<void> {
  expect(await rounds.ids('Derived')).toEqual([...rounds.expected]);
}

/** Kills the work at some of its requests, runs it again each time, and looks at everything. */
async function killAndRepeat(
  step: number,
  work: { readonly prepare: () => Promise<void>; readonly flags: readonly string[]; readonly lost: readonly number[] },
): Promise<number> {
  const { site } = rounds;
  await work.prepare();
  expect(await site.restore(...work.flags)).toMatchObject({ exitCode: 0 });
  const texts = site.proxy.requests.map(({ text }) => text);
  await rounds.expectWhole(work.lost);
  await expectDerivedOnce();
  const start = texts.findIndex((text) => text.includes('kr_newer')) + 1;
  expect(start).toBeGreaterThan(0);
  const swap = texts.findIndex((text) => text.startsWith('.rename tables')) + 1;
  const late = texts.map((_, index) => index + 1).filter((at) => at >= start);
  const sampled = [swap, ...late.filter((at) => (at - start) % step === 0)];
  const places = asked === undefined ? sampled : asked === 'all' ? late : [Number(asked)];
  let killed = 0;
  for (const [turn, at] of places.entries()) {
    const cut = cuts[turn % cuts.length] ?? 'unsent';
    try {
      await work.prepare();
      const { exitCode } = await site.restoreKilled({ at, cut }, ...work.flags);
      if (exitCode === null) {
        killed += 1;
        await rounds.expectNoRowTwice();
        await expectDerivedOnce();
        // What comes before the swap makes what was staged already too little.
        await rounds.arrive();
        expect(await site.restore(...work.flags)).toMatchObject({ exitCode: 0 });
      }
      await rounds.expectWhole(work.lost);
      await expectDerivedOnce();
    } catch (cause) {
      const sent = site.proxy.requests.map(({ text }, index) => `${index + 1} ${text.slice(0, 200)}`).join('\n');
      throw new Error(`CRASH_AT=${at} ${cut}: ${cause instanceof Error ? cause.message : cause}\n${sent}`, { cause });
    }
  }
  expect(killed).toBeGreaterThanOrEqual(places.filter((at) => at <= texts.length - slack).length);
  return killed;
}

test('a restore of a source with newer rows kept, killed at its requests and run again, ends with every row once and each derived once', async () => {
  const killed = await killAndRepeat(restoreStep, { prepare: () => rounds.damage(), flags: keep, lost: [] });
  process.stdout.write(`a restore of a source was killed ${killed} times\n`);
  expect(await rounds.site.verify()).toMatchObject({ exitCode: 0 });
});

test('an undo of it, killed at its requests and run again, ends with the previous contents and every later row once and each derived once', async () => {
  const prepare = async (): Promise<void> => {
    await rounds.damage();
    expect(await rounds.site.restore(...keep)).toMatchObject({ exitCode: 0 });
    await rounds.arrive();
    await rounds.site.talk.control({ run: 'merge' });
    await rounds.arrive();
  };
  const killed = await killAndRepeat(undoStep, { prepare, flags: ['--undo'], lost });
  process.stdout.write(`its undo was killed ${killed} times\n`);
});
