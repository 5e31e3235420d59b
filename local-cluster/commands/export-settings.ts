import type { Distribution } from '../engine/export.ts';
import type { TableExportSettings } from '../engine/table-export.ts';
import { badRequest } from '../problem.ts';
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
    rowGroupSize: given.integer('parquetRowGroupSize', defaultRowGroupSize),
    distribution: distributionOf(given, 'per_node'),
  };
}
