import type { OperationId } from '../domain/names.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import { freeSlots, type Slots } from '../domain/slots.ts';
import type { Clock } from '../ports/clock.ts';
import type { OperationState } from '../ports/operation-state.ts';

export type OperationResult =
  | { readonly kind: 'completed'; readonly operation: OperationId }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface OperationKind<T> {
  readonly describe: (item: T) => string;
  /** How many may be started, asked before each round of starts unless one may be tried anyway. */
  readonly slots: () => Promise<Slots>;
  readonly start: (item: T) => Promise<OperationId>;
  readonly states: (ids: readonly OperationId[]) => Promise<readonly OperationState[]>;
  readonly onEnd?: (item: T, result: OperationResult) => void;
}

const firstPoll = 50;
const slowestPoll = 10_000;

/**
 * Runs one asynchronous command per item, as many at once as the cluster has slots, and polls all of them in one request at a pace that slows
 * while nothing ends. Results are in the order of the items; an item that failed is not repeated here, since only the caller knows what a repetition
 * would double.
 */
export async function runOperations<T>(
  items: readonly T[],
  kind: OperationKind<T>,
  clock: Clock,
): Promise<readonly OperationResult[]> {
  const results = new Map<T, OperationResult>();
  const running = new Map<T, OperationId>();
  const waiting = [...items];
  let pause = firstPoll;
  const end = (item: T, result: OperationResult): void => {
    running.delete(item);
    results.set(item, result);
    kind.onEnd?.(item, result);
  };

  while (waiting.length > 0 || running.size > 0) {
    const before = results.size;
    await startSome({ waiting, running, end, kind });
    if (running.size === 0 && results.size > before) continue;
    await clock.sleep(pause);
    const ids = [...running.entries()];
    const states = await kind.states(ids.map(([, id]) => id));
    ids.forEach(([item, operation], index) => {
      const result = resultOf(states[index] ?? { kind: 'lost' }, operation, kind.describe(item));
      if (result !== undefined) end(item, result);
    });
    pause = results.size > before ? firstPoll : Math.min(pause * 1.5, slowestPoll);
  }
  return items.map((item) => results.get(item) ?? { kind: 'failed', problem: neverEnded(kind.describe(item)) });
}

async function startSome<T>(at: {
  readonly waiting: T[];
  readonly running: Map<T, OperationId>;
  readonly end: (item: T, result: OperationResult) => void;
  readonly kind: OperationKind<T>;
}): Promise<void> {
  const { waiting, running, end, kind } = at;
  if (waiting.length === 0) return;
  const isSingle = running.size === 0 && waiting.length === 1;
  const free = isSingle ? 1 : freeSlots(await kind.slots(), running.size);
  const now = waiting.splice(0, Math.min(free, waiting.length));
  for (const [index, item] of now.entries()) {
    try {
      running.set(item, await kind.start(item));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (isBusy(error)) {
        waiting.unshift(...now.slice(index));
        return;
      }
      end(item, { kind: 'failed', problem: error.problems[0] });
    }
  }
}

/** The cluster had no slot after all and did not accept the item. */
function isBusy(error: ProblemError): boolean {
  return error.problems.some(({ busy }) => busy === true);
}

function resultOf(state: OperationState, operation: OperationId, item: string): OperationResult | undefined {
  switch (state.kind) {
    case 'running':
      return undefined;
    case 'completed':
      return { kind: 'completed', operation };
    case 'failed':
      return {
        kind: 'failed',
        problem: {
          code: 'service',
          summary: `${item}: the operation ended as ${state.state}.`,
          detail: state.message,
          transient: state.transient,
        },
      };
    case 'lost':
      return {
        kind: 'failed',
        problem: {
          code: 'unknown',
          summary: `${item}: the cluster knows operation ${operation} no more.`,
          transient: true,
        },
      };
  }
}

function neverEnded(item: string): Problem {
  return { code: 'unknown', summary: `${item}: no result.` };
}
