import { letMinutesPass } from './minutes-pass.ts';
import { Rounds } from './rounds.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one from the last look before the swap on. */
const asked = process.env.CRASH_AT;
/** Rows of the snapshot that the damage took away. */
const lost = [1, 2];
const keep = ['--newer-rows', 'keep', '--tables', 'Direct'] as const;

let rounds: Rounds;
beforeAll(async () => {
  rounds = await Rounds.open('Direct', 'derives');
  letMinutesPass(rounds.site);
});
afterAll(() => rounds.site.close());

const atSwap = (text: string): boolean => text.startsWith('.rename tables');
const atStaging = (text: string): boolean => text.startsWith('.move extents') && text.includes('kr_newer_');

/** Those since newer rows are copied: as long as nobody asks for all, the one that stages them, the swap, and one so many before it. */
function chosen(...before: readonly number[]): readonly number[] {
  const texts = rounds.site.proxy.requests.map(({ text }) => text);
  const start = texts.findIndex((text) => text.includes('kr_newer')) + 1;
  const late = texts.map((_, index) => index + 1).filter((at) => at >= start);
  if (asked === 'all') return late;
  if (asked !== undefined) return [Number(asked)];
  const [staging = 0, swap = 0] = [atStaging, atSwap].map((at) => texts.findIndex(at) + 1);
  expect(Math.min(start, staging, swap)).toBeGreaterThan(0);
  return [staging, swap, ...before.map((requests) => swap - requests)];
}

test('a restore of a source with newer rows kept, killed at its requests and run again, ends with every row once and each derived once', async () => {
  await rounds.damage();
  expect(await rounds.site.restore(...keep)).toMatchObject({ exitCode: 0 });
  await rounds.expectWhole();
  const places = chosen(1);
  await rounds.playKills({ what: 'a restore of a source', flags: keep, prepare: () => rounds.damage(), places });
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
  await prepare();
  expect(await rounds.site.restore('--undo')).toMatchObject({ exitCode: 0 });
  await rounds.expectWhole(lost);
  const places = chosen();
  await rounds.playKills({ what: 'an undo of a source', flags: ['--undo'], prepare, places, lost });
});
