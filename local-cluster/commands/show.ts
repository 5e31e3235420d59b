import type { Resource } from '../engine/capacity.ts';
import type { ViewEntry } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import { isUnrestrictedViewer } from '../engine/sources.ts';
import { unsupported } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { tableList, tableRows, tableSchema } from './describe.ts';
import { shownPolicy, summarizedExtents, summaryOf } from './extent-summary.ts';
import { Reader } from './reader.ts';
import { type Commands, columnsOf, properties, type Request, resultOf, tableOf } from './request.ts';
import { listedTables } from './tables.ts';

const versionColumns = {
  BuildVersion: 'string',
  BuildTime: 'datetime',
  ServiceType: 'string',
  ProductVersion: 'string',
} as const;

function version({ engine }: Request): Result {
  return resultOf(versionColumns, [['1.0.0.0', engine.clock.nowTicks(), 'Engine', 'local-cluster']]);
}

const databaseColumns = {
  DatabaseName: 'string',
  PersistentStorage: 'string',
  Version: 'string',
  IsCurrent: 'bool',
  DatabaseAccessMode: 'string',
  PrettyName: 'string',
  CurrentUserIsUnrestrictedViewer: 'bool',
  DatabaseId: 'guid',
  InTransitionTo: 'string',
} as const;

function databaseRow(database: Database, current: Database): Cell[] {
  const { id, version: number } = database.catalog.database;
  const isUnrestricted = isUnrestrictedViewer(database.catalog);
  return [database.name, '', `v${number}.0`, database === current, database.accessMode, '', isUnrestricted, id, ''];
}

/** Source: https://learn.microsoft.com/kusto/management/show-databases, with the columns that the official parser knows. */
function databases({ engine, database }: Request): Result {
  const rows = [...engine.databases.values()].map((each) => databaseRow(each, database).with(6, null));
  return { columns: columnsOf(databaseColumns).with(6, { name: 'ReservedSlot1', type: 'bool' }), rows };
}

const databasePolicyColumns = {
  DatabaseName: 'string',
  PersistentStorage: 'string',
  Version: 'string',
  IsCurrent: 'bool',
  DatabaseAccessMode: 'string',
  PrettyName: 'string',
  DatabaseId: 'guid',
  AuthorizedPrincipals: 'string',
  RetentionPolicy: 'string',
  MergePolicy: 'string',
  CachingPolicy: 'string',
  ShardingPolicy: 'string',
  StreamingIngestionPolicy: 'string',
  IngestionBatchingPolicy: 'string',
} as const;

/** Source: https://learn.microsoft.com/kusto/management/show-database */
function databasePolicies(request: Request): Result {
  const reader = new Reader(request.text);
  reader.expect('.', 'show', 'database');
  const database = /^policies\b/i.test(reader.rest()) ? request.database : request.engine.database(reader.name());
  const { id, version: number, policies = {}, roles = {} } = database.catalog.database;
  const names = ['retention', 'merge', 'caching', 'sharding', 'streamingingestion', 'ingestionbatching'];
  const head = [database.name, '', `v${number}.0`, database === request.database, 'ReadWrite', '', id];
  const shown = names.map((name) => policies[name] ?? 'null');
  return resultOf(databasePolicyColumns, [[...head, JSON.stringify(roles), ...shown]]);
}

const resources = ['DataExport', 'Ingestions'] as const;

/** Reads the resource a text such as `.show capacity data-export` asks for; all of them where it names none. */
function readResources(text: string): readonly Resource[] {
  const reader = new Reader(text);
  reader.expect('.', 'show', 'capacity');
  if (/^($|;|\|)/.test(reader.rest())) return resources;
  const word = reader.choose('data-export', 'ingestions');
  if (word === undefined) throw unsupported(`'.show capacity ${reader.rest()}'`);
  return [word === 'ingestions' ? 'Ingestions' : 'DataExport'];
}

