import {
  type Column,
  type QueryCatalog,
  QueryProblem,
  type RowSource,
  storageType,
  type TableSource,
} from '../query/contract.ts';
import { translateQuery } from '../query/translate.ts';
import { dataTable, type TableEntry, type ViewEntry } from './catalog.ts';

/** What a reader of a view gets: everything, or what is materialized. */
export type ViewReach = 'with new rows' | 'materialized';

const facts = '_extent, _it, _cs';

/** A column of the processed rows, by name and type; a row processed before the column was there has nothing in it. */
function stateColumn(state: TableEntry, { name, type }: Column): string {
  const found = state.columns.find((column) => column.name === name && column.type === type);
  if (found !== undefined) return `"c${found.id}"`;
  return type === 'string' ? "''" : `NULL::${storageType[type]}`;
}

/** The rows a view's query runs over: those processed, and those that came into the source since. */
function rowsOf(view: ViewEntry, source: TableSource, reach: ViewReach): TableSource {
  const names = source.columns.map((_column, index) => `"k${index}"`);
  const processed = source.columns.map((column, index) => `${stateColumn(view.state, column)} AS ${names[index]}`);
  const fresh = source.columns.map(({ name }, index) => `${source.columnSql(name)} AS ${names[index]}`);
  const select = (columns: readonly string[], from: string) => `SELECT ${[...columns, facts].join(', ')} FROM ${from}`;
  const old = select(processed, `${dataTable(view.state)} WHERE _cs <= ${view.stamp}`);
  const delta = select(fresh, `${source.relation} WHERE _it IS NOT NULL AND _cs > ${view.stamp}`);
  return {
    ...source,
    relation: reach === 'materialized' ? `(${old})` : `(${old} UNION ALL ${delta})`,
    columnSql: (name) => names[source.columns.findIndex((column) => column.name === name)] ?? 'NULL',
  };
}

/**
 * A view as a table: its query over every row it has processed and, unless only what is materialized is asked for, those not
 * processed yet. Rows deleted at the source stay in it. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-overview
 */
export function viewSource(view: ViewEntry, catalog: QueryCatalog, reach: ViewReach): RowSource {
  const present = catalog.tables.find(({ name }) => name === view.source);
  const source = rowsOf(view, present ?? goneSource(view), reach);
  const others = catalog.tables.map((table) => (table === present ? source : table));
  const tables = present === undefined ? [...others, source] : others;
  const { sql, columns } = translateQuery(view.query, { ...catalog, tables });
  const names = columns.map((_column, index) => `v${index}`);
  const shape = (list: readonly Column[]) => list.map(({ name, type }) => `${name}:${type}`).join(', ');
  if (shape(columns) !== shape(view.columns))
    throw new QueryProblem('SEM0100', `The query of materialized view '${view.name}' does not match its schema.`);
  return {
    name: view.name,
    columns,
    relation: `(SELECT * FROM (${sql}) v(${names.join(', ')}))`,
    columnSql: (name) => names[columns.findIndex((column) => column.name === name)] ?? 'NULL',
  };
}

/** The source was dropped: what was processed is all there is. */
function goneSource(view: ViewEntry): TableSource {
  const columns = view.state.columns.map(({ name, type }): Column => ({ name, type }));
  const gone = dataTable(view.state);
  return {
    name: view.source,
    columns,
    relation: `(SELECT * FROM ${gone} WHERE false)`,
    columnSql: (name) => `"c${view.state.columns.find((column) => column.name === name)?.id}"`,
    ingestionTimeSql: '_it',
    extentIdSql: 'NULL::UUID',
    extentTagsSql: 'NULL::VARCHAR',
    cursorSql: '_cs',
    hasIngestionTimePolicy: true,
  };
}
