import { Rounds } from './rounds.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one from the swap on. */
const asked = process.env.CRASH_AT;
/** Of the requests since the staged rows were judged, one in so many, as long as nobody asks for all. */
const step = 11;

const flags = ['--tables', 'Direct', '--newer-rows', 'keep'] as const;

test('a replacement of extents, killed at its requests and run again while rows are derived, ends with every row exactly once', async () => {
  const rounds = await Rounds.open('Source');
  const { site } = rounds;
  try {
    await rounds.damage();
    expect(await site.restore(...flags)).toMatchObject({ exitCode: 0 });
    await rounds.expectWhole();
    const requests = site.proxy.requests.map(({ text }) => text);
    const start = requests.findIndex((text) => text.startsWith('.create table') && text.includes('kr_drop_')) + 1;
    expect(requests.filter((text) => text.startsWith('.replace extents'))).toHaveLength(1);
    expect(requests.filter((text) => text.startsWith('.rename tables'))).toEqual([]);

    const places = chosen(requests, start);
    await rounds.playKills({
      what: 'a replacement of extents',
      flags,
      prepare: () => rounds.damage(),
      places,
    });
    expect(await site.verify()).toMatchObject({ exitCode: 0 });
  } finally {
    await site.close();
  }
});

/** The one command is always among them: whether it was done has to be found out. */
function chosen(requests: readonly string[], start: number): readonly number[] {
  const late = requests.map((_, index) => index + 1).filter((at) => at >= start);
  if (asked === 'all') return late;
  if (asked !== undefined) return [Number(asked)];
  const replace = requests.findIndex((text) => text.startsWith('.replace extents')) + 1;
  return [replace, ...late.filter((at) => (at - start) % step === 0)];
}
