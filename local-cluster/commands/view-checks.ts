import { type Catalog, findTable, type ViewEntry } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import { checkName } from '../engine/names.ts';
import { queryProblem, translate } from '../engine/query.ts';
import { rowLevelSecurity, storedCatalog } from '../engine/sources.ts';
import { keepsNothing } from '../engine/update-policies.ts';
import { splitView } from '../engine/view-query.ts';
import { badRequest } from '../problem.ts';
import { type Column, type QueryCatalog, QueryProblem } from '../query/contract.ts';
import { parseQuery } from '../query/parser.ts';
import { list, nameOf, require, type SyntaxNode, walk } from '../query/syntax.ts';
import { flagOf } from './reader-properties.ts';
import type { ViewText } from './view-definition.ts';

const aggregations = new Set([
  'count',
  'countif',
  'dcount',
  'dcountif',
  'min',
  'max',
  'avg',
  'avgif',
  'sum',
  'sumif',
  'arg_max',
  'arg_min',
  'take_any',
  'take_anyif',
  'hll',
  'make_set',
  'make_list',
  'make_bag',
  'percentile',
  'percentiles',
  'tdigest',
]);

const forbiddenOperators = new Set([
  'SortOperator',
  'TopOperator',
  'TopNestedOperator',
  'SerializeOperator',
  'TakeOperator',
  'SampleOperator',
  'MakeSeriesOperator',
]);
const forbiddenCalls = new Set(['now', 'ago', 'ingestion_time', 'cursor_after', 'cursor_before_or_at', 'rand']);

function aggregateName(node: SyntaxNode): string {
  const call = [...walk(node)].find(({ kind }) => kind === 'FunctionCallExpression');
  return call === undefined ? '' : nameOf(require(call, 'Name'));
}

function problemOf(root: SyntaxNode): string | undefined {
  const nodes = [...walk(root)];
  const summaries = nodes.filter(({ kind }) => kind === 'SummarizeOperator');
  const [summary] = summaries;
  if (summary === undefined || summaries.length > 1) return 'The query needs exactly one summarize operator, its last.';
  const behind = root.text.slice(summary.start + summary.text.length - root.start).replace(/[\s;]/g, '');
  if (behind !== '') return 'The summarize operator is not the last one.';
  const aggregate = list(summary, 'Aggregates').map(aggregateName);
  const foreign = aggregate.find((name) => !aggregations.has(name));
  if (foreign !== undefined) return `The aggregation '${foreign}' is not supported in a materialized view.`;
  const operator = nodes.find(({ kind }) => forbiddenOperators.has(kind));
  if (operator !== undefined) return `The operator '${operator.text.split(/\s/)[0]}' is not supported.`;
  const call = nodes
    .filter(({ kind }) => kind === 'FunctionCallExpression')
    .map((node) => nameOf(require(node, 'Name')));
  const banned = call.find((name) => forbiddenCalls.has(name));
  return banned === undefined ? undefined : `The function '${banned}' is not supported.`;
}

function parse(query: string, catalog: QueryCatalog): SyntaxNode {
  try {
    return parseQuery(query, catalog);
  } catch (cause) {
    throw cause instanceof QueryProblem ? queryProblem(cause) : cause;
  }
}

/** A query reads its source, and of other tables those it was told to. */
function foreignTable(root: SyntaxNode, { source, dimensionTables = [] }: ViewText): string | undefined {
  const names = [...walk(root)]
    .filter(({ kind, symbol }) => kind === 'NameReference' && symbol?.kind === 'table')
    .map(({ symbol }) => symbol?.name ?? '');
  return names.find((name) => name !== source && !dimensionTables.includes(name));
}

const picks = /^(?:arg_max|arg_min|take_any)\s*\(/;
const picksAll = /^(?:(?:arg_max|arg_min)\s*\([^()]*,\s*\*\s*\)|take_any\s*\(\s*\*\s*\))$/;

type Properties = Pick<ViewEntry, 'query' | 'autoUpdateSchema' | 'lookback' | 'lookbackColumn'>;

/** What is wrong with properties that only some queries can have. */
export function propertyProblem(
  view: Properties,
  columns: readonly Column[],
  catalog: QueryCatalog,
): string | undefined {
  const aggregates = splitView(view.query, catalog)?.aggregates ?? [];
  const { autoUpdateSchema, lookback, lookbackColumn } = view;
  if (autoUpdateSchema && !aggregates.every((text) => picksAll.test(text)))
    return "'autoUpdateSchema' is for arg_max(…, *), arg_min(…, *) and take_any(*) only.";
  if (lookbackColumn === undefined)
    return lookback === undefined || aggregates.every((text) => picks.test(text))
      ? undefined
      : "'lookback' without 'lookback_column' is for arg_max, arg_min and take_any only.";
  const column = columns.find(({ name }) => name === lookbackColumn);
  return column?.type === 'datetime' ? undefined : `'${lookbackColumn}' is no datetime column of the view.`;
}

function checkSource(catalog: Catalog, view: ViewText): void {
  const source = findTable(catalog, view.source);
  const { policies } = source;
  if (keepsNothing(catalog, source)) throw badRequest(`Table '${view.source}' does not keep its rows.`);
  if (policies.ingestiontime !== '{"IsEnabled":true}')
    throw badRequest(`Table '${view.source}' has no IngestionTime policy.`);
  if (policies.restricted_view_access === '{"IsEnabled":true}')
    throw badRequest(`Table '${view.source}' has restricted view access.`);
  const allowed = flagOf(view.given, 'allowMaterializedViewsWithoutRowLevelSecurity');
  if (rowLevelSecurity({ policies })?.IsEnabled === true && !allowed)
    throw badRequest(`Table '${view.source}' has row level security.`);
}

/**
 * The columns a view would have; refuses a query, a source or properties that no view can have.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create
 */
export function checkView(database: Database, catalog: Catalog, view: ViewText): Column[] {
  checkSource(catalog, view);
  const stored = storedCatalog(database, catalog);
  const root = parse(view.query, stored);
  const foreign = foreignTable(root, view);
  const columns = problemOf(root) === undefined ? translate(view.query, stored).columns : [];
  const problem =
    problemOf(root) ??
    (foreign === undefined ? undefined : `Table '${foreign}' is not among its 'dimensionTables'.`) ??
    propertyProblem(view, columns, stored);
  if (problem !== undefined) throw badRequest(`Materialized view '${view.name}': ${problem}`);
  for (const { name } of columns) checkName(name);
  return columns.map(({ name, type }) => ({ name, type }));
}
