import { badRequest, denied } from '../problem.ts';
import type { Column, QueryCatalog, RowSource, TableSource, ViewSource } from '../query/contract.ts';
import { QueryProblem } from '../query/contract.ts';
import { translateQuery } from '../query/translate.ts';
import { presentCaller } from './caller.ts';
import { type Catalog, dataTable, effectivePolicy, hasIngestionTime, type TableEntry } from './catalog.ts';
import type { Database } from './database.ts';
import { hotSource, hotSpan } from './hot.ts';
import { type ViewReach, viewSource } from './view-source.ts';

/** The quoted name of a column's data in a data table. */
export function columnSql(table: TableEntry, name: string): string {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`Table ${table.name} has no column ${name}.`);
  return `"c${column.id}"`;
}

/** A table as it is stored, past every policy on reading it. */
export function tableSource(table: TableEntry): TableSource {
  const ofExtent = (field: string) => `(SELECT e.${field} FROM meta.extent e WHERE e.id = _extent)`;
  return {
    name: table.name,
    columns: table.columns.map(({ name, type }): Column => ({ name, type })),
    relation: dataTable(table),
    columnSql: (name) => columnSql(table, name),
    ingestionTimeSql: '_it',
    // Rows of the row store are attached to no extent. Source: https://learn.microsoft.com/kusto/query/extent-id-function
    extentIdSql: `coalesce(${ofExtent('guid')}, '00000000-0000-0000-0000-000000000000'::UUID)`,
    extentTagsSql: ofExtent('tags'),
    // A record without an ingestion time is in no cursor's past or future.
    cursorSql: 'CASE WHEN _it IS NOT NULL THEN _cs END',
    hasIngestionTimePolicy: hasIngestionTime(table),
  };
}

const hidden = { ingested: '$rls_it', cursor: '$rls_cs', extent: '$rls_id', tags: '$rls_tags' } as const;

/** The stored table with what is known of its rows as columns, so that a query over it hands them on. */
function openSource(source: TableSource): TableSource {
  const facts: readonly (readonly [Column, string])[] = [
    [{ name: hidden.ingested, type: 'datetime' }, source.ingestionTimeSql],
    [{ name: hidden.cursor, type: 'long' }, source.cursorSql],
    [{ name: hidden.extent, type: 'guid' }, source.extentIdSql],
    [{ name: hidden.tags, type: 'dynamic' }, source.extentTagsSql],
  ];
  const sqls = new Map(facts.map(([column, sql]) => [column.name, sql]));
  return {
    ...source,
    columns: [...source.columns, ...facts.map(([column]) => column)],
    columnSql: (name) => sqls.get(name) ?? source.columnSql(name),
  };
}

export interface RowLevelSecurity {
  readonly IsEnabled: boolean;
  readonly Query: string;
}

export function rowLevelSecurity(table: Pick<TableEntry, 'policies'>): RowLevelSecurity | undefined {
  const document = table.policies.row_level_security;
  return document === undefined ? undefined : JSON.parse(document);
}

/**
 * The rows that a row level security query leaves of its table, for everybody and every role.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export function securedSource(source: TableSource, query: string, catalog: QueryCatalog): TableSource {
  const tables = catalog.tables.map((other) => (other.name === source.name ? openSource(source) : other));
  const { sql, columns } = translateQuery(query, { ...catalog, tables });
  const names = columns.map((_column, index) => `s${index}`);
  const sqlOf = (name: string): string | undefined => names[columns.findIndex((column) => column.name === name)];
  const visible = columns.filter(({ name }) => !name.startsWith('$rls_'));
  const shape = (list: readonly Column[]) => list.map(({ name, type }) => `${name}:${type}`).join(', ');
  if (shape(visible) !== shape(source.columns))
    throw new QueryProblem(
      'SEM0100',
      `The row level security query of '${source.name}' gives (${shape(visible)}), the table has (${shape(source.columns)}).`,
    );
  return {
    ...source,
    relation: `(SELECT * FROM (${sql}) v(${names.join(', ')}))`,
    columnSql: (name) => sqlOf(name) ?? 'NULL',
    ingestionTimeSql: sqlOf(hidden.ingested) ?? 'NULL::BIGINT',
    cursorSql: sqlOf(hidden.cursor) ?? 'NULL::BIGINT',
    extentIdSql: sqlOf(hidden.extent) ?? 'NULL::UUID',
    extentTagsSql: sqlOf(hidden.tags) ?? 'NULL::VARCHAR',
  };
}

/** Whether the caller may read tables with a restricted view. Source: https://learn.microsoft.com/kusto/management/restricted-view-access-policy */
export function isUnrestrictedViewer(catalog: Pick<Catalog, 'database'>): boolean {
  const { principal } = presentCaller();
  if (principal === '') return true;
  const wanted = principal.toLowerCase();
  const holders = catalog.database.roles?.unrestrictedviewers ?? [];
  return holders.some((holder) => holder.principal.toLowerCase() === wanted);
}

