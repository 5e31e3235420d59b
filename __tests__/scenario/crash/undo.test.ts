import { Rounds } from './rounds.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one. */
const asked = process.env.CRASH_AT;
/** Of the requests, one in so many as long as nobody asks for all. */
const step = 6;

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
    await rounds.expectWhole(lost);
    const { total } = site.sent();

    const all = Array.from({ length: total }, (_, index) => index + 1);
    const places = asked === undefined ? all.filter((at) => at % step === 0) : asked === 'all' ? all : [Number(asked)];
    await rounds.playKills({ what: 'undo', flags: ['--undo'], prepare: restoreAndGoOn, places, lost });
  } finally {
    await site.close();
  }
});
