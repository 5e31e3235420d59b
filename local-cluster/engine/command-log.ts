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

  constructor(store: Store) {
    this.#store = store;
  }

  async append(record: CommandRecord): Promise<void> {
    const values = [record.database, JSON.stringify(record)];
    await this.#store.read((session) => session.run('INSERT INTO meta.command VALUES ($1, $2)', values));
  }

  /** Those of a database, oldest first. */
  async list(database: string, nowTicks: bigint): Promise<readonly CommandRecord[]> {
    const read = 'SELECT document FROM meta.command WHERE database = $1 ORDER BY rowid';
    const rows = await this.#store.read((session) => session.rows(read, [database]));
    const records = rows.map(([document]): CommandRecord => JSON.parse(String(document)));
    return records.filter(({ endedOn }) => BigInt(endedOn) >= nowTicks - loggedFor);
  }
}
