import { DuckDBUUIDValue, type DuckDBValue } from '@duckdb/node-api';
import { ClusterProblem } from '../problem.ts';
import { type FoundProperty, type QueryCatalog, QueryProblem, type TranslatedQuery } from '../query/contract.ts';
import { discoverQuery } from '../query/discover.ts';
import { inspectQuery } from '../query/parser.ts';
import { countOf, type RequestOptions } from '../query/request-options.ts';
import { translateQuery } from '../query/translate.ts';
import type { Answer, Cell, Result } from '../wire.ts';
import { presentCaller } from './caller.ts';
import { dataProblem } from './data-problems.ts';
import type { Database } from './database.ts';
import { withExternals } from './external-tables.ts';
import type { Session } from './store.ts';

/** A text the query translator refused, as the service words it. */
export function queryProblem(problem: QueryProblem): ClusterProblem {
  const type =
    problem.code === 'SYN0002' ? 'Kusto.Data.Exceptions.SyntaxException' : 'Kusto.Data.Exceptions.SemanticException';
  const message = `${problem.code}: ${problem.message}`;
  return new ClusterProblem({ status: 400, code: 'General_BadRequest', type, message, permanent: true });
}

/** Refuses a text that is no query, or has a wrong name or type in it, as the service does. */
export function checkQuery(text: string, catalog: QueryCatalog): void {
  const { problem } = inspectQuery(text, catalog);
  if (problem !== undefined) throw queryProblem(problem);
}

/** Translates, with the translator's refusals as the service's errors. */
export function translate(text: string, catalog: QueryCatalog): TranslatedQuery {
  try {
    return translateQuery(text, catalog);
  } catch (cause) {
    throw cause instanceof QueryProblem ? queryProblem(cause) : cause;
  }
}

function cell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'bigint') return value;
  if (value instanceof DuckDBUUIDValue) return value.toString();
  if (typeof value === 'object') throw new Error(`A query returned a value of an unexpected kind: ${value}`);
  return value;
}

/** Rows of a SQL text whose values are held as the storage types of the given columns. */
export async function readResult(
  session: Session,
  translated: Pick<TranslatedQuery, 'sql' | 'columns'>,
): Promise<Result> {
  const rows = await session.rows(translated.sql);
  return { columns: translated.columns, rows: rows.map((row) => row.map(cell)) };
}

/** Translates a query whose columns may depend on the data. */
async function discover(database: Database, text: string, catalog: QueryCatalog): Promise<TranslatedQuery> {
  const read = async (sql: string): Promise<FoundProperty[]> => {
    const rows = await database.store.read((session) => session.rows(sql));
    return rows.map(([name, type]): FoundProperty => [String(name), String(type)]);
  };
  try {
    return await discoverQuery(text, catalog, read);
  } catch (cause) {
    throw cause instanceof QueryProblem ? queryProblem(cause) : cause;
  }
}

/** What the query of a request is translated against. */
export function requestCatalog(database: Database): QueryCatalog {
  return { ...database.queryCatalog(), options: presentCaller().options };
}

const attempts = 3;

/**
 * Runs `work` on a query translated against the present metadata, again when the schema changed between the two, so that
 * a query never fails because a table was altered while it started.
 */
export function withQuery<T>(
  database: Database,
  text: string,
  work: (session: Session, translated: TranslatedQuery) => Promise<T>,
  extend: (catalog: QueryCatalog) => QueryCatalog = (catalog) => catalog,
): Promise<T> {
  return withExternals(database, text, (open) => retry(database, text, work, (catalog) => open(extend(catalog))));
}

async function retry<T>(
  database: Database,
  text: string,
  work: (session: Session, translated: TranslatedQuery) => Promise<T>,
  extend: (catalog: QueryCatalog) => QueryCatalog,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const { schemaVersion } = database.catalog;
    const translated = await discover(database, text, extend(requestCatalog(database)));
    try {
      return await database.store.read((session) => work(session, translated));
    } catch (cause) {
      if (attempt === attempts || schemaVersion === database.catalog.schemaVersion) throw dataProblem(cause);
    }
  }
}

interface Limits {
  readonly rows: number;
  readonly bytes: number;
}

/** To ask for no truncation counts for nothing beside a limit of one's own. */
function limitsOf(options: RequestOptions): Limits {
  const [rows, bytes] = [countOf(options, 'truncationmaxrecords'), countOf(options, 'truncationmaxsize')];
  const isLimited = [rows, bytes, options.query_take_max_records].some((limit) => limit !== undefined);
  if (options.notruncation === true && !isLimited) return { rows: Infinity, bytes: Infinity };
  return { rows: rows ?? 500_000, bytes: bytes ?? 64 * 1024 * 1024 };
}

/**
 * Cuts a result as the service does unless told otherwise: an error beside the rows that fit.
 * Source: https://learn.microsoft.com/kusto/concepts/result-truncation
 */
export function truncate(result: Result, options: RequestOptions): Answer {
  const limits = limitsOf(options);
  const fitting = fittingRows(result, limits.bytes);
  const cut = Math.min(fitting, limits.rows);
  if (cut >= result.rows.length) return { result };
  const reason = cut === fitting ? `size of ${limits.bytes} bytes` : `record count of ${limits.rows}`;
  const failure = new ClusterProblem({
    status: 400,
    code: 'LimitsExceeded',
    type: 'Kusto.Data.Exceptions.KustoServicePartialQueryFailureLimitsExceededException',
    message: `Query execution has exceeded the allowed limits (80DA0003): The results of this query exceed the set limit on ${reason} (E_QUERY_RESULT_SET_TOO_LARGE).`,
    permanent: false,
  });
  return { result: { ...result, rows: result.rows.slice(0, cut) }, failure };
}

function fittingRows(result: Result, maximumBytes: number): number {
  let bytes = 0;
  for (const [index, row] of result.rows.entries()) {
    for (const value of row) bytes += typeof value === 'string' ? value.length : 8;
    if (bytes > maximumBytes) return index;
  }
  return result.rows.length;
}
