import { spellings } from '../local-cluster/commands/spelling.ts';

/**
 * A command that the service documents and the official parser does not know, or not in this form. With the one thing taken away that the parser
 * does not know, it has to know the rest.
 */
export interface UnknownCommand {
  readonly rewrite: (text: string) => string;
  readonly sample: string;
  readonly source: string;
}

const swap = (form: RegExp, by: string) => (text: string) => text.replace(form, by);
const subquery = /\{(?:[^{}"']|"[^"]*"|'[^']*')*\}/g;

/** All of them; each has to occur in a whole run of the tests. */
export const unknownCommands: readonly UnknownCommand[] = [
  {
    rewrite: swap(/^\.get\s+ingestion\s+resources(?=\s*(?:\||$))/, '.show tables'),
    sample: '.get ingestion resources',
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
  {
    rewrite: swap(/^\.get\s+kusto\s+identity\s+token(?=\s*(?:\||$))/, '.show tables'),
    sample: '.get kusto identity token',
    source: 'https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-rest',
  },
  {
    rewrite: spellings.dropColumn,
    sample: '.drop column T.c ifexists',
    source: 'https://learn.microsoft.com/kusto/management/drop-column',
  },
  {
    rewrite: (text) => (/^\.replace\s+(?:async\s+)?extents\b/.test(text) ? text.replaceAll(subquery, '{T}') : text),
    sample: '.replace extents in table T <| {.show table T extents},{.show table S extents}',
    source: 'https://learn.microsoft.com/kusto/management/replace-extents',
  },
  {
    rewrite: swap(/^(\.move\s+(?:async\s+)?extents\s+all\b[^|()]*)\swith\s*\([^()]*\)\s*$/, '$1'),
    sample: '.move extents all from table S to table T with (setNewIngestionTime=true)',
    source: 'https://learn.microsoft.com/kusto/management/move-extents',
  },
  {
    rewrite: spellings.renameTable,
    sample: '.rename table T to S with (updateMaterializedViews=true)',
    source: 'https://learn.microsoft.com/kusto/management/rename-table-command',
  },
  {
    rewrite: swap(/^(\.update\s+(?:async\s+)?table\s+\S+\s+delete\s+\S+\s+)move\b/, '$1append'),
    sample: '.update table T delete D move S <| let D = T | where a == 1;',
    source: 'https://learn.microsoft.com/kusto/management/update-table-command',
  },
  {
    rewrite: swap(/^(\.execute\s+(?:database\s+)?script\b[^|]*<\|)[\s\S]*$/, '$1\n.show tables'),
    sample: '.execute database script <|\n.bogus x',
    source: 'https://learn.microsoft.com/kusto/management/execute-database-script',
  },
  {
    rewrite: spellings.databasePolicies,
    sample: '.show database D policies',
    source: 'https://learn.microsoft.com/kusto/management/show-database',
  },
  {
    rewrite: spellings.dropExternalTable,
    sample: '.drop external table T ifexists',
    source: 'https://learn.microsoft.com/kusto/management/drop-external-table',
  },
  {
    rewrite: swap(/^(\.drop\s+materialized-view\s+\S+)\s+ifexists\s*$/, '$1'),
    sample: '.drop materialized-view V ifexists',
    source: 'https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-drop',
  },
  {
    rewrite: spellings.moveExtentsFrom,
    sample:
      '.create async materialized-view with (move_extents_from=S) V on table T { T | summarize arg_max(a, *) by b }',
    source: 'https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create',
  },
  {
    rewrite: swap(/^(\.drop\s+extents\s[^<|(]*\bfrom\s+)tables\s*\([^()]*\)/, '$1all tables'),
    sample: '.drop extents older 10 days from tables (T, S)',
    source: 'https://learn.microsoft.com/kusto/management/drop-extents',
  },
  {
    rewrite: swap(/^(\.alter\s+tables?\b[^|]*\bpolicy\s+ingestiontime\s+)false\s*$/, '$1true'),
    sample: '.alter table T policy ingestiontime false',
    source: 'https://learn.microsoft.com/kusto/management/alter-ingestion-time-policy-command',
  },
  {
    rewrite: spellings.adjacentTexts,
    sample: `.create table T ingestion csv mapping 'm' '[' ']'`,
    source: 'https://learn.microsoft.com/kusto/query/scalar-data-types/string',
  },
  {
    rewrite: spellings.bareFunction,
    sample: '.create-or-alter function F { T }',
    source: 'https://github.com/Azure/ADXIoTAnalytics/blob/main/config/configDB.kql',
  },
];

/** A text that is no command, sent to see what happens. */
export interface HostileText {
  readonly text: string;
  readonly reason: string;
}

/** All that this tool sends itself; each has to occur in a whole run of the tests. */
export const hostileTexts: readonly HostileText[] = [
  {
    text: '.create table (',
    reason: 'a statement of the user goes to the service as it is, and what the service says is told',
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
