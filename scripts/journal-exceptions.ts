/** A command that the service documents and the official parser does not know, or not in this form. */
export interface UnknownCommand {
  readonly form: RegExp;
  readonly sample: string;
  readonly source: string;
}

/** All of them; each has to occur in a whole run of the tests. */
export const unknownCommands: readonly UnknownCommand[] = [
  {
    form: /^\.get\s+ingestion\s+resources\b/,
    sample: '.get ingestion resources',
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
  {
    form: /^\.get\s+kusto\s+identity\s+token\b/,
    sample: '.get kusto identity token',
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
  {
    form: /^\.drop\s+column\s[^|]*\sifexists\s*$/,
    sample: '.drop column T.c ifexists',
    source: 'https://learn.microsoft.com/kusto/management/drop-column',
  },
  {
    form: /^\.replace\s+(async\s+)?extents\s+in\s+table\b/,
    sample: '.replace extents in table T <| {.show table T extents},{.show table S extents}',
    source: 'https://learn.microsoft.com/kusto/management/replace-extents',
  },
  {
    form: /^\.move\s+(async\s+)?extents\s+all\b.*\bwith\b/,
    sample: '.move extents all from table S to table T with (setNewIngestionTime=true)',
    source: 'https://learn.microsoft.com/kusto/management/move-extents',
  },
  {
    form: /^\.rename\s+table\b.*\bwith\s*\(/,
    sample: '.rename table T to S with (updateMaterializedViews=true)',
    source: 'https://learn.microsoft.com/kusto/management/rename-table-command',
  },
  {
    form: /^\.update\s+(async\s+)?table\s+\S+\s+delete\s+\S+\s+move\b/,
    sample: '.update table T delete D move S <| let D = T | where a == 1;',
    source: 'https://learn.microsoft.com/kusto/management/update-table-command',
  },
  {
    form: /^\.execute\s+(database\s+)?script\b/,
    sample: '.execute database script <|\n.bogus x',
    source: 'https://learn.microsoft.com/kusto/management/execute-database-script',
  },
  {
    form: /^\.show\s+database\s+\S+\s+policies\b/,
    sample: '.show database D policies',
    source: 'https://learn.microsoft.com/kusto/management/show-database',
  },
  {
    form: /^\.drop\s+external\s+table\s[^|]*\sifexists\s*$/,
    sample: '.drop external table T ifexists',
    source: 'https://learn.microsoft.com/kusto/management/drop-external-table',
  },
  {
    form: /^\.drop\s+materialized-view\s+\S+\s+ifexists\s*$/,
    sample: '.drop materialized-view V ifexists',
    source: 'https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-drop',
  },
  {
    form: /^\.create\s+async\s+materialized-view\s+with\s*\([^)]*\bmove_extents_from\s*=\s*\w/,
    sample:
      '.create async materialized-view with (move_extents_from=S) V on table T { T | summarize arg_max(a, *) by b }',
    source: 'https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create',
  },
  {
    form: /^\.drop\s+extents\s[^<|(]*\bfrom\s+tables\s*\(/,
    sample: '.drop extents older 10 days from tables (T, S)',
    source: 'https://learn.microsoft.com/kusto/management/drop-extents',
  },
  {
    form: /^\.alter\s+tables?\b.*\bpolicy\s+ingestiontime\s+false\s*$/,
    sample: '.alter table T policy ingestiontime false',
    source: 'https://learn.microsoft.com/kusto/management/alter-ingestion-time-policy-command',
  },
  {
    form: /^\.[\w-]+\s+table\b[^{|]*?\b(?:mapping\s*(?:"[^"]*"|'[^']*')|policy\s+\w+)\s*@?['"][\s\S]*['"]\s+@?['"]/,
    sample: `.create table T ingestion csv mapping 'm' '[' ']'`,
    source: 'https://learn.microsoft.com/kusto/query/scalar-data-types/string',
  },
  {
    form: /^\.(?:create|create-or-alter)\s+function\s[^{]*[^){\s]\s*\{/,
    sample: '.create-or-alter function F { T }',
    source: 'https://github.com/Azure/ADXIoTAnalytics/blob/main/config/configDB.kql',
  },
];

/** Columns a command returns that are not those the official parser knows, with the page that has them. */
export interface SchemaDifference {
  readonly kind: string;
  /** `Name:type, …` */
  readonly columns: string;
  readonly source: string;
}

/** All of them; each has to occur in a whole run of the tests. */
export const schemaDifferences: readonly SchemaDifference[] = [
  {
    kind: 'ShowDatabase',
    columns:
      'DatabaseName:string, PersistentStorage:string, Version:string, IsCurrent:bool, DatabaseAccessMode:string, PrettyName:string, CurrentUserIsUnrestrictedViewer:bool, DatabaseId:guid, InTransitionTo:string',
    source: 'https://learn.microsoft.com/kusto/management/show-database',
  },
  {
    kind: 'ShowCapacity',
    columns: 'Resource:string, Total:long, Consumed:long, Remaining:long, Origin:string',
    source: 'https://learn.microsoft.com/kusto/management/show-capacity-command',
  },
  ...['SetTable', 'AppendTable', 'SetOrAppendTable', 'SetOrReplaceTable'].map((kind) => ({
    kind,
    columns: 'ExtentId:guid, OriginalSize:real, ExtentSize:real, CompressedSize:real, IndexSize:real, RowCount:long',
    source: 'https://learn.microsoft.com/kusto/management/data-ingestion/ingest-from-query',
  })),
  {
    kind: 'IngestIntoTable',
    columns: 'ExtentId:guid, ItemLoaded:string, Duration:timespan, HasErrors:bool, OperationId:guid',
    source: 'https://learn.microsoft.com/kusto/management/data-ingestion/ingest-into-command',
  },
  {
    kind: 'ClearTableData',
    columns: 'NodeId:string, Status:string',
    source: 'https://learn.microsoft.com/kusto/management/clear-table-data-command',
  },
  {
    kind: 'ShowContinuousExportExportedArtifacts',
    columns: 'Timestamp:datetime, ExternalTableName:string, Path:string, NumRecords:long, SizeInBytes:long',
    source: 'https://learn.microsoft.com/kusto/management/data-export/show-continuous-artifacts',
  },
];
