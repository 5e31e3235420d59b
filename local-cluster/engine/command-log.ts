import type { Store } from './store.ts';

/** A management command that has ended. Times are ticks in decimal text. */
export interface CommandRecord {
  readonly clientActivityId: string;
  readonly activityId: string;
  readonly kind: string;
  readonly text: string;
  readonly database: string;
  readonly principal: string;
  readonly startedOn: string;
  readonly endedOn: string;
  readonly state: 'Completed' | 'Failed';
  readonly reason: string;
}

const ticksPerDay = 864_000_000_000n;
const loggedFor = 30n * ticksPerDay;

/** Commands that ended, kept for 30 days. Source: https://learn.microsoft.com/kusto/management/commands-and-queries */
export class CommandLog {
  readonly #store: Store;
  readonly #records: CommandRecord[];

  private constructor(store: Store, records: CommandRecord[]) {
    this.#store = store;
    this.#records = records;
  }

  static async open(store: Store): Promise<CommandLog> {
    const rows = await store.read((session) => session.rows('SELECT document FROM meta.command ORDER BY rowid'));
    return new CommandLog(
      store,
      rows.map(([document]): CommandRecord => JSON.parse(String(document))),
    );
  }

  async append(record: CommandRecord): Promise<void> {
    await this.#store.read((session) => session.insert('meta.command', [record.database, JSON.stringify(record)]));
    this.#records.push(record);
  }

  /** Those of a database, oldest first. */
  list(database: string, nowTicks: bigint): readonly CommandRecord[] {
    const oldest = nowTicks - loggedFor;
    return this.#records.filter((record) => record.database === database && BigInt(record.endedOn) >= oldest);
  }
}
