import type { OperationId } from '../../domain/names.ts';
import { type Problem, problemError } from '../../domain/problem.ts';
import type { DatabaseLoader } from '../../ports/database-loader.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import * as loading from './commands/loading.ts';
import * as operations from './commands/operations.ts';
import * as reading from './commands/reading.ts';
import { operationOf, readSlots, readStates } from './operations.ts';
import { queue } from './queue.ts';
import { countOf, singleRow, textOf } from './rows.ts';

/** Ingestion, appends and extents. */
export function loader(client: KustoClient): DatabaseLoader {
  return {
    ...queue(client.target),
    async failedIngestions(table) {
      const rows = await client.show(operations.showFailedIngestions(table));
      return new Map(rows.map((row) => [textOf(row, 'OperationId'), textOf(row, 'Details')]));
    },
    slots: () => readSlots(client, 'Ingestions'),
    startIngest: async (request) => operationOf(await client.change(loading.ingestFile(request))),
    async runningIngestions() {
      const rows = await client.show(operations.showRunningOperations);
      const loads = rows.filter((row) => /^(DataIngest|Table)/.test(textOf(row, 'Operation')));
      return loads.map((row) => textOf(row, 'OperationId') as OperationId);
    },
    startTypedAppend: async (request) => operationOf(await client.change(loading.appendTyped(request))),
    startAppend: async (request) => operationOf(await client.change(loading.appendRows(request))),
    async moveExtents(from, into, extentIds, ingestionTime = 'keep') {
      const rows = await client.change(loading.moveExtents(from, into, extentIds, ingestionTime));
      const failed = rows.filter((row) => textOf(row, 'ResultExtentId') === 'Failed');
      if (failed.length > 0 || rows.length !== extentIds.length) {
        const detail = `${extentIds.length} extents asked for, ${rows.length} answered, ${failed.length} failed`;
        throw problemError(notMoved(from, into, detail));
      }
    },
    async moveAllExtents(from, into) {
      requireMoved(await client.change(loading.moveAllExtents(from, into)), from, into);
    },
    async moveQueriedExtents(query, from, into) {
      requireMoved(await client.change(loading.moveQueriedExtents(query, from, into)), from, into);
    },
    async dropExtents(table, extentIds) {
      for (const command of loading.dropExtents(table, extentIds)) await client.change(command);
    },
    async nonEmptyValues(table, columns) {
      const row = singleRow(await client.query(reading.countNonEmpty(table, columns)), `the values of ${table}`);
      return new Map(columns.map(({ name }, index) => [name, countOf(row, `c${index}`)]));
    },
    states: (ids) => readStates(client, ids),
  };
}

function requireMoved(rows: readonly Row[], from: string, into: string): void {
  const failed = rows.filter((row) => textOf(row, 'ResultExtentId') === 'Failed').length;
  if (failed > 0) throw problemError(notMoved(from, into, `${rows.length} answered, ${failed} failed`));
}

function notMoved(from: string, into: string, detail: string): Problem {
  const summary = `Moving extents from ${from} to ${into} did not succeed.`;
  return { code: 'service', summary, detail, transient: true };
}