/** Source: https://learn.microsoft.com/kusto/management/show-capacity-command */
function capacity(request: Request): Result {
  properties(request);
  const { totals, consumed } = request.engine.capacity;
  return resultOf(
    { Resource: 'string', Total: 'long', Consumed: 'long', Remaining: 'long', Origin: 'string' },
    readResources(request.text).map((resource) => {
      const [total, taken] = [totals[resource], consumed[resource]];
      return [resource, total, taken, total - taken, 'CapacityPolicy/default'];
    }),
  );
}

const detailColumns = {
  TableName: 'string',
  DatabaseName: 'string',
  Folder: 'string',
  DocString: 'string',
  TotalExtents: 'long',
  TotalExtentSize: 'real',
  TotalOriginalSize: 'real',
  TotalRowCount: 'long',
  HotExtents: 'long',
  HotExtentSize: 'real',
  HotOriginalSize: 'real',
  HotRowCount: 'long',
  AuthorizedPrincipals: 'string',
  RetentionPolicy: 'string',
  CachingPolicy: 'string',
  ShardingPolicy: 'string',
  MergePolicy: 'string',
  StreamingIngestionPolicy: 'string',
  IngestionBatchingPolicy: 'string',
  MinExtentsCreationTime: 'datetime',
  MaxExtentsCreationTime: 'datetime',
  RowOrderPolicy: 'string',
  TableId: 'guid',
} as const;

async function details(request: Request): Promise<Result> {
  const tables = listedTables(request);
  const extents = await summarizedExtents(request, tables);
  const rows = tables.map((table) => {
    const { numbers, times } = summaryOf(request, table, extents);
    const policy = (name: string) => shownPolicy(request, table, name);
    const policies = ['retention', 'caching', 'sharding', 'merge', 'streamingingestion', 'ingestionbatching'].map(
      policy,
    );
    const head = [table.name, request.database.name, table.folder, table.docstring];
    return [...head, ...numbers, '[]', ...policies, ...times, policy('roworder'), table.tableId];
  });
  return resultOf(detailColumns, rows);
}

function viewSchema(view: ViewEntry): Record<string, unknown> {
  const { name, folder, docstring, source, query } = view;
  const columns = view.columns.map((column, id) => ({ ...column, id, docstring: '' }));
  return { ...tableSchema({ ...view.state, name, folder, docstring, columns }), SourceTable: source, Query: query };
}

function schemaDocument(database: Database): string {
  const { tables, functions, views, database: entry } = database.catalog;
  const described = {
    Name: database.name,
    Tables: Object.fromEntries([...tables].map(([name, table]) => [name, tableSchema(table)])),
    MajorVersion: entry.version,
    MinorVersion: 0,
    Functions: Object.fromEntries(
      [...functions].map(([name, { parameters, body, folder, docstring }]) => [
        name,
        { Name: name, InputParameters: parameters, Body: body, Folder: folder, DocString: docstring },
      ]),
    ),
    MaterializedViews: Object.fromEntries([...views].map(([name, view]) => [name, viewSchema(view)])),
  };
  return JSON.stringify({ Databases: { [database.name]: described } });
}

export const showCommands: Commands = {
  ShowVersion: version,
  ShowDatabase: (request) => resultOf(databaseColumns, [databaseRow(request.database, request.database)]),
  ShowDatabaseIdentity: (request) => resultOf(databaseColumns, [databaseRow(request.database, request.database)]),
  ShowDatabasePolicies: databasePolicies,
  ShowClusterDatabases: databases,
  ShowCapacity: capacity,
  ShowTables: (request) => {
    const names = new Set(request.command.arguments('TableName'));
    const tables = [...request.database.catalog.tables.values()].filter(
      ({ name }) => names.size === 0 || names.has(name),
    );
    return tableList(request.database, tables);
  },
  ShowTableDetails: details,
  ShowTablesDetails: details,
  ShowTableCslSchema: (request) => tableRows(request.database, [tableOf(request)], 'csl'),
  ShowTableSchemaAsJson: (request) => tableRows(request.database, [tableOf(request)]),
  ShowDatabaseSchemaAsJson: (request) => resultOf({ DatabaseSchema: 'string' }, [[schemaDocument(request.database)]]),
};
