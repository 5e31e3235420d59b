import { problemError } from '../domain/problem.ts';
import { readSwapState, type SwapIntent, type SwapState } from '../domain/swap-state.ts';
import type { Database } from '../ports/database.ts';

/**
 * Puts all staged tables in place and keeps what was there under its old name, in one transaction. The caller has stored the intents. Repeatable: a
 * swap that happened already is recognised. Source: https://learn.microsoft.com/kusto/management/rename-table-command
 */
export async function swapTables(intents: readonly SwapIntent[], database: Database): Promise<void> {
  if (intents.length === 0 || (await readState(intents, database)) === 'swapped') return;
  const renames = intents.flatMap(({ name, stage, old, liveId }) => [
    ...(liveId === null ? [] : [{ from: name, to: old }]),
    { from: stage, to: name },
  ]);
  await database.change.renameTables(renames);
  if ((await readState(intents, database)) === 'swapped') return;
  throw problemError({
    code: 'unknown',
    summary: 'The tables were renamed, but their identities are not what was expected.',
    next: askForHelp,
  });
}

const askForHelp = 'Nothing was deleted. Look at .show tables details and at the restore record before you go on.';

/** One transaction leaves either all or none; a mixture is somebody else's work. */
async function readState(intents: readonly SwapIntent[], database: Database): Promise<Exclude<SwapState, 'unknown'>> {
  const ids = new Map((await database.read.tables()).map(({ name, tableId }) => [name, tableId]));
  const states = new Set(intents.map((intent) => readSwapState(intent, (table) => ids.get(table))));
  const [state] = states;
  if (states.size === 1 && state !== undefined && state !== 'unknown') return state;
  throw problemError({
    code: 'unknown',
    summary: 'Tables were replaced or renamed by someone else while the restore ran; it stops.',
    detail: intents
      .map(
        ({ name, liveId, stageId }) =>
          `${name}: expected ${liveId ?? 'none'} or ${stageId}, seen ${ids.get(name) ?? 'none'}`,
      )
      .join('; '),
    next: askForHelp,
  });
}
