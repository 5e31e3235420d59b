import type { DatabaseExporter, ExportedFile } from '../../ports/database-exporter.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import { restoreByHand } from './commands/by-hand.ts';
import * as exporting from './commands/exporting.ts';
import { exportExtremes, extremeColumns, sumExtremes } from './commands/extremes.ts';
import * as operations from './commands/operations.ts';
import { columnSumsOf } from './fingerprints.ts';
import { operationOf, readSlots, readStates } from './operations.ts';
import { countOf, singleRow, textOf } from './rows.ts';

/** Exports to storage, each one command. */
export function exporter(client: KustoClient): DatabaseExporter {
  return {
    slots: () => readSlots(client, 'DataExport'),
    start: async (request) => operationOf(await client.change(exporting.exportSlice(request, 'async'))),
    write: async (request) => (await client.change(exporting.exportSlice(request, 'sync'))).map(exportedFile),
    async writeExtremes(destination) {
      const files = (await client.change(exportExtremes(destination))).map(exportedFile);
      const sums = singleRow(await client.query(sumExtremes()), 'the sums of extreme values');
      return { columns: extremeColumns, files, sums: columnSumsOf(sums, extremeColumns) };
    },
    files: async (operation) => (await client.show(operations.showOperationDetails(operation))).map(exportedFile),
    states: (ids) => readStates(client, ids),
    restoreByHand,
  };
}

function exportedFile(row: Row): ExportedFile {
  return { uri: textOf(row, 'Path'), rows: countOf(row, 'NumRecords') };
}
