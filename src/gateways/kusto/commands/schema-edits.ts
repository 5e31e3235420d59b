import type { Column } from '../../../domain/column.ts';
import type { SchemaEdit } from '../../../domain/schema/edit.ts';
import { type ObjectKey, partsOf } from '../../../domain/schema/model.ts';
import { fullPolicy } from '../../../domain/schema/policy-document.ts';
import { quoteName, quoteText } from '../quote.ts';

/** The command that makes one change of the schema. Source: https://learn.microsoft.com/kusto/management/schema-entities */
export function writeEdit(edit: SchemaEdit, database: string): string {
  switch (edit.kind) {
    case 'create-table':
      return `.create-merge table ${quoteName(edit.table)} (${columnList(edit.columns)})${texts(edit)}`;
    case 'add-columns':
      return `.alter-merge table ${quoteName(edit.table)} (${columnList(edit.columns)})`;
    case 'order-columns':
      return `.alter table ${quoteName(edit.table)} (${columnList(edit.columns)})${texts(edit)}`;
    case 'drop-columns':
      return `.drop table ${quoteName(edit.table)} columns (${edit.columns.map(quoteName).join(', ')})`;
    case 'retype-column':
      return `.alter column ${quoteName(edit.table)}.${quoteName(edit.column.name)} type = ${edit.column.type}`;
    case 'describe-columns': {
      const list = edit.docstrings.map(({ column, text }) => `${quoteName(column)}: ${quoteText(text)}`);
      return `.alter-merge table ${quoteName(edit.table)} column-docstrings (${list.join(', ')})`;
    }
    case 'encode-column':
      return `.alter column ${quoteName(edit.table)}.${quoteName(edit.column)} policy encoding type = ${quoteText(edit.encoding ?? 'Null')}`;
    case 'put-mapping':
      return `.create-or-alter table ${quoteName(edit.table)} ingestion ${edit.format} mapping ${quoteText(edit.name)} ${quoteText(edit.mapping)}`;
    case 'drop-mapping':
      return `.drop table ${quoteName(edit.table)} ingestion ${edit.format} mapping ${quoteText(edit.name)}`;
    case 'put-function':
      return writeFunction(edit);
    case 'create-view':
    case 'alter-view':
      return writeView(edit);
    case 'enable-export':
    case 'disable-export':
      return `.${edit.kind === 'enable-export' ? 'enable' : 'disable'} continuous-export ${quoteName(edit.name)}`;
    case 'define':
      throw new Error(`no command of the files defines ${edit.key}`);
    default:
      return writeShared(edit, database);
  }
}

type SharedEdit = Extract<
  SchemaEdit,
  { readonly kind: 'describe' | 'set-policy' | 'delete-policy' | 'grant' | 'revoke' | 'drop' }
>;

/** What several kinds of objects can have. */
function writeShared(edit: SharedEdit, database: string): string {
  const owner = ownerOf(edit.key, database);
  switch (edit.kind) {
    case 'describe':
      return `.alter ${owner} ${edit.what} ${quoteText(edit.text)}`;
    case 'drop':
      return edit.key.startsWith('continuous-export:') ? `.drop ${owner}` : `.drop ${owner} ifexists`;
    case 'set-policy':
      return `.alter ${owner} policy ${edit.policy} ${policyValue(edit.policy, edit.value)}`;
    case 'delete-policy':
      return withoutPolicy(owner, edit.policy);
    case 'grant':
    case 'revoke':
      return `.${edit.kind === 'grant' ? 'add' : 'drop'} ${owner} ${edit.role} (${edit.principals.map(quoteText).join(', ')})`;
  }
}

function ownerOf(key: ObjectKey, database: string): string {
  const { kind, name } = partsOf(key);
  return `${kind === 'external-table' ? 'external table' : kind} ${quoteName(kind === 'database' ? database : name)}`;
}

/** Some hold on or off also where nothing is said, and are set to that. */
function withoutPolicy(owner: string, policy: string): string {
  if (policy === 'ingestiontime') return `.alter ${owner} policy ingestiontime true`;
  if (policy === 'restricted_view_access') return `.alter ${owner} policy restricted_view_access false`;
  return `.delete ${owner} policy ${policy}`;
}

