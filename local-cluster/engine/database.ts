import type { QueryCatalog } from '../query/contract.ts';
import { presentCaller } from './caller.ts';
import { type Catalog, Draft, loadCatalog } from './catalog.ts';
import { CursorLog, cursorText, parseCursor } from './cursor.ts';
import { ExtentHistory, keptTables } from './extent-history.ts';
import { listExtents } from './extents.ts';
import { namedExternals } from './external-tables.ts';
import { MetadataJournal } from './metadata-journal.ts';
import { firstDue, type RowStore } from './row-store.ts';
import { SchemaCache } from './schema-cache.ts';
import { querySources, queryViews } from './sources.ts';
import type { Session, Store } from './store.ts';
import type { Clock } from './time.ts';
import { type Feed, feedTargets, feedTargetsLater } from './update-policies.ts';
import { followSchemas } from './views.ts';

interface DatabaseFields {
  readonly name: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly catalog: Catalog;
  readonly lagMs: number;
  readonly rowStore: RowStore;
}

/** One database: its metadata, its cursor, and the only way to change either. */
export class Database {
  readonly name: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly cursor: CursorLog;
  readonly journal: MetadataJournal;
  readonly extentHistory = new ExtentHistory();
  readonly schemaCache = new SchemaCache();
  /** As `.show database identity` calls it. */
  accessMode: 'ReadWrite' | 'ReadOnlyFollowing' = 'ReadWrite';
  /** Queries and exports see the hot cache only, whatever they ask for. */
  isHotOnly = false;
  readonly rowStore: RowStore;
  /** The other databases of the cluster, as far as the caller may read them. */
  others: () => readonly Database[] = () => [];
  #catalog: Catalog;

  private constructor(fields: DatabaseFields) {
    this.rowStore = fields.rowStore;
    this.name = fields.name;
    this.journal = new MetadataJournal(fields.name);
    this.store = fields.store;
    this.clock = fields.clock;
    this.#catalog = fields.catalog;
    this.cursor = new CursorLog(BigInt(fields.catalog.database.stamp), fields.lagMs);
  }

  static async open(fields: Omit<DatabaseFields, 'catalog'>): Promise<Database> {
    const catalog = await fields.store.write((session) => loadCatalog(session, fields.name));
    return new Database({ ...fields, catalog });
  }

  /** Lets summaries of extents be this old. */
  async lagDetails(lagMs: number): Promise<void> {
    const extents = await this.store.read((session) => listExtents(session, keptTables(this.#catalog)));
    this.extentHistory.start(lagMs, extents);
  }

  get catalog(): Catalog {
    return this.#catalog;
  }

  /**
   * Data and metadata change together or not at all; nothing else changes meanwhile. Rows that come into the source of a
   * transactional update policy bring its target's along; those of other policies follow in transactions of their own. Tables
   * that were `passed` are not fed again. Work that changes nothing leaves the database's version as it is.
   */
  async change<T>(
    work: (session: Session, draft: Draft) => Promise<T>,
    passed: ReadonlySet<string> = new Set(),
  ): Promise<T> {
    const { result, later } = await this.store.write(
      async (session) => {
        const draft = new Draft(this.#catalog);
        const effects = session.effects;
        const outcome = await work(session, draft);
        const pending = await feedTargets(this, session, draft, passed);
        if (session.effects === effects && !draft.isChanged)
          return { result: outcome, catalog: this.#catalog, later: pending, due: this.rowStore.nextDue };
        followSchemas(this, draft, this.#catalog);
        const nowTicks = this.clock.nowTicks();
        const catalog = await draft.save(session, this.name, nowTicks);
        if (this.extentHistory.isKept)
          this.extentHistory.changed(nowTicks, await listExtents(session, keptTables(catalog)));
        const mayWait = draft.hasStreamed || this.rowStore.nextDue !== undefined;
        const due = mayWait ? await firstDue(session) : undefined;
        return { result: outcome, catalog, later: pending, due };
      },
      ({ catalog, due, later: feeds }) => {
        this.#publish(catalog, due);
        if (feeds.length > 0) this.rowStore.derivations += 1;
      },
    );
    if (later.length > 0) await this.#derive(later);
    return result;
  }

  async #derive(feeds: readonly Feed[]): Promise<void> {
    try {
      await feedTargetsLater(this, feeds);
    } finally {
      this.rowStore.derivations -= 1;
    }
  }

  /** What a query is translated against, as of now or as a change under way would leave it. */
  queryCatalog(catalog: Catalog = this.#catalog): QueryCatalog {
    const assigned = this.cursor.assigned();
    return {
      database: this.name,
      tables: querySources(this, catalog),
      materializedViews: queryViews(this, catalog),
      functions: [...catalog.functions.values()],
      externalTables: namedExternals(catalog),
      others: () => this.others().map((other) => other.queryCatalog()),
      assignedCursor: assigned,
      currentCursor: cursorText(assigned),
      parseCursor,
      nowTicks: this.clock.nowTicks(),
      principal: presentCaller().principal,
    };
  }

  #publish(catalog: Catalog, due: bigint | undefined): void {
    this.rowStore.nextDue = due;
    const stamp = catalog.database.stamp;
    if (stamp > this.#catalog.database.stamp) this.cursor.committed(BigInt(stamp));
    this.#catalog = catalog;
  }
}
