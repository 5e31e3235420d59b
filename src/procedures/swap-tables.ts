import { ProblemError } from '../domain/problem.ts';
import { readSwapState, type SwapIntent } from '../domain/swap-state.ts';
import type { Database } from '../ports/database.ts';

/** One table of a swap and the name under which what it replaces is kept; null where no table has the name. */
export interface Swap extends SwapIntent {
  readonly old: string | null;
}

/**
 * Puts all staged tables that take a name in place and keeps what was there under its old name, in one transaction. The caller has stored the intents.
 * Source: https://learn.microsoft.com/kusto/management/rename-table-command
 */
export async function swapTables(swaps: readonly Swap[], database: Database): Promise<void> {
  const renames = swaps.flatMap(({ name, stage, old }) => [
    ...(old === null ? [] : [{ from: name, to: old }]),
    { from: stage, to: name },
  ]);
  if (renames.length === 0) return;
  try {
    await database.change.renameTables(renames);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // The answer may have been lost after the rename was done; only the identities tell.
    const ids = await database.read.tableIds();
    if (readSwapState(swaps, (table) => ids.get(table)) !== 'swapped') throw error;
  }
}
