import { type Catalog, findView, type ViewEntry } from '../engine/catalog.ts';
import { listExtents } from '../engine/extents.ts';
import { checkName } from '../engine/names.ts';
import { storedCatalog } from '../engine/sources.ts';
import { formatTimespan, parseTimespan } from '../engine/time.ts';
import { moveIntoView, refuseCold } from '../engine/view-fill.ts';
import { inputRows } from '../engine/view-source.ts';
import { clearView, createView, dropView, materialize } from '../engine/views.ts';
import { badRequest } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { runOperation } from './operations.ts';
import { Reader } from './reader.ts';
import { argument, type Commands, properties, type Request, resultOf } from './request.ts';
import { altered } from './view-alter.ts';
import { checkView, propertyProblem } from './view-checks.ts';
import { type Fill, readViewText, type ViewText } from './view-definition.ts';
import { viewRows, viewShowCommands } from './views-show.ts';

/** Rows that were there before the view: all, or those ingested after a time; those of the row store have no cursor yet. */
function fillOf({ sourceFrom, since }: Fill): string {
  const after = sourceFrom ?? since;
  return `_cs IS NOT NULL${after === undefined ? '' : ` AND _it > ${after}`}`;
}

function create(request: Request, view: ViewText): Promise<Result> {
  const { database, engine } = request;
  const nowTicks = engine.clock.nowTicks();
  return database.change(async (session, draft) => {
    const columns = checkView(database, draft.catalog, view);
    const input = inputRows(view, storedCatalog(database, draft.catalog), 'false').columns;
    const { asynchronous: _async, onExisting: _existing, fill, given: _given, ...fields } = view;
    const made = await createView(session, draft, { ...fields, columns, input, nowTicks });
    const { moveFrom, since } = fill;
    if (moveFrom !== undefined) await moveIntoView(session, draft, { database, view: made, from: moveFrom, since });
    if (fill.backfill) await refuseCold(session, draft, { source: view.source, fill: fillOf(fill), nowTicks });
    if (fill.backfill || fill.sourceFrom !== undefined)
      await materialize(session, draft, { view: made, database, fill: fillOf(fill) });
    return viewRows([findView(draft, view.name)]);
  });
}

/** A view that begins with rows is created asynchronously. */
async function createNew(request: Request): Promise<Result> {
  const view = readViewText(request.text);
  const present = request.database.catalog.views.get(view.name);
  if (present !== undefined) {
    if (view.onExisting === 'keep') return viewRows([present]);
    throw badRequest(`Materialized view '${view.name}' already exists.`, 'BadRequest_EntityAlreadyExists');
  }
  checkView(request.database, request.database.catalog, view);
  if ((view.fill.backfill || view.fill.moveFrom !== undefined) && !view.asynchronous)
    throw badRequest("A materialized view that is filled is created with 'async'.");
  if (!view.asynchronous) return create(request, view);
  const operation = { name: 'MaterializedViewCreateOrAlter', asynchronous: true, persistDetails: true };
  return runOperation(request, operation, async () => ({ result: await create(request, view) }));
}

function put(request: Request, next: (catalog: Pick<Catalog, 'views'>) => ViewEntry): Promise<Result> {
  return request.database.change(async (_session, draft) => {
    const view = next(draft);
    draft.views.set(view.name, view);
    return viewRows([view]);
  });
}

function alter(request: Request): Promise<Result> {
  const text = readViewText(request.text);
  return put(request, (catalog) => altered(request, findView(catalog, text.name), text));
}

function createOrAlter(request: Request): Promise<Result> {
  const exists = request.database.catalog.views.has(readViewText(request.text).name);
  return exists ? alter(request) : createNew(request);
}

const named = (request: Request): string => argument(request, 'MaterializedViewName');

/** A view that is in the wanted state already is an error. Source: …/materialized-views/materialized-view-enable-disable */
function toggle(request: Request): Promise<Result> {
  const wanted = request.command.words[0] === 'enable';
  return put(request, (catalog) => {
    const view = findView(catalog, named(request));
    if (view.isEnabled === wanted)
      throw badRequest(`Materialized view '${view.name}' is already ${wanted ? 'enabled' : 'disabled'}.`);
    const { failure: _failure, ...healthy } = view;
    return { ...(wanted ? healthy : view), isEnabled: wanted };
  });
}

