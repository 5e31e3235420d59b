/** What a command returns by its page, where the official parser does not say. */
export interface DocumentedResult {
  readonly kind: string;
  /** `Name:type, …` */
  readonly columns: string;
  readonly source: string;
}

const page = (path: string): string => `https://learn.microsoft.com/kusto/management/${path}`;

const retagged = 'OriginalExtentId:string, ResultExtentId:string, ResultExtentTags:string, Details:string';
const exported = 'Path:string, NumRecords:long, SizeInBytes:long';

export const documentedResults: readonly DocumentedResult[] = [
  {
    kind: 'CancelOperation',
    columns: 'OperationId:guid, Operation:string, StartedOn:datetime, CancellationState:string, ReasonPhrase:string',
    source: page('cancel-operation-command'),
  },
  {
    kind: 'ClearDatabaseCacheStreamingIngestionSchema',
    columns: 'NodeId:string, Status:string',
    source: page('data-ingestion/clear-schema-cache-command'),
  },
  { kind: 'ExportToStorage', columns: exported, source: page('data-export/export-data-to-storage') },
  {
    kind: 'ExportToExternalTable',
    columns: 'ExternalTableName:string, Path:string, NumRecords:string',
    source: page('data-export/export-data-to-an-external-table'),
  },
  { kind: 'AlterExtentTagsFromQuery', columns: retagged, source: page('alter-extent') },
  { kind: 'AlterMergeExtentTagsFromQuery', columns: retagged, source: page('alter-extent') },
  { kind: 'DropExtentTagsFromTable', columns: retagged, source: page('drop-extent-tags') },
  { kind: 'DropExtentTagsFromQuery', columns: retagged, source: page('drop-extent-tags') },
  {
    kind: 'MoveExtents',
    columns: 'OriginalExtentId:string, ResultExtentId:string, Details:string',
    source: page('move-extents'),
  },
  {
    kind: 'TableDataUpdate',
    columns: 'Table:string, Action:string, ExtentId:guid, RowCount:long',
    source: page('update-table-command'),
  },
  {
    kind: 'ExecuteDatabaseScript',
    columns: 'OperationId:guid, CommandType:string, CommandText:string, Result:string, Reason:string',
    source: page('execute-database-script'),
  },
  {
    kind: 'CreateOrAlterContinuousExport',
    columns:
      'Name:string, ExternalTableName:string, Query:string, ForcedLatency:timespan, IntervalBetweenRuns:timespan, CursorScopedTables:string, ExportProperties:string',
    source: page('data-export/create-alter-continuous'),
  },
  {
    kind: 'GetIngestionResources',
    columns: 'ResourceTypeName:string, StorageRoot:string',
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
  {
    kind: 'GetKustoIdentityToken',
    columns: 'AuthorizationContext:string',
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
  {
    kind: 'CreateMaterializedView',
    columns:
      'Name:string, SourceTable:string, Query:string, MaterializedTo:datetime, LastRun:datetime, LastRunResult:string, IsHealthy:bool, IsEnabled:bool, Folder:string, DocString:string, AutoUpdateSchema:bool, EffectiveDateTime:datetime, Lookback:timespan, LookbackColumn:string',
    source: page('materialized-views/materialized-view-show-command'),
  },
  {
    kind: 'ShowMaterializedViewFailures',
    columns: 'Name:string, SourceTable:string, FailureTime:datetime, OperationId:guid, FailureReason:string',
    source: page('materialized-views/materialized-view-show-failures-command'),
  },
  {
    kind: 'ShowDatabasePolicies',
    columns:
      'DatabaseName:string, PersistentStorage:string, Version:string, IsCurrent:bool, DatabaseAccessMode:string, PrettyName:string, DatabaseId:guid, AuthorizedPrincipals:string, RetentionPolicy:string, MergePolicy:string, CachingPolicy:string, ShardingPolicy:string, StreamingIngestionPolicy:string, IngestionBatchingPolicy:string',
    source: page('show-database'),
  },
];

/** Commands whose columns nothing says, and why. */
export const uncomparedResults: Readonly<Record<string, string>> = {
  ShowOperationDetails: 'the columns are those of the operation, whatever it was',
  DeleteTableRecords: 'the page says that the output is about extents, and not which columns it has',
  AlterTablesPolicyCaching: 'the parser knows the columns of the form for one table only',
};