function policyValue(policy: string, value: string): string {
  if (value === 'true' || value === 'false') return value;
  const full = fullPolicy(policy, value);
  if (policy === 'caching') return caching(full as Record<string, unknown>);
  if (policy === 'roworder') {
    const columns = full as readonly { readonly ColumnName: string; readonly IsAscending: boolean }[];
    return `(${columns.map((one) => `${quoteName(one.ColumnName)} ${one.IsAscending ? 'asc' : 'desc'}`).join(', ')})`;
  }
  if (policy !== 'row_level_security') return quoteText(JSON.stringify(full));
  const { IsEnabled, Query, AllowMaterializedViewsWithoutRowLevelSecurity } = full as {
    readonly IsEnabled: boolean;
    readonly Query: string;
    readonly AllowMaterializedViewsWithoutRowLevelSecurity?: boolean;
  };
  const given =
    AllowMaterializedViewsWithoutRowLevelSecurity === true
      ? ' with (allowMaterializedViewsWithoutRowLevelSecurity=true)'
      : '';
  return `${IsEnabled ? 'enable' : 'disable'}${given} ${quoteText(Query)}`;
}

function caching({ windows = [], ...spans }: Record<string, unknown>): string {
  const hot = Object.entries(spans).map(([word, span]) => `${word} = time(${String(span)})`);
  const list = (windows as readonly string[]).map((range) => `hot_window = ${range.replace('..', ' .. ')}`);
  return [...hot, ...list].join(', ');
}

function columnList(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `${quoteName(name)}: ${type}`).join(', ');
}

function texts({ folder, docstring }: { readonly folder: string; readonly docstring: string }): string {
  const given = [
    ...(folder === '' ? [] : [`folder = ${quoteText(folder)}`]),
    ...(docstring === '' ? [] : [`docstring = ${quoteText(docstring)}`]),
  ];
  return given.length === 0 ? '' : ` with (${given.join(', ')})`;
}

/** What ends a comment that the last line of a text may hold: a brace after it would be part of it. */
function endOfLine(text: string): string {
  return /\/\/[^\n]*$/.test(text) ? '\n' : '';
}

function writeFunction(edit: Extract<SchemaEdit, { readonly kind: 'put-function' }>): string {
  const given = [
    ...(edit.folder === '' ? [] : [`folder = ${quoteText(edit.folder)}`]),
    ...(edit.docstring === '' ? [] : [`docstring = ${quoteText(edit.docstring)}`]),
    ...(edit.view === 'yes' ? ['view = true'] : []),
  ];
  const options = given.length === 0 ? '' : `with (${given.join(', ')}) `;
  return `.create-or-alter function ${options}${quoteName(edit.name)}${edit.parameters} ${edit.body.slice(0, -1)}${endOfLine(edit.body.slice(0, -1))}}`;
}

const spellings: Readonly<Record<string, (value: string) => string>> = {
  backfill: (value) => `backfill = ${value === 'true' ? 'true' : 'false'}`,
  folder: (value) => `folder = ${quoteText(value)}`,
  docstring: (value) => `docString = ${quoteText(value)}`,
  lookback: (value) => `lookback = time(${value})`,
  lookback_column: (value) => `lookback_column = ${quoteText(value)}`,
  autoupdateschema: (value) => `autoUpdateSchema = ${value === 'true' ? 'true' : 'false'}`,
  dimensiontables: (value) => `dimensionTables = dynamic(${value})`,
};

/** An empty text takes them away. */
const clearable = ['folder', 'docstring', 'autoupdateschema'];

function writeView(edit: Extract<SchemaEdit, { readonly kind: 'create-view' | 'alter-view' }>): string {
  const given = Object.entries(spellings).flatMap(([name, spell]) => {
    // What an existing view is not given it keeps.
    const value = edit.given.get(name) ?? (edit.kind === 'alter-view' && clearable.includes(name) ? '' : undefined);
    return value === undefined ? [] : [spell(value)];
  });
  const options = given.length === 0 ? '' : ` with (${given.join(', ')})`;
  // Filling it takes as long as it takes, so the service has it asked for without waiting.
  const verb = edit.kind === 'alter-view' ? 'alter' : edit.given.has('backfill') ? 'create async' : 'create';
  return `.${verb} materialized-view${options} ${quoteName(edit.name)} on table ${quoteName(edit.source)} { ${edit.query}${endOfLine(edit.query) || ' '}}`;
}
