import { badRequest, unsupported } from '../problem.ts';
import { type Draft, dataTable, findTable, type ViewEntry } from './catalog.ts';
import type { Database } from './database.ts';
import { listExtents, moveExtents } from './extents.ts';
import { hotSpan } from './hot.ts';
import { storedCatalog } from './sources.ts';
import type { Session } from './store.ts';
import { splitView } from './view-query.ts';

const picks = /^(?:arg_max|arg_min|take_any)\s*\(/;
const addable = /^(?:count|countif|sum|sumif|min|max)\s*\(/;

interface Move {
  readonly database: Database;
  readonly view: ViewEntry;
  readonly from: string;
  /** Only extents that were made after this time are moved. */
  readonly since: bigint | undefined;
}

/** Rows of a view can stand for the rows they came from only where its aggregates pick rows. */
function checkAggregates(view: ViewEntry, aggregates: readonly string[]): void {
  const foreign = aggregates.find((aggregate) => !picks.test(aggregate));
  if (foreign === undefined) return;
  if (addable.test(foreign.replace(/^[\w]+\s*=\s*/, '')))
    throw unsupported(`'move_extents_from' for a view with the aggregate '${foreign}'`);
  throw badRequest(`Materialized view '${view.name}' cannot be filled by a move: it has the aggregate '${foreign}'.`);
}

interface ColdCheck {
  readonly source: string;
  /** A condition on the stored rows that are to be processed. */
  readonly fill: string;
  readonly nowTicks: bigint;
}

/**
 * Refuses to fill a view from rows that are not in the hot cache any more; the page says only that this is not supported.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create#backfill-a-materialized-view
 */
export async function refuseCold(session: Session, draft: Draft, { source, fill, nowTicks }: ColdCheck): Promise<void> {
  const table = findTable(draft, source);
  const span = hotSpan(draft, table);
  if (span === undefined) return;
  const cold = `SELECT id FROM meta.extent WHERE table_id = ${table.id} AND max_created < ${nowTicks - span}`;
  const rows = await session.rows(`SELECT 1 FROM ${dataTable(table)} WHERE ${fill} AND _extent IN (${cold}) LIMIT 1`);
  if (rows.length > 0)
    throw badRequest(
      `Table '${source}' has rows that are not in the hot cache, from which no materialized view is filled. Lengthen its caching policy, or give a later 'effectiveDateTime'.`,
    );
}

const shape = (columns: readonly { name: string; type: string }[]): string =>
  columns.map(({ name, type }) => `${name}:${type}`).join(', ');

/**
 * Moves extents of a table, as they are, into a new view that has the same columns. The table loses them.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create#backfill-by-move-extents
 */
export async function moveIntoView(session: Session, draft: Draft, move: Move): Promise<void> {
  const { database, view, from, since = 0n } = move;
  const table = findTable(draft, from);
  checkAggregates(view, splitView(view.query, storedCatalog(database, draft.catalog))?.aggregates ?? []);
  if (shape(table.columns) !== shape(view.columns))
    throw badRequest(
      `Table '${from}' (${shape(table.columns)}) has not the schema of materialized view '${view.name}' (${shape(view.columns)}).`,
    );
  const unread = view.columns.find(({ name, type }) => !view.input.some((c) => c.name === name && c.type === type));
  if (unread !== undefined) throw unsupported(`'move_extents_from' for a view that makes the column '${unread.name}'`);
  const extents = (await listExtents(session, [table])).filter(({ maxCreated }) => maxCreated > since);
  const nowTicks = database.clock.nowTicks();
  await moveExtents(session, draft, { from: table, to: view.state, extents, nowTicks, ingestionTime: 'keep' });
  draft.arrivals = draft.arrivals.filter((arrival) => arrival.table.id !== view.state.id);
}
