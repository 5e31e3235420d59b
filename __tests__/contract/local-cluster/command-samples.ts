import { samplesOfPolicies } from './policy-samples.ts';

/** The kind of a command, and a text of it; a text without a kind prepares the next one. */
export type Sample = readonly [kind: string, text: string];

/** What the first cell of the answer to a kind is called in later texts. */
export const keptAs: Readonly<Record<string, string>> = {
  ShowDatabaseJournal: 'version',
  ExportToStorage: 'file',
  ShowTableExtents: 'extent',
  SetTable: 'operation',
};

const slow = 'range a from 1 to 5000000 step 1 | extend b = hash_xxhash64(a) | where b > 0 | count';

const schema: readonly Sample[] = [
  ['CreateTable', '.create table T (a:long, b:string) with (folder="f")'],
  ['CreateTables', '.create tables S (a:long, b:string), U (a:long, b:string) with (folder="f")'],
  ['CreateMergeTable', '.create-merge table T (c:int) with (folder="f")'],
  ['CreateMergeTables', '.create-merge tables S (d:int, e:int), U (d:int) with (folder="f")'],
  ['AlterTable', '.alter table T (a:long, b:string, c:int, d:dynamic) with (folder="f")'],
  ['AlterMergeTable', '.alter-merge table U (c:int) with (folder="f")'],
  ['AlterTableDocString', '.alter table T docstring "d"'],
  ['AlterTableFolder', '.alter table T folder "g"'],
  ['AlterTableColumnDocStrings', '.alter table T column-docstrings (a:"x")'],
  ['AlterMergeTableColumnDocStrings', '.alter-merge table T column-docstrings (b:"y")'],
  ['AlterColumnPolicyEncodingType', ".alter column T.d policy encoding type='BigObject'"],
  ['ShowColumnPolicyEncoding', '.show column T.d policy encoding'],
  ['ShowTablePolicyEncoding', '.show table T policy encoding'],
  ['DeleteColumnPolicyEncoding', '.delete column T.d policy encoding'],
  ['AlterColumnType', '.alter column T.c type=long'],
  ['RenameColumn', '.rename column T.c to e'],
  ['DropColumn', '.drop column T.e'],
  ['DropTableColumns', '.drop table T columns (d)'],
  ['DropTableColumns', '.drop table S columns (d, e)'],
  ['DropTableColumns', '.drop table U columns (c, d)'],
  ['CreateFunction', '.create function with (folder="f") F() { print x=1 }'],
  ['AlterFunctionDocString', '.alter function F docstring "d"'],
  ['AlterFunctionFolder', '.alter function F folder "g"'],
  ['CreateOrAlterFunction', '.create-or-alter function with (folder="f") G() { print x=1 }'],
  ['ShowFunction', '.show function F with (ShowObfuscatedStrings=true)'],
  ['ShowFunctions', '.show functions'],
  ['AddFunctionRole', ".add function F admins ('aadapp=one;t')"],
  ['SetFunctionRole', ".set function F admins ('aadapp=two;t')"],
  ['ShowFunctionPrincipals', '.show function F principals'],
  ['DropFunctionRole', ".drop function F admins ('aadapp=two;t')"],
  ['DropFunction', '.drop function F'],
  ['DropFunctions', '.drop functions (G)'],
  [
    'CreateTableIngestionMapping',
    `.create table T ingestion csv mapping "m" '[{"column":"a","Properties":{"Ordinal":0}}]'`,
  ],
  [
    'CreateOrAlterTableIngestionMapping',
    `.create-or-alter table T ingestion csv mapping "m" '[{"column":"a","Properties":{"Ordinal":0}}]'`,
  ],
  [
    'AlterTableIngestionMapping',
    `.alter table T ingestion csv mapping "m" '[{"column":"a","Properties":{"Ordinal":0}}]'`,
  ],
  ['ShowTableIngestionMapping', '.show table T ingestion csv mapping "m"'],
  ['ShowTableIngestionMappings', '.show table T ingestion csv mappings'],
  ['DropTableIngestionMapping', '.drop table T ingestion csv mapping "m"'],
];

