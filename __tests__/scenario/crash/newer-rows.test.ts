import type { Cut } from '../../fixtures/crash-proxy.ts';
import { CrashSite } from './crash-site.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one. */
const asked = process.env.CRASH_AT;
const cuts: readonly Cut[] = ['before-answer', 'unsent', 'after-answer'];
/** Of the requests before the swap, which other tests are about, one in so many. */
const earlyStep = 16;
/** Of those from the swap on, as long as nobody asks for all. */
const lateStep = 3;
/** How far polling can make two runs of the same work differ. */
const slack = 6;

const keep = ['--newer-rows', 'keep'] as const;

/**
 * One table, damaged again and again. Each round loses rows of the snapshot, gains newer rows in an extent of their own and in one that older rows share,
 * and one more row while nobody restores.
 */
class Rounds {
  readonly site: CrashSite;
  readonly expected = new Set([1, 2, 3]);
  #next = 100;

  constructor(site: CrashSite) {
    this.site = site;
  }

  static async open(): Promise<Rounds> {
    const [site] = await CrashSite.openMany(['Newer']);
    if (site === undefined) throw new Error('There is no first database.');
    await site.talk.command('.create table Direct (Id:long, Name:string)');
    await site.talk.command('.ingest inline into table Direct <|\n1,one\n2,two\n3,three');
    await site.snapshot();
    return new Rounds(site);
  }

  async arrive(): Promise<void> {
    this.#next += 1;
    this.expected.add(this.#next);
    await this.site.talk.command(`.ingest inline into table Direct <|\n${this.#next},new`);
  }

  async damage(): Promise<void> {
    await this.arrive();
    await this.site.talk.control({ run: 'merge' });
    await this.arrive();
    await this.site.talk.command('.delete table Direct records <| Direct | where Id < 3');
  }

  async ids(): Promise<readonly number[]> {
    return (await this.site.talk.query('Direct | sort by Id asc | project Id')).map(([id]) => Number(id));
  }

  /** No row is ever there twice, nor one that never came. */
  async expectNoRowTwice(): Promise<void> {
    const ids = await this.ids();
    expect(ids).toEqual([...this.expected].filter((id) => ids.includes(id)));
  }

  async expectWhole(): Promise<void> {
    expect(await this.ids()).toEqual([...this.expected]);
    const tables = [...(await this.site.ids()).keys()].filter((name) => name !== 'Direct');
    expect(tables).toEqual([expect.stringMatching(/^kr_old_/)]);
    expect(await this.site.expires(tables[0] ?? '')).toBe(true);
    await this.site.talk.command(`.drop table ${tables[0]}`);
  }
}

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
    let killed = 0;
    for (const at of places) {
      const cut = cuts[at % cuts.length] ?? 'unsent';
      try {
        await rounds.damage();
        const { exitCode } = await site.restoreKilled({ at, cut }, ...keep);
        if (exitCode === null) {
          killed += 1;
          await rounds.expectNoRowTwice();
          await rounds.arrive();
          const again = await site.restore(...keep);
          expect(again).toMatchObject({ exitCode: 0 });
        }
        await rounds.expectWhole();
      } catch (cause) {
        const sent = site.proxy.requests.map(({ text }, index) => `${index + 1} ${text.slice(0, 200)}`).join('\n');
        throw new Error(`CRASH_AT=${at} ${cut}: ${cause instanceof Error ? cause.message : cause}\n${sent}`, { cause });
      }
    }
    expect(killed).toBeGreaterThanOrEqual(places.filter((at) => at <= requests.length - slack).length);
    process.stdout.write(`restore with newer rows was killed at ${killed} of its ${requests.length} requests\n`);
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