/** The table as the caller may read it; what forbids that is told once a query uses it. */
function readableSource(database: Database, catalog: Catalog, table: TableEntry): TableSource {
  const stored = tableSource(table);
  const isRestricted = effectivePolicy(catalog, table, 'restricted_view_access') === '{"IsEnabled":true}';
  if (isRestricted && !isUnrestrictedViewer(catalog)) return refusing(stored, restrictedProblem(table.name));
  const span = hotSpan(catalog, table);
  const since = span === undefined ? undefined : database.clock.nowTicks() - span;
  const inCache = hotSource(stored, table, since);
  const security = rowLevelSecurity(table);
  const readable = database.isHotOnly ? inCache : stored;
  if (security?.IsEnabled !== true) return { ...readable, hot: inCache };
  const blocked = refusing(stored, blockedProblem(table.name));
  if (presentCaller().options.request_block_row_level_security === true) return blocked;
  const secured = (source: TableSource): TableSource =>
    lazySource(source, () => securedSource(source, security.Query, securityCatalog(database, catalog)));
  return Object.assign(secured(readable), { blocked, hot: secured(inCache) });
}

/** The tables as they are stored, past every policy on reading them, without views and without other databases. */
export function storedCatalog(database: Database, catalog: Catalog): QueryCatalog {
  const tables = [...catalog.tables.values()].map(tableSource);
  const { others: _others, ...present } = database.queryCatalog(catalog);
  return { ...present, tables, materializedViews: [] };
}

/**
 * What a row level security query can read: no table but its own that has such a policy, enabled. Its own is put in its place by `securedSource`.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export function securityCatalog(database: Database, catalog: Catalog): QueryCatalog {
  const stored = storedCatalog(database, catalog);
  const isSecured = ({ name }: TableSource): boolean => {
    const table = catalog.tables.get(name);
    return table !== undefined && rowLevelSecurity(table)?.IsEnabled === true;
  };
  const tables = stored.tables.map((table) => (isSecured(table) ? refusing(table, nestedProblem(table.name)) : table));
  return { ...stored, tables };
}

const nestedProblem = (name: string) =>
  badRequest(`A row level security query cannot read table '${name}', which has row level security enabled.`);
const restrictedProblem = (name: string) =>
  denied(`Principal '${presentCaller().principal}' is not authorized to read the restricted table '${name}'.`);
const blockedProblem = (name: string) =>
  denied(`Table '${name}' has a row level security policy, and the request blocks row level security.`);

/** A source that fails whatever reads it. */
export function refusing(source: TableSource, problem: Error): TableSource {
  return lazySource(source, () => {
    throw problem;
  });
}

/** Rows that are worked out when something first reads them. */
function lazyRows({ name, columns }: Pick<RowSource, 'name' | 'columns'>, make: () => RowSource): RowSource {
  let made: RowSource | undefined;
  const open = (): RowSource => {
    made ??= make();
    return made;
  };
  return {
    name,
    columns,
    columnSql: (column) => open().columnSql(column),
    get relation() {
      return open().relation;
    },
  };
}

/** A source that is worked out when something first reads it. */
function lazySource(source: TableSource, make: () => TableSource): TableSource {
  let made: TableSource | undefined;
  const open = (): TableSource => {
    made ??= make();
    return made;
  };
  return {
    name: source.name,
    columns: source.columns,
    hasIngestionTimePolicy: source.hasIngestionTimePolicy,
    columnSql: (name) => open().columnSql(name),
    get relation() {
      return open().relation;
    },
    get ingestionTimeSql() {
      return open().ingestionTimeSql;
    },
    get extentIdSql() {
      return open().extentIdSql;
    },
    get extentTagsSql() {
      return open().extentTagsSql;
    },
    get cursorSql() {
      return open().cursorSql;
    },
  };
}

/** The tables, each in the form in which the caller may read it. */
export function querySources(database: Database, catalog: Catalog): TableSource[] {
  return [...catalog.tables.values()].map((table) => readableSource(database, catalog, table));
}

/** The materialized views. */
export function queryViews(database: Database, catalog: Catalog): ViewSource[] {
  return [...catalog.views.values()].map((view) => {
    const rows = (reach: ViewReach) => lazyRows(view, () => viewSource(view, storedCatalog(database, catalog), reach));
    return Object.assign(rows('with new rows'), { materialized: rows('materialized') });
  });
}
