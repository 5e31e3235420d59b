import { command, type SupportedCommands } from './entry.ts';

const told = 'descriptions: The version, the present database and all databases are told';
const described = 'descriptions: A table is described as JSON, with folder and docstring';
const granted = 'administration: Roles are given, replaced, taken and shown';
const owned = 'descriptions: A function has admins, given, replaced and taken';
const manned = 'descriptions: A table has admins and ingestors, replaced and taken';
const script = 'schema: the script of a database, run on an empty one, gives the same script';

/** What there is, roles, operations, scripts. */
export const administrationCommands: SupportedCommands = {
  ShowVersion: command('.show version', 'system-info', told, { differs: 'the product is `local-cluster`' }),
  ShowDatabase: command('.show database', 'show-database', told),
  ShowClusterDatabases: command('.show databases', 'show-databases', told),
  ShowDatabaseIdentity: command(
    '.show database identity',
    'show-database',
    'access: A restricted table is read by unrestricted viewers only, admins or not',
  ),
  ShowDatabasePolicies: command(
    '.show database … policies',
    'show-database',
    'administration: Policies of a database are kept, merged, shown and taken over by tables',
  ),
  ShowDatabaseSchemaAsJson: command(
    '.show database schema as json',
    'show-schema-database',
    'descriptions: The schema of a database is told as JSON',
  ),
  ShowDatabaseSchemaAsCslScript: command('.show database schema as csl script', 'show-schema-database', script, {
    properties: [
      'IncludeEncodingPolicies',
      'IncludeSecuritySettings',
      'IncludeIngestionMappings',
      'ShowObfuscatedStrings',
    ],
  }),
  ShowTables: command(
    '.show tables',
    'show-tables-command',
    'administration: A script whose command fails succeeds, and stops there',
  ),
  ShowTableDetails: command(
    '.show table … details',
    'show-table-details-command',
    'schema: swapping names takes rows, id and policies along',
    { differs: 'sizes are estimates, counts are never late' },
  ),
  ShowTablesDetails: command(
    '.show tables details',
    'show-table-details-command',
    'administration: A dropped table comes back with everything, once, under the version just before the drop',
  ),
  ShowTableCslSchema: command(
    '.show table … cslschema',
    'show-table-schema-command',
    'schema: creating a table that exists succeeds and changes nothing',
  ),
  ShowTableSchemaAsJson: command('.show table … schema as json', 'show-table-schema-command', described),
  ShowCapacity: command(
    '.show capacity',
    'show-capacity-command',
    'operations: over capacity a command is refused and nothing is queued',
    { differs: 'ingestions and data exports only' },
  ),
  ShowOperations: command(
    '.show operations',
    'show-operations',
    'operations: an asynchronous export reports through the log, and its files through its details',
  ),
  ShowOperationDetails: command(
    '.show operation … details',
    'show-operation-details',
    'operations: an asynchronous export reports through the log, and its files through its details',
  ),
  CancelOperation: command(
    '.cancel operation',
    'cancel-operation-command',
    'administration: Only a running ingestion from a query can be canceled, and then leaves nothing',
    { properties: ['reason'] },
  ),
  ShowJournal: command(
    '.show journal',
    'journal',
    'administration: The journal tells what changed and by which command, and no secret; ingestion does not show',
  ),
  ShowCommandsAndQueries: command(
    '.show commands-and-queries',
    'commands-and-queries',
    'command-log: Commands that changed something are in the log with their text, without secrets, also after a kill',
    { differs: 'management commands only, without those that begin with `.show`, at once; no resources are measured' },
  ),
  ShowWorkloadGroups: command(
    '.show workload_groups',
    'show-workload-group-command',
    'command-log: forcedScope: cold rows are hidden from queries and exports that ask for all, and counted by extents',
    { differs: 'there is one, `default`, which the control `forcedScope` sets' },
  ),
  ShowDatabaseJournal: command(
    '.show database … journal',
    'journal',
    'administration: A dropped table comes back with everything, once, under the version just before the drop',
  ),
  ExecuteDatabaseScript: command(
    '.execute database script',
    'execute-database-script',
    'administration: A script can go on after errors, or throw at the first; not both',
    { properties: ['ContinueOnErrors', 'ThrowOnErrors'] },
  ),
  AddDatabaseRole: command('.add database … role', 'manage-database-security-roles', granted),
  SetDatabaseRole: command('.set database … role', 'manage-database-security-roles', granted),
  DropDatabaseRole: command(
    '.drop database … role',
    'manage-database-security-roles',
    'access: A restricted table is read by unrestricted viewers only, admins or not',
  ),
  ShowDatabasePrincipals: command('.show database … principals', 'manage-database-security-roles', granted),
  ShowDatabasePrincipalRoles: command(
    '.show database … principal roles',
    'manage-database-security-roles',
    'descriptions: The roles of whoever asks are shown',
  ),
  AddTableRole: command('.add table … role', 'manage-table-security-roles', granted),
  SetTableRole: command('.set table … role', 'manage-table-security-roles', manned),
  DropTableRole: command('.drop table … role', 'manage-table-security-roles', manned),
  ShowTablePrincipals: command('.show table … principals', 'manage-table-security-roles', manned),
  AddFunctionRole: command('.add function … role', 'manage-function-security-roles', owned),
  SetFunctionRole: command('.set function … role', 'manage-function-security-roles', owned),
  DropFunctionRole: command('.drop function … role', 'manage-function-security-roles', owned),
  ShowFunctionPrincipals: command('.show function … principals', 'manage-function-security-roles', owned),
};
