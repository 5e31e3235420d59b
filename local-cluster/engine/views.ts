import { badRequest, type ClusterProblem } from '../problem.ts';
import { type Column, type QueryCatalog, QueryProblem } from '../query/contract.ts';
import { translateQuery } from '../query/translate.ts';
import { shownProblem } from './blobs.ts';
import { actFor, systemCaller } from './caller.ts';
import { type Catalog, type Draft, dataTable, statePrefix, type TableEntry, type ViewEntry } from './catalog.ts';
import type { Database } from './database.ts';
import { deleteExtents, keepRows } from './extents.ts';
import { checkName } from './names.ts';
import { storedCatalog } from './sources.ts';
import type { Session } from './store.ts';
import { addColumns, createTable } from './tables.ts';
import { renewGroups } from './view-renewal.ts';
import { inputRows, unprocessed, viewSource } from './view-source.ts';

function viewsOver(draft: Pick<Draft, 'views'>, table: TableEntry): ViewEntry[] {
  return [...draft.views.values()].filter(({ source, isEnabled }) => source === table.name && isEnabled);
}

type Passage =
  | { readonly table: TableEntry; readonly leaving: readonly number[] }
  | { readonly table: TableEntry; readonly arriving: 'keep' | 'renew' };

/**
 * Extents cannot leave a view's source before the view has processed them, nor enter it with an ingestion time that the view
 * has passed. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-views-limitations
 */
export async function checkViewSource(session: Session, draft: Draft, passage: Passage): Promise<void> {
  const { table } = passage;
  for (const view of viewsOver(draft, table)) {
    if ('arriving' in passage) {
      if (passage.arriving === 'keep') throw neverProcessed(table, view);
    } else if (await hasFreshRows(session, table, { view, extents: passage.leaving })) throw inProcess(table, view);
  }
}

async function hasFreshRows(
  session: Session,
  table: TableEntry,
  { view, extents }: { view: ViewEntry; extents: readonly number[] },
): Promise<boolean> {
  if (extents.length === 0) return false;
  const fresh = `_extent IN (${extents.join(', ')}) AND _it IS NOT NULL AND _cs > ${view.stamp}`;
  const [[count = 0n] = []] = await session.rows(`SELECT count(*) FROM ${dataTable(table)} WHERE ${fresh}`);
  return BigInt(String(count)) > 0n;
}

const inProcess = (table: TableEntry, view: ViewEntry): ClusterProblem =>
  badRequest(
    `Cannot drop/move extents from/to table '${table.name}' since Materialized View '${view.name}' is currently processing some of these extents`,
  );

const neverProcessed = (table: TableEntry, view: ViewEntry): ClusterProblem =>
  badRequest(
    `Cannot move extents to '${table.name}' since materialized view '${view.name}' will not process these extents (can lead to data loss in the materialized view)`,
  );

export interface ViewDefinition {
  readonly name: string;
  readonly source: string;
  readonly query: string;
  readonly folder: string;
  readonly docstring: string;
  readonly autoUpdateSchema: boolean;
  readonly lookback?: string;
  readonly lookbackColumn?: string;
  readonly effectiveDateTime?: string;
  readonly dimensionTables?: readonly string[];
}

/** Makes a view that has processed nothing: of the rows that are there already it sees none, unless they are filled in. */
export async function createView(
  session: Session,
  draft: Draft,
  definition: ViewDefinition & { columns: readonly Column[]; input: readonly Column[]; nowTicks: bigint },
): Promise<ViewEntry> {
  const { nowTicks, ...fields } = definition;
  checkName(definition.name);
  if (draft.tables.has(definition.name) || draft.functions.has(definition.name))
    throw badRequest(`An entity named '${definition.name}' already exists.`, 'BadRequest_EntityAlreadyExists');
  const state = await createTable(session, draft, {
    name: `${statePrefix}${definition.name}`,
    columns: definition.input,
  });
  draft.tables.delete(state.name);
  const progress = { stamp: draft.database.stamp, materializedTo: String(nowTicks), isEnabled: true };
  const view: ViewEntry = { ...fields, state: { ...state, policies: {} }, ...progress };
  draft.views.set(view.name, view);
  return view;
}

