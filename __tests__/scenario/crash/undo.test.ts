import type { Cut } from '../../fixtures/crash-proxy.ts';
import { Rounds } from './rounds.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one. */
const asked = process.env.CRASH_AT;
const cuts: readonly Cut[] = ['before-answer', 'unsent', 'after-answer'];
/** Of the requests, one in so many as long as nobody asks for all. */
const step = 6;
/** How far polling can make two runs of the same work differ. */
const slack = 6;

/** Rows of the snapshot that the damage took away. */
const lost = [1, 2];

test('undo, killed at its requests and run again, ends with the previous contents and every later row exactly once', async () => {
  const rounds = await Rounds.open();
  const { site } = rounds;
  const restoreAndGoOn = async (): Promise<void> => {
    await rounds.damage();
    expect(await site.restore('--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
    await rounds.arrive();
    await site.talk.control({ run: 'merge' });
    await rounds.arrive();
  };
  try {
    await restoreAndGoOn();
    expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
    const total = site.proxy.requests.length;
    await rounds.expectWhole(lost);

    const all = Array.from({ length: total }, (_, index) => index + 1);
    const places = asked === undefined ? all.filter((at) => at % step === 0) : asked === 'all' ? all : [Number(asked)];
    let killed = 0;
    for (const at of places) {
      const cut = cuts[at % cuts.length] ?? 'unsent';
      try {
        await restoreAndGoOn();
        const { exitCode } = await site.restoreKilled({ at, cut }, '--undo');
        if (exitCode === null) {
          killed += 1;
          await rounds.expectNoRowTwice();
          await rounds.arrive();
          expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
        }
        await rounds.expectWhole(lost);
      } catch (cause) {
        const sent = site.proxy.requests.map(({ text }, index) => `${index + 1} ${text.slice(0, 200)}`).join('\n');
        throw new Error(`CRASH_AT=${at} ${cut}: ${cause instanceof Error ? cause.message : cause}\n${sent}`, { cause });
      }
    }
    expect(killed).toBeGreaterThanOrEqual(places.filter((at) => at <= total - slack).length);
    process.stdout.write(`undo was killed at ${killed} of its ${total} requests\n`);
  } finally {
    await site.close();
  }
});
