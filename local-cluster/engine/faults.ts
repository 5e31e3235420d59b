import { outOfMemory, throttled, transient } from '../problem.ts';

export const faultKinds = [
  '429',
  '503',
  'drop-before',
  'drop-after',
  'fail-operation',
  'partial-export',
  'partial-result',
  'memory',
  'lost-operation',
  'late-duplicate',
  'late-event',
  'extent-merge',
  'failed-node',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/**
 * Something to go wrong: for the next `count` requests that match, each with `probability`.
 * `drop-before` closes the connection instead of running the command, `drop-after` instead of answering it; `fail-operation`
 * lets an export fail after its files are stored, and an ingestion before anything is; `partial-export` lets it fail after
 * `amount` files are; `partial-result` lets a query or a command fail after `amount` rows, inside an answer with status 200; `memory` refuses
 * exports and queries of more than `amount` rows; `lost-operation` lets an operation vanish from the log and from
 * `.show operations` `amount` milliseconds after it began; `late-duplicate` loads a queued blob once more, `amount` milliseconds
 * after it was loaded; `late-event` keeps the event of a blob from its data connection for `amount` milliseconds; `extent-merge` merges, before a command runs, the extents of the tables that it names, or whose extents it
 * names, as far as their merge policies allow: ids that somebody read before are then those of no extent; `failed-node` lets the node fail to clear its schema cache.
 */
export interface Fault {
  readonly kind: FaultKind;
  /** The kind of a command, such as `ExportToStorage`, or `Query`. */
  readonly command: string;
  count: number;
  readonly probability: number;
  readonly seed: number;
  readonly amount: number;
}

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The faults in force. */
export class Faults {
  #active: { fault: Fault; random: () => number }[] = [];

  set(faults: readonly Fault[]): void {
    this.#active = faults.map((fault) => ({ fault: { ...fault }, random: randomFrom(fault.seed) }));
  }

  /** The faults that can still strike. */
  left(): readonly Fault[] {
    return this.#active.map(({ fault }) => fault).filter(({ count }) => count > 0);
  }

  /** Whether a fault of this kind strikes now; uses it up. */
  strikes(kind: FaultKind, command: string): boolean {
    return this.strike(kind, command) !== undefined;
  }

  /** The fault of this kind that strikes now; uses it up. */
  strike(kind: FaultKind, command: string): Fault | undefined {
    const found = this.#active.find(({ fault }) => fault.kind === kind && fault.command === command && fault.count > 0);
    if (found === undefined || found.random() >= found.fault.probability) return undefined;
    found.fault.count -= 1;
    return found.fault;
  }

  /** Refuses a request before it runs, where a fault says so. */
  refuse(command: string): void {
    if (this.strikes('429', command)) throw throttled(command, 0, 'RequestRateLimitPolicy/WorkloadGroup/default');
    if (this.strikes('503', command)) throw transient('The service is unavailable.');
  }

  /**
   * Refuses work that needs more memory than there is. `share` is the part of the memory it needs by default, below 1 where
   * row groups or the fan-out are smaller.
   */
  admit(command: string, rows: bigint, share = 1): void {
    const limit = this.#active.find(({ fault }) => fault.kind === 'memory' && fault.command === command)?.fault.amount;
    if (limit === undefined || Number(rows) * share <= limit) return;
    if (this.strikes('memory', command)) throw outOfMemory();
  }

  failOperation(command: string): void {
    if (this.strikes('fail-operation', command)) throw transient('The operation failed for a transient reason.', 500);
  }
}

/** How many files an export may store before it fails, where a fault says so. */
export function failAfter(faults: Faults, command: string): { failAfter?: number } {
  const amount = faults.strike('partial-export', command)?.amount;
  return amount === undefined ? {} : { failAfter: amount };
}
