import { randomUUID } from 'node:crypto';
import { dataTable, type TableEntry } from '../engine/catalog.ts';
import { deleteExtents, listExtents } from '../engine/extents.ts';
import { translate } from '../engine/query.ts';
import { isUnsealed } from '../engine/row-store.ts';
import { countSoftDeleted } from '../engine/soft-deleted.ts';
import { storedCatalog } from '../engine/sources.ts';
import type { Session } from '../engine/store.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { QueryCatalog } from '../query/contract.ts';
import type { Cell } from '../wire.ts';
import { type Commands, properties, type Request, resultOf, tableOf } from './request.ts';

/** The predicate is the table filtered, nothing more. Source: https://learn.microsoft.com/kusto/management/soft-delete-command */
function predicateOf({ text }: Request): string {
  const start = text.indexOf('<|');
  if (start < 0) throw badRequest("'.delete table records' needs a predicate after <|.");
  return text.slice(start + 2);
}

/** Selects the row ids that a predicate keeps, by giving them out as the extent id. */
function rowIdsOf(catalog: QueryCatalog, table: TableEntry, predicate: string): string {
  const tables = catalog.tables
    .filter(({ name }) => name === table.name)
    .map((source) => ({ ...source, extentIdSql: 'rowid', hot: undefined }));
  return translate(`${predicate} | project extent_id()`, { ...catalog, tables }).sql;
}

/** Extents are immutable, so what is left of each becomes a new one. */
export async function replaceExtents(
  session: Session,
  table: TableEntry,
  numbers: readonly number[],
): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  const touched = (await listExtents(session, [table])).filter(({ number }) => numbers.includes(number));
  for (const { number, id, rows: before } of touched) {
    const [[left = 0] = []] = await session.rows(`SELECT count(*) FROM ${dataTable(table)} WHERE _extent = ${number}`);
    const count = BigInt(String(left));
    const result = randomUUID();
    if (count === 0n) await deleteExtents(session, table, [number]);
    else await session.run('UPDATE meta.extent SET guid = $1, row_count = $2 WHERE id = $3', [result, count, number]);
    if (count > 0n) await countSoftDeleted(session, { before: id, after: result }, before - count);
    rows.push([id, count === 0n ? '' : result]);
  }
  return rows;
}

/** No page says what becomes of rows that are to go before they are sealed. */
export function refuseUnsealed(numbers: readonly number[]): void {
  if (numbers.some(isUnsealed)) throw unsupported('deleting rows of the row store');
}

function remove(request: Request): Promise<ReturnType<typeof resultOf>> {
  properties(request);
  if (request.command.words.includes('async'))
    throw badRequest('The local cluster deletes records synchronously only.');
  return request.database.change(async (session) => {
    const table = tableOf(request);
    const ids = rowIdsOf(storedCatalog(request.database, request.database.catalog), table, predicateOf(request));
    const extents = await session.rows(`SELECT DISTINCT _extent FROM ${dataTable(table)} WHERE rowid IN (${ids})`);
    await session.run(`DELETE FROM ${dataTable(table)} WHERE rowid IN (${ids})`);
    const numbers = extents.map(([number]) => Number(number));
    refuseUnsealed(numbers);
    return resultOf(
      { OriginalExtentId: 'string', ResultExtentId: 'string' },
      await replaceExtents(session, table, numbers),
    );
  });
}

/** Source: https://learn.microsoft.com/kusto/management/soft-delete-command */
export const recordCommands: Commands = { DeleteTableRecords: remove };
