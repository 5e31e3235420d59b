import type { Column } from '../../../domain/column.ts';
import { restoreStep, type StoredColumn } from '../../../domain/column-form.ts';
import type { AfterCursor } from '../../../domain/cursor-bound.ts';
import type { AppendRequest, IngestRequest } from '../../../ports/database-loader.ts';
import { quoteGuid, quoteName, quoteSecret, quoteText } from '../quote.ts';
import { bounded } from './reading.ts';

export function ingestFile({ table, source, format, tag, creationTime, csvColumns }: IngestRequest): string {
  const properties = [`format=${quoteText(format)}`, ...batchProperties(tag, creationTime)];
  if (csvColumns !== undefined) {
    properties.push('ignoreFirstRecord=true', `ingestionMapping=${quoteText(JSON.stringify(csvMapping(csvColumns)))}`);
  }
  return `.ingest async into table ${quoteName(table)} (${quoteSecret(source)}) with (${properties.join(', ')})`;
}

/** What the extents of one ingestion have in common. Source: https://learn.microsoft.com/kusto/ingestion-properties */
function batchProperties(tag: string, creationTime: string | undefined): readonly string[] {
  const tags = `tags=${quoteText(JSON.stringify([tag]))}`;
  return creationTime === undefined ? [tags] : [tags, `creationTime=${quoteText(creationTime)}`];
}

/**
 * A batch of one file waits for no other. Sources: https://learn.microsoft.com/kusto/management/create-ingestion-mapping-command,
 * https://learn.microsoft.com/kusto/management/batching-policy
 */
export function prepareReceiving(request: {
  readonly table: string;
  readonly mapping: string;
  readonly csvColumns: readonly string[];
}): readonly string[] {
  const table = quoteName(request.table);
  const columns = JSON.stringify(csvMapping(request.csvColumns));
  const batching = JSON.stringify({ MaximumBatchingTimeSpan: '00:00:10', MaximumNumberOfItems: 1 });
  return [
    `.create-or-alter table ${table} ingestion csv mapping ${quoteText(request.mapping)} ${quoteText(columns)}`,
    `.alter table ${table} policy ingestionbatching ${quoteText(batching)}`,
  ];
}

function csvMapping(columns: readonly string[]): unknown {
  return columns.map((column, index) => ({ column, Properties: { Ordinal: String(index) } }));
}

/** Columns by position, as `.append` takes them. Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-from-query */
export function appendTyped(request: {
  readonly from: string;
  readonly extentIds: readonly string[];
  readonly columns: readonly StoredColumn[];
  readonly into: string;
  readonly tag: string;
  readonly creationTime?: string | undefined;
}): string {
  const ids = request.extentIds.map(quoteGuid).join(',');
  const query = `${quoteName(request.from)} | where extent_id() in (${ids}) | project ${typedColumns(request.columns)}`;
  const properties = [...batchProperties(request.tag, request.creationTime), 'persistDetails=true'].join(', ');
  return `.append async ${quoteName(request.into)} with (${properties}) <| ${query}`;
}

/** Every column as its value, in the order given. */
export function typedColumns(columns: readonly StoredColumn[]): string {
  return columns.map(typedColumn).join(',');
}

function typedColumn(column: StoredColumn): string {
  const name = quoteName(column.name);
  if (restoreStep(column) === 'direct') return name;
  if (column.tickColumn !== undefined) return `${name}=${name}+${quoteName(column.tickColumn)}*1tick`;
  return `${name}=${column.type === 'guid' ? 'toguid' : 'totimespan'}(${name})`;
}

/** Columns by position; those that the source lacks are null, or empty in a string column, as after a column was added. */
export function appendRows({ from, rows, columns, into, tag }: AppendRequest): string {
  const values = columns.map(({ name, type, isIn }) =>
    isIn === 'both' ? quoteName(name) : `${quoteName(name)}=${type === 'string' ? '""' : `${type}(null)`}`,
  );
  const properties = `tags=${quoteText(JSON.stringify([tag]))}, persistDetails=true`;
  return `.append async ${quoteName(into)} with (${properties}) <| ${bounded(from, rows)} | project ${values.join(',')}`;
}

/** Source: https://learn.microsoft.com/kusto/management/move-extents */
export function moveExtents(
  from: string,
  into: string,
  extentIds: readonly string[],
  ingestionTime: 'keep' | 'renew',
): string {
  const properties = ingestionTime === 'renew' ? ' with (setNewIngestionTime=true)' : '';
  return `.move extents from table ${quoteName(from)} to table ${quoteName(into)}${properties} (${extentIds.join(',')})`;
}

/** Source: https://learn.microsoft.com/kusto/management/move-extents */
export function moveAllExtents(from: string, into: string): string {
  return `.move extents all from table ${quoteName(from)} to table ${quoteName(into)}`;
}

/**
 * The query is one that `.drop extents` takes, for which ids are enough; a move asks for the name of the table too. A comment may end the query. Sources:
 * https://learn.microsoft.com/kusto/management/move-extents, https://learn.microsoft.com/kusto/management/drop-extents
 */
export function moveQueriedExtents(query: string, from: string, into: string): string {
  return `.move extents to table ${quoteName(into)} <| ${query}\n| extend TableName=${quoteText(from)}`;
}

/** Source: https://learn.microsoft.com/kusto/management/soft-delete-command */
export function deleteRows(table: string, after: AfterCursor): string {
  return `.delete table ${quoteName(table)} records <| ${bounded(table, after)}`;
}

/** The filter begins with its first pipe. */
export function deleteMatching(table: string, filter: string): string {
  return `.delete table ${quoteName(table)} records <| ${quoteName(table)} ${filter}`;
}

/** So many ids that logs, which are read up to a length, show the whole command with the table at its end. */
const droppedPerCommand = 100;

/** Commands that drop the extents, all of them together. */
export function dropExtents(table: string, extentIds: readonly string[]): readonly string[] {
  const commands: string[] = [];
  for (let start = 0; start < extentIds.length; start += droppedPerCommand)
    commands.push(
      `.drop extents (${extentIds.slice(start, start + droppedPerCommand).join(',')}) from ${quoteName(table)}`,
    );
  return commands;
}

/** One transaction: readers see the old rows or the new. Source: https://learn.microsoft.com/kusto/concepts/fact-and-dimension-tables */
export function replaceContents(request: {
  readonly table: string;
  readonly from: string;
  readonly columns: readonly Column[];
  readonly tags: readonly string[];
}): string {
  const columns = request.columns.map(({ name }) => quoteName(name)).join(',');
  return `.set-or-replace ${quoteName(request.table)} with (tags=${quoteText(JSON.stringify(request.tags))}, persistDetails=true) <| ${quoteName(request.from)} | project ${columns}`;
}
