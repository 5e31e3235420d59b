import type { Catalog, TableEntry } from './catalog.ts';
import type { StoredExtent } from './extents.ts';

/** Everything that keeps rows: tables, and what views have processed. */
export function keptTables(draft: Pick<Catalog, 'tables' | 'views'>): TableEntry[] {
  return [...draft.tables.values(), ...[...draft.views.values()].map(({ state }) => state)];
}

interface Record {
  readonly ticks: bigint;
  readonly extents: readonly StoredExtent[];
}

/**
 * The extents of a database as they were a while ago: counts and sizes of tables come from a cached summary, which may be up to 15
 * minutes old. Source: https://learn.microsoft.com/kusto/management/show-table-details-command
 */
export class ExtentHistory {
  #lagTicks = 0n;
  #records: Record[] = [];

  /** Whether anything but the present is ever asked for. */
  get isKept(): boolean {
    return this.#lagTicks > 0n;
  }

  /** From now on summaries are this old; until then they are those of now. */
  start(lagMs: number, now: readonly StoredExtent[]): void {
    this.#lagTicks = BigInt(Math.round(lagMs)) * 10_000n;
    this.#records = this.isKept ? [{ ticks: 0n, extents: now }] : [];
  }

  changed(ticks: bigint, extents: readonly StoredExtent[]): void {
    if (this.isKept) this.#records.push({ ticks, extents });
  }

  /** The extents as a summary knows them now; undefined where it is up to date. */
  summarized(nowTicks: bigint): readonly StoredExtent[] | undefined {
    const known = this.#records.findLastIndex(({ ticks }) => ticks <= nowTicks - this.#lagTicks);
    if (known > 0) this.#records = this.#records.slice(known);
    return this.#records[0]?.extents;
  }
}
