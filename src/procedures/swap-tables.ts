import { type Problem, ProblemError } from '../domain/problem.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import { readSwapState, type SwapIntent } from '../domain/swap-state.ts';
import type { Database } from '../ports/database.ts';
import type { Journal } from './journal.ts';
import { isForGood } from './replace-round.ts';
import { giveUpSwap } from './resume-exports.ts';

/** One table of a swap and the name under which what it replaces is kept; null where no table has the name. */
export interface Swap extends SwapIntent {
  readonly old: string | null;
}

/**
 * Puts all staged tables that take a name in place and keeps what was there under its old name, in one transaction. The caller has stored the intents. Where the service
 * refuses it for good, continuous exports that were paused go on, and the record says again that nothing is being swapped; where it may still be done, they stay off.
 * Source: https://learn.microsoft.com/kusto/management/rename-table-command
 */
export async function swapTables(
  swaps: readonly Swap[],
  journal: Journal<RestoreRecord>,
  database: Pick<Database, 'read' | 'change'>,
): Promise<void> {
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
    const state = readSwapState(swaps, (table) => ids.get(table));
    if (state === 'swapped') return;
    if (state === 'not-swapped' && isRefused(error))
      throw new ProblemError([...error.problems, ...(await giveUpSwap(journal, { database }))]);
    throw withExportsOff(error, journal.current());
  }
}

/** A command that was out of time may still be done. */
function isRefused({ problems }: ProblemError): boolean {
  return isForGood(problems) && problems.every(({ tooBig }) => tooBig === undefined);
}

function withExportsOff({ problems: [first, ...others] }: ProblemError, { exports = [] }: RestoreRecord): ProblemError {
  if (exports.length === 0) return new ProblemError([first, ...others]);
  const names = exports.map(({ name }) => name).join(', ');
  const off = `Switched off until restore has run again: the continuous export ${names}.`;
  const told: Problem = { ...first, detail: first.detail === undefined ? off : `${first.detail} ${off}` };
  return new ProblemError([told, ...others]);
}
