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
import { splitView, summaryOf, type ViewQuery } from './view-query.ts';

/** What a reader of a view gets: everything, or what is materialized. */
export type ViewReach = 'with new rows' | 'materialized';

/** SQL that gives rows with these columns, named n0, n1 and so on. */
export interface ViewRows {
  readonly sql: string;
  readonly columns: readonly Column[];
}

function numbered(sql: string, columns: readonly Column[]): ViewRows {
  const names = columns.map((_column, index) => `n${index}`);
  return { sql: `SELECT * FROM (${sql}) v(${names.join(', ')})`, columns };
}

export function partsOf(view: Pick<ViewEntry, 'name' | 'query'>, catalog: QueryCatalog): ViewQuery {
  const parts = splitView(view.query, catalog);
  if (parts !== undefined) return parts;
  throw new QueryProblem('SEM0100', `The query of materialized view '${view.name}' has no summarize operator.`);
}

/** Source rows that a condition chooses, as far as a view's query takes them before it brings them together. */
export function inputRows(
  view: Pick<ViewEntry, 'name' | 'query' | 'source'>,
  catalog: QueryCatalog,
  where: string,
): ViewRows {
  const tables = catalog.tables.map((table) =>
    table.name === view.source ? { ...table, relation: `(SELECT * FROM ${table.relation} WHERE ${where})` } : table,
  );
  const { sql, columns } = translateQuery(partsOf(view, catalog).input, { ...catalog, tables });
  return numbered(sql, columns);
}

export const unprocessed = ({ stamp }: Pick<ViewEntry, 'stamp'>): string => `_it IS NOT NULL AND _cs > ${stamp}`;

const nothing = ({ type }: Column): string => (type === 'string' ? "''" : `NULL::${storageType[type]}`);

/** A column of the processed rows, by name and type; a row processed before the column was there has nothing in it. */
function stateColumn(state: TableEntry, column: Column): string {
  const found = state.columns.find(({ name, type }) => name === column.name && type === column.type);
  return found === undefined ? nothing(column) : `"c${found.id}"`;
}

const processed = '$processed';
const newest = '9223372036854775807::BIGINT';

const bare = {
  name: processed,
  ingestionTimeSql: 'NULL::BIGINT',
  extentIdSql: 'NULL::UUID',
  extentTagsSql: 'NULL::VARCHAR',
  cursorSql: '_cs',
  hasIngestionTimePolicy: true,
};

/** Rows of a view's state, under the names of its query. */
export function processedSource({ state }: ViewEntry, columns: readonly Column[], relation: string): TableSource {
  const columnSql = (name: string) => {
    const column = columns.find((each) => each.name === name);
    return column === undefined ? 'NULL' : stateColumn(state, column);
  };
  return { ...bare, columns, relation, columnSql };
}

/** The rows to bring together: those processed after a stamp, and those that came into the source since. */
function joined(view: ViewEntry, rows: { columns: readonly Column[]; fresh?: ViewRows }, after: number): string {
  const old = rows.columns.map((column, index) => `${stateColumn(view.state, column)} AS n${index}`);
  const state = `SELECT ${[...old, '_cs'].join(', ')} FROM ${dataTable(view.state)} WHERE _cs > ${after}`;
  return rows.fresh === undefined ? `(${state})` : `(${state} UNION ALL SELECT *, ${newest} FROM (${rows.fresh.sql}))`;
}

type Summary = (aggregates: readonly string[], after: number) => ViewRows;

function summaries(view: ViewEntry, catalog: QueryCatalog, reach: ViewReach): Summary {
  const isGone = !catalog.tables.some(({ name }) => name === view.source);
  const fresh = isGone ? undefined : inputRows(view, catalog, unprocessed(view));
  const columns = fresh?.columns ?? view.input;
  const parts = partsOf(view, catalog);
  return (aggregates, after) => {
    const rows = reach === 'materialized' || fresh === undefined ? { columns } : { columns, fresh };
    const source: TableSource = {
      ...bare,
      columns,
      relation: joined(view, rows, after),
      columnSql: (name) => `n${columns.findIndex((column) => column.name === name)}`,
    };
    const tables = [...catalog.tables, source];
    const translated = translateQuery(summaryOf(parts, source.name, aggregates), { ...catalog, tables });
    return numbered(translated.sql, translated.columns);
  };
}

/** Aggregates that came to the view at the same time. */
function cohorts(view: ViewEntry, aggregates: readonly string[]): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const aggregate of aggregates) {
    const since = view.since?.[aggregate] ?? -1;
    found.set(since, [...(found.get(since) ?? []), aggregate]);
  }
  return found;
}

/** An aggregate that came later has seen later rows only; a key none of them had has nothing in it. */
function beside(view: ViewEntry, { keys }: ViewQuery, summarize: Summary, found: Map<number, string[]>): ViewRows {
  const frame = summarize([], -1);
  const parts = [...found].map(([since, aggregates]) => summarize(aggregates, since));
  const on = (part: number) => keys.map((_key, index) => `f.n${index} IS NOT DISTINCT FROM p${part}.n${index}`);
  const joins = parts.map(({ sql }, part) => `LEFT JOIN (${sql}) p${part} ON ${on(part).join(' AND ')}`);
  const known = new Map<string, { column: Column; sql: string }>([
    ...parts.flatMap(({ columns }, part) =>
      columns.map((column, index) => [column.name, { column, sql: `p${part}.n${index}` }] as const),
    ),
    ...frame.columns.map((column, index) => [column.name, { column, sql: `f.n${index}` }] as const),
  ]);
  const columns = view.columns.map(({ name }) => known.get(name)).filter((each) => each !== undefined);
  const values = columns.map(({ column, sql }) => (column.type === 'string' ? `coalesce(${sql}, '')` : sql));
  const select = `SELECT ${values.join(', ')} FROM (${frame.sql}) f ${joins.join(' ')}`;
  return numbered(
    select,
    columns.map(({ column }) => column),
  );
}

function viewRows(view: ViewEntry, catalog: QueryCatalog, reach: ViewReach): ViewRows {
  const parts = partsOf(view, catalog);
  const summarize = summaries(view, catalog, reach);
  const found = cohorts(view, parts.aggregates);
  return found.size === 1 && found.has(-1) ? summarize(parts.aggregates, -1) : beside(view, parts, summarize, found);
}

const shape = (list: readonly Column[]): string => list.map(({ name, type }) => `${name}:${type}`).join(', ');

/**
 * A view as a table: its summary over every row it has processed, as its query was then, and, unless only what is materialized
 * is asked for, those not processed yet. Rows deleted at the source stay in it. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-overview
 */
export function viewSource(view: ViewEntry, catalog: QueryCatalog, reach: ViewReach): RowSource {
  const { sql, columns } = viewRows(view, catalog, reach);
  if (shape(columns) !== shape(view.columns))
    throw new QueryProblem('SEM0100', `The query of materialized view '${view.name}' does not match its schema.`);
  return {
    name: view.name,
    columns,
    relation: `(${sql})`,
    columnSql: (name) => `n${columns.findIndex((column) => column.name === name)}`,
  };
}
