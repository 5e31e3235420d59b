import { type Catalog, findTable } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import { queryProblem, translate } from '../engine/query.ts';
import { rowLevelSecurity, storedCatalog } from '../engine/sources.ts';
import { formatTimespan, parseTimespan } from '../engine/time.ts';
import type { ViewDefinition } from '../engine/views.ts';
import { badRequest, syntaxProblem } from '../problem.ts';
import { type Column, type QueryCatalog, QueryProblem } from '../query/contract.ts';
import { parseQuery } from '../query/parser.ts';
import { list, nameOf, require, type SyntaxNode, walk } from '../query/syntax.ts';
import { Reader } from './reader.ts';
import { flagOf, type Given, instantOf, readProperties } from './reader-properties.ts';

const known = [
  'backfill',
  'effectiveDateTime',
  'updateExtentsCreationTime',
  'lookback',
  'lookback_column',
  'autoUpdateSchema',
  'dimensionTables',
  'folder',
  'docString',
  'allowMaterializedViewsWithoutRowLevelSecurity',
  'MaxSourceRecordsForSingleIngest',
  'Concurrency',
];

export interface ViewText extends ViewDefinition {
  readonly asynchronous: boolean;
  readonly onExisting: 'keep' | 'refuse';
  readonly backfill: boolean;
  readonly effectiveTicks: bigint | undefined;
  readonly given: Given;
}

function timespan(given: Given, name: string): string | undefined {
  const value = given.get(name);
  if (value === undefined) return undefined;
  const ticks = parseTimespan(value.replace(/^(?:time|timespan)\((.*)\)$/, '$1'));
  if (ticks === undefined) throw badRequest(`The property '${name}' is a timespan, not '${value}'.`);
  return formatTimespan(ticks);
}

/** Reads what `.create`, `.create-or-alter` and `.alter materialized-view` have in common. */
export function readViewText(text: string): ViewText {
  const reader = new Reader(text);
  reader.expect('.');
  const verb = reader.choose('create-or-alter', 'create', 'alter');
  const asynchronous = reader.accept('async');
  const onExisting = reader.accept('ifnotexists') ? 'keep' : 'refuse';
  reader.expect('materialized-view');
  const before = readProperties(reader, known);
  const name = reader.name();
  reader.expect('on');
  if (!reader.accept('materialized-view')) reader.expect('table');
  const source = reader.name();
  const given = before.size > 0 ? before : readProperties(reader, known);
  const body = reader.rest().trim();
  if (verb === undefined || !body.startsWith('{') || !body.endsWith('}'))
    throw syntaxProblem('expected the query of the view in braces');
  return { name, source, query: body.slice(1, -1).trim(), asynchronous, onExisting, given, ...fieldsOf(given) };
}

function fieldsOf(given: Given): Omit<ViewText, 'name' | 'source' | 'query' | 'asynchronous' | 'onExisting' | 'given'> {
  const [lookback, column] = [timespan(given, 'lookback'), given.get('lookback_column')];
  const effectiveTicks = instantOf(given, 'effectiveDateTime');
  return {
    folder: given.get('folder') ?? '',
    docstring: given.get('docstring') ?? '',
    autoUpdateSchema: flagOf(given, 'autoUpdateSchema'),
    backfill: flagOf(given, 'backfill'),
    effectiveTicks,
    ...(effectiveTicks === undefined ? {} : { effectiveDateTime: String(effectiveTicks) }),
    ...(lookback === undefined ? {} : { lookback }),
    ...(column === undefined ? {} : { lookbackColumn: column }),
  };
}

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

/**
 * The columns a view would have; refuses a query or a source that no view can have.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create
 */
export function checkView(database: Database, catalog: Catalog, view: ViewText): Column[] {
  const { policies } = findTable(catalog, view.source);
  if (policies.ingestiontime !== '{"IsEnabled":true}')
    throw badRequest(`Table '${view.source}' has no IngestionTime policy.`);
  if (policies.restricted_view_access === '{"IsEnabled":true}')
    throw badRequest(`Table '${view.source}' has restricted view access.`);
  const allowed = flagOf(view.given, 'allowMaterializedViewsWithoutRowLevelSecurity');
  if (rowLevelSecurity({ policies })?.IsEnabled === true && !allowed)
    throw badRequest(`Table '${view.source}' has row level security.`);
  const stored = storedCatalog(database, catalog);
  const problem = problemOf(parse(view.query, stored));
  if (problem !== undefined) throw badRequest(`Cannot create materialized view '${view.name}': ${problem}`);
  const { columns } = translate(view.query, stored);
  return columns.map(({ name, type }) => ({ name, type }));
}
