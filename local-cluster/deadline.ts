import { formatTimespan } from './engine/time.ts';
import { timedOut } from './problem.ts';
import type { RequestOptions } from './query/request-options.ts';

const ticksPerMs = 10_000n;
const minute = 60_000;

/** How long a request may take, in milliseconds. Source: https://learn.microsoft.com/kusto/concepts/query-limits */
export function timeoutOf({ servertimeout, norequesttimeout }: RequestOptions, kind: 'query' | 'command'): number {
  if (norequesttimeout === true) return 60 * minute;
  if (typeof servertimeout === 'bigint') return Math.max(1, Number(servertimeout / ticksPerMs));
  return kind === 'query' ? 4 * minute : 10 * minute;
}

/**
 * Answers with a failure once the time is up, whether or not the work hears the signal. What goes on after an answer in time
 * hears none.
 */
export async function within<T>(ms: number, work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const problem = timedOut(formatTimespan(BigInt(ms) * ticksPerMs));
    deadline.abort(problem);
    reject(problem);
  }, ms);
  try {
    return await Promise.race([work(deadline.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
