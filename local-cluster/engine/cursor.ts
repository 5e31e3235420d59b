/** Cursors are opaque to callers; the service's are long digit strings too. */
const base = 638_000_000_000_000_000n;

/**
 * When a stamp becomes a cursor. Rows can be queried as soon as they are committed, but their cursor value is assigned a while
 * later, so the current cursor can lag behind visible rows. Source: https://learn.microsoft.com/kusto/query/database-cursor
 */
export class CursorLog {
  lagMs: number;
  #assigned: bigint;
  #pending: { stamp: bigint; dueMs: number }[] = [];

  constructor(assigned: bigint, lagMs: number) {
    this.#assigned = assigned;
    this.lagMs = lagMs;
  }

  committed(stamp: bigint): void {
    this.#pending.push({ stamp, dueMs: performance.now() + this.lagMs });
  }

  /** The highest assigned stamp. */
  assigned(): bigint {
    const now = performance.now();
    for (const { stamp } of this.#pending.filter(({ dueMs }) => dueMs <= now)) {
      if (stamp > this.#assigned) this.#assigned = stamp;
    }
    this.#pending = this.#pending.filter(({ dueMs }) => dueMs > now);
    return this.#assigned;
  }
}

export function cursorText(stamp: bigint): string {
  return String(base + stamp);
}

/** '' stands before every row; undefined when the text is no cursor. */
export function parseCursor(text: string): bigint | undefined {
  if (text === '') return 0n;
  if (!/^\d{18}$/.test(text)) return undefined;
  const stamp = BigInt(text) - base;
  return stamp < 0n ? undefined : stamp;
}
