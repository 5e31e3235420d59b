import { badRequest } from '../problem.ts';
import { type Column, type KustoType, storageType } from '../query/contract.ts';
import { type Draft, dataTable, type TableColumn, type TableEntry } from './catalog.ts';
import { deleteExtents } from './extents.ts';
import { checkName } from './names.ts';
import { loseUnsealed } from './row-store.ts';
import type { Session } from './store.ts';

/** A string has no null, so a new string column is empty in the rows that are there already. */
function columnDefinition(id: number, type: KustoType): string {
  return `"c${id}" ${storageType[type]}${type === 'string' ? " DEFAULT ''" : ''}`;
}

function checkNames(columns: readonly Column[]): void {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badRequest(`Column '${twice}' is defined more than once.`);
}

export interface TableFields {
  readonly folder?: string;
  readonly docstring?: string;
}

/** Makes a table that does not exist yet. */
export async function createTable(
  session: Session,
  draft: Draft,
  definition: TableFields & { name: string; columns: readonly Column[] },
): Promise<TableEntry> {
  const { name, columns, folder = '', docstring = '' } = definition;
  const empty = draft.addTable(name);
  const table = withColumns({ ...empty, folder, docstring }, columns);
  const own = table.columns.map(({ id, type }) => columnDefinition(id, type));
  const definitions = ['_extent INTEGER', '_it BIGINT', '_cs BIGINT', ...own];
  await session.run(`CREATE TABLE ${dataTable(table)} (${definitions.join(', ')})`);
  draft.tables.set(table.name, table);
  return table;
}

function withColumns(table: TableEntry, columns: readonly Column[]): TableEntry {
  checkNames([...table.columns, ...columns]);
  for (const { name } of columns) checkName(name);
  const added = columns.map(
    ({ name, type }, index): TableColumn => ({ id: table.nextColumn + index, name, type, docstring: '' }),
  );
  return { ...table, columns: [...table.columns, ...added], nextColumn: table.nextColumn + added.length };
}

/** Adds columns at the end. */
export async function addColumns(
  session: Session,
  draft: Draft,
  { table, columns }: { table: TableEntry; columns: readonly Column[] },
): Promise<TableEntry> {
  const changed = withColumns(table, columns);
  for (const { id, type } of changed.columns.slice(table.columns.length))
    await session.run(`ALTER TABLE ${dataTable(table)} ADD COLUMN ${columnDefinition(id, type)}`);
  draft.tables.set(table.name, changed);
  return changed;
}

/** Removes columns with their data. */
export async function dropColumns(
  session: Session,
  draft: Draft,
  { table, names }: { table: TableEntry; names: readonly string[] },
): Promise<TableEntry> {
  const dropped = table.columns.filter(({ name }) => names.includes(name));
  for (const { id } of dropped) await session.run(`ALTER TABLE ${dataTable(table)} DROP COLUMN "c${id}"`);
  const changed = { ...table, columns: table.columns.filter((column) => !dropped.includes(column)) };
  draft.tables.set(table.name, changed);
  return changed;
}

/**
 * Gives a column another type; what it held is gone, for good.
 * Source: https://learn.microsoft.com/kusto/management/alter-column
 */
export async function changeColumnType(
  session: Session,
  draft: Draft,
  { table, name, type }: { table: TableEntry; name: string; type: KustoType },
): Promise<TableEntry> {
  const id = table.nextColumn;
  const [old] = table.columns.filter((column) => column.name === name);
  await session.run(`ALTER TABLE ${dataTable(table)} ADD COLUMN ${columnDefinition(id, type)}`);
  await session.run(`ALTER TABLE ${dataTable(table)} DROP COLUMN "c${old?.id}"`);
  const columns = table.columns.map((column) => (column.name === name ? { ...column, id, type } : column));
  const changed = { ...table, columns, nextColumn: id + 1 };
  draft.tables.set(table.name, changed);
  return changed;
}

/** Drops a table; its extents stay, out of reach, so that the drop can be undone, and its row store is lost. An earlier drop of the name cannot any more. */
export async function dropTable(
  session: Session,
  draft: Draft,
  { table, nowTicks }: { table: TableEntry; nowTicks: bigint },
): Promise<void> {
  const earlier = draft.dropped.get(table.name);
  if (earlier !== undefined) await forgetTable(session, earlier.table);
  await loseUnsealed(session, table);
  draft.tables.delete(table.name);
  draft.dropped.set(table.name, { table, version: draft.database.version, droppedOn: String(nowTicks) });
}

/** Removes a dropped table's rows for good. */
export async function forgetTable(session: Session, table: TableEntry): Promise<void> {
  await deleteExtents(session, table, undefined);
  await session.run(`DROP TABLE ${dataTable(table)}`);
}
