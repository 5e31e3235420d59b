import { randomUUID } from 'node:crypto';
import { parseLocation, type StorageLocation } from '../engine/blobs.ts';
import { type Codec, codecs, type ExportOptions, exportParquet } from '../engine/export.ts';
import { findExternal } from '../engine/external-tables.ts';
import type { DatetimePrecision } from '../engine/parquet.ts';
import { withQuery } from '../engine/query.ts';
import type { Session } from '../engine/store.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Column, TranslatedQuery } from '../query/contract.ts';
import type { Result } from '../wire.ts';
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
  'useNativeParquetWriter',
];
const megabyte = 1024 * 1024;
const maximumFiles = 16;
const defaultRowGroupSize = 100_000;

function isCodec(text: string): text is Codec {
  return text in codecs;
}

function codecOf(given: Properties, words: readonly string[]): { codec?: Codec } {
  const wanted = given.text('compressionType');
  if (!words.includes('compressed')) {
    if (wanted !== undefined) throw badRequest("'compressionType' needs the keyword 'compressed'.");
    return {};
  }
  const codec = wanted ?? 'gzip';
  if (!isCodec(codec)) throw badRequest(`The compression '${codec}' is not supported for Parquet.`);
  return { codec };
}

function precisionOf(given: Properties): DatetimePrecision {
  const precision = given.text('parquetDatetimePrecision') ?? 'millisecond';
  if (precision !== 'millisecond' && precision !== 'microsecond')
    throw badRequest(`'${precision}' is no datetime precision.`);
  return precision;
}

