import { randomUUID } from 'node:crypto';
import { parseLocation, type StorageLocation } from '../engine/blobs.ts';
import { type Codec, codecs, type ExportOptions, exportParquet } from '../engine/export.ts';
import type { DatetimePrecision } from '../engine/parquet.ts';
import { withQuery } from '../engine/query.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Result } from '../wire.ts';
import { runOperation } from './operations.ts';
import { type Commands, type Properties, properties, type Request, resultOf } from './request.ts';

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

function checkDistribution(given: Properties): void {
  const distribution = given.text('distribution') ?? 'per_shard';
  if (!['single', 'per_node', 'per_shard'].includes(distribution))
    throw badRequest(`'${distribution}' is no distribution.`);
  given.flag('distributed', true);
  if (!given.flag('useNativeParquetWriter', true)) throw unsupported('the older Parquet writer');
}

function optionsOf(request: Request, given: Properties, destinations: readonly StorageLocation[]): ExportOptions {
  const { engine, command } = request;
  checkDistribution(given);
  return {
    destinations,
    namePrefix: given.text('namePrefix') ?? `export_${randomUUID().replaceAll('-', '')}`,
    fileExtension: given.text('fileExtension') ?? '.parquet',
    ...codecOf(given, command.words),
    sizeLimit: sizeLimitOf(given),
    rowGroupSize: given.integer('parquetRowGroupSize', 100_000),
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
  const options = optionsOf(request, given, command.arguments('DataConnectionString').map(parseLocation));
  const asynchronous = command.words.includes('async');
  const persistDetails = given.flag('persistDetails', asynchronous);
  const operation = { name: 'DataExport', asynchronous, persistDetails, resource: 'DataExport' as const };
  return runOperation(request, operation, async () => {
    const artifacts = await withQuery(database, text, (session, translated) =>
      exportParquet(session, translated, options),
    );
    engine.faults.failOperation(command.kind);
    const rows = artifacts.map(({ path, rows: count, bytes }) => [path, count, bytes]);
    return { result: resultOf({ Path: 'string', NumRecords: 'long', SizeInBytes: 'long' }, rows) };
  });
}

export const exportCommands: Commands = { ExportToStorage: exportToStorage };
