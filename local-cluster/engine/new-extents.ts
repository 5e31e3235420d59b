import { randomUUID } from 'node:crypto';
import { type Draft, dataTable, effectivePolicy, hasIngestionTime, type TableEntry } from './catalog.ts';
import { fittingValue } from './encoding-limits.ts';
import type { Session } from './store.ts';

/** The service does not seal a bigger extent. Source: https://learn.microsoft.com/kusto/management/sharding-policy */
export function maximumRows(draft: Draft, table: TableEntry): number {
  const { ShardEngineMaxRowCount = 1_048_576 } = JSON.parse(effectivePolicy(draft, table, 'sharding') ?? '{}');
  return ShardEngineMaxRowCount;
}

export interface Extent {
  readonly number: number;
  readonly id: string;
  readonly rows: bigint;
  readonly originalSize: bigint;
}

/** Rows to store in a table. */
export interface Values {
  readonly table: TableEntry;
  /** A SELECT whose columns are the table's, in the table's order. */
  readonly select: string;
  readonly nowTicks: bigint;
}

/** SQL for the number that tells where each row lies, and for its stamp. */
export interface Place {
  readonly extent: string;
  readonly stamp: string;
}

/** Stores rows, cut to what their columns hold, with the present as their ingestion time where the table has the policy. */
export async function insertValues(session: Session, { table, select, nowTicks }: Values, place: Place): Promise<void> {
  const columns = [...table.columns.map(({ id }) => `"c${id}"`), '_extent', '_it', '_cs'];
  const ingested = hasIngestionTime(table) ? `${nowTicks}` : 'NULL';
  const names = table.columns.map((_column, index) => `v${index}`);
  const values = table.columns.map((column, index) => fittingValue(`v.v${index}`, column));
  const facts = [place.extent, `${ingested}::BIGINT`, place.stamp];
  await session.run(
    `INSERT INTO ${dataTable(table)} (${columns.join(', ')}) SELECT ${[...values, ...facts].join(', ')} FROM (${select}) v(${names.join(', ')})`,
  );
}

/** Sizes are estimates: the service's own are those of its column store. */
export function describeExtent(number: number, rows: bigint, table: TableEntry): Extent {
  return { number, id: randomUUID(), rows, originalSize: rows * BigInt(table.columns.length) * 12n };
}

/** What new extents say of themselves. */
export interface ExtentFacts {
  readonly table: TableEntry;
  readonly tags: readonly string[];
  /** When the extents say they were created. */
  readonly createdTicks: bigint;
}

export async function saveExtent(session: Session, extent: Extent, facts: ExtentFacts): Promise<void> {
  const { number, id, rows, originalSize } = extent;
  const { table, tags, createdTicks } = facts;
  const created = [createdTicks, createdTicks];
  await session.insert('meta.extent', [number, id, table.id, JSON.stringify(tags), ...created, rows, originalSize, 0]);
}

/** Enters the extents that the rows of a stamp lie in; no rows, no extents. */
export async function saveExtents(
  session: Session,
  draft: Draft,
  { stamp, ...facts }: ExtentFacts & { readonly stamp: number },
): Promise<Extent[]> {
  const { table } = facts;
  const counts = await session.rows(
    `SELECT _extent, count(*) FROM ${dataTable(table)} WHERE _cs = ${stamp} GROUP BY 1 ORDER BY 1`,
  );
  draft.nextExtents(counts.length);
  const extents = counts.map(([number, count]) => describeExtent(Number(number), BigInt(String(count)), table));
  for (const added of extents) await saveExtent(session, added, facts);
  return extents;
}
