import { throttled, transient } from '../problem.ts';

export const faultKinds = ['429', '503', 'drop-before', 'drop-after', 'fail-operation'] as const;
export type FaultKind = (typeof faultKinds)[number];

/**
 * Something to go wrong: for the next `count` requests that match, each with `probability`.
 * `drop-before` closes the connection instead of running the command, `drop-after` instead of answering it; `fail-operation`
 * lets an export fail after its files are stored, and an ingestion before anything is.
 */
export interface Fault {
  readonly kind: FaultKind;
  /** The kind of a command, such as `ExportToStorage`, or `Query`. */
  readonly command: string;
  count: number;
  readonly probability: number;
  readonly seed: number;
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

  /** Whether a fault of this kind strikes now; uses it up. */
  strikes(kind: FaultKind, command: string): boolean {
    const found = this.#active.find(({ fault }) => fault.kind === kind && fault.command === command && fault.count > 0);
    if (found === undefined || found.random() >= found.fault.probability) return false;
    found.fault.count -= 1;
    return true;
  }

  /** Refuses a request before it runs, where a fault says so. */
  refuse(command: string): void {
    if (this.strikes('429', command)) throw throttled(command, 0, 'RequestRateLimitPolicy/WorkloadGroup/default');
    if (this.strikes('503', command)) throw transient('The service is unavailable.');
  }

  failOperation(command: string): void {
    if (this.strikes('fail-operation', command)) throw transient('The operation failed for a transient reason.', 500);
  }
}
