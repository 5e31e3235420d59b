import { type Problem, ProblemError } from '../domain/problem.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import type { Journal } from './journal.ts';

/** Exports that were switched off go on where they were, since nothing was swapped. Repeatable; an older process that was taken over rejects before. */
export async function resumeExports(
  journal: Journal<RestoreRecord>,
  { database: { read, change } }: { readonly database: Pick<Database, 'read' | 'change'> },
): Promise<void> {
  const { exports = [] } = journal.current();
  if (exports.length === 0) return;
  await journal.advance((record) => record);
  const there = await read.continuousExports();
  for (const one of exports)
    if (there.some(({ name, epoch }) => name === one.name && epoch?.startCursor === one.startCursor))
      await change.switchExport(one.name, 'on');
  await journal.advance(({ exports: _, ...record }) => record);
}

/**
 * The same where no command that swaps was sent, or the service refused it for good; the record says then that nothing is being swapped any more, so that nothing else waits for it. What stands in
 * the way is returned, so that it can be told beside why nothing was swapped.
 */
export async function giveUpSwap(
  journal: Journal<RestoreRecord>,
  world: Parameters<typeof resumeExports>[1],
): Promise<readonly Problem[]> {
  try {
    await resumeExports(journal, world);
    await journal.advance((record) => ({ ...record, phase: 'loading' }));
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}
