import { randomUUID } from 'node:crypto';
import type { Column } from '../query/contract.ts';
import { type Draft, dataTable, effectivePolicy, hasIngestionTime, type TableEntry } from './catalog.ts';
import { fittingValue } from './encoding-limits.ts';
import { type Session, sqlList, sqlText } from './store.ts';

/** The service does not seal a bigger extent. Source: https://learn.microsoft.com/kusto/management/sharding-policy */
function maximumRows(draft: Draft, table: TableEntry): number {
  const { ShardEngineMaxRowCount = 1_048_576 } = JSON.parse(effectivePolicy(draft, table, 'sharding') ?? '{}');
  return ShardEngineMaxRowCount;
}

export interface Extent {
  readonly number: number;
  readonly id: string;
  readonly rows: bigint;
  readonly originalSize: bigint;
}

export interface NewRows {
  readonly table: TableEntry;
  /** A SELECT whose columns are the table's, in the table's order. */
  readonly select: string;
  readonly tags: readonly string[];
  /** When the extents say they were created. */
  readonly createdTicks: bigint;
  readonly nowTicks: bigint;
  /** Whether they take the place of the table's former rows. */
  readonly replaces?: boolean;
}

/** Adds rows as new extents; no rows, no extents. The rows count as an arrival for update policies. */
export async function insertRows(session: Session, draft: Draft, rows: NewRows): Promise<Extent[]> {
  const extents = await storeRows(session, draft, rows);
  const { table, tags, createdTicks, nowTicks, replaces = false } = rows;
  const numbers = extents.map(({ number }) => number);
  draft.arrivals.push({ table, extents: numbers, tags, createdTicks, nowTicks, kind: 'ingested', replaces });
  return extents;
}

async function storeRows(session: Session, draft: Draft, rows: NewRows): Promise<Extent[]> {
  const first = draft.database.nextExtent;
  const stamp = draft.nextStamp();
  const columns = [...rows.table.columns.map(({ id }) => `"c${id}"`), '_extent', '_it', '_cs'];
  const ingested = hasIngestionTime(rows.table) ? `${rows.nowTicks}` : 'NULL';
  const extent = `(${first} + (row_number() OVER () - 1) // ${maximumRows(draft, rows.table)})::INTEGER`;
  const target = dataTable(rows.table);
  const names = rows.table.columns.map((_column, index) => `v${index}`);
  const values = rows.table.columns.map((column, index) => fittingValue(`v.v${index}`, column));
  await session.run(
    `INSERT INTO ${target} (${columns.join(', ')}) SELECT ${[...values, extent].join(', ')}, ${ingested}::BIGINT, ${stamp}::BIGINT FROM (${rows.select}) v(${names.join(', ')})`,
  );
  const counts = await session.rows(
    `SELECT _extent, count(*) FROM ${target} WHERE _cs = ${stamp} GROUP BY 1 ORDER BY 1`,
  );
  draft.nextExtents(counts.length);
  const extents = counts.map(([number, count]) => describeExtent(Number(number), BigInt(String(count)), rows.table));
  for (const added of extents) await saveExtent(session, added, rows);
  return extents;
}

/** Sizes are estimates: the service's own are those of its column store. */
function describeExtent(number: number, rows: bigint, table: TableEntry): Extent {
  return { number, id: randomUUID(), rows, originalSize: rows * BigInt(table.columns.length) * 12n };
}

async function saveExtent(session: Session, extent: Extent, rows: NewRows): Promise<void> {
  const values = [
    extent.number,
    extent.id,
    rows.table.id,
    JSON.stringify(rows.tags),
    rows.createdTicks,
    extent.rows,
    extent.originalSize,
  ];
  await session.run('INSERT INTO meta.extent VALUES ($1, $2, $3, $4, $5, $5, $6, $7)', values);
}

/** Removes a table's extents, all or the given numbers, with their rows. */
export async function deleteExtents(session: Session, table: TableEntry, numbers?: readonly number[]): Promise<void> {
  const rows = numbers === undefined ? '' : ` WHERE _extent IN (${numbers.join(', ')})`;
  const extents = numbers === undefined ? '' : ` AND id IN (${numbers.join(', ')})`;
  if (numbers?.length === 0) return;
  await session.run(`DELETE FROM ${dataTable(table)}${rows}`);
  await session.run(`DELETE FROM meta.extent WHERE table_id = ${table.id}${extents}`);
}

export interface StoredExtent {
  readonly number: number;
  readonly id: string;
  readonly tableId: number;
  readonly tags: readonly string[];
  readonly minCreated: bigint;
  readonly maxCreated: bigint;
  readonly rows: bigint;
  readonly originalSize: bigint;
}