/** The service takes 100 MB to 4 GB. */
function sizeLimitOf(given: Properties): number {
  const limit = given.integer('sizeLimit', 100 * megabyte);
  if (limit < 100_000_000 || limit > 4096 * megabyte)
    throw badRequest(`'sizeLimit' is from 100 MB to 4 GB, not ${limit}.`);
  return limit;
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage */
function distributionOf(given: Properties): 'single' | 'per_node' | 'per_shard' {
  const distribution = given.text('distribution') ?? 'per_shard';
  if (distribution !== 'single' && distribution !== 'per_node' && distribution !== 'per_shard')
    throw badRequest(`'${distribution}' is no distribution.`);
  if (!given.flag('useNativeParquetWriter', true)) throw unsupported('the older Parquet writer');
  return given.flag('distributed', true) ? distribution : 'single';
}

/** Each extent of the tables that are read is one shard, up to what one node writes at once; there is one node. */
async function shardsOf(session: Session, { sql }: TranslatedQuery): Promise<number> {
  const tables = new Set([...sql.matchAll(/\bdata\.t(\d+)\b/g)].map(([, id]) => id));
  if (tables.size === 0) return 1;
  const [[count] = []] = await session.rows(
    `SELECT count(*) FROM meta.extent WHERE table_id IN (${[...tables].join(', ')})`,
  );
  return Math.min(maximumFiles, Math.max(1, Number(count)));
}

/** The part of the memory that is needed by default. */
function memoryShare(rowGroupSize: number, { options }: TranslatedQuery): number {
  const percent = (name: string) => Number(options[name] ?? 100) / 100;
  const fanOut = percent('query_fanout_nodes_percent') * percent('query_fanout_threads_percent');
  return Math.min(1, rowGroupSize / defaultRowGroupSize) * fanOut;
}

type FixedOptions = Omit<ExportOptions, 'files' | 'admit'>;

function optionsOf(request: Request, given: Properties, destinations: readonly StorageLocation[]): FixedOptions {
  const { engine, command } = request;
  return {
    destinations,
    namePrefix: given.text('namePrefix') ?? `export_${randomUUID().replaceAll('-', '')}`,
    fileExtension: given.text('fileExtension') ?? '.parquet',
    ...codecOf(given, command.words),
    sizeLimit: sizeLimitOf(given),
    rowGroupSize: given.integer('parquetRowGroupSize', defaultRowGroupSize),
    precision: precisionOf(given),
    temporary: engine.temporary,
  };
}

/** Writes a query's rows to storage. Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage */
function exportToStorage(request: Request): Promise<Result> {
  const { command, engine, database } = request;
  if (!command.words.includes('parquet')) throw unsupported('exports in other formats than parquet');
  if (command.query === undefined) throw badRequest('An export needs a query.');
  const { text } = command.query;
  const given = properties(request, ...known);
  const distribution = distributionOf(given);
  const options = optionsOf(request, given, command.arguments('DataConnectionString').map(parseLocation));
  const asynchronous = command.words.includes('async');
  const persistDetails = given.flag('persistDetails', asynchronous);
  const operation = { name: 'DataExport', asynchronous, persistDetails, resource: 'DataExport' as const };
  return runOperation(request, operation, async () => {
    const failAfter = engine.faults.strike('partial-export', command.kind)?.amount;
    const failing = failAfter === undefined ? {} : { failAfter };
    const artifacts = await withQuery(database, text, async (session, translated) => {
      const files = distribution === 'per_shard' ? await shardsOf(session, translated) : 1;
      const share = memoryShare(options.rowGroupSize, translated);
      const admit = (rows: bigint) => engine.faults.admit(command.kind, rows, share);
      return exportParquet(session, translated, { ...options, ...failing, files, admit });
    });
    engine.faults.failOperation(command.kind);
    const rows = artifacts.map(({ path, rows: count, bytes }) => [path, count, bytes]);
    return { result: resultOf({ Path: 'string', NumRecords: 'long', SizeInBytes: 'long' }, rows) };
  });
}

/** The files of an external table say their own names; everything else about them is the table's. */
function tableOptions(request: Request, given: Properties): FixedOptions {
  const table = findExternal(request.database.catalog, argument(request, 'ExternalTableName'));
  if (table.format !== 'parquet') throw unsupported('exports in other formats than parquet');
  return {
    destinations: table.connections.map(parseLocation),
    namePrefix: table.namePrefix === '' ? `export_${randomUUID().replaceAll('-', '')}` : table.namePrefix,
    fileExtension: table.fileExtension === '' ? '.parquet' : table.fileExtension,
    ...(table.compressed ? { codec: 'snappy' as const } : {}),
    sizeLimit: sizeLimitOf(given),
    rowGroupSize: given.integer('parquetRowGroupSize', defaultRowGroupSize),
    precision: 'millisecond',
    temporary: request.engine.temporary,
  };
}

function checkSchema(columns: readonly Column[], wanted: readonly Column[]): void {
  const shown = (list: readonly Column[]) => list.map(({ name, type }) => `${name}:${type}`).join(', ');
  if (shown(columns) === shown(wanted)) return;
  throw badRequest(`The query returns (${shown(columns)}), and the external table has (${shown(wanted)}).`);
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-an-external-table */
function exportToTable(request: Request): Promise<Result> {
  const { command, engine, database } = request;
  if (command.query === undefined) throw badRequest('An export needs a query.');
  const { text } = command.query;
  const given = properties(request, 'sizeLimit', 'distributed', 'distribution', 'parquetRowGroupSize');
  const name = argument(request, 'ExternalTableName');
  distributionOf(given);
  const options = tableOptions(request, given);
  const asynchronous = command.words.includes('async');
  const operation = {
    name: 'DataExport',
    asynchronous,
    persistDetails: asynchronous,
    resource: 'DataExport' as const,
  };
  return runOperation(request, operation, async () => {
    const failAfter = engine.faults.strike('partial-export', command.kind)?.amount;
    const failing = failAfter === undefined ? {} : { failAfter };
    const admit = (rows: bigint) => engine.faults.admit(command.kind, rows);
    const artifacts = await withQuery(database, text, (session, translated) => {
      checkSchema(translated.columns, findExternal(database.catalog, name).columns);
      return exportParquet(session, translated, { ...options, ...failing, files: 1, admit });
    });
    engine.faults.failOperation(command.kind);
    const rows = artifacts.map(({ path, rows: count }) => [name, path, String(count)]);
    return { result: resultOf({ ExternalTableName: 'string', Path: 'string', NumRecords: 'string' }, rows) };
  });
}

export const exportCommands: Commands = { ExportToStorage: exportToStorage, ExportToExternalTable: exportToTable };
