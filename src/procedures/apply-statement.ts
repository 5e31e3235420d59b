import { throwProblems } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import { runOperations } from './run-operations.ts';

/** Runs one management command to its end: of an asynchronous one the operation is waited for, and its failure is the command's. */
export async function applyStatement(text: string, database: Database, clock: Clock): Promise<void> {
  const { operation } = await database.change.run(text);
  if (operation === undefined) return;
  const results = await runOperations(
    [operation],
    {
      describe: () => 'the asynchronous command',
      slots: () => Promise.resolve({ total: 1, remaining: 1 }),
      start: (started) => Promise.resolve(started),
      states: (ids) => database.load.states(ids),
    },
    clock,
  );
  throwProblems(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}
