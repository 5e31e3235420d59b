import { entityNotFound } from '../problem.ts';
import { type Draft, findTable, type TableEntry } from './catalog.ts';

const ticksPerMs = 10_000n;

/**
 * Which table a name stands for, as the node knows that takes streams: it keeps what it has read for minutes, or until it is told to forget it. Only identities are kept;
 * no page says what becomes of rows whose table has another name by then, so they go where nobody looks for them: into the table that had the name. Of one database.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/streaming-ingestion-schema-changes
 */
export class SchemaCache {
  /** How long what was read is kept, in milliseconds of the cluster's clock. */
  keepMs = 300_000;
  readonly #known = new Map<string, { readonly id: number; readonly readTicks: bigint }>();

  /** The table that a stream to this name goes into; throws where that one is gone. */
  tableOf(draft: Draft, name: string, nowTicks: bigint): TableEntry {
    const known = this.#known.get(name);
    const isKept = known !== undefined && nowTicks < known.readTicks + BigInt(this.keepMs) * ticksPerMs;
    if (!isKept) {
      const table = findTable(draft, name);
      this.#known.set(name, { id: table.id, readTicks: nowTicks });
      return table;
    }
    const table = [...draft.tables.values()].find(({ id }) => id === known.id);
    if (table === undefined) throw entityNotFound('Table', name);
    return table;
  }

  forget(name: string): void {
    this.#known.delete(name);
  }

  forgetAll(): void {
    this.#known.clear();
  }
}
