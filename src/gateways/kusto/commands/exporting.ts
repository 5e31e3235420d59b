import type { StoredColumn } from '../../../domain/column-form.ts';
import { rowHashColumn } from '../../../domain/column-form.ts';
import { fileBytes } from '../../../domain/export-settings.ts';
import type { Slice } from '../../../domain/snapshot/slice.ts';
import type { ExportRequest } from '../../../ports/database.ts';
import { quoteName, quoteSecret } from '../quote.ts';
import { rowHash } from './hashes.ts';
import { inSlice } from './slices.ts';

/** `async` answers at once with an operation; `sync` answers with the files when they are written. */
export function exportSlice(request: ExportRequest, mode: 'async' | 'sync'): string {
  const { table, columns, slice, settings, destination } = request;
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
  const head = `${verb} to parquet (${quoteSecret(destination)}) with (${properties.join(', ')})`;
  const fanOut = settings.fanOut === 'half' ? ' set query_fanout_threads_percent=50;' : '';
  return `${head} <| set query_datascope='all';${fanOut} ${exportQuery(table, columns, slice)}`;
}

/** Columns are named, so that a column dropped or retyped meanwhile makes the export fail instead of changing it. */
function exportQuery(table: string, columns: readonly StoredColumn[], slice: Slice): string {
  const projected = [...columns.flatMap(exportColumn), `${rowHashColumn}=${rowHash(columns)}`];
  return `${quoteName(table)} | where ${inSlice(slice, columns)} | project ${projected.join(',')}`;
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
