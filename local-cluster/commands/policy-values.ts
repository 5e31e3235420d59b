import { findColumn, type TableEntry } from '../engine/catalog.ts';
import { formatTimespan, parseTimespan } from '../engine/time.ts';
import { badRequest } from '../problem.ts';
import { Reader } from './reader.ts';
import { parseJson } from './request.ts';

export type Document = Record<string, unknown>;

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
  if (ticks === undefined) throw badRequest('A policy needs a timespan here.');
  return formatTimespan(ticks);
}

/** Reads a JSON object that has no other members than these; spans among them are written the one way. */
export const object =
  (members: readonly string[], spans: readonly string[] = []) =>
  (reader: Reader): Document => {
    const document = parseJson('policy', reader.string());
    if (typeof document !== 'object' || document === null || Array.isArray(document))
      throw badRequest('The policy is not an object.');
    return Object.fromEntries(Object.entries(document).map(([name, value]) => member({ name, value, members, spans })));
  };

function member(fields: {
  name: string;
  value: unknown;
  members: readonly string[];
  spans: readonly string[];
}): [string, unknown] {
  const { name, value, members, spans } = fields;
  if (!members.includes(name) && !spans.includes(name)) throw badRequest(`The policy has no member '${name}'.`);
  if (!spans.includes(name)) return [name, value];
  const ticks = parseTimespan(String(value));
  if (ticks === undefined) throw badRequest(`'${value}' is not a timespan.`);
  return [name, formatTimespan(ticks)];
}

export const retentionDefaults = { SoftDeletePeriod: '365000.00:00:00', Recoverability: 'Enabled' };
export const readRetention = object(['Recoverability'], ['SoftDeletePeriod']);

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

function tagRetention(reader: Reader): unknown {
  return rules(reader, (rule) => {
    const found = object(['TagPrefix'], ['RetentionPeriod'])(rule);
    if (!/^[^:]+:$/.test(String(found.TagPrefix)))
      throw badRequest(`The tag prefix '${found.TagPrefix}' has to end in its only colon.`);
    return found;
  });
}

/** Reads a JSON array whose members are read one by one. */
export function rules<T>(reader: Reader, read: (rule: Reader) => T): T[] {
  const list = parseJson('policy', reader.string());
  if (!Array.isArray(list)) throw badRequest('The policy is an array.');
  return list.map((rule) => read(new Reader(JSON.stringify(JSON.stringify(rule)))));
}

/** Source: https://learn.microsoft.com/kusto/management/merge-policy */
function merge(reader: Reader): Document {
  const document = numeric(object(mergeMembers, ['LoopPeriod'])(reader), ['Lookback']);
  if (document.Lookback === undefined) return document;
  const { CustomPeriod, ...kind } = Object(document.Lookback);
  const lookback = JSON.stringify(JSON.stringify(CustomPeriod === null ? kind : document.Lookback));
  const { Kind, ...custom } = object(['Kind'], ['CustomPeriod'])(new Reader(lookback));
  if (!['Default', 'All', 'HotCache', 'Custom'].includes(String(Kind)))
    throw badRequest(`'${Kind}' is not a kind of lookback.`);
  return { ...document, Lookback: { Kind, ...custom } };
}

/** A document whose members are whole numbers or, named `Allow…` or `Use…`, true or false. */
function numeric(document: Document, others: readonly string[] = []): Document {
  for (const [name, value] of Object.entries(document)) {
    if (others.includes(name) || name === 'LoopPeriod') continue;
    const fits = /^(?:Allow|Use)/.test(name)
      ? typeof value === 'boolean'
      : Number.isInteger(value) && Number(value) > 0;
    if (!fits) throw badRequest(`The policy's '${name}' cannot be '${value}'.`);
  }
  return document;
}

/** Source: https://learn.microsoft.com/kusto/management/partitioning-policy */
const partitioning = object([
  'PartitionKeys',
  'EffectiveDateTime',
  'MinRowCountPerOperation',
  'MaxRowCountPerOperation',
  'MaxOriginalSizePerOperation',
]);

/** Source: https://learn.microsoft.com/kusto/management/managed-identity-policy */
function managedIdentities(reader: Reader): unknown {
  return rules(reader, (rule) =>
    object(['ObjectId', 'ClientId', 'TenantId', 'DisplayName', 'IsSystem', 'AllowedUsages'])(rule),
  );
}

const mergeMembers = [
  'RowCountUpperBoundForMerge',
  'OriginalSizeMBUpperBoundForMerge',
  'MaxExtentsToMerge',
  'AllowRebuild',
  'AllowMerge',
  'MaxRangeInHours',
  'Lookback',
];
const shardingMembers = [
  'MaxRowCount',
  'MaxExtentSizeInMb',
  'MaxOriginalSizeInMb',
  'UseShardEngine',
  'ShardEngineMaxRowCount',
  'ShardEngineMaxExtentSizeInMb',
  'ShardEngineMaxOriginalSizeInMb',
];

/** Source: https://learn.microsoft.com/kusto/management/#policies and the page of each policy below it. */
export const policies: Readonly<Record<string, Policy>> = {
  retention: { kind: 'Retention', shown: 'RetentionPolicy', read: retention },
  caching: { kind: 'Caching', shown: 'CachingPolicy', read: caching },
  merge: { kind: 'Merge', shown: 'ExtentsMergePolicy', read: merge },
  sharding: { kind: 'Sharding', shown: 'ShardingPolicy', read: (reader) => numeric(object(shardingMembers)(reader)) },
  ingestionbatching: {
    kind: 'IngestionBatching',
    shown: 'IngestionBatchingPolicy',
    read: object(['MaximumNumberOfItems', 'MaximumRawDataSizeMB'], ['MaximumBatchingTimeSpan']),
  },
  ingestiontime: {
    kind: 'IngestionTime',
    shown: 'IngestionTimePolicy',
    read: (reader) => ({ IsEnabled: enabled(reader) }),
  },
  streamingingestion: {
    kind: 'StreamingIngestion',
    shown: 'StreamingIngestionPolicy',
    read: (reader) =>
      reader.hasLiteral() ? object(['IsEnabled', 'HintAllocatedRate'])(reader) : { IsEnabled: enabled(reader) },
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
    read: (reader) => ({ DeleteIfNotEmpty: false, ...object(['ExpiryDate', 'DeleteIfNotEmpty'])(reader) }),
  },
  extent_tags_retention: { kind: 'ExtentTagsRetention', shown: 'ExtentTagsRetentionPolicy', read: tagRetention },
  update: { kind: 'Update', shown: 'UpdatePolicy' },
  row_level_security: { kind: 'RowLevelSecurity', shown: 'RowLevelSecurityPolicy' },
  partitioning: { kind: 'Partitioning', shown: 'PartitioningPolicy', read: partitioning },
  managed_identity: { kind: 'ManagedIdentity', shown: 'ManagedIdentityPolicy', read: managedIdentities },
};
