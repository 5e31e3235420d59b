import type { OperationId } from '../domain/names.ts';
import { ProblemError } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { OperationState } from '../ports/operation-state.ts';

export type EndedState = Exclude<OperationState, { readonly kind: 'running' }>;

export interface OperationPoller {
  /** How the operation ended. Rejects when the cluster cannot be asked. */
  ended(operation: OperationId): Promise<EndedState>;
  /** Ends all polling. Whoever waits, or asks later, gets the reason as rejection. */
  close(reason: unknown): void;
}

interface Waiting {
  readonly since: number;
  /** When it was missing first; every answer since then lacked it. */
  absentSince?: number | undefined;
  readonly resolve: (state: EndedState) => void;
  readonly reject: (error: unknown) => void;
}

const shortestPause = 50;
const longestPause = 10_000;
/** Of operations that may run for an hour none is given up because the cluster did not answer for a while. */
const patience = 20;
/** The log of operations may lack one for a moment. */
const lostAfter = 60_000;

/**
 * Asks for all operations in one request, at a pace that follows the youngest of them: an operation is polled about four times as finely as it is old,
 * never slower than every ten seconds. It is lost when every answer of a whole minute lacked it.
 */
export function createPoller(
  states: (operations: readonly OperationId[]) => Promise<readonly OperationState[]>,
  clock: Clock,
): OperationPoller {
  const waiting = new Map<OperationId, Waiting>();
  const end = new AbortController();
  let isPolling = false;

  const hear = (id: OperationId, state: OperationState): void => {
    const one = waiting.get(id);
    if (one === undefined) return;
    const now = clock.now().getTime();
    one.absentSince = state.kind === 'lost' ? (one.absentSince ?? now) : undefined;
    if (one.absentSince !== undefined && now - one.absentSince < lostAfter) return;
    if (state.kind === 'running') return;
    one.resolve(state);
    waiting.delete(id);
  };

  const rejectAll = (reason: unknown): void => {
    for (const one of waiting.values()) one.reject(reason);
    waiting.clear();
  };

  const pause = (): number => {
    const youngest = Math.max(...[...waiting.values()].map(({ since }) => since));
    return Math.min(longestPause, Math.max(shortestPause, (clock.now().getTime() - youngest) / 4));
  };

  const ask = async (): Promise<void> => {
    const ids = [...waiting.keys()];
    const seen = await states(ids);
    ids.forEach((id, index) => {
      hear(id, seen[index] ?? { kind: 'lost' });
    });
  };

  const poll = async (): Promise<void> => {
    isPolling = true;
    try {
      for (let missed = 0; waiting.size > 0; ) {
        await clock.sleep(pause(), end.signal);
        if (end.signal.aborted) return;
        try {
          await ask();
          missed = 0;
        } catch (error) {
          missed += 1;
          if (!isTransient(error) || missed > patience) throw error;
        }
      }
    } catch (error) {
      rejectAll(error);
    } finally {
      isPolling = false;
    }
  };

  return {
    ended: (operation) =>
      new Promise((resolve, reject) => {
        if (end.signal.aborted) return reject(end.signal.reason);
        waiting.set(operation, { since: clock.now().getTime(), resolve, reject });
        if (!isPolling) void poll();
      }),
    close(reason) {
      end.abort(reason);
      rejectAll(end.signal.reason);
    },
  };
}

/** Whether everything that went wrong may succeed later. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.every(({ transient }) => transient === true);
}
