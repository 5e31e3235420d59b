import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBValue,
} from '@duckdb/node-api';

import { registerFunctions } from '../query/functions.ts';
import { presentCaller } from './caller.ts';

export type Row = readonly DuckDBValue[];

/** Runs the given functions one after another, in the order they were handed in. */
export class Queue {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work, work);
    this.#tail = result;
    return result;
  }
}

/** Runs a statement until the deadline of the present caller, if there is one. */
async function interruptible<T>(connection: DuckDBConnection, statement: () => Promise<T>): Promise<T> {
  const { deadline } = presentCaller();
  deadline?.throwIfAborted();
  const interrupt = (): void => connection.interrupt();
  deadline?.addEventListener('abort', interrupt);
  try {
    return await statement();
  } catch (cause) {
    deadline?.throwIfAborted();
    throw cause;
  } finally {
    deadline?.removeEventListener('abort', interrupt);
  }
}

/** One connection's reads and writes. Parameters are `$1`, `$2`, … */
export class Session {
  readonly connection: DuckDBConnection;
  /** How many statements were run for their effect. */
  effects = 0;
  readonly #inserts = new Map<string, DuckDBPreparedStatement>();

  constructor(connection: DuckDBConnection) {
    this.connection = connection;
  }

  async rows(sql: string, parameters?: DuckDBValue[]): Promise<Row[]> {
    const reader = await interruptible(this.connection, () => this.connection.runAndReadAll(sql, parameters));
    return reader.getRows();
  }

  async run(sql: string, parameters?: DuckDBValue[]): Promise<void> {
    this.effects += 1;
    await interruptible(this.connection, () => this.connection.run(sql, parameters));
  }

  /** Adds a row with a value for each column, one at a time. Its statement is planned once, which no state of the data can make wrong. */
  async insert(table: string, values: DuckDBValue[]): Promise<void> {
    this.effects += 1;
    const insert = this.#inserts.get(table) ?? (await this.#prepareInsert(table, values.length));
    insert.bind(values);
    await interruptible(this.connection, () => insert.run());
  }

  async #prepareInsert(table: string, columns: number): Promise<DuckDBPreparedStatement> {
    const places = Array.from({ length: columns }, (_, index) => `$${index + 1}`).join(', ');
    const insert = await this.connection.prepare(`INSERT INTO ${table} VALUES (${places})`);
    this.#inserts.set(table, insert);
    return insert;
  }
}

const schema = [
  'CREATE SCHEMA IF NOT EXISTS data',
  'CREATE SCHEMA IF NOT EXISTS meta',
  'CREATE TABLE IF NOT EXISTS meta.entity (database VARCHAR, kind VARCHAR, name VARCHAR, document VARCHAR)',
  'CREATE TABLE IF NOT EXISTS meta.extent (id INTEGER, guid UUID, table_id INTEGER, tags VARCHAR, min_created BIGINT, max_created BIGINT, row_count BIGINT, original_size BIGINT)',
  'ALTER TABLE meta.extent ADD COLUMN IF NOT EXISTS deleted_count BIGINT DEFAULT 0',
  'CREATE TABLE IF NOT EXISTS meta.row_store (batch INTEGER, table_id INTEGER, due BIGINT)',
  'CREATE TABLE IF NOT EXISTS meta.operation (seq BIGINT, id UUID, document VARCHAR)',
  'CREATE TABLE IF NOT EXISTS meta.operation_result (id UUID, document VARCHAR)',
  'CREATE TABLE IF NOT EXISTS meta.command (database VARCHAR, document VARCHAR)',
  'CREATE TABLE IF NOT EXISTS meta.event (database VARCHAR, document VARCHAR)',
  'CREATE TABLE IF NOT EXISTS meta.export_event (export UUID, kind VARCHAR, happened BIGINT, document VARCHAR)',
  'CREATE TABLE IF NOT EXISTS meta.ingestion_failure (database VARCHAR, document VARCHAR)',
];

/**
 * The one DuckDB file that holds data and metadata. Reads run in parallel, each on a connection of its own; writes run one
 * at a time, each as one transaction, because DuckDB refuses concurrent changes of one catalog.
 */
export class Store {
  readonly #instance: DuckDBInstance;
  readonly #idle: Session[] = [];
  readonly #writes = new Queue();

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(path: string, temporary: string, threads?: number): Promise<Store> {
    const instance = await DuckDBInstance.create(path, {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: temporary,
      ...(threads === undefined ? {} : { threads: `${threads}` }),
    });
    const store = new Store(instance);
    await store.read(async (session) => {
      for (const statement of schema) await session.run(statement);
    });
    return store;
  }

  /**
   * One transaction beside all others: it sees one state of everything. Even a single statement needs one, because DuckDB plans
   * with the statistics of the moment, and would run on rows that were committed after it had planned.
   */
  read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#transaction(work);
  }

  /** One transaction, alone. `publish` runs after the commit and before the next write starts. */
  write<T>(work: (session: Session) => Promise<T>, publish: (result: T) => void = () => undefined): Promise<T> {
    return this.#writes.run(async () => {
      const result = await this.#transaction(work);
      publish(result);
      return result;
    });
  }

  async #transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#idle.pop() ?? (await this.#connect());
    try {
      await session.connection.run('BEGIN');
      const result = await orRollBack(session, work);
      await session.connection.run('COMMIT');
      return result;
    } finally {
      this.#idle.push(session);
    }
  }

  close(): void {
    for (const session of this.#idle) session.connection.closeSync();
    this.#instance.closeSync();
  }

  async #connect(): Promise<Session> {
    const session = new Session(await this.#instance.connect());
    await session.run("SET TimeZone = 'UTC'");
    await registerFunctions(session.connection);
    return session;
  }
}

async function orRollBack<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
  try {
    return await work(session);
  } catch (cause) {
    await session.connection.run('ROLLBACK');
    throw cause;
  }
}

/** A SQL string literal. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A SQL list of string literals, in parentheses. */
export function sqlList(values: readonly string[]): string {
  return `(${values.map(sqlText).join(', ')})`;
}
