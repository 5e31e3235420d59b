import type { QueryCatalog } from '../query/contract.ts';
import { translateQuery } from '../query/translate.ts';
import { dataTable, type ViewEntry } from './catalog.ts';
import type { Session } from './store.ts';
import { splitView } from './view-query.ts';
import { processedSource } from './view-source.ts';

interface Renewal {
  readonly view: ViewEntry;
  readonly catalog: QueryCatalog;
  /** The extent of the rows that have just been processed. */
  readonly extent: number;
}

/** The first rows of such views stay, so that nothing that comes later renews them. */
const staysAsItIs = /^take_any\s*\(/;

/** Keys of processed rows, and then the row's id. */
function keysOf({ view, catalog }: Renewal, keys: readonly string[], head: string, where: string): string {
  const state = `(SELECT *, rowid AS _row FROM ${dataTable(view.state)} WHERE ${where})`;
  const source = { ...processedSource(view, view.input, state), extentIdSql: '_row' };
  const query = `${head} ${source.name} | project ${[...keys, '__row = extent_id()'].join(', ')}`;
  return translateQuery(query, { ...catalog, tables: [...catalog.tables, source] }).sql;
}

/**
 * A record of a view is as old as its last update: rows whose group got new ones go into their extent.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-policies
 */
export async function renewGroups(session: Session, renewal: Renewal): Promise<void> {
  const { view, catalog, extent } = renewal;
  const parts = splitView(view.query, catalog);
  if (parts === undefined || parts.aggregates.every((aggregate) => staysAsItIs.test(aggregate))) return;
  const { keys, head } = parts;
  const names = [...keys.map((_key, index) => `k${index}`), 'row'].join(', ');
  const old = `(${keysOf(renewal, keys, head, `_extent <> ${extent}`)}) o(${names})`;
  const fresh = `(${keysOf(renewal, keys, head, `_extent = ${extent}`)}) f(${names})`;
  const same = keys.map((_key, index) => `o.k${index} IS NOT DISTINCT FROM f.k${index}`);
  const rows = `SELECT o.row FROM ${old} SEMI JOIN ${fresh} ON ${['true', ...same].join(' AND ')}`;
  const table = dataTable(view.state);
  await session.run(`UPDATE ${table} SET _extent = ${extent} WHERE rowid IN (${rows})`);
  const ofView = `table_id = ${view.state.id}`;
  const count = `(SELECT count(*) FROM ${table} WHERE _extent = e.id)`;
  await session.run(`UPDATE meta.extent e SET row_count = ${count} WHERE ${ofView}`);
  await session.run(`DELETE FROM meta.extent WHERE ${ofView} AND row_count = 0`);
}
