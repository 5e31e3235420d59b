import type { TableSource } from '../query/contract.ts';
import { type Catalog, effectivePolicy, type TableEntry } from './catalog.ts';
import { parseTimespan } from './time.ts';

/** How long an extent stays in the hot cache; undefined for always. Source: https://learn.microsoft.com/kusto/management/cache-policy */
export function hotSpan(catalog: Pick<Catalog, 'database'>, table: Pick<TableEntry, 'policies'>): bigint | undefined {
  const caching = effectivePolicy(catalog, table, 'caching');
  return caching === undefined ? undefined : parseTimespan(JSON.parse(caching).DataHotSpan);
}

/** A stored table without the extents that are not in the hot cache any more. */
export function hotSource(source: TableSource, table: TableEntry, since: bigint | undefined): TableSource {
  if (since === undefined) return source;
  const hot = `SELECT e.id FROM meta.extent e WHERE e.table_id = ${table.id} AND e.max_created >= ${since}`;
  return { ...source, relation: `(SELECT * FROM ${source.relation} WHERE _extent < 0 OR _extent IN (${hot}))` };
}
