import { randomUUID } from 'node:crypto';
import { parseLocation, type StorageLocation } from '../engine/blobs.ts';
import { type ExportOptions, exportRows, filesOf } from '../engine/export.ts';
import type { Codec, ExportFormat } from '../engine/export-formats.ts';
import { findExternal } from '../engine/external-tables.ts';
import { failAfter } from '../engine/faults.ts';
import type { DatetimePrecision } from '../engine/parquet.ts';
import { withQuery } from '../engine/query.ts';
import { exportToTable } from '../engine/table-export.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { TranslatedQuery } from '../query/contract.ts';
import { countOf, type OptionName } from '../query/request-options.ts';
import type { Result } from '../wire.ts';
import {
  codecOf,
  defaultRowGroupSize,
  distributionOf,
  exportFormat,
  rowGroupSizeOf,
  sizeLimitOf,
  tableProperties,
  tableSettings,
  textOptions,
} from './export-settings.ts';
import { runOperation } from './operations.ts';
import { argument, type Commands, type Properties, properties, type Request, resultOf } from './request.ts';

const known = [
  'namePrefix',
  'fileExtension',
  'sizeLimit',
  'distribution',
  'distributed',
  'persistDetails',
  'parquetRowGroupSize',
  'parquetDatetimePrecision',
  'compressionType',
  'includeHeaders',
  'encoding',
  'useNativeParquetWriter',
];

function compression(given: Properties, words: readonly string[], format: ExportFormat): { codec?: Codec } {
  if (words.includes('compressed')) return { codec: codecOf(given, format) };
  if (given.text('compressionType') !== undefined)
    throw badRequest("'compressionType' needs the keyword 'compressed'.");
  return {};
}

function precisionOf(given: Properties): DatetimePrecision {
  const precision = given.text('parquetDatetimePrecision') ?? 'millisecond';
  if (precision !== 'millisecond' && precision !== 'microsecond')
    throw badRequest(`'${precision}' is no datetime precision.`);
  return precision;
}

/** The part of the memory that is needed by default. */
function memoryShare(rowGroupSize: number, { options }: TranslatedQuery): number {
  const percent = (name: OptionName) => (countOf(options, name) ?? 100) / 100;
  const fanOut = percent('query_fanout_nodes_percent') * percent('query_fanout_threads_percent');
  return Math.min(1, rowGroupSize / defaultRowGroupSize) * fanOut;
}

type FixedOptions = Omit<ExportOptions, 'files' | 'admit'>;

function optionsOf(request: Request, given: Properties, destinations: readonly StorageLocation[]): FixedOptions {
  const { engine, command } = request;
  const format = exportFormat(command.words[command.words.indexOf('to') + 1] ?? '');
  return {
    format,
    ...textOptions(given),
    destinations,
    namePrefix: given.text('namePrefix') ?? `export_${randomUUID().replaceAll('-', '')}`,
    fileExtension: given.text('fileExtension') ?? '',
    ...compression(given, command.words, format),
    sizeLimit: sizeLimitOf(given, 4096),
    rowGroupSize: rowGroupSizeOf(given),
    precision: precisionOf(given),
    temporary: engine.temporary,
  };
}

/** Writes a query's rows to storage. Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage */
function exportToStorage(request: Request): Promise<Result> {
  const { command, engine, database } = request;
  if (command.query === undefined) throw badRequest('An export needs a query.');
  const { text } = command.query;
  const given = properties(request, ...known);
  if (!given.flag('useNativeParquetWriter', true)) throw unsupported('the older Parquet writer');
  const distribution = distributionOf(given, 'per_shard');
  const options = optionsOf(request, given, command.arguments('DataConnectionString').map(parseLocation));
  const asynchronous = command.words.includes('async');
  const persistDetails = given.flag('persistDetails', asynchronous);
  const operation = { name: 'DataExport', asynchronous, persistDetails, resource: 'DataExport' as const };
  return runOperation(request, operation, async () => {
    const failing = failAfter(engine.faults, command.kind);
    const artifacts = await withQuery(database, text, async (session, translated) => {
      const files = await filesOf(session, translated, distribution);
      const share = memoryShare(options.rowGroupSize, translated);
      const admit = (rows: bigint) => engine.faults.admit(command.kind, rows, share);
      return exportRows(session, translated, { ...options, ...failing, files, admit });
    });
    engine.faults.failOperation(command.kind);
    const rows = artifacts.map(({ path, rows: count, bytes }) => [path, count, bytes]);
    return { result: resultOf({ Path: 'string', NumRecords: 'long', SizeInBytes: 'long' }, rows) };
  });
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-an-external-table */
function exportToExternalTable(request: Request): Promise<Result> {
  const { command, engine, database } = request;
  if (command.query === undefined) throw badRequest('An export needs a query.');
  const query = command.query.text;
  const settings = tableSettings(properties(request, ...tableProperties, 'concurrency', 'spread'));
  const table = argument(request, 'ExternalTableName');
  findExternal(database.catalog, table);
  const asynchronous = command.words.includes('async');
  const operation = {
    name: 'DataExport',
    asynchronous,
    persistDetails: asynchronous,
    resource: 'DataExport' as const,
  };
  return runOperation(request, operation, async () => {
    const failing = failAfter(engine.faults, command.kind);
    const admit = (rows: bigint) => engine.faults.admit(command.kind, rows);
    const { temporary } = engine;
    const artifacts = await exportToTable(database, { table, query, settings, admit, temporary, ...failing });
    engine.faults.failOperation(command.kind);
    const rows = artifacts.map(({ path, rows: count }) => [table, path, String(count)]);
    return { result: resultOf({ ExternalTableName: 'string', Path: 'string', NumRecords: 'string' }, rows) };
  });
}

export const exportCommands: Commands = {
  ExportToStorage: exportToStorage,
  ExportToExternalTable: exportToExternalTable,
};
