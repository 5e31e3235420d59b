/** One table of a swap, as it was journaled before. */
export interface SwapIntent {
  readonly name: string;
  readonly stage: string;
  readonly stageId: string;
}

export type SwapState = 'not-swapped' | 'swapped' | 'unknown';

/**
 * Tells by identity, never by mere presence of a name, whether the one rename of all tables has happened: a rename moves table objects, and an
 * object keeps its id. It is one transaction, so one table tells for all; what other hands did to the rest since does not change the answer.
 * Unknown when every staged table is gone.
 */
export function readSwapState(intents: readonly SwapIntent[], idOf: (table: string) => string | undefined): SwapState {
  if (intents.some(({ name, stageId }) => idOf(name) === stageId)) return 'swapped';
  if (intents.some(({ stage, stageId }) => idOf(stage) === stageId)) return 'not-swapped';
  return 'unknown';
}
