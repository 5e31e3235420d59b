import type { FunctionEntry, Roles, TableColumn, TableEntry, ViewEntry } from '../engine/catalog.ts';
import type { Result } from '../wire.ts';
import { quoteName, quoteText } from './describe.ts';
import { type Commands, properties, type Request, resultOf } from './request.ts';

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
  row_level_security: ({ IsEnabled, Query = '' }) => `${IsEnabled ? 'enable' : 'disable'} ${quoteText(Query)}`,
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

/** These are checked against tables and functions, and so come after both. */
const late = ['update', 'row_level_security'];

function policyLines(owner: string, policies: Readonly<Record<string, string>>): string[] {
  return Object.entries(policies).map(
    ([name, document]) => `.alter ${owner} policy ${name} ${policyValue(name, document)}`,
  );
}

const tableOwner = ({ name }: TableEntry): string => `table ${quoteName(name)}`;

function tablePolicies({ policies, ...table }: TableEntry, when: 'early' | 'late'): string[] {
  const chosen = Object.entries(policies).filter(([name]) => late.includes(name) === (when === 'late'));
  return policyLines(tableOwner({ ...table, policies }), Object.fromEntries(chosen));
}

function createView({ name, source, query, folder, docstring, ...view }: ViewEntry): string {
  const given = [
    ...(folder === '' ? [] : [`folder = ${quoteText(folder)}`]),
    ...(docstring === '' ? [] : [`docString = ${quoteText(docstring)}`]),
    ...(view.autoUpdateSchema ? ['autoUpdateSchema = true'] : []),
    ...(view.lookback === undefined ? [] : [`lookback = time(${view.lookback})`]),
    ...(view.lookbackColumn === undefined ? [] : [`lookback_column = ${quoteText(view.lookbackColumn)}`]),
    ...(view.dimensionTables === undefined
      ? []
      : [`dimensionTables = dynamic([${view.dimensionTables.map(quoteText).join(', ')}])`]),
  ];
  const options = given.length === 0 ? '' : ` with (${given.join(', ')})`;
  return `.create-or-alter materialized-view${options} ${quoteName(name)} on table ${quoteName(source)} { ${query} }`;
}

function viewPolicies({ name, state }: ViewEntry): string[] {
  return policyLines(`materialized-view ${quoteName(name)}`, state.policies);
}

function grants(owner: string, roles: Roles = {}): string[] {
  return Object.entries(roles).flatMap(([role, assignments]) =>
    assignments.map(({ principal, notes }) => {
      const note = notes === '' ? '' : ` ${quoteText(notes)}`;
      return `.add ${owner} ${role} (${quoteText(principal)})${note}`;
    }),
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

function createFunction({ name, parameters, body, folder, docstring, view }: FunctionEntry): string {
  const fields = [
    ...(folder === '' ? [] : [`folder = ${quoteText(folder)}`]),
    ...(docstring === '' ? [] : [`docstring = ${quoteText(docstring)}`]),
    ...(view === true ? ['view = true'] : []),
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
  const { database } = request;
  const { tables, functions, views, database: entry } = database.catalog;
  const [encodings, maps] = [given.flag('IncludeEncodingPolicies', true), given.flag('IncludeIngestionMappings', true)];
  const owner = `database ${quoteName(database.name)}`;
  const lines = [...tables.values()].flatMap((table) => [
    createTable(table),
    ...columnDocstrings(table),
    ...tablePolicies(table, 'early'),
    ...(encodings ? table.columns.flatMap((column) => columnEncoding(table, column)) : []),
    ...(maps ? mappings(table) : []),
  ]);
  const security = [
    ...grants(owner, entry.roles),
    ...[...tables.values()].flatMap((table) => grants(tableOwner(table), table.roles)),
  ];
  const all = [
    ...policyLines(owner, entry.policies ?? {}),
    ...lines,
    ...[...functions.values()].map(createFunction),
    ...[...tables.values()].flatMap((table) => tablePolicies(table, 'late')),
    ...[...views.values()].flatMap((view) => [createView(view), ...viewPolicies(view)]),
    ...(given.flag('IncludeSecuritySettings', true) ? security : []),
  ];
  return resultOf(
    { DatabaseSchemaScript: 'string' },
    all.map((line) => [line]),
  );
}

export const scriptCommands: Commands = { ShowDatabaseSchemaAsCslScript: show };
