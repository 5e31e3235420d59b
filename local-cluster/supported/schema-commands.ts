import { command, type SupportedCommands } from './entry.ts';

const described = { properties: ['folder', 'docstring'] };
const script = 'schema: the script of a database, run on an empty one, gives the same script';
const encoding = 'descriptions: The encoding of a column is shown and taken back';
const mapping = 'descriptions: A mapping is changed, shown and dropped';
const functions = 'descriptions: Functions are listed, shown and dropped together';

/** Tables, columns, functions, mappings. */
export const schemaCommands: SupportedCommands = {
  CreateTable: command(
    '.create table',
    'create-table-command',
    'schema: creating a table that exists succeeds and changes nothing',
    described,
  ),
  CreateTables: command(
    '.create tables',
    'create-tables-command',
    'data: Parquet loses what the service loses on the way out and back',
    described,
  ),
  CreateMergeTable: command(
    '.create-merge table',
    'create-merge-table-command',
    'schema: merging adds at the end and never changes a type',
    described,
  ),
  CreateMergeTables: command(
    '.create-merge tables',
    'create-merge-tables-command',
    'descriptions: Several tables are merged at once, and several columns dropped',
    described,
  ),
  AlterTable: command(
    '.alter table',
    'alter-table-command',
    'schema: altering a table drops what is not listed, for good',
    described,
  ),
  AlterMergeTable: command(
    '.alter-merge table',
    'alter-merge-table-command',
    'schema: altering a table drops what is not listed, for good',
    described,
  ),
  DropTable: command('.drop table', 'drop-table-command', 'schema: dropping'),
  DropTables: command('.drop tables', 'drop-table-command', 'schema: dropping'),
  UndoDropTable: command(
    '.undo drop table',
    'undo-drop-table-command',
    'administration: A dropped table comes back with everything, once, under the version just before the drop',
  ),
  RenameTable: command(
    '.rename table',
    'rename-table-command',
    'views: A view follows the name of its source, and a renamed table only where that is asked for',
    { properties: ['updateMaterializedViews'] },
  ),
  RenameTables: command(
    '.rename tables',
    'rename-table-command',
    'schema: swapping names takes rows, id and policies along',
  ),
  ClearTableData: command(
    '.clear table … data',
    'clear-table-data-command',
    'housekeeping: A cursor freezes nothing: what was deleted, updated, cleared, replaced or dropped since is gone from before it',
  ),
  ClearTableCacheStreamingIngestionSchema: command(
    '.clear table … cache streamingingestion schema',
    'data-ingestion/clear-schema-cache-command',
    'streaming-schema: After a swap a stream goes into the table that had the name, until the cache of the table is cleared',
    { differs: 'one node, and only which table a name stands for is cached' },
  ),
  ClearDatabaseCacheStreamingIngestionSchema: command(
    '.clear database cache streamingingestion schema',
    'data-ingestion/clear-schema-cache-command',
    'streaming-schema: The cache of the whole database is cleared at once, by whoever may ingest into it',
    { differs: 'one node, and only which table a name stands for is cached' },
  ),
  AlterTableDocString: command(
    '.alter table … docstring',
    'alter-table-docstring-command',
    'descriptions: A table is described as JSON, with folder and docstring',
  ),
  AlterTableFolder: command(
    '.alter table … folder',
    'alter-table-folder-command',
    'descriptions: A table is described as JSON, with folder and docstring',
  ),
  RenameColumn: command('.rename column', 'rename-column', 'schema: names differ by case, and a rename keeps the data'),
  AlterColumnType: command(
    '.alter column … type',
    'alter-column',
    'schema: changing the type of a column and back leaves nothing in it',
  ),
  DropColumn: command('.drop column', 'drop-column', 'schema: names differ by case, and a rename keeps the data'),
  DropTableColumns: command(
    '.drop table … columns',
    'drop-column',
    'descriptions: Several tables are merged at once, and several columns dropped',
  ),
  AlterTableColumnDocStrings: command('.alter table … column-docstrings', 'alter-column-docstrings', script),
  AlterMergeTableColumnDocStrings: command('.alter-merge table … column-docstrings', 'alter-column-docstrings', script),
  AlterColumnPolicyEncodingType: command('.alter column … policy encoding type', 'alter-encoding-policy', encoding, {
    differs: 'limits are obeyed, compression is not',
  }),
  DeleteColumnPolicyEncoding: command('.delete column … policy encoding', 'encoding-policy', encoding),
  ShowColumnPolicyEncoding: command('.show column … policy encoding', 'show-encoding-policy', encoding),
  ShowTablePolicyEncoding: command('.show table … policy encoding', 'show-encoding-policy', encoding),
  AlterFunctionDocString: command('.alter function … docstring', 'alter-docstring-function', functions),
  AlterFunctionFolder: command('.alter function … folder', 'alter-folder-function', functions),
  CreateFunction: command('.create function', 'create-function', functions, {
    properties: ['folder', 'docstring', 'skipvalidation', 'view'],
    differs: '`view` makes no difference',
  }),
  CreateOrAlterFunction: command(
    '.create-or-alter function',
    'create-alter-function',
    'schema: a function is checked against the schema unless told otherwise',
    { properties: ['folder', 'docstring', 'skipvalidation', 'view'], differs: '`view` makes no difference' },
  ),
  DropFunction: command(
    '.drop function',
    'drop-function',
    'schema: a function is checked against the schema unless told otherwise',
  ),
  DropFunctions: command('.drop functions', 'drop-function', functions),
  ShowFunction: command('.show function', 'show-function', functions, {
    properties: ['ShowObfuscatedStrings', 'IncludeHiddenFunctions'],
    differs: 'no function is hidden',
  }),
  ShowFunctions: command('.show functions', 'show-function', functions),
  CreateTableIngestionMapping: command(
    '.create table … ingestion … mapping',
    'create-ingestion-mapping-command',
    mapping,
  ),
  CreateOrAlterTableIngestionMapping: command(
    '.create-or-alter table … ingestion … mapping',
    'create-or-alter-ingestion-mapping-command',
    script,
  ),
  AlterTableIngestionMapping: command('.alter table … ingestion … mapping', 'alter-ingestion-mapping-command', mapping),
  DropTableIngestionMapping: command('.drop table … ingestion … mapping', 'drop-ingestion-mapping-command', mapping),
  ShowTableIngestionMapping: command('.show table … ingestion … mapping', 'show-ingestion-mapping-command', mapping),
  ShowTableIngestionMappings: command('.show table … ingestion mappings', 'show-ingestion-mapping-command', mapping),
};
