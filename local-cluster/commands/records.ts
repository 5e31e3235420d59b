import { randomUUID } from 'node:crypto';
import { dataTable, type TableEntry } from '../engine/catalog.ts';
import { deleteExtents, listExtents } from '../engine/extents.ts';
import { isUnsealed } from '../engine/row-store.ts';
import { storedCatalog } from '../engine/sources.ts';
import type { Session } from '../engine/store.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { QueryCatalog } from '../query/contract.ts';
import { inspectQuery } from '../query/parser.ts';
import { child, list, require, type SyntaxNode } from '../query/syntax.ts';
import type { Cell } from '../wire.ts';
import { changingRecords, translateChange } from './change-queries.ts';
import { type Commands, properties, type Request, resultOf, tableOf } from './request.ts';

const operators = ['FilterOperator', 'ExtendOperator', 'SortOperator', 'ProjectOperator', 'TakeOperator'];

/** The operators of a query, the last first. */
export function operatorsOf(query: SyntaxNode | undefined): readonly string[] {
  const inner = query && child(query, 'Expression');
  if (query?.kind === 'ParenthesizedExpression') return operatorsOf(inner);
  if (query?.kind !== 'PipeExpression') return [];
  return [require(query, 'Operator').kind, ...operatorsOf(inner)];
}

/**
 * The predicate is the table filtered, and little more.
 * Source: https://learn.microsoft.com/kusto/concepts/data-soft-delete#limitations-and-considerations
 */
function predicateOf({ text }: Request, catalog: QueryCatalog): string {
  const start = text.indexOf('<|');
  if (start < 0) throw badRequest("'.delete table records' needs a predicate after <|.");
  const predicate = text.slice(start + 2);
  const statements = list(inspectQuery(predicate, catalog).root, 'Statements');
  const query = statements.findLast(({ kind }) => kind === 'ExpressionStatement');
  const used = operatorsOf(query && child(query, 'Expression'));
  const foreign = used.find((kind) => !operators.includes(kind));
  if (foreign !== undefined || !used.includes('FilterOperator'))
    throw badRequest('A predicate has a where operator, and beside it only extend, order, project and take.');
  return predicate;
}

/** Selects the row ids that a predicate keeps, by giving them out as the extent id. */
function rowIdsOf(catalog: QueryCatalog, table: TableEntry, predicate: string): string {
  const tables = catalog.tables
    .filter(({ name }) => name === table.name)
    .map((source) => ({ ...source, extentIdSql: 'rowid', hot: undefined }));
  return translateChange(`${predicate} | project extent_id()`, { ...catalog, tables }).sql;
}

/** Extents are immutable, so what is left of each becomes a new one. */
export async function replaceExtents(
  session: Session,
  table: TableEntry,
  numbers: readonly number[],
): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  const touched = (await listExtents(session, [table])).filter(({ number }) => numbers.includes(number));
  for (const { number, id, rows: former, deleted } of touched) {
    const [[left = 0] = []] = await session.rows(`SELECT count(*) FROM ${dataTable(table)} WHERE _extent = ${number}`);
    const count = BigInt(String(left));
    const result = randomUUID();
    if (count === 0n) await deleteExtents(session, table, [number]);
    else {
      const values = [result, count, deleted + former - count, number];
      await session.run('UPDATE meta.extent SET guid = $1, row_count = $2, deleted_count = $3 WHERE id = $4', values);
    }
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
    const catalog = storedCatalog(request.database, request.database.catalog);
    const ids = rowIdsOf(catalog, table, predicateOf(request, catalog));
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
export const recordCommands: Commands = {
  DeleteTableRecords: (request) => changingRecords(async () => remove(request)),
};
