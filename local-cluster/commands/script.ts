import type { FunctionEntry, TableColumn, TableEntry } from '../engine/catalog.ts';
import type { Result } from '../wire.ts';
import { quoteName, quoteText } from './describe.ts';
import { type Commands, properties, type Request, resultOf } from './request.ts';
import { namedDatabase } from './show.ts';

function createTable({ name, columns, folder, docstring }: TableEntry): string {
  const list = columns.map((column) => `${quoteName(column.name)}:${column.type}`).join(', ');
  const fields = [
    ...(folder === '' ? [] : [`folder = ${quoteText(folder)}`]),
    ...(docstring === '' ? [] : [`docstring = ${quoteText(docstring)}`]),
  ];
  return `.create-merge table ${quoteName(name)} (${list})${fields.length === 0 ? '' : ` with (${fields.join(', ')})`}`;
}

function columnDocstrings(table: TableEntry): string[] {
  const described = table.columns.filter(({ docstring }) => docstring !== '');
  if (described.length === 0) return [];
  const list = described.map(({ name, docstring }) => `${quoteName(name)}:${quoteText(docstring)}`).join(', ');
  return [`.alter-merge table ${quoteName(table.name)} column-docstrings (${list})`];
}

/** Policies that commands take in a form of their own instead of as JSON. */
const worded: Readonly<Record<string, (document: Record<string, string>) => string>> = {
  caching: ({ DataHotSpan }) => `hot = time(${DataHotSpan})`,
  ingestiontime: ({ IsEnabled }) => String(IsEnabled),
  restricted_view_access: ({ IsEnabled }) => String(IsEnabled),
};

function rowOrder(columns: readonly { ColumnName: string; IsAscending: boolean }[]): string {
  return `(${columns.map(({ ColumnName, IsAscending }) => `${quoteName(ColumnName)} ${IsAscending ? 'asc' : 'desc'}`).join(', ')})`;
}

function policyValue(name: string, document: string): string {
  if (name === 'roworder') return rowOrder(JSON.parse(document));
  return worded[name]?.(JSON.parse(document)) ?? quoteText(document);
}

function tablePolicies(table: TableEntry): string[] {
  return Object.entries(table.policies).map(
    ([name, document]) => `.alter table ${quoteName(table.name)} policy ${name} ${policyValue(name, document)}`,
  );
}

function columnEncoding(table: TableEntry, { name, encoding }: TableColumn): string[] {
  if (encoding === undefined) return [];
  return [`.alter column ${quoteName(table.name)}.${quoteName(name)} policy encoding type = ${quoteText(encoding)}`];
}

function mappings(table: TableEntry): string[] {
  return table.mappings.map(
    ({ name, kind, mapping }) =>
      `.create-or-alter table ${quoteName(table.name)} ingestion ${kind} mapping ${quoteText(name)} ${quoteText(mapping)}`,
  );
}

function createFunction({ name, parameters, body, folder, docstring }: FunctionEntry): string {
  const fields = [
    ...(folder === '' ? [] : [`folder = ${quoteText(folder)}`]),
    ...(docstring === '' ? [] : [`docstring = ${quoteText(docstring)}`]),
    'skipvalidation = "true"',
  ];
  return `.create-or-alter function with (${fields.join(', ')}) ${quoteName(name)}${parameters} ${body}`;
}

/**
 * The commands that make the database's schema again, one per row.
 * Source: https://learn.microsoft.com/kusto/management/show-schema-database
 */
function show(request: Request): Result {
  const given = properties(
    request,
    'IncludeEncodingPolicies',
    'IncludeSecuritySettings',
    'IncludeIngestionMappings',
    'ShowObfuscatedStrings',
  );
  const { tables, functions } = namedDatabase(request).catalog;
  const [encodings, maps] = [given.flag('IncludeEncodingPolicies', true), given.flag('IncludeIngestionMappings', true)];
  const lines = [...tables.values()].flatMap((table) => [
    createTable(table),
    ...columnDocstrings(table),
    ...tablePolicies(table),
    ...(encodings ? table.columns.flatMap((column) => columnEncoding(table, column)) : []),
    ...(maps ? mappings(table) : []),
  ]);
  const all = [...lines, ...[...functions.values()].map(createFunction)];
  return resultOf(
    { DatabaseSchemaScript: 'string' },
    all.map((line) => [line]),
  );
}

export const scriptCommands: Commands = { ShowDatabaseSchemaAsCslScript: show };
