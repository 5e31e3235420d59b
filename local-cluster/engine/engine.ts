import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { entityNotFound } from '../problem.ts';
import { Access, readerNeeds } from './access.ts';
import { BackgroundTimer } from './background-timer.ts';
import { actFor, presentCaller, systemCaller } from './caller.ts';
import { Capacity } from './capacity.ts';
import { CommandLog } from './command-log.ts';
import { Database } from './database.ts';
import { Faults } from './faults.ts';
import type { ForcedScope } from './forced-scope.ts';
import { OperationLog } from './operations.ts';
import { firstDue, RowStore, sealRows } from './row-store.ts';
import { Store } from './store.ts';
import { Clock } from './time.ts';

/** A place clients put blobs or messages into, with a signature. */
export interface IngestionResource {
  readonly type: string;
  readonly root: string;
}

export interface EngineOptions {
  readonly directory: string;
  readonly databases: readonly string[];
  readonly storage: 'disk' | 'memory';
  /** That statements run on; as many as there are cores where it is absent. */
  readonly threads?: number;
}

type OpenParts = Pick<Engine, 'store' | 'clock' | 'rowStore' | 'databases' | 'operations' | 'commandLog' | 'temporary'>;

const defaultLagMs = 250;

/** Every cluster has this one; clients use it where a command needs no database. */
const systemDatabase = 'NetDefaultDB';

/** Databases, operations and limits of one cluster. */
export class Engine {
  readonly store: Store;
  readonly clock: Clock;
  readonly rowStore: RowStore;
  readonly databases: ReadonlyMap<string, Database>;
  readonly operations: OperationLog;
  readonly commandLog: CommandLog;
  /** What every request has to put up with. */
  forced: ForcedScope = {};
  readonly access = new Access();
  readonly capacity = new Capacity();
  readonly faults = new Faults();
  readonly timer = new BackgroundTimer(this);
  /** Continuous exports that run now, as `database/name`. */
  readonly exporting = new Set<string>();
  /** Where clients of queued ingestion find its storage; absent while there is none. */
  ingestionResources?: () => Promise<IngestionResource[]>;
  /** Replaces the data connections; absent while there is no storage. */
  setDataConnections?: (given: unknown) => Promise<void>;
  /** Where files stand while they are read or written. */
  readonly temporary: string;
  readonly #background = new Set<Promise<unknown>>();

  private constructor(fields: OpenParts) {
    this.store = fields.store;
    this.clock = fields.clock;
    this.rowStore = fields.rowStore;
    this.databases = fields.databases;
    this.operations = fields.operations;
    this.commandLog = fields.commandLog;
    this.temporary = fields.temporary;
    for (const database of this.databases.values()) database.others = () => this.#others(database);
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const temporary = join(options.directory, 'tmp');
    await mkdir(temporary, { recursive: true });
    const path = options.storage === 'memory' ? ':memory:' : join(options.directory, 'engine.duckdb');
    const store = await Store.open(path, temporary, options.threads);
    const clock = new Clock();
    const rowStore = new RowStore(await store.read(firstDue));
    const databases = new Map<string, Database>();
    for (const name of [systemDatabase, ...options.databases]) {
      const database = await Database.open({ name, store, clock, rowStore, lagMs: defaultLagMs });
      databases.set(name.toLowerCase(), database);
    }
    const operations = await OperationLog.open(store, clock);
    const commandLog = await CommandLog.open(store);
    return new Engine({ store, clock, rowStore, databases, operations, commandLog, temporary });
  }

  /** Names of databases, unlike all others, are not case-sensitive. */
  database(name: string): Database {
    const database = this.databases.get(name.toLowerCase());
    if (database === undefined) throw entityNotFound('Database', name);
    return database;
  }

  /** Seals what has waited in the row store for as long as it may. */
  async sealDue(): Promise<void> {
    const nowTicks = this.clock.nowTicks();
    if (!this.rowStore.isDue(nowTicks)) return;
    for (const database of this.databases.values())
      await actFor(systemCaller, () =>
        database.change((session, draft) =>
          sealRows(session, draft, { rowStore: this.rowStore, nowTicks, dueBy: nowTicks }),
        ),
      );
  }

  /** Databases that a query in one of them can name. Source: https://learn.microsoft.com/kusto/query/cross-cluster-or-database-queries */
  #others(present: Database): readonly Database[] {
    const { principal } = presentCaller();
    return [...this.databases.values()].filter(
      (other) => other !== present && (principal === '' || this.access.allows(principal, other.catalog, readerNeeds)),
    );
  }

  /** Lets work go on after its request was answered; `work` must report its own failure. */
  background(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#background.delete(tracked));
    this.#background.add(tracked);
  }

  /** Waits for background work and running operations, then for the last commit. */
  async close(): Promise<void> {
    await this.timer.every(undefined);
    await Promise.allSettled(this.#background);
    await this.store.write(async () => undefined);
    this.store.close();
  }
}
