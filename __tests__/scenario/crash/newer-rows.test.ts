import { Rounds } from './rounds.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one. */
const asked = process.env.CRASH_AT;
/** Of the requests before the swap, which other tests are about, one in so many. */
const earlyStep = 20;
/** Of those from the swap on, as long as nobody asks for all. */
const lateStep = 5;

const keep = ['--newer-rows', 'keep'] as const;

test('restore with newer rows kept, killed at its requests and run again, ends with every row exactly once', async () => {
  const rounds = await Rounds.open();
  const { site } = rounds;
  try {
    await rounds.damage();
    expect(await site.restore(...keep)).toMatchObject({ exitCode: 0 });
    await rounds.expectWhole();
    const requests = site.proxy.requests.map(({ text }) => text);
    const swap = requests.findIndex((text) => text.startsWith('.rename tables')) + 1;
    // Both ways of bringing rows over were taken.
    expect(requests.filter((text) => text.startsWith('.move extents') && text.includes('kr_old_'))).toHaveLength(1);
    expect(requests.filter((text) => text.startsWith('.append async') && text.includes('kr_old_'))).toHaveLength(1);

    const places = chosen(requests.length, swap);
    await rounds.playKills({
      what: 'restore with newer rows',
      flags: keep,
      prepare: () => rounds.damage(),
      places,
    });
    expect(await site.verify()).toMatchObject({ exitCode: 0 });
  } finally {
    await site.close();
  }
});

function chosen(total: number, swap: number): readonly number[] {
  const all = Array.from({ length: total }, (_, index) => index + 1);
  if (asked === 'all') return all;
  if (asked !== undefined) return [Number(asked)];
  return all.filter((at) => (at < swap ? at % earlyStep === 0 : (at - swap) % lateStep === 0));
}
