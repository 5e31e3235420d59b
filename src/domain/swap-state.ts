/** Identities before a swap, as they were journaled. `live` is null where no table had the name. */
export interface SwapIntent {
  readonly name: string;
  readonly stage: string;
  readonly old: string;
  readonly liveId: string | null;
  readonly stageId: string;
}

export type SwapState = 'not-swapped' | 'swapped' | 'unknown';

/**
 * Tells by identity, never by mere presence of a name, whether the rename has happened: a rename moves table objects, and an object keeps its id.
 * Anything else was done by another hand and stops the run.
 */
export function readSwapState(
  { name, stage, old, liveId, stageId }: SwapIntent,
  idOf: (table: string) => string | undefined,
): SwapState {
  const [now, staged, kept] = [idOf(name), idOf(stage), idOf(old)];
  if (now === stageId && staged === undefined && kept === (liveId ?? undefined)) return 'swapped';
  if (now === (liveId ?? undefined) && staged === stageId && kept === undefined) return 'not-swapped';
  return 'unknown';
}
