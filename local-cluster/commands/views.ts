import { type Catalog, type Draft, findView, type ViewEntry } from '../engine/catalog.ts';
import { listExtents } from '../engine/extents.ts';
import { formatTimespan, parseTimespan } from '../engine/time.ts';
import { clearView, createView, dropView, materialize } from '../engine/views.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { runOperation } from './operations.ts';
import { Reader } from './reader.ts';
import { argument, type Commands, properties, type Request, resultOf } from './request.ts';
import { checkView, readViewText, type ViewText } from './view-definition.ts';
import { viewRows, viewShowCommands } from './views-show.ts';

/** Rows that were there before the view, or those of extents made since a date. */
function fillOf(draft: Draft, { source, effectiveTicks }: ViewText): string {
  const table = draft.tables.get(source);
  const since = effectiveTicks ?? 0n;
  return `_extent IN (SELECT id FROM meta.extent WHERE table_id = ${table?.id} AND max_created >= ${since})`;
}

function create(request: Request, view: ViewText): Promise<Result> {
  const { database, engine } = request;
  const nowTicks = engine.clock.nowTicks();
  return database.change(async (session, draft) => {
    const columns = checkView(database, draft.catalog, view);
    const {
      asynchronous: _async,
      onExisting: _existing,
      backfill,
      effectiveTicks: _ticks,
      given: _given,
      ...fields
    } = view;
    const made = await createView(session, draft, { ...fields, columns, nowTicks });
    if (backfill) await materialize(session, draft, { view: made, nowTicks, fill: fillOf(draft, view) });
    return viewRows([findView(draft, view.name)]);
  });
}

/** Only with `backfill` may, and then must, a view be created asynchronously. */
async function createNew(request: Request): Promise<Result> {
  const view = readViewText(request.text);
  const present = request.database.catalog.views.get(view.name);
  if (present !== undefined) {
    if (view.onExisting === 'keep') return viewRows([present]);
    throw badRequest(`Materialized view '${view.name}' already exists.`, 'BadRequest_EntityAlreadyExists');
  }
  checkView(request.database, request.database.catalog, view);
  if (view.backfill && !view.asynchronous)
    throw badRequest("A materialized view with 'backfill' is created with 'async'.");
  if (!view.asynchronous) return create(request, view);
  const operation = { name: 'MaterializedViewCreateOrAlter', asynchronous: true, persistDetails: true };
  return runOperation(request, operation, async () => ({ result: await create(request, view) }));
}

/** Fields that were given replace those of the view; its query stays, since rows are never processed twice. */
function altered(request: Request, view: ViewEntry, text: ViewText): ViewEntry {
  const columns = checkView(request.database, request.database.catalog, text);
  if (text.source !== view.source) throw badRequest(`The source of materialized view '${view.name}' cannot change.`);
  if (text.query.replace(/\s+/g, ' ') !== view.query.replace(/\s+/g, ' '))
    throw unsupported('another query for an existing materialized view');
  const has = (name: string) => text.given.has(name);
  return {
    ...view,
    columns,
    ...(has('folder') ? { folder: text.folder } : {}),
    ...(has('docstring') ? { docstring: text.docstring } : {}),
    ...(has('autoupdateschema') ? { autoUpdateSchema: text.autoUpdateSchema } : {}),
    ...(text.lookback === undefined ? {} : { lookback: text.lookback }),
    ...(text.lookbackColumn === undefined ? {} : { lookbackColumn: text.lookbackColumn }),
  };
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
  if (text.backfill) throw badRequest("'backfill' is for new materialized views only.");
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

function lookbackOf(value: string): string {
  const ticks = parseTimespan(value.replace(/^(?:time|timespan)\((.*)\)$/, '$1'));
  if (ticks === undefined) throw badRequest(`'${value}' is not a timespan.`);
  return formatTimespan(ticks);
}

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-overview and the pages below it */
export const viewCommands: Commands = {
  ...viewShowCommands,
  CreateMaterializedView: createNew,
  CreateOrAlterMaterializedView: createOrAlter,
  AlterMaterializedView: alter,
  AlterMaterializedViewFolder: setField('folder', (folder) => ({ folder })),
  AlterMaterializedViewDocString: setField('docstring', (docstring) => ({ docstring })),
  AlterMaterializedViewLookback: setField('lookback', (value) => ({ lookback: lookbackOf(value) })),
  AlterMaterializedViewAutoUpdateSchema: setField('autoUpdateSchema', (value) => ({
    autoUpdateSchema: value.toLowerCase() === 'true',
  })),
  DropMaterializedView: drop,
  ClearMaterializedViewData: clear,
  EnableDisableMaterializedView: toggle,
  RenameMaterializedView: rename,
};