const rows: readonly Sample[] = [
  ['SetTable', `.set async Slow with (folder="f") <| ${slow}`],
  ['CancelOperation', '.cancel operation {operation} with (reason="enough")'],
  ['IngestInlineIntoTable', `.ingest inline into table T with (tags='["t"]') <| 1,x`],
  ['SetOrAppendTable', `.set-or-append T with (tags='["t"]') <| print a=2, b="y"`],
  ['AppendTable', `.append S with (tags='["t"]') <| print a=3, b="z"`],
  ['SetOrReplaceTable', '.set-or-replace Other with (folder="f") <| print a=3, b="z"'],
  ['ExportToStorage', '.export to parquet (#) with (namePrefix="p") <| T'],
  ['IngestIntoTable', `.ingest into table T ({file}) with (format="parquet")`],
  ['ShowIngestionFailures', '.show ingestion failures'],
  ['ShowDatabaseExtents', '.show database extents'],
  [
    'AlterExtentTagsFromQuery',
    ".alter table T extent tags ('a', 'b', 'c') with (extentCreatedOnFrom='2000-01-01') <| .show table T extents",
  ],
  [
    'AlterMergeExtentTagsFromQuery',
    ".alter-merge table T extent tags ('d') with (extentCreatedOnFrom='2000-01-01') <| .show table T extents",
  ],
  ['DropExtentTagsFromTable', ".drop table T extent tags ('a')"],
  [
    'DropExtentTagsFromQuery',
    ".drop table T extent tags with (extentCreatedOnFrom='2000-01-01') <| .show table T extents",
  ],
  ['TableDataUpdate', '.update table T delete D append A with (whatif=false) <| let D = T | where a == 1; let A = D'],
  ['DeleteTableRecords', '.delete table T records <| T | where a == 77'],
  ['MoveExtents', '.move extents all from table S to table T with (setNewIngestionTime=false)'],
  [
    'ReplaceExtents',
    '.replace extents in table T with (setNewIngestionTime=false) <| {.show table T extents | take 0},{.show table S extents | take 0}',
  ],
  ['DropPretendExtentsByProperties', '.drop-pretend extents older 10 days from T'],
  ['DropExtents', '.drop extents older 10 days from T'],
  ['ShowTableExtents', '.show table T extents'],
  ['DropExtent', '.drop extent {extent} from T'],
  ['ClearTableData', '.clear table T data'],
  ['ClearTableCacheStreamingIngestionSchema', '.clear table T cache streamingingestion schema'],
  ['ClearDatabaseCacheStreamingIngestionSchema', '.clear database cache streamingingestion schema'],
  ['GetIngestionResources', '.get ingestion resources'],
  ['GetKustoIdentityToken', '.get kusto identity token'],
];

const exports: readonly Sample[] = [
  [
    'CreateStorageExternalTable',
    '.create external table E (a:long, b:string) kind=storage dataformat=csv (#) with (folder="f")',
  ],
  [
    'AlterStorageExternalTable',
    '.alter external table E (a:long, b:string) kind=storage dataformat=csv (#) with (folder="f")',
  ],
  [
    'CreateOrAlterStorageExternalTable',
    '.create-or-alter external table E (a:long, b:string) kind=storage dataformat=csv (#) with (folder="f")',
  ],
  ['ExportToExternalTable', '.export to table E with (sizeLimit=100000000) <| T'],
  ['ShowExternalTable', '.show external table E'],
  ['ShowExternalTables', '.show external tables'],
  ['ShowExternalTableArtifacts', '.show external table E artifacts'],
  ['ShowExternalTableSchema', '.show external table E schema as json'],
  ['ShowExternalTableCslSchema', '.show external table E cslschema'],
  [
    'CreateOrAlterContinuousExport',
    '.create-or-alter continuous-export X to table E with (intervalBetweenRuns=1h) <| S',
  ],
  ['ShowContinuousExport', '.show continuous-export X'],
  ['ShowContinuousExports', '.show continuous-exports'],
  ['ShowContinuousExportExportedArtifacts', '.show continuous-export X exported-artifacts'],
  ['ShowContinuousExportFailures', '.show continuous-export X failures'],
  ['DisableContinuousExport', '.disable continuous-export X'],
  ['EnableContinuousExport', '.enable continuous-export X'],
  ['DropContinuousExport', '.drop continuous-export X'],
  ['DropExternalTable', '.drop external table E'],
];

