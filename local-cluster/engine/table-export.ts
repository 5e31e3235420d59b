import { randomUUID } from 'node:crypto';
import { badRequest } from '../problem.ts';
import type { Column, QueryCatalog } from '../query/contract.ts';
import { parseLocation } from './blobs.ts';
import type { Database } from './database.ts';
import { type Artifact, type Distribution, type ExportOptions, exportRows, filesOf } from './export.ts';
import { type ExportFormat, exportFormats, type FormatOptions } from './export-formats.ts';
import { type ExternalTable, findExternal } from './external-tables.ts';
import { withFolder } from './partitioned-rows.ts';
import { withQuery } from './query.ts';

/** What a command may say about an export to an external table; everything else about it is the table's. */
export interface TableExportSettings {
  readonly sizeLimit: number;
  readonly rowGroupSize: number;
  readonly distribution: Distribution;
}

/** The columns of a query have to be those of the table. */
export function checkSchema(columns: readonly Column[], wanted: readonly Column[]): void {
  const shown = (list: readonly Column[]) => list.map(({ name, type }) => `${name}:${type}`).join(', ');
  if (shown(columns) === shown(wanted)) return;
  throw badRequest(`The query returns (${shown(columns)}), and the external table has (${shown(wanted)}).`);
}

/** The format to write an external table in; others are for reading only. */
function writtenFormat({ format }: ExternalTable): ExportFormat {
  const found = exportFormats.find((each) => each === format);
  if (found === undefined) throw badRequest(`An external table of the format '${format}' cannot be exported to.`);
  return found;
}

function optionsOf(table: ExternalTable): Omit<FormatOptions, 'rowGroupSize'> & Destination {
  return {
    format: writtenFormat(table),
    headers: table.headers,
    byteOrderMark: table.encoding?.toLowerCase() === 'utf8bom',
    precision: 'millisecond',
    destinations: table.connections.map(parseLocation),
    namePrefix: table.namePrefix === '' ? `export_${randomUUID().replaceAll('-', '')}` : table.namePrefix,
    fileExtension: table.fileExtension,
    ...(table.compressed ? { codec: table.compressionType ?? 'gzip' } : {}),
  };
}

type Destination = Pick<ExportOptions, 'destinations' | 'namePrefix' | 'fileExtension'>;

/** One value of a text or of a hash goes to one file. */
function isByText({ partitioning }: ExternalTable): boolean {
  return partitioning?.partitions.some(({ kind }) => kind !== 'datetime') ?? false;
}

export interface TableExport extends Pick<ExportOptions, 'admit' | 'failAfter' | 'stored' | 'temporary'> {
  readonly table: string;
  readonly query: string;
  readonly settings: TableExportSettings;
  /** Changes what the query sees. */
  readonly extend?: (catalog: QueryCatalog) => QueryCatalog;
}

/** Writes a query's rows to an external table. Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-an-external-table */
export function exportToTable(database: Database, asked: TableExport): Promise<Artifact[]> {
  const { table: name, query, settings, extend, ...options } = asked;
  return withQuery(
    database,
    query,
    async (session, translated) => {
      const table = findExternal(database.catalog, name);
      checkSchema(translated.columns, table.columns);
      const { distribution, ...limits } = settings;
      const { partitioning } = table;
      const files = isByText(table) ? 1 : await filesOf(session, translated, distribution);
      const all = { ...optionsOf(table), ...limits, ...options, files, isPartitioned: partitioning !== undefined };
      if (partitioning === undefined) return exportRows(session, translated, all);
      return exportRows(session, withFolder(translated, partitioning, database.queryCatalog()), all);
    },
    extend,
  );
}
