import { isOfTheRun, ProblemError } from '../domain/problem.ts';
import type { ExportWay, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Journal } from './journal.ts';
import { pauseExports } from './restart-exports.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { giveUpSwap } from './resume-exports.ts';
import { type Sources, stageTails } from './stage-tails.ts';

/**
 * The last that is done before a swap: the look, continuous exports go off after a minute and what was looked at is looked at again, and newer rows of sources are staged. Where that is refused the exports go on as they
 * were, and the record says again that nothing is being swapped. After an interruption a repeated call does what is left.
 */
export async function prepareSwap(
  journal: Journal<RestoreRecord>,
  from: Sources & { readonly exports: ExportWay },
  world: RestoreWorld,
): Promise<void> {
  try {
    await from.look();
    // Another look, since more than a minute has gone by.
    if ((await pauseExports(journal, from, world)) === 'paused') await from.look();
    await stageTails(journal, from, world);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(isOfTheRun)) throw error;
    throw new ProblemError([...error.problems, ...(await giveUpSwap(journal, world))]);
  }
}
