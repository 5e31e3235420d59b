import { formatTimespan, parseTimespan } from '../engine/time.ts';
import type { ViewDefinition } from '../engine/views.ts';
import { badRequest, syntaxProblem, unsupported } from '../problem.ts';
import { Reader } from './reader.ts';
import { flagOf, type Given, instantOf, readProperties } from './reader-properties.ts';

/** What an existing view can be given. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-alter */
const alterable = ['lookback', 'lookback_column', 'autoUpdateSchema', 'dimensionTables', 'folder', 'docString'];

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create */
const known = [
  ...alterable,
  'backfill',
  'effectiveDateTime',
  'updateExtentsCreationTime',
  'move_extents_from',
  'source_ingestion_time_from',
  'allowMaterializedViewsWithoutRowLevelSecurity',
  'MaxSourceRecordsForSingleIngest',
  'Concurrency',
];

export interface ViewText extends ViewDefinition {
  readonly asynchronous: boolean;
  readonly onExisting: 'keep' | 'refuse';
  readonly fill: Fill;
  readonly given: Given;
}

/** Where the rows come from that a new view begins with. */
export interface Fill {
  readonly backfill: boolean;
  /** A table whose extents become the view's. */
  readonly moveFrom?: string;
  /** Source rows ingested after this time are processed, although the view is newer. */
  readonly sourceFrom?: bigint;
  /** Only rows ingested after this time are processed, or extents made after it are moved. */
  readonly since?: bigint;
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
  if (reader.accept('materialized-view')) throw unsupported('a materialized view over another one');
  reader.expect('table');
  const source = reader.name();
  const given = before.size > 0 ? before : readProperties(reader, known);
  const body = reader.rest().trim();
  if (verb === undefined || !body.startsWith('{') || !body.endsWith('}'))
    throw syntaxProblem('expected the query of the view in braces');
  return { name, source, query: body.slice(1, -1).trim(), asynchronous, onExisting, given, ...fieldsOf(given) };
}

function fieldsOf(given: Given): Omit<ViewText, 'name' | 'source' | 'query' | 'asynchronous' | 'onExisting' | 'given'> {
  const [lookback, column] = [timespan(given, 'lookback'), given.get('lookback_column')];
  const tables = given.get('dimensiontables');
  const fill = readFill(given);
  return {
    folder: given.get('folder') ?? '',
    docstring: given.get('docstring') ?? '',
    autoUpdateSchema: flagOf(given, 'autoUpdateSchema'),
    fill,
    ...(fill.since === undefined ? {} : { effectiveDateTime: String(fill.since) }),
    ...(lookback === undefined ? {} : { lookback }),
    ...(column === undefined ? {} : { lookbackColumn: column }),
    ...(tables === undefined ? {} : { dimensionTables: namesOf(tables) }),
  };
}

/** Reads `dynamic(["A", "B"])`. */
function namesOf(text: string): string[] {
  const [, items] = /^dynamic\(\s*\[(.*)\]\s*\)$/s.exec(text) ?? [];
  if (items === undefined) throw badRequest(`The property 'dimensionTables' is a dynamic array, not '${text}'.`);
  return [...items.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, one, other]) => one ?? other ?? '');
}

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create#backfill-a-materialized-view */
function readFill(given: Given): Fill {
  const [since, sourceFrom] = [instantOf(given, 'effectiveDateTime'), instantOf(given, 'source_ingestion_time_from')];
  const moveFrom = given.get('move_extents_from');
  const backfill = flagOf(given, 'backfill');
  if (backfill && moveFrom !== undefined) throw unsupported("'backfill' together with 'move_extents_from'");
  if (since !== undefined && !backfill && moveFrom === undefined)
    throw badRequest("'effectiveDateTime' needs 'backfill'.");
  if (sourceFrom !== undefined && moveFrom === undefined)
    throw badRequest("'source_ingestion_time_from' needs 'move_extents_from'.");
  if (flagOf(given, 'updateExtentsCreationTime'))
    throw unsupported("the property 'updateExtentsCreationTime' of a materialized view");
  return {
    backfill,
    ...(moveFrom === undefined ? {} : { moveFrom }),
    ...(sourceFrom === undefined ? {} : { sourceFrom }),
    ...(since === undefined ? {} : { since }),
  };
}

/** Refuses what only a new view can be given. */
export function checkAlterable({ given }: ViewText): void {
  const allowed = new Set(alterable.map((name) => name.toLowerCase()));
  const foreign = [...given.keys()].find((name) => !allowed.has(name));
  if (foreign !== undefined) throw badRequest(`The property '${foreign}' is for new materialized views only.`);
}
