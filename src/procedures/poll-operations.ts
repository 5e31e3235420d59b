import type { OperationId } from '../domain/names.ts';
import { ProblemError } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { OperationState } from '../ports/database.ts';

export type EndedState = Exclude<OperationState, { readonly kind: 'running' }>;

export interface OperationPoller {
  /** How the operation ended. Rejects when the cluster cannot be asked. */
  ended(operation: OperationId): Promise<EndedState>;
}

interface Waiting {
  readonly since: number;
  readonly resolve: (state: EndedState) => void;
  readonly reject: (error: unknown) => void;
}

const shortestPause = 50;
const longestPause = 10_000;
/** Of operations that may run for an hour none is given up because the cluster did not answer for a while. */
const patience = 20;

/**
 * Asks for all operations in one request, at a pace that follows the youngest of them: an operation is polled about four times as finely as it is old,
 * never slower than every ten seconds.
 */
export function createPoller(
  states: (operations: readonly OperationId[]) => Promise<readonly OperationState[]>,
  clock: Clock,
): OperationPoller {
  const waiting = new Map<OperationId, Waiting>();
  let isPolling = false;

  const pause = (): number => {
    const youngest = Math.max(...[...waiting.values()].map(({ since }) => since));
    return Math.min(longestPause, Math.max(shortestPause, (clock.now().getTime() - youngest) / 4));
  };

  const ask = async (): Promise<void> => {
    const ids = [...waiting.keys()];
    const seen = await states(ids);
    ids.forEach((id, index) => {
      const state = seen[index] ?? { kind: 'lost' };
      if (state.kind === 'running') return;
      waiting.get(id)?.resolve(state);
      waiting.delete(id);
    });
  };

  const poll = async (): Promise<void> => {
    isPolling = true;
    try {
      for (let missed = 0; waiting.size > 0; ) {
        await clock.sleep(pause());
        try {
          await ask();
          missed = 0;
        } catch (error) {
          missed += 1;
          if (!isTransient(error) || missed > patience) throw error;
        }
      }
    } catch (error) {
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    } finally {
      isPolling = false;
    }
  };

  return {
    ended: (operation) =>
      new Promise((resolve, reject) => {
        waiting.set(operation, { since: clock.now().getTime(), resolve, reject });
        if (!isPolling) void poll();
      }),
  };
}

function isTransient(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.every(({ transient }) => transient === true);
}
