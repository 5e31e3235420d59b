import { findColumn, type TableEntry } from '../engine/catalog.ts';
import { formatTimespan, parseTimespan } from '../engine/time.ts';
import { badRequest } from '../problem.ts';
import { type Document, documentOf } from './policy-schema.ts';
import {
  autoDeleteShape,
  batchingShape,
  managedIdentitiesShape,
  mergeShape,
  partitioningShape,
  retentionShape,
  shardingShape,
  streamingShape,
  tagRetentionShape,
} from './policy-shapes.ts';
import type { Reader } from './reader.ts';

/** A policy that tables and other entities can have. */
export interface Policy {
  /** As the grammar spells it inside names of kinds. */
  readonly kind: string;
  /** As `.show … policy` names it. */
  readonly shown: string;
  /** Reads the value of `.alter`; absent where a command of its own does. */
  readonly read?: (reader: Reader, columns: Pick<TableEntry, 'name' | 'columns'>) => unknown;
}

function duration(reader: Reader): string {
  const ticks = parseTimespan(reader.value().replace(/^(?:time|timespan)\((.*)\)$/, '$1'));
  if (ticks === undefined || ticks < 0n) throw badRequest('A policy needs a timespan here that is not below zero.');
  return formatTimespan(ticks);
}

export const retentionDefaults = { SoftDeletePeriod: '365000.00:00:00', Recoverability: 'Enabled' };
export const readRetention = documentOf(retentionShape);

export function retentionWords(reader: Reader): Document {
  const softDelete = reader.accept('softdelete', '=') ? { SoftDeletePeriod: duration(reader) } : {};
  if (!reader.accept('recoverability', '=')) return softDelete;
  const word = reader.value().toLowerCase();
  if (word !== 'enabled' && word !== 'disabled') throw badRequest(`'${word}' is not enabled or disabled.`);
  return { ...softDelete, Recoverability: word === 'enabled' ? 'Enabled' : 'Disabled' };
}

function retention(reader: Reader): Document {
  return { ...retentionDefaults, ...(reader.hasLiteral() ? readRetention(reader) : retentionWords(reader)) };
}

function caching(reader: Reader): Document {
  reader.expect('hot', '=');
  const hot = duration(reader);
  return { DataHotSpan: hot, IndexHotSpan: hot };
}

function enabled(reader: Reader): boolean {
  const word = reader.choose('true', 'false', 'enable', 'disable');
  if (word === undefined) throw badRequest('The policy is true or false.');
  return word === 'true' || word === 'enable';
}

function rowOrder(reader: Reader, table: Pick<TableEntry, 'name' | 'columns'>): Document[] {
  return reader.list(() => {
    const column = findColumn(table, reader.name());
    return { ColumnName: column.name, IsAscending: reader.choose('asc', 'desc') !== 'desc' };
  });
}

/** Source: https://learn.microsoft.com/kusto/management/#policies and the page of each policy below it. */
export const policies: Readonly<Record<string, Policy>> = {
  retention: { kind: 'Retention', shown: 'RetentionPolicy', read: retention },
  caching: { kind: 'Caching', shown: 'CachingPolicy', read: caching },
  merge: { kind: 'Merge', shown: 'ExtentsMergePolicy', read: documentOf(mergeShape) },
  sharding: { kind: 'Sharding', shown: 'ShardingPolicy', read: documentOf(shardingShape) },
  ingestionbatching: {
    kind: 'IngestionBatching',
    shown: 'IngestionBatchingPolicy',
    read: documentOf(batchingShape),
  },
  ingestiontime: {
    kind: 'IngestionTime',
    shown: 'IngestionTimePolicy',
    read: (reader) => ({ IsEnabled: enabled(reader) }),
  },
  streamingingestion: {
    kind: 'StreamingIngestion',
    shown: 'StreamingIngestionPolicy',
    read: (reader) => (reader.hasLiteral() ? documentOf(streamingShape)(reader) : { IsEnabled: enabled(reader) }),
  },
  restricted_view_access: {
    kind: 'RestrictedViewAccess',
    shown: 'RestrictedViewAccessPolicy',
    read: (reader) => ({ IsEnabled: enabled(reader) }),
  },
  roworder: { kind: 'RowOrder', shown: 'RowOrderPolicy', read: rowOrder },
  auto_delete: {
    kind: 'AutoDelete',
    shown: 'AutoDeletePolicy',
    read: (reader) => ({ DeleteIfNotEmpty: false, ...documentOf(autoDeleteShape)(reader) }),
  },
  extent_tags_retention: {
    kind: 'ExtentTagsRetention',
    shown: 'ExtentTagsRetentionPolicy',
    read: documentOf(tagRetentionShape),
  },
  update: { kind: 'Update', shown: 'UpdatePolicy' },
  row_level_security: { kind: 'RowLevelSecurity', shown: 'RowLevelSecurityPolicy' },
  partitioning: {
    kind: 'Partitioning',
    shown: 'PartitioningPolicy',
    read: (reader, table) => documentOf(partitioningShape(table))(reader),
  },
  managed_identity: {
    kind: 'ManagedIdentity',
    shown: 'ManagedIdentityPolicy',
    read: documentOf(managedIdentitiesShape),
  },
};
