import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'node:util';
import type { Talk } from '../../../contract/local-cluster/talk.ts';
import type { PlannedTable } from './seed-plan.ts';
import { laterRow, quoted } from './table-under-test.ts';

/** Between two requests of a writer or a reader, in milliseconds. */
const pause = 40;

/** Writes rows one by one, and knows of each whether it was accepted. */
export class Writer {
  readonly #talk: () => Talk;
  readonly #table: string;
  /** Answered with success. */
  readonly written = new Set<number>();
  /** The answer was lost. */
  readonly perhaps = new Set<number>();
  readonly #place: number;
  #next = 1;

  constructor(talk: () => Talk, { name }: PlannedTable, place: number) {
    this.#talk = talk;
    this.#place = place;
    this.#table = quoted(name);
  }

  /** Sends one row, once. */
  async write(): Promise<void> {
    const { id, line } = laterRow(this.#place, this.#next);
    this.#next += 1;
    try {
      const { status, permanent } = await this.#talk().try(`.ingest inline into table ${this.#table} <|\n${line}`);
      if (status === 200) this.written.add(id);
      else if (permanent !== true && status >= 500) this.perhaps.add(id);
    } catch (error) {
      if (!isBroken(error)) throw error;
      this.perhaps.add(id);
    }
  }

  async writeUntil(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.write();
      await delay(pause);
    }
  }
}

/** Counts the rows of a table again and again, and tells what should not be. */
export async function readUntil(
  stop: AbortSignal,
  talk: () => Talk,
  { name }: PlannedTable,
  fewest: number,
): Promise<readonly string[]> {
  const seen = new Set<string>();
  const count = `${quoted(name)} | summarize n=count() by Id | summarize rows=sum(n), most=max(n)`;
  while (!stop.aborted) {
    try {
      const { status, rows, message, permanent } = await talk().tryQuery(count);
      const [[total, most] = []] = rows;
      if (status === 200 && Number(total) < fewest)
        seen.add(`a reader saw ${total} rows of ${name}, and ${fewest} at least are due`);
      if (status === 200 && Number(most) > 1) seen.add(`a reader saw a row of ${name} twice`);
      if (status !== 200 && permanent === true) seen.add(`a reader was told: ${message}`);
    } catch (error) {
      if (!isBroken(error)) throw error;
    }
    await delay(pause);
  }
  return [...seen];
}

/** The connection, or an answer that was cut off: nothing that the cluster said. The errors of `fetch` are of another realm than those of a test. */
export function isBroken(error: unknown): boolean {
  return types.isNativeError(error) && (['TypeError', 'SyntaxError'].includes(error.name) || 'code' in error);
}
