import type { StoredColumn } from '../../../domain/column-form.ts';
import { rowHashColumn } from '../../../domain/column-form.ts';
import type { ExportRequest, Slice } from '../../../ports/database.ts';
import { quoteName, quoteSecret, quoteText } from '../quote.ts';
import { rowHash } from './hashes.ts';

/**
 * Bytes before compression at which the export begins a new file: what one ingestion takes best.
 * Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage
 */
const fileBytes = 1_073_741_824;

export function exportSlice({ table, columns, slice, destination }: ExportRequest): string {
  const properties = [
    'namePrefix="part"',
    `sizeLimit=${fileBytes}`,
    'distribution="per_node"',
    'parquetDatetimePrecision="microsecond"',
    'compressionType="zstd"',
    'persistDetails=true',
  ];
  const head = `.export async compressed to parquet (${quoteSecret(destination)}) with (${properties.join(', ')})`;
  return `${head} <| set query_datascope='all'; ${exportQuery(table, columns, slice)}`;
}

/** Columns are named, so that a column dropped or retyped meanwhile makes the export fail instead of changing it. */
function exportQuery(table: string, columns: readonly StoredColumn[], slice: Slice): string {
  const projected = [...columns.flatMap(exportColumn), `${rowHashColumn}=${rowHash(columns)}`];
  return `${quoteName(table)} | where ${inSlice(slice)} | project ${projected.join(',')}`;
}

function inSlice(slice: Slice): string {
  if (slice.kind === 'untimed') return 'isnull(ingestion_time())';
  return `isnotnull(ingestion_time()) and cursor_before_or_at(${quoteText(slice.cursor)})`;
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
