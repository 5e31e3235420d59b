import type { StoredColumn } from '../../../domain/column-form.ts';
import { rowHashColumn } from '../../../domain/column-form.ts';
import { type ExportSettings, fileBytes } from '../../../domain/export-settings.ts';
import type { ExportRequest } from '../../../ports/database-exporter.ts';
import { quoteName, quoteSecret } from '../quote.ts';
import { rowHash } from './hashes.ts';
import { rowsOfSlice } from './slices.ts';

/** `async` answers at once with an operation; `sync` answers with the files when they are written. */
export function exportSlice(request: ExportRequest, mode: 'async' | 'sync'): string {
  const { table, columns, slice, settings, destination } = request;
  const fanOut = settings.fanOut === 'half' ? ' set query_fanout_threads_percent=50;' : '';
  const rows = rowsOfSlice(table, slice, columns);
  return `${parquetExport(destination, settings, mode)} <| set query_datascope='all';${fanOut} ${rows} | ${exportColumns(columns)}`;
}

/** The command up to the query. */
export function parquetExport(destination: string, settings: ExportSettings, mode: 'async' | 'sync'): string {
  const properties = [
    'namePrefix="part"',
    `sizeLimit=${fileBytes}`,
    'distribution="per_node"',
    `distributed=${settings.distributed === 'yes'}`,
    'parquetDatetimePrecision="microsecond"',
    `parquetRowGroupSize=${settings.rowGroupRows}`,
    'compressionType="zstd"',
    'persistDetails=true',
  ];
  const verb = mode === 'async' ? '.export async compressed' : '.export compressed';
  return `${verb} to parquet (${quoteSecret(destination)}) with (${properties.join(', ')})`;
}

/** Columns are named, so that a column dropped or retyped meanwhile makes the export fail instead of changing it. */
export function exportColumns(columns: readonly StoredColumn[]): string {
  return `project ${[...columns.flatMap(exportColumn), `${rowHashColumn}=${rowHash(columns)}`].join(',')}`;
}

function exportColumn({ name, form, tickColumn }: StoredColumn): readonly string[] {
  const column = quoteName(name);
  const floor = `bin(${column},1microsecond)`;
  switch (form) {
    case 'native':
      return [column];
    case 'text':
      return [`${column}=tostring(${column})`];
    case 'microseconds':
      return [`${column}=${floor}`];
    case 'microseconds-and-ticks':
      return [`${column}=${floor}`, `${quoteName(tickColumn ?? '')}=toint((${column}-${floor})/1tick)`];
  }
}
