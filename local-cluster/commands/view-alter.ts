import type { ViewEntry } from '../engine/catalog.ts';
import { storedCatalog } from '../engine/sources.ts';
import { splitView } from '../engine/view-query.ts';
import { inputRows, viewSource } from '../engine/view-source.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Column, QueryCatalog } from '../query/contract.ts';
import type { Request } from './request.ts';
import { checkView } from './view-checks.ts';
import { checkAlterable, type ViewText } from './view-definition.ts';

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

/**
 * What a view's other query keeps of what was processed: every column it has already, and nothing in those that are new.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-alter
 */
function requeried(
  view: ViewEntry,
  { query, columns, catalog }: { query: string; columns: readonly Column[]; catalog: QueryCatalog },
): ViewEntry {
  const [before, after] = [splitView(view.query, catalog), splitView(query, catalog)];
  if (before === undefined || after === undefined) throw new Error(`'${view.name}' has no summarize operator.`);
  if (before.keys.join(', ') !== after.keys.join(', '))
    throw badRequest(`The group by expressions of materialized view '${view.name}' cannot change.`);
  const retyped = columns.find(({ name, type }) => view.columns.some((old) => old.name === name && old.type !== type));
  if (retyped !== undefined)
    throw badRequest(`Column '${retyped.name}' of materialized view '${view.name}' cannot change its type.`);
  const added = after.aggregates.filter((aggregate) => !before.aggregates.includes(aggregate));
  if (added.length > 0 && after.keys.length === 0)
    throw unsupported('another aggregate of a materialized view without group by');
  const since = Object.fromEntries([
    ...Object.entries(view.since ?? {}).filter(([aggregate]) => after.aggregates.includes(aggregate)),
    ...added.map((aggregate) => [aggregate, view.stamp] as const),
  ]);
  return { ...view, query, since };
}

/** A view with the fields that were given in place of its own. */
export function altered(request: Request, view: ViewEntry, text: ViewText): ViewEntry {
  const { database } = request;
  checkAlterable(text);
  if (text.source !== view.source) throw badRequest(`The source of materialized view '${view.name}' cannot change.`);
  if (![undefined, view.lookbackColumn].includes(text.lookbackColumn) && view.lookbackColumn !== undefined)
    throw badRequest(`The lookback column of materialized view '${view.name}' cannot change.`);
  const has = (name: string) => text.given.has(name);
  const fields = {
    folder: has('folder') ? text.folder : view.folder,
    docstring: has('docstring') ? text.docstring : view.docstring,
    autoUpdateSchema: has('autoupdateschema') ? text.autoUpdateSchema : view.autoUpdateSchema,
    ...kept(view),
    ...kept(text),
  };
  const columns = checkView(database, database.catalog, { ...text, ...fields });
  const catalog = storedCatalog(database, database.catalog);
  const changed = oneLine(text.query) !== oneLine(view.query);
  const base = changed ? requeried(view, { query: text.query, columns, catalog }) : view;
  const next = { ...base, ...fields, columns, input: inputRows(text, catalog, 'false').columns };
  viewSource(next, catalog, 'with new rows');
  return next;
}

type Optional = Pick<ViewEntry, 'lookback' | 'lookbackColumn' | 'dimensionTables'>;

function kept({ lookback, lookbackColumn, dimensionTables }: Optional): Optional {
  return {
    ...(lookback === undefined ? {} : { lookback }),
    ...(lookbackColumn === undefined ? {} : { lookbackColumn }),
    ...(dimensionTables === undefined ? {} : { dimensionTables }),
  };
}
