import type { FunctionEntry, TableEntry } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import type { KustoType } from '../query/contract.ts';
import type { Cell, Result } from '../wire.ts';
import { resultOf } from './request.ts';

/** A name as it can stand in any command. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
export function quoteName(name: string): string {
  const escaped = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"');
  return `['${escaped.replaceAll("'", "\\'")}']`;
}

export function quoteText(text: string): string {
  return JSON.stringify(text);
}

/** Types as commands that describe columns spell them. */
export const netTypes: Readonly<Record<KustoType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  string: 'System.String',
  dynamic: 'System.Object',
};

/** A table's schema as commands return it. */
export function tableSchema(table: TableEntry): Record<string, unknown> {
  const columns = table.columns.map(({ name, type, docstring }) => ({
    Name: name,
    Type: netTypes[type],
    CslType: type,
    ...(docstring === '' ? {} : { DocString: docstring }),
  }));
  const described = table.docstring === '' ? {} : { DocString: table.docstring };
  return { Name: table.name, Folder: table.folder, ...described, OrderedColumns: columns };
}

function cslSchema(table: TableEntry): string {
  return table.columns.map(({ name, type }) => `${/^\w+$/.test(name) ? name : quoteName(name)}:${type}`).join(', ');
}

const schemaColumns = {
  TableName: 'string',
  Schema: 'string',
  DatabaseName: 'string',
  Folder: 'string',
  DocString: 'string',
} as const;

/** What commands that create or alter tables return. */
export function tableRows(database: Database, tables: readonly TableEntry[], form: 'json' | 'csl' = 'json'): Result {
  const schema = (table: TableEntry) => (form === 'json' ? JSON.stringify(tableSchema(table)) : cslSchema(table));
  return resultOf(
    schemaColumns,
    tables.map((table) => [table.name, schema(table), database.name, table.folder, table.docstring]),
  );
}

const listColumns = { TableName: 'string', DatabaseName: 'string', Folder: 'string', DocString: 'string' } as const;

export function tableList(database: Database, tables: readonly TableEntry[]): Result {
  return resultOf(
    listColumns,
    tables.map((table) => [table.name, database.name, table.folder, table.docstring]),
  );
}

const functionColumns = {
  Name: 'string',
  Parameters: 'string',
  Body: 'string',
  Folder: 'string',
  DocString: 'string',
} as const;

export function functionRows(functions: readonly FunctionEntry[]): Result {
  return resultOf(
    functionColumns,
    functions.map((entry): Cell[] => [entry.name, entry.parameters, entry.body, entry.folder, entry.docstring]),
  );
}