/** Extents of these tables, oldest first; with ids, only those. */
export async function listExtents(
  session: Session,
  tables: readonly TableEntry[],
  ids?: readonly string[],
): Promise<StoredExtent[]> {
  if (tables.length === 0 || ids?.length === 0) return [];
  const wanted = ids === undefined ? '' : ` AND guid IN ${sqlList(ids)}`;
  const rows = await session.rows(
    `SELECT id, guid::VARCHAR, table_id, tags, min_created, max_created, row_count, original_size FROM meta.extent
     WHERE table_id IN (${tables.map(({ id }) => id).join(', ')})${wanted} ORDER BY id`,
  );
  return rows.map(([number, id, tableId, tags, minCreated, maxCreated, count, size]) => ({
    number: Number(number),
    id: String(id),
    tableId: Number(tableId),
    tags: JSON.parse(String(tags)),
    minCreated: BigInt(String(minCreated)),
    maxCreated: BigInt(String(maxCreated)),
    rows: BigInt(String(count)),
    originalSize: BigInt(String(size)),
  }));
}

/** Whether one of a table's extents carries one of these tags. */
export async function hasTag(session: Session, table: TableEntry, tags: readonly string[]): Promise<boolean> {
  if (tags.length === 0) return false;
  const extents = await listExtents(session, [table]);
  return extents.some((extent) => extent.tags.some((tag) => tags.includes(tag)));
}

export interface Move {
  readonly from: TableEntry;
  readonly to: TableEntry;
  readonly extents: readonly StoredExtent[];
  readonly nowTicks: bigint;
  readonly ingestionTime: 'keep' | 'renew';
}

/**
 * Moves extents: the extents keep their creation times and tags under new ids, and the rows their ingestion time and cursor,
 * unless these are to be new. They count as an arrival for update policies.
 * Source: https://learn.microsoft.com/kusto/management/move-extents
 */
export async function moveExtents(
  session: Session,
  draft: Draft,
  { from, to, extents, nowTicks, ingestionTime }: Move,
): Promise<{ original: string; result: string }[]> {
  if (extents.length === 0) return [];
  const first = draft.nextExtents(extents.length);
  const renumbered = extents.map((extent, index) => ({ extent, number: first + index, id: randomUUID() }));
  const targets = from.columns.map(({ name }) => to.columns.find((column) => column.name === name));
  const stamps = ingestionTime === 'keep' ? ['_it', '_cs'] : [`${nowTicks}::BIGINT`, `${draft.nextStamp()}::BIGINT`];
  const names = [...targets.map((column) => `"c${column?.id}"`), '_extent', '_it', '_cs'];
  const cases = renumbered.map(({ extent, number }) => `WHEN ${extent.number} THEN ${number}`).join(' ');
  const values = [...from.columns.map(({ id }) => `"c${id}"`), `(CASE _extent ${cases} END)::INTEGER`, ...stamps];
  const numbers = extents.map(({ number }) => number);
  await session.run(
    `INSERT INTO ${dataTable(to)} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${dataTable(from)} WHERE _extent IN (${numbers.join(', ')})`,
  );
  await session.run(`DELETE FROM ${dataTable(from)} WHERE _extent IN (${numbers.join(', ')})`);
  for (const { extent, number, id } of renumbered) {
    await session.run(
      `UPDATE meta.extent SET id = ${number}, guid = ${sqlText(id)}, table_id = ${to.id} WHERE id = ${extent.number}`,
    );
  }
  const arrived = renumbered.map(({ number }) => number);
  const fresh = { tags: [], createdTicks: nowTicks, nowTicks, kind: 'moved' as const, replaces: false };
  draft.arrivals.push({ table: to, extents: arrived, ...fresh });
  return renumbered.map(({ extent, id }) => ({ original: extent.id, result: id }));
}

export interface DerivedRows {
  readonly to: TableEntry;
  /** A SELECT with these columns, in their order. */
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly nowTicks: bigint;
}

/**
 * Stores rows that feed nothing in one new extent, under the present stamp, and returns its number; no rows, no extent. Columns
 * are matched by name and type.
 */
export async function keepRows(
  session: Session,
  draft: Draft,
  { to, sql, columns, nowTicks }: DerivedRows,
): Promise<number | undefined> {
  const number = draft.nextExtents(1);
  const targets = columns.map(({ name, type }) => {
    const target = to.columns.find((column) => name === column.name && type === column.type);
    return `"c${target?.id}"`;
  });
  const facts = `${number}::INTEGER, ${nowTicks}::BIGINT, ${draft.database.stamp}::BIGINT`;
  const names = [...targets, '_extent', '_it', '_cs'].join(', ');
  await session.run(`INSERT INTO ${dataTable(to)} (${names}) SELECT *, ${facts} FROM (${sql})`);
  const [[count = 0n] = []] = await session.rows(`SELECT count(*) FROM ${dataTable(to)} WHERE _extent = ${number}`);
  const rows = BigInt(String(count));
  if (rows === 0n) return undefined;
  const extent = describeExtent(number, rows, to);
  await saveExtent(session, extent, { table: to, select: '', tags: [], createdTicks: nowTicks, nowTicks });
  return number;
}
