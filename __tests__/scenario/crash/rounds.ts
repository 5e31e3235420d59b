import type { Cut } from '../../fixtures/crash-proxy.ts';
import { CrashSite } from './crash-site.ts';

const cuts: readonly Cut[] = ['before-answer', 'unsent', 'after-answer'];

/** Each request is cut in another way; one that is asked for alone, in every way. */
function playsOf(places: readonly number[]): readonly { readonly at: number; readonly cut: Cut }[] {
  const [only, ...more] = places;
  if (only !== undefined && more.length === 0) return cuts.map((cut) => ({ at: only, cut }));
  return places.map((at, turn) => ({ at, cut: cuts[turn % cuts.length] ?? 'unsent' }));
}

/** A verb that is killed once at each of some of its requests. */
interface Kills {
  /** What is killed, as the line says that tells how often it was. */
  readonly what: string;
  /** Flags of the restore. */
  readonly flags: readonly string[];
  /** Makes what the verb then works on. */
  prepare(): Promise<void>;
  /** Which requests, from 1. */
  readonly places: readonly number[];
  /** Rows that are not there at the end. */
  readonly lost?: readonly number[];
}

const policyOf = (source: string): string =>
  `[{"IsEnabled":true,"Source":"${source}","Query":"${source}","IsTransactional":true}]`;

/**
 * One table, damaged again and again. Each round loses rows of the snapshot, gains newer rows in an extent of their own and in one that older rows share,
 * and one more row while nobody restores.
 */
export class Rounds {
  readonly site: CrashSite;
  readonly expected = new Set([1, 2, 3]);
  #next = 100;
  readonly #entrance: string;
  readonly #derives: 'derives' | 'is-no-source';

  constructor(site: CrashSite, entrance: string, derives: 'derives' | 'is-no-source') {
    this.site = site;
    this.#entrance = entrance;
    this.#derives = derives;
  }

  /** Rows come into the table themselves, or through an update policy; another may fill a table from it. */
  static async open(
    entrance: 'Direct' | 'Source' = 'Direct',
    derives: 'derives' | 'is-no-source' = 'is-no-source',
  ): Promise<Rounds> {
    const [site] = await CrashSite.openMany(['Newer']);
    if (site === undefined) throw new Error('There is no first database.');
    await site.talk.command('.create table Direct (Id:long, Name:string)');
    if (entrance === 'Source') {
      await site.talk.command('.create table Source (Id:long, Name:string)');
      await site.talk.command(`.alter table Direct policy update '${policyOf('Source')}'`);
    }
    if (derives === 'derives') {
      await site.talk.command('.create table Derived (Id:long, Name:string)');
      await site.talk.command(`.alter table Derived policy update '${policyOf('Direct')}'`);
    }
    await site.talk.command(`.ingest inline into table ${entrance} <|\n1,one\n2,two\n3,three`);
    await site.snapshot();
    return new Rounds(site, entrance, derives);
  }

  async arrive(): Promise<void> {
    this.#next += 1;
    this.expected.add(this.#next);
    await this.site.talk.command(`.ingest inline into table ${this.#entrance} <|\n${this.#next},new`);
  }

  async damage(): Promise<void> {
    await this.arrive();
    await this.site.talk.control({ run: 'merge' });
    await this.arrive();
    await this.site.talk.command('.delete table Direct records <| Direct | where Id < 3');
  }

  async ids(table = 'Direct'): Promise<readonly number[]> {
    return (await this.site.talk.query(`${table} | sort by Id asc | project Id`)).map(([id]) => Number(id));
  }

  /** No row is ever there twice, nor one that never came; each was derived once, when it came. */
  async expectNoRowTwice(): Promise<void> {
    if (this.#derives === 'derives') expect(await this.ids('Derived')).toEqual([...this.expected]);
    const ids = await this.ids();
    expect(ids).toEqual([...this.expected].filter((id) => ids.includes(id)));
  }

  /** Every row is there once, but for those that are said to be lost, and one table is kept, which this drops. */
  async expectWhole(lost: readonly number[] = []): Promise<void> {
    await this.expectNoRowTwice();
    expect(await this.ids()).toEqual([...this.expected].filter((id) => !lost.includes(id)));
    const tables = [...(await this.site.ids()).keys()].filter(
      (name) => !['Direct', 'Source', 'Derived'].includes(name),
    );
    expect(tables).toEqual([expect.stringMatching(/^kr_old_/)]);
    expect(await this.site.expires(tables[0] ?? '')).toBe(true);
    await this.site.talk.command(`.drop table ${tables[0]}`);
  }

  /** To be called after a run that nothing disturbed. Each time it is run again after it was killed, and then every row is there once. */
  async playKills({ what, flags, prepare, places, lost }: Kills): Promise<void> {
    const { total, polls } = this.site.sent();
    let killed = 0;
    for (const { at, cut } of playsOf(places)) {
      try {
        await prepare();
        const { exitCode, output } = await this.site.restoreKilled({ at, cut }, ...flags);
        expect([exitCode ?? 0, output]).toEqual([0, output]);
        if (exitCode === null) {
          killed += 1;
          await this.expectNoRowTwice();
          await this.arrive();
          expect(await this.site.restore(...flags)).toMatchObject({ exitCode: 0 });
        }
        await this.expectWhole(lost);
      } catch (cause) {
        const { requests } = this.site.proxy;
        const sent = requests.map(({ text }, index) => `${index + 1} ${text.slice(0, 200)}`).join('\n');
        throw new Error(`CRASH_AT=${at} ${cut}: ${cause instanceof Error ? cause.message : cause}\n${sent}`, { cause });
      }
    }
    expect(killed).toBeGreaterThanOrEqual(places.filter((at) => at <= total - polls).length);
    process.stdout.write(`${what} was killed at ${killed} of its ${total} requests\n`);
  }
}
