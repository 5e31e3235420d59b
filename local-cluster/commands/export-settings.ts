import type { Distribution } from '../engine/export.ts';
import {
  type Codec,
  codecs,
  type ExportFormat,
  exportFormats,
  type HeaderChoice,
  headerChoices,
} from '../engine/export-formats.ts';
import type { TableExportSettings } from '../engine/table-export.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Properties } from './request.ts';

const megabyte = 1024 * 1024;
export const defaultRowGroupSize = 100_000;

/** From 100 MB, the default, to so many MB. */
export function sizeLimitOf(given: Properties, maximum: 1024 | 4096): number {
  const limit = given.integer('sizeLimit', 100 * megabyte);
  if (limit < 100_000_000 || limit > maximum * megabyte)
    throw badRequest(`'sizeLimit' is from 100 MB to ${maximum / 1024} GB, not ${limit}.`);
  return limit;
}

/** Rows of a group in a Parquet file; there is no group of none. */
export function rowGroupSizeOf(given: Properties): number {
  const rows = given.integer('parquetRowGroupSize', defaultRowGroupSize);
  if (rows === 0) throw badRequest("'parquetRowGroupSize' is more than 0.");
  return rows;
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage */
export function distributionOf(given: Properties, fallback: Distribution): Distribution {
  const distribution = given.text('distribution') ?? fallback;
  if (distribution !== 'single' && distribution !== 'per_node' && distribution !== 'per_shard')
    throw badRequest(`'${distribution}' is no distribution.`);
  return given.flag('distributed', true) ? distribution : 'single';
}

/** Properties of every export to an external table. */
export const tableProperties = ['sizeLimit', 'distributed', 'distribution', 'distributionKind', 'parquetRowGroupSize'];

/** Hints on how nodes share the work make no difference to one node. Source: https://learn.microsoft.com/kusto/management/data-export/export-data-to-an-external-table */
export function tableSettings(given: Properties): TableExportSettings {
  const kind = given.text('distributionKind') ?? 'default';
  if (kind !== 'uniform' && kind !== 'default') throw badRequest(`'${kind}' is no kind of distribution.`);
  for (const name of ['concurrency', 'spread']) given.integer(name, 1);
  return {
    sizeLimit: sizeLimitOf(given, 1024),
    rowGroupSize: rowGroupSizeOf(given),
    distribution: distributionOf(given, 'per_node'),
  };
}

/** The format an export writes; the others are for reading only. */
export function exportFormat(word: string): ExportFormat {
  const format = exportFormats.find((each) => each === word.toLowerCase());
  if (format === undefined) throw unsupported(`exports in the format '${word}'`);
  return format;
}

function isCodec(text: string): text is Codec {
  return text in codecs;
}

/** The codec of compressed files. */
export function codecOf(given: Properties, format: ExportFormat): Codec {
  const codec = given.text('compressionType') ?? 'gzip';
  if (!isCodec(codec) || (format !== 'parquet' && codec !== 'gzip'))
    throw badRequest(`The compression '${codec}' is not supported for ${format}.`);
  return codec;
}

/** How text formats are written; Parquet files take no notice. */
export function textOptions(given: Properties): { headers: HeaderChoice; byteOrderMark: boolean } {
  const wanted = given.text('includeHeaders') ?? 'none';
  const headers = headerChoices.find((choice) => choice.toLowerCase() === wanted.toLowerCase());
  if (headers === undefined) throw badRequest(`'includeHeaders' is none, all or firstFile, not '${wanted}'.`);
  const encoding = given.text('encoding') ?? 'UTF8NoBOM';
  if (!/^UTF8(?:No)?BOM$/i.test(encoding)) throw badRequest(`The encoding '${encoding}' is not supported.`);
  return { headers, byteOrderMark: encoding.toLowerCase() === 'utf8bom' };
}
