import type { Column, QueryCatalog, TableSource } from '../query/contract.ts';
import { type Catalog, Draft, dataTable, hasIngestionTime, loadCatalog, type TableEntry } from './catalog.ts';
import { CursorLog, cursorText, parseCursor } from './cursor.ts';
import type { Session, Store } from './store.ts';
import type { Clock } from './time.ts';

/** The quoted name of a column's data in a data table. */
export function columnSql(table: TableEntry, name: string): string {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`Table ${table.name} has no column ${name}.`);
  return `"c${column.id}"`;
}

function tableSource(table: TableEntry): TableSource {
  const ofExtent = (field: string) => `(SELECT e.${field} FROM meta.extent e WHERE e.id = _extent)`;
  return {
    name: table.name,
    columns: table.columns.map(({ name, type }): Column => ({ name, type })),
    relation: dataTable(table),
    columnSql: (name) => columnSql(table, name),
    ingestionTimeSql: '_it',
    extentIdSql: ofExtent('guid'),
    extentTagsSql: ofExtent('tags'),
    cursorSql: '_cs',
    hasIngestionTimePolicy: hasIngestionTime(table),
  };
}

/** One database: its metadata, its cursor, and the only way to change either. */
export class Database {
  readonly name: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly cursor: CursorLog;
  #catalog: Catalog;

  private constructor(fields: { name: string; store: Store; clock: Clock; catalog: Catalog; lagMs: number }) {
    this.name = fields.name;
    this.store = fields.store;
    this.clock = fields.clock;
    this.#catalog = fields.catalog;
    this.cursor = new CursorLog(BigInt(fields.catalog.database.stamp), fields.lagMs);
  }

  static async open(name: string, store: Store, clock: Clock, lagMs: number): Promise<Database> {
    const catalog = await store.write((session) => loadCatalog(session, name));
    return new Database({ name, store, clock, catalog, lagMs });
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  /** Data and metadata change together or not at all; nothing else changes meanwhile. */
  async change<T>(work: (session: Session, draft: Draft) => Promise<T>): Promise<T> {
    const { result } = await this.store.write(
      async (session) => {
        const draft = new Draft(this.#catalog);
        const outcome = await work(session, draft);
        return { result: outcome, catalog: await draft.save(session, this.name) };
      },
      ({ catalog }) => this.#publish(catalog),
    );
    return result;
  }

  /** What a query is translated against, as of now. */
  queryCatalog(): QueryCatalog {
    const assigned = this.cursor.assigned();
    return {
      database: this.name,
      tables: [...this.#catalog.tables.values()].map(tableSource),
      functions: [...this.#catalog.functions.values()],
      schemaVersion: this.#catalog.schemaVersion,
      assignedCursor: assigned,
      currentCursor: cursorText(assigned),
      parseCursor,
      nowTicks: this.clock.nowTicks(),
    };
  }

  #publish(catalog: Catalog): void {
    const stamp = catalog.database.stamp;
    if (stamp > this.#catalog.database.stamp) this.cursor.committed(BigInt(stamp));
    this.#catalog = catalog;
  }
}
