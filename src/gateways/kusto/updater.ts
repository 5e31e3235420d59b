import { problemError } from '../../domain/problem.ts';
import type { DatabaseUpdater, UpdatedRows } from '../../ports/database-updater.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import { countRows, updateTable } from './commands/updating.ts';
import { countOf, singleRow, textOf } from './rows.ts';

/** Rows of a table that stays. */
export function updater(client: KustoClient): DatabaseUpdater {
  return {
    count: async (table, rows) =>
      countOf(singleRow(await client.query(countRows(table, rows)), `the rows of ${table}`), 'n'),
    foresee: async (request) => updatedOf(await client.show(updateTable(request, 'foresee'))),
    update: async (request) => updatedOf(await client.change(updateTable(request, 'do'))),
  };
}

/** A row for each extent in which rows were deleted or which came in. */
function updatedOf(rows: readonly Row[]): UpdatedRows {
  let [deleted, created] = [0n, 0n];
  for (const row of rows) {
    const action = textOf(row, 'Action');
    if (action === 'Delete') deleted += countOf(row, 'RowCount');
    else if (action === 'Create') created += countOf(row, 'RowCount');
    else throw unknownAction(action);
  }
  return { deleted, created };
}

function unknownAction(action: string) {
  return problemError({
    code: 'unknown',
    summary: `The cluster answered an update with the action ${JSON.stringify(action)}, which is neither Delete nor Create.`,
  });
}
