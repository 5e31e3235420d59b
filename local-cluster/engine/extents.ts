import { randomUUID } from 'node:crypto';
import type { Column } from '../query/contract.ts';
import { type Draft, dataTable, type TableEntry } from './catalog.ts';
import {
  describeExtent,
  type Extent,
  type ExtentFacts,
  insertValues,
  maximumRows,
  saveExtent,
  saveExtents,
  type Values,
} from './new-extents.ts';
import { type Session, sqlList, sqlText } from './store.ts';

export interface NewRows extends Values, ExtentFacts {
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
  const extent = `(${first} + (row_number() OVER () - 1) // ${maximumRows(draft, rows.table)})::INTEGER`;
  await insertValues(session, rows, { extent, stamp: `${stamp}::BIGINT` });
  const { table, tags, createdTicks } = rows;
  return saveExtents(session, draft, { table, tags, createdTicks, stamp });
}

/** Removes a table's extents, all or the given numbers, with their rows; where all go, so does what lies in the row store. */
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
  /** Rows that are gone by soft delete, until a merge rebuilds the extent. */
  readonly deleted: bigint;
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
    `SELECT id, guid::VARCHAR, table_id, tags, min_created, max_created, row_count, original_size, deleted_count FROM meta.extent
     WHERE table_id IN (${tables.map(({ id }) => id).join(', ')})${wanted} ORDER BY id`,
  );
  return rows.map(([number, id, tableId, tags, minCreated, maxCreated, count, size, deleted]) => ({
    number: Number(number),
    id: String(id),
    tableId: Number(tableId),
    tags: JSON.parse(String(tags)),
    minCreated: BigInt(String(minCreated)),
    maxCreated: BigInt(String(maxCreated)),
    rows: BigInt(String(count)),
    originalSize: BigInt(String(size)),
    deleted: BigInt(String(deleted)),
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
  await saveExtent(session, extent, { table: to, tags: [], createdTicks: nowTicks });
  return number;
}