const views: readonly Sample[] = [
  [
    'CreateMaterializedView',
    '.create materialized-view with (folder="f") V on table S { S | summarize arg_max(a, *) by b }',
  ],
  [
    'CreateOrAlterMaterializedView',
    '.create-or-alter materialized-view with (folder="f") V on table S { S | summarize arg_max(a, *) by b }',
  ],
  [
    'AlterMaterializedView',
    '.alter materialized-view with (folder="f") V on table S { S | summarize arg_max(a, *) by b }',
  ],
  ['AlterMaterializedViewFolder', '.alter materialized-view V folder "g"'],
  ['AlterMaterializedViewDocString', '.alter materialized-view V docstring "d"'],
  ['AlterMaterializedViewLookback', '.alter materialized-view V lookback 2d'],
  ['AlterMaterializedViewAutoUpdateSchema', '.alter materialized-view V autoUpdateSchema true'],
  ['EnableDisableMaterializedView', '.disable materialized-view V'],
  ['EnableDisableMaterializedView', '.enable materialized-view V'],
  ['ShowMaterializedView', '.show materialized-view V'],
  ['ShowMaterializedViews', '.show materialized-views'],
  ['ShowMaterializedViewDetails', '.show materialized-view V details'],
  ['ShowMaterializedViewsDetails', '.show materialized-views details'],
  ['ShowMaterializedViewFailures', '.show materialized-view V failures'],
  ['ShowMaterializedViewSchemaAsJson', '.show materialized-view V schema as json'],
  ['ShowMaterializedViewCslSchema', '.show materialized-view V cslschema'],
  ['ShowMaterializedViewExtents', '.show materialized-view V extents'],
  ['ClearMaterializedViewData', '.clear materialized-view V data'],
  ['RenameMaterializedView', '.rename materialized-view V to W'],
  ['DropMaterializedView', '.drop materialized-view W'],
];

const administration: readonly Sample[] = [
  ['ShowVersion', '.show version'],
  ['ShowDatabase', '.show database'],
  ['ShowClusterDatabases', '.show databases'],
  ['ShowDatabaseIdentity', '.show database identity'],
  ['ShowDatabasePolicies', '.show database Demo policies'],
  ['ShowDatabaseSchemaAsJson', '.show database Demo schema as json'],
  ['ShowDatabaseSchemaAsCslScript', '.show database Demo schema as csl script with (ShowObfuscatedStrings=true)'],
  ['ShowTables', '.show tables'],
  ['ShowTableDetails', '.show table T details'],
  ['ShowTablesDetails', '.show tables details'],
  ['ShowTableCslSchema', '.show table T cslschema'],
  ['ShowTableSchemaAsJson', '.show table T schema as json'],
  ['ShowCapacity', '.show capacity'],
  ['ShowOperations', '.show operations {operation}'],
  ['SetTable', '.set async Quick with (persistDetails=true) <| print a=1'],
  ['ShowOperationDetails', '.show operation {operation} details'],
  ['ShowJournal', '.show journal'],
  [
    'ExecuteDatabaseScript',
    '.execute database script with (ContinueOnErrors=true) <|\n.create table Scripted (a:long)',
  ],
  ['AddDatabaseRole', ".add database Demo viewers ('aadapp=one;t')"],
  ['SetDatabaseRole', ".set database Demo viewers ('aadapp=two;t')"],
  ['DropDatabaseRole', ".drop database Demo viewers ('aadapp=two;t')"],
  ['ShowDatabasePrincipals', '.show database Demo principals'],
  ['ShowDatabasePrincipalRoles', '.show database Demo principal roles'],
  ['AddTableRole', ".add table T admins ('aadapp=one;t')"],
  ['SetTableRole', ".set table T admins ('aadapp=two;t')"],
  ['ShowTablePrincipals', '.show table T principals'],
  ['DropTableRole', ".drop table T admins ('aadapp=two;t')"],
  ['RenameTable', '.rename table Other to Another'],
  ['RenameTables', '.rename tables Renamed = Another'],
  ['ShowCommandsAndQueries', '.show commands-and-queries'],
  ['ShowWorkloadGroups', '.show workload_groups'],
  ['ShowDatabaseJournal', '.show database Demo journal'],
  ['', '.drop table Scripted'],
  [
    'ShowDatabaseJournal',
    '.show database Demo journal | where Event == "DROP-TABLE" and EntityName == "Scripted" | project OriginalEntityVersion',
  ],
  ['UndoDropTable', '.undo drop table Scripted version="{version}"'],
  ['DropTable', '.drop table Renamed'],
  ['DropTables', '.drop tables (Scripted, Absent) ifexists'],
];

/**
 * At least one text of every command, in an order in which each of them succeeds. `#` is a place in storage, and `{name}` what an earlier answer
 * was kept as.
 */
export const commandSamples: readonly Sample[] = [
  ...schema,
  ...rows,
  ...exports,
  ...views,
  ...samplesOfPolicies,
  ...administration,
];