function rename(request: Request): Promise<Result> {
  const to = argument(request, 'NewMaterializedViewName');
  checkName(to);
  return request.database.change(async (_session, draft) => {
    const view = findView(draft, named(request));
    if (draft.views.has(to) || draft.tables.has(to) || draft.functions.has(to))
      throw badRequest(`An entity named '${to}' already exists.`);
    draft.views.delete(view.name);
    draft.views.set(to, { ...view, name: to });
    return viewRows([{ ...view, name: to }]);
  });
}

function readDrop(text: string): { name: string; lenient: boolean } {
  const reader = new Reader(text);
  reader.expect('.', 'drop', 'materialized-view');
  const found = { name: reader.name(), lenient: reader.accept('ifexists') };
  reader.end();
  return found;
}

function drop(request: Request): Promise<Result> {
  const { name, lenient } = readDrop(request.text);
  return request.database.change(async (session, draft) => {
    const view = lenient ? draft.views.get(name) : findView(draft, name);
    if (view !== undefined) await dropView(session, draft, view);
    return viewRows(view === undefined ? [] : [view]);
  });
}

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-clear-data */
function clear(request: Request): Promise<Result> {
  return request.database.change(async (session, draft) => {
    const view = findView(draft, named(request));
    const extents = await listExtents(session, [view.state]);
    await clearView(session, view);
    const rows = extents.map(({ id, maxCreated }): Cell[] => [id, view.name, maxCreated]);
    return resultOf({ ExtentId: 'guid', TableName: 'string', CreatedOn: 'datetime' }, rows);
  });
}

/** Reads what follows the name and the word of `.alter materialized-view V word value`. */
function lastValue(request: Request, word: string): string {
  properties(request);
  const reader = new Reader(request.text);
  reader.expect('.', 'alter', 'materialized-view');
  reader.name();
  reader.expect(word);
  return reader.value();
}

const setField = (word: string, fields: (value: string) => Partial<ViewEntry>) => (request: Request) => {
  const given = fields(lastValue(request, word));
  return put(request, (catalog) => ({ ...findView(catalog, named(request)), ...given }));
};

/** Sets a property that not every query can have. */
const setChecked = (word: string, next: (view: ViewEntry, value: string) => ViewEntry) => (request: Request) => {
  const value = lastValue(request, word);
  return put(request, (catalog) => {
    const view = next(findView(catalog, named(request)), value);
    const stored = storedCatalog(request.database, request.database.catalog);
    const problem = propertyProblem(view, view.columns, stored);
    if (problem !== undefined) throw badRequest(`Materialized view '${view.name}': ${problem}`);
    return view;
  });
};

function withLookback({ lookback: _old, ...view }: ViewEntry, value: string): ViewEntry {
  const text = value.replace(/^(?:time|timespan)\((.*)\)$/, '$1');
  if (text === 'null') return view;
  const ticks = parseTimespan(text);
  if (ticks === undefined) throw badRequest(`'${value}' is not a timespan.`);
  return { ...view, lookback: formatTimespan(ticks) };
}

function withAutoUpdate(view: ViewEntry, value: string): ViewEntry {
  if (!/^(?:true|false)$/i.test(value)) throw badRequest(`'${value}' is not true or false.`);
  return { ...view, autoUpdateSchema: value.toLowerCase() === 'true' };
}

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-overview and the pages below it */
export const viewCommands: Commands = {
  ...viewShowCommands,
  CreateMaterializedView: createNew,
  CreateOrAlterMaterializedView: createOrAlter,
  AlterMaterializedView: alter,
  AlterMaterializedViewFolder: setField('folder', (folder) => ({ folder })),
  AlterMaterializedViewDocString: setField('docstring', (docstring) => ({ docstring })),
  AlterMaterializedViewLookback: setChecked('lookback', withLookback),
  AlterMaterializedViewAutoUpdateSchema: setChecked('autoUpdateSchema', withAutoUpdate),
  DropMaterializedView: drop,
  ClearMaterializedViewData: clear,
  EnableDisableMaterializedView: toggle,
  RenameMaterializedView: rename,
};
