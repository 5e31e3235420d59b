import { entityNotFound } from '../problem.ts';
import type { Result } from '../wire.ts';
import type { Session, Store } from './store.ts';
import type { Clock } from './time.ts';

export type State =
  | 'InProgress'
  | 'Completed'
  | 'Failed'
  | 'PartiallySucceeded'
  | 'Abandoned'
  | 'BadInput'
  | 'Scheduled'
  | 'Throttled'
  | 'Canceled'
  | 'Skipped';

/** One transition of one operation. Times are ticks in decimal text, so that they survive JSON. */
export interface OperationRecord {
  readonly id: string;
  readonly operation: string;
  readonly database: string;
  readonly activityId: string;
  readonly startedOn: string;
  readonly lastUpdatedOn: string;
  readonly state: State;
  readonly status: string;
  readonly shouldRetry: boolean;
  /** From then on nobody is told about the operation; ticks. */
  readonly lostOn?: string;
}

const ticksPerHour = 36_000_000_000n;
const latestFor = 6n * ticksPerHour;
const loggedFor = 14n * 24n * ticksPerHour;

/**
 * What became of commands that run as operations: a log of transitions kept for two weeks, and the latest state of each, kept
 * for six hours. Source: https://learn.microsoft.com/kusto/management/show-operations
 */
export class OperationLog {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #records: OperationRecord[];
  readonly #canceled = new Set<string>();

  private constructor(store: Store, clock: Clock, records: OperationRecord[]) {
    this.#store = store;
    this.#clock = clock;
    this.#records = records;
  }

  /** Opens the log; operations that were running when the process ended are abandoned. */
  static async open(store: Store, clock: Clock): Promise<OperationLog> {
    const rows = await store.read((session) => session.rows('SELECT document FROM meta.operation ORDER BY seq'));
    const records = rows.map(([document]): OperationRecord => JSON.parse(String(document)));
    const log = new OperationLog(store, clock, records);
    const running = [...log.#byId().values()].filter(({ state }) => state === 'InProgress');
    for (const record of running) {
      await log.append({ ...record, state: 'Abandoned', status: 'The node was restarted.', shouldRetry: true });
    }
    return log;
  }

  /** Adds a transition; its time is now. */
  async append(record: Omit<OperationRecord, 'lastUpdatedOn'>): Promise<void> {
    const dated = { ...record, lastUpdatedOn: String(this.#clock.nowTicks()) };
    const position = this.#records.push(dated);
    const values = [BigInt(position), record.id, JSON.stringify(dated)];
    await this.#store.read((session) => session.insert('meta.operation', values));
  }

  /** Asks a running operation to stop; whether it does is up to what it runs. False when it is not running. */
  cancel(id: string): boolean {
    const isRunning = this.#byId().get(id)?.state === 'InProgress';
    if (isRunning) this.#canceled.add(id);
    return isRunning;
  }

  isCanceled(id: string): boolean {
    return this.#canceled.has(id);
  }

  /** The latest transition of an operation, however old. */
  find(id: string): OperationRecord | undefined {
    return this.#byId().get(id);
  }

  async keepResult(id: string, result: Result): Promise<void> {
    const document = JSON.stringify(result, (_key, value) =>
      typeof value === 'bigint' ? { bigint: `${value}` } : value,
    );
    await this.#store.read((session) => session.insert('meta.operation_result', [id, document]));
  }

  /** Every transition of the last two weeks, in the order they happened. */
  log(database: string): OperationRecord[] {
    const oldest = this.#clock.nowTicks() - loggedFor;
    return this.#visible().filter((record) => record.database === database && BigInt(record.lastUpdatedOn) >= oldest);
  }

  /** The latest transition of each of these operations, where it is younger than six hours. */
  latest(ids: readonly string[]): OperationRecord[] {
    const oldest = this.#clock.nowTicks() - latestFor;
    const byId = this.#byId();
    return ids
      .map((id) => byId.get(id))
      .filter((record) => record !== undefined)
      .filter((record) => BigInt(record.lastUpdatedOn) >= oldest);
  }

  /** The rows a completed operation returned; it is an error to ask before, or where they were not persisted. */
  async result(id: string): Promise<Result> {
    const state = this.#byId().get(id)?.state;
    const rows = state === 'Completed' ? await this.#store.read((session) => readResults(session, id)) : [];
    const [document] = rows;
    if (document === undefined) throw entityNotFound('OperationDetails', id);
    return JSON.parse(document, (_key, value) => (isBigint(value) ? BigInt(value.bigint) : value));
  }

  #visible(): OperationRecord[] {
    const now = this.#clock.nowTicks();
    return this.#records.filter(({ lostOn }) => lostOn === undefined || BigInt(lostOn) > now);
  }

  #byId(): Map<string, OperationRecord> {
    return new Map(this.#visible().map((record) => [record.id, record]));
  }
}

async function readResults(session: Session, id: string): Promise<string[]> {
  const rows = await session.rows('SELECT document FROM meta.operation_result WHERE id = $1', [id]);
  return rows.map(([document]) => String(document));
}

function isBigint(value: unknown): value is { bigint: string } {
  return typeof value === 'object' && value !== null && 'bigint' in value;
}