const same = (one: Column) => (other: Column) => one.name === other.name && one.type === other.type;

/** The state's columns follow those of the query: what is new there is added, what is gone is gone for good. */
async function followInput(
  session: Session,
  draft: Draft,
  { state }: ViewEntry,
  input: readonly Column[],
): Promise<TableEntry> {
  const kept = state.columns.filter((column) => input.some(same(column)));
  const missing = input.filter((column) => !kept.some(same(column)));
  const table = await addColumns(session, draft, { table: { ...state, columns: kept }, columns: missing });
  draft.tables.delete(state.name);
  return table;
}

/** Processes the source rows that came in since the last time, or those given for a fill. */
export async function materialize(
  session: Session,
  draft: Draft,
  { view, database, fill }: { view: ViewEntry; database: Database; fill?: string },
): Promise<void> {
  const nowTicks = database.clock.nowTicks();
  const catalog = storedCatalog(database, draft.catalog);
  const rows = inputRows(view, catalog, fill ?? unprocessed(view));
  const state = await followInput(session, draft, view, rows.columns);
  const extent = await keepRows(session, draft, { to: state, ...rows, nowTicks });
  const now = { ...view, state, input: rows.columns };
  if (extent !== undefined) await renewGroups(session, { view: now, catalog, extent });
  const done = { stamp: draft.database.stamp, materializedTo: String(nowTicks), lastRun: String(nowTicks) };
  const { failure: _failure, ...healthy } = now;
  draft.views.set(view.name, { ...healthy, ...done });
}

/** Views that are to follow the schema of their source do so with the change that alters it, or are disabled later on. */
export function followSchemas(database: Database, draft: Draft, before: Pick<Catalog, 'tables'>): void {
  for (const view of draft.views.values()) {
    const source = draft.tables.get(view.source);
    if (!view.autoUpdateSchema || source === undefined || source === before.tables.get(view.source)) continue;
    const catalog = storedCatalog(database, draft.catalog);
    const columns = columnsNow(view, catalog);
    if (columns === undefined) continue;
    const input = inputRows(view, catalog, 'false').columns;
    const kept = view.state.columns.filter((column) => input.some(same(column)));
    draft.views.set(view.name, { ...view, columns, input, state: { ...view.state, columns: kept } });
  }
}

function columnsNow({ query }: ViewEntry, catalog: QueryCatalog): Column[] | undefined {
  try {
    return translateQuery(query, catalog).columns.map(({ name, type }) => ({ name, type }));
  } catch (cause) {
    if (cause instanceof QueryProblem) return undefined;
    throw cause;
  }
}

function findProblem(view: ViewEntry, catalog: QueryCatalog): string | undefined {
  try {
    return viewSource(view, catalog, 'with new rows').name === view.name ? undefined : view.name;
  } catch (cause) {
    return shownProblem(cause);
  }
}

/** Brings every enabled view up to date; one whose query does not fit its source any more is disabled. */
export function materializeAll(database: Database): Promise<void> {
  return actFor(systemCaller, () =>
    database.change(async (session, draft) => {
      const nowTicks = database.clock.nowTicks();
      for (const view of [...draft.views.values()].filter(({ isEnabled }) => isEnabled)) {
        const problem = findProblem(view, storedCatalog(database, draft.catalog));
        if (problem === undefined && draft.tables.has(view.source))
          await materialize(session, draft, { view, database });
        else {
          const failure = { on: String(nowTicks), reason: problem ?? `Table '${view.source}' was not found.` };
          draft.views.set(view.name, { ...view, isEnabled: false, lastRun: String(nowTicks), failure });
        }
      }
    }),
  );
}

/** Removes what a view has processed; it goes on from where it was. */
export function clearView(session: Session, view: ViewEntry): Promise<void> {
  return deleteExtents(session, view.state);
}

export async function dropView(session: Session, draft: Draft, view: ViewEntry): Promise<void> {
  await deleteExtents(session, view.state);
  await session.run(`DROP TABLE ${dataTable(view.state)}`);
  draft.views.delete(view.name);
}
