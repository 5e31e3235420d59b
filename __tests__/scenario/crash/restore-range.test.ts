import type { Cut, Trap } from '../../fixtures/crash-proxy.ts';
import { CrashSite } from './crash-site.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one from the swap on. */
const asked = process.env.CRASH_AT;
const cuts: readonly Cut[] = ['before-answer', 'unsent', 'after-answer'];
/** Of the requests since the staged rows were judged, one in so many, as long as nobody asks for all. */
const step = 23;
/** How far polling can make two runs of the same work differ. */
const slack = 6;

const flags = [
  '--tables',
  'T',
  '--time-column',
  'At',
  '--time-from',
  '2026-01-02',
  '--time-before',
  '2026-01-04',
] as const;
const isUpdate = (text: string): boolean => text.startsWith('.update table') && !text.includes('whatif');

/** One table whose range loses a row again and again, and which gets a row beside it each time. */
class Damages {
  readonly site: CrashSite;
  readonly #later: number[] = [];

  constructor(site: CrashSite) {
    this.site = site;
  }

  static async open(): Promise<Damages> {
    const [site] = await CrashSite.openMany(['Ranges']);
    if (site === undefined) throw new Error('There is no first database.');
    await site.talk.command('.create table T (Id:long, At:datetime)');
    await site.talk.command(
      '.ingest inline into table T <|\n1,2026-01-01\n2,2026-01-02\n3,2026-01-03\n4,2026-01-04\n5,',
    );
    const damages = new Damages(site);
    await site.snapshot();
    return damages;
  }

  async arrive(): Promise<void> {
    const id = 100 + this.#later.length;
    this.#later.push(id);
    await this.site.talk.command(`.ingest inline into table T <| ${id},2026-01-05`);
  }

  async damage(): Promise<void> {
    await this.arrive();
    await this.site.talk.command('.delete table T records <| T | where Id == 2');
  }

  async ids(): Promise<readonly number[]> {
    return (await this.site.talk.query('T | sort by Id asc | project Id')).map(([id]) => Number(id));
  }

  /** Old or new, and never a mix of them. */
  async expectOldOrNew(): Promise<void> {
    const ids = await this.ids();
    const old = [1, 3, 4, 5, ...this.#later];
    expect([old, [1, 2, 3, 4, 5, ...this.#later]]).toContainEqual(ids);
  }

  /** Every row is there once, and what left the range is kept, which this drops. */
  async expectWhole(): Promise<void> {
    expect(await this.ids()).toEqual([1, 2, 3, 4, 5, ...this.#later]);
    const tables = [...(await this.site.ids()).keys()].filter((name) => name !== 'T');
    expect(tables).toEqual([expect.stringMatching(/^kr_old_/)]);
    const [kept = ''] = tables;
    expect(await this.site.talk.query(`${kept} | project Id`)).toEqual([[3]]);
    expect(await this.site.expires(kept)).toBe(true);
    await this.site.talk.command(`.drop table ${kept}`);
  }
}

test('a restore of a range, killed at its requests and run again, ends with every row exactly once', async () => {
  const damages = await Damages.open();
  const { site } = damages;
  // After the first restore nothing tells rows of the range from newer ones any more.
  const all = [...flags, '--newer-rows', 'discard'] as const;
  try {
    await damages.damage();
    expect(await site.restore(...flags)).toMatchObject({ exitCode: 0 });
    await damages.expectWhole();
    const requests = site.proxy.requests.map(({ text }) => text);
    expect(requests.filter(isUpdate)).toHaveLength(1);

    const places = chosen(requests);
    let killed = 0;
    for (const { at, cut } of places) {
      try {
        await damages.damage();
        const { exitCode } = await site.restoreKilled({ at, cut }, ...all);
        await damages.expectOldOrNew();
        if (exitCode === null) {
          killed += 1;
          await damages.arrive();
          expect(await site.restore(...all)).toMatchObject({ exitCode: 0 });
        }
        await damages.expectWhole();
      } catch (cause) {
        const sent = site.proxy.requests.map(({ text }, index) => `${index + 1} ${text.slice(0, 200)}`).join('\n');
        throw new Error(
          `CRASH_AT=${typeof at === 'number' ? at : 'update'} ${cut}: ${cause instanceof Error ? cause.message : cause}\n${sent}`,
          { cause },
        );
      }
    }
    expect(killed).toBeGreaterThanOrEqual(
      places.filter(({ at }) => typeof at !== 'number' || at <= requests.length - slack).length,
    );
    process.stdout.write(`a restore of a range was killed at ${killed} of its ${requests.length} requests\n`);
  } finally {
    await site.close();
  }
});

/** The one command is always among them, cut in both ways that leave open whether it was done. */
function chosen(requests: readonly string[]): readonly Pick<Trap, 'at' | 'cut'>[] {
  const start = requests.findIndex((text) => text.startsWith('.create table') && text.includes('kr_range_')) + 1;
  const late = requests.map((_, index) => index + 1).filter((at) => at >= start);
  const each = (at: number, turn: number) => ({ at, cut: cuts[turn % cuts.length] ?? 'unsent' });
  if (asked === 'all') return late.map(each);
  if (asked !== undefined) return cuts.map((cut) => ({ at: Number(asked), cut }));
  const sampled = late.filter((at) => (at - start) % step === 0).map(each);
  return [{ at: isUpdate, cut: 'before-answer' }, { at: isUpdate, cut: 'unsent' }, ...sampled];
}

test('after the end of an interrupted restore of a range the same run sees its table as it is then', async () => {
  const [site] = await CrashSite.openMany(['Ranges']);
  if (site === undefined) throw new Error('There is no first database.');
  try {
    await site.talk.command('.create table T (Id:long, At:datetime)');
    await site.talk.command('.ingest inline into table T <|\n1,2026-01-01\n2,2026-01-02\n3,2026-01-03');
    await site.snapshot();
    await site.talk.command('.delete table T records <| T | where Id == 2');
    const trap = { at: isUpdate, cut: 'before-answer' } as const;
    expect((await site.restoreKilled(trap, ...flags, '--deleted-rows', 'accept')).exitCode).toBeNull();
    const { exitCode, output } = await site.restore('--deleted-rows', 'accept');
    expect(output).toMatch(/finishing restore [0-9a-f]{8}/);
    expect(output).toMatch(
      /nothing more was changed[\s\S]*Restore [0-9a-f]{8} of T from snapshot \S+ was interrupted after its swap, and is ended now/,
    );
    expect(exitCode).toBe(0);
    expect(await site.talk.query('T | sort by Id asc | project Id')).toEqual([[1], [2], [3]]);
  } finally {
    await site.close();
  }
});
