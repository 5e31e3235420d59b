import { CrashSite } from './crash-site.ts';

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

  constructor(site: CrashSite, entrance: string) {
    this.site = site;
    this.#entrance = entrance;
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
    return new Rounds(site, entrance);
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

  /** No row is ever there twice, nor one that never came. */
  async expectNoRowTwice(): Promise<void> {
    const ids = await this.ids();
    expect(ids).toEqual([...this.expected].filter((id) => ids.includes(id)));
  }

  /** Every row is there once, but for those that are said to be lost, and one table is kept, which this drops. */
  async expectWhole(lost: readonly number[] = []): Promise<void> {
    expect(await this.ids()).toEqual([...this.expected].filter((id) => !lost.includes(id)));
    const tables = [...(await this.site.ids()).keys()].filter(
      (name) => !['Direct', 'Source', 'Derived'].includes(name),
    );
    expect(tables).toEqual([expect.stringMatching(/^kr_old_/)]);
    expect(await this.site.expires(tables[0] ?? '')).toBe(true);
    await this.site.talk.command(`.drop table ${tables[0]}`);
  }
}
