import type { Cursor } from '../domain/names.ts';
import type { DatabaseReader, ExportEpoch } from '../ports/database.ts';
import { countOne } from './count-tables.ts';

/**
 * Rows of the table since the export began that it has not exported, as far as the cursor. It tells how far it is by an ingestion time only, up to which all are exported.
 * Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export
 */
export async function countUnexported(
  table: string,
  { startCursor, exportedTo }: Pick<ExportEpoch, 'startCursor' | 'exportedTo'>,
  upTo: Cursor,
  read: Pick<DatabaseReader, 'populations' | 'timeBins'>,
): Promise<bigint> {
  if (exportedTo === undefined) return (await countOne(read, { name: table, columns: [] }, startCursor)).newer;
  const last = withTicks(exportedTo);
  const bins = await read.timeBins(table, upTo, { after: startCursor, from: last }, '1tick');
  return bins.filter(({ start }) => withTicks(start) !== last).reduce((sum, { rows }) => sum + rows, 0n);
}

/** The service leaves out zeros at the end. */
function withTicks(time: string): string {
  const [, seconds = time, ticks = ''] = /^([^.Z]*)(?:\.(\d*))?Z$/.exec(time) ?? [];
  return `${seconds}.${ticks.padEnd(7, '0')}Z`;
}
