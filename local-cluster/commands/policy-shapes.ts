import { findColumn, type TableEntry } from '../engine/catalog.ts';
import { badRequest } from '../problem.ts';
import {
  type Document,
  flag,
  instant,
  listOf,
  members,
  orNull,
  rate,
  type Shape,
  span,
  text,
  whole,
  word,
} from './policy-schema.ts';

type Columns = Pick<TableEntry, 'name' | 'columns'>;

/** Source: https://learn.microsoft.com/kusto/management/retention-policy */
export const retentionShape = members({ SoftDeletePeriod: span(), Recoverability: word('Enabled', 'Disabled') });

const lookback = members({ Kind: word('Default', 'All', 'HotCache', 'Custom'), CustomPeriod: orNull(span()) }, 'Kind');

/** Source: https://learn.microsoft.com/kusto/management/merge-policy */
export const mergeShape: Shape<Document> = members({
  RowCountUpperBoundForMerge: whole(1),
  OriginalSizeMBUpperBoundForMerge: whole(1),
  MaxExtentsToMerge: whole(1),
  AllowRebuild: flag,
  AllowMerge: flag,
  MaxRangeInHours: whole(1),
  LoopPeriod: span(),
  Lookback: (value, place) => {
    const { Kind, CustomPeriod } = lookback(value, place);
    const isCustom = typeof CustomPeriod === 'string';
    if (isCustom !== (Kind === 'Custom'))
      throw badRequest(`The policy's '${place}' has a CustomPeriod or another Kind.`);
    return isCustom ? { Kind, CustomPeriod } : { Kind };
  },
});

/** Source: https://learn.microsoft.com/kusto/management/sharding-policy */
export const shardingShape = members({
  MaxRowCount: whole(1),
  MaxExtentSizeInMb: whole(1),
  MaxOriginalSizeInMb: whole(1),
  UseShardEngine: flag,
  ShardEngineMaxRowCount: whole(1),
  ShardEngineMaxExtentSizeInMb: whole(1),
  ShardEngineMaxOriginalSizeInMb: whole(1),
});

/** Source: https://learn.microsoft.com/kusto/management/batching-policy */
export const batchingShape = members({
  MaximumBatchingTimeSpan: span('00:00:10', '00:30:00'),
  MaximumNumberOfItems: whole(1, 25_000),
  MaximumRawDataSizeMB: whole(100, 4096),
});

/** Source: https://learn.microsoft.com/kusto/management/streaming-ingestion-policy */
export const streamingShape = members({ IsEnabled: flag, HintAllocatedRate: orNull(rate) });

/** Source: https://learn.microsoft.com/kusto/management/auto-delete-policy */
export const autoDeleteShape = members({ ExpiryDate: instant, DeleteIfNotEmpty: flag }, 'ExpiryDate');

const tagPrefix: Shape<string> = (value, place) => {
  const prefix = text(value, place);
  if (!/^[^:]+:$/.test(prefix)) throw badRequest(`The tag prefix '${prefix}' has to end in its only colon.`);
  return prefix;
};

/** Source: https://learn.microsoft.com/kusto/management/extent-tags-retention-policy */
export const tagRetentionShape = listOf(
  members({ TagPrefix: tagPrefix, RetentionPeriod: span() }, 'TagPrefix', 'RetentionPeriod'),
);

/** Source: https://learn.microsoft.com/kusto/management/update-policy */
export const updateShape = listOf(
  members(
    {
      IsEnabled: flag,
      Source: text,
      SourceIsWildCard: flag,
      Query: text,
      IsTransactional: flag,
      PropagateIngestionProperties: flag,
      ManagedIdentity: orNull(text),
    },
    'Source',
    'Query',
  ),
);

const hashKey = members(
  {
    Function: word('XxHash64'),
    MaxPartitionCount: whole(2, 2048),
    Seed: whole(1),
    PartitionAssignmentMode: word('ByPartition', 'Uniform'),
  },
  'MaxPartitionCount',
);
const rangeKey = members(
  { Reference: instant, RangeSize: span('00:00:00.0000001'), OverrideCreationTime: flag },
  'Reference',
  'RangeSize',
);

const partitionKey =
  (table: Columns): Shape<Document> =>
  (value, place) => {
    const anything: Shape = (found) => found;
    const key = members(
      { ColumnName: text, Kind: word('Hash', 'UniformRange'), Properties: anything },
      'ColumnName',
      'Kind',
      'Properties',
    )(value, place);
    const { type } = findColumn(table, String(key.ColumnName));
    const types = key.Kind === 'Hash' ? ['string', 'guid'] : ['datetime'];
    if (!types.includes(type)) throw badRequest(`The policy's '${place}' cannot partition a column of type ${type}.`);
    const properties = key.Kind === 'Hash' ? hashKey : rangeKey;
    return { ...key, Properties: properties(key.Properties, `${place}.Properties`) };
  };

/** At most one key of each kind. Source: https://learn.microsoft.com/kusto/management/partitioning-policy */
export const partitioningShape = (table: Columns): Shape<Document> =>
  members({
    PartitionKeys: (value, place) => {
      const keys = listOf(partitionKey(table), 2)(value, place);
      if (keys.length === 2 && keys[0]?.Kind === keys[1]?.Kind)
        throw badRequest(`The policy's '${place}' has two keys of one kind.`);
      return keys;
    },
    EffectiveDateTime: instant,
    MinRowCountPerOperation: whole(0),
    MaxRowCountPerOperation: whole(0),
    MaxOriginalSizePerOperation: whole(0),
  });

const usages = [
  'All',
  'AutomatedFlows',
  'AzureAI',
  'DataConnection',
  'ExportRequest',
  'ExternalDataRequest',
  'ExternalTable',
  'NativeIngestion',
  'SandboxArtifacts',
  'SqlRequest',
];

const usageList: Shape<string> = (value, place) => {
  for (const usage of text(value, place).split(',')) word(...usages)(usage.trim(), place);
  return String(value);
};

/** Source: https://learn.microsoft.com/kusto/management/managed-identity-policy */
export const managedIdentitiesShape = listOf(
  members(
    {
      ObjectId: text,
      ClientId: orNull(text),
      TenantId: orNull(text),
      DisplayName: orNull(text),
      IsSystem: flag,
      AllowedUsages: usageList,
    },
    'ObjectId',
    'AllowedUsages',
  ),
);
