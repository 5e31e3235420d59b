import { type Draft, dataTable, findTable, type TableEntry } from '../engine/catalog.ts';
import { insertRows, listExtents, moveExtents } from '../engine/extents.ts';
import type { Extent } from '../engine/new-extents.ts';
import { storedCatalog } from '../engine/sources.ts';
import type { Session } from '../engine/store.ts';
import { badRequest } from '../problem.ts';
import type { QueryCatalog, TranslatedQuery } from '../query/contract.ts';
import { inspectQuery } from '../query/parser.ts';
import { list, nameOf, require } from '../query/syntax.ts';
import type { Cell, Result } from '../wire.ts';
import { changingRecords, translateChange } from './change-queries.ts';
import { runOperation } from './operations.ts';
import { Reader } from './reader.ts';
import { flagOf, readProperties } from './reader-properties.ts';
import { operatorsOf, refuseUnsealed, replaceExtents } from './records.ts';
import { type Commands, type Request, readTexts, resultOf } from './request.ts';

interface Update {
  readonly table: string;
  readonly asynchronous: boolean;
  readonly deleted: string;
  /** A let name to append, or a table whose extents move in. */
  readonly added: { readonly append: string } | { readonly move: string };
  readonly whatIf: boolean;
  readonly tags: readonly string[];
  readonly lets: string;
}

function readUpdate(text: string): Update {
  const reader = new Reader(text);
  reader.expect('.', 'update');
  const asynchronous = reader.accept('async');
  reader.expect('table');
  const table = reader.name();
  reader.expect('delete');
  const deleted = reader.name();
  const added = reader.accept('move') ? { move: reader.name() } : appended(reader);
  const given = readProperties(reader, ['whatif', 'distributed', 'extentTagsToMove']);
  reader.expect('<|');
  const tags = readTexts('extentTagsToMove', given.get('extenttagstomove'));
  flagOf(given, 'distributed');
  const lets = reader.rest().trim().replace(/;?$/, ';');
  return { table, asynchronous, deleted, added, whatIf: flagOf(given, 'whatif'), tags, lets };
}

function appended(reader: Reader): { append: string } {
  reader.expect('append');
  return { append: reader.name() };
}

const mostDeleted = 5_000_000n;

const predicateOperators = ['FilterOperator', 'ExtendOperator', 'ProjectOperator'];

/** Source: https://learn.microsoft.com/kusto/management/update-table-command#limitations */
function checkPredicate({ lets, deleted }: Update, text: string, catalog: QueryCatalog): void {
  const statements = list(inspectQuery(text, catalog).root, 'Statements');
  const found = statements.find((each) => each.kind === 'LetStatement' && nameOf(require(each, 'Name')) === deleted);
  if (found === undefined) throw badRequest(`No let statement defines '${deleted}': ${lets.slice(0, 80)}`);
  const used = operatorsOf(require(found, 'Expression'));
  if (used.includes('FilterOperator') && used.every((kind) => predicateOperators.includes(kind))) return;
  throw badRequest(`The predicate '${deleted}' has a where operator, and beside it only extend and project.`);
}

/** Row ids of the rows that the predicate chooses, kept while the rest of the change runs. */
async function chooseRows(session: Session, catalog: QueryCatalog, table: TableEntry, update: Update): Promise<void> {
  const tables = catalog.tables.map((source) =>
    source.name === table.name
      ? { ...source, extentIdSql: 'rowid', hot: undefined }
      : { ...source, extentIdSql: 'CAST(-1 AS BIGINT)', hot: undefined },
  );
  const text = `${update.lets} ${update.deleted} | project extent_id()`;
  const { sql } = translateChange(text, { ...catalog, tables });
  checkPredicate(update, text, catalog);
  await session.run(`CREATE OR REPLACE TEMP TABLE doomed AS SELECT v.id FROM (${sql}) v(id)`);
  const [[count = 0n, foreign = 0n] = []] = await session.rows(
    'SELECT count(*), count(*) FILTER (WHERE id < 0) FROM doomed',
  );
  if (BigInt(String(foreign)) > 0n)
    throw badRequest(`The records of '${update.deleted}' are not those of table '${table.name}'.`);
  if (BigInt(String(count)) > mostDeleted) throw badRequest(`No more than ${mostDeleted} records can be deleted.`);
}

async function doomedByExtent(session: Session, table: TableEntry): Promise<{ number: number; rows: bigint }[]> {
  const rows = await session.rows(
    `SELECT _extent, count(*) FROM ${dataTable(table)} WHERE rowid IN (SELECT id FROM doomed) GROUP BY 1 ORDER BY 1`,
  );
  return rows.map(([number, count]) => ({ number: Number(number), rows: BigInt(String(count)) }));
}

function checkAppend(table: TableEntry, { columns }: TranslatedQuery): void {
  const types = (list: readonly { type: string }[]) => list.map(({ type }) => type).join(', ');
  if (types(columns) !== types(table.columns))
    throw badRequest(
      `The rows to append are (${types(columns)}), table '${table.name}' has (${types(table.columns)}).`,
    );
}

/** Source: https://learn.microsoft.com/kusto/management/update-table-command#update-using-move-extents */
function checkMove(from: TableEntry, to: TableEntry): void {
  if (from.id === to.id) throw badRequest('Extents cannot be moved into their own table.');
  const schema = ({ columns }: TableEntry) => columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  if (schema(from) !== schema(to))
    throw badRequest(`Table '${from.name}' (${schema(from)}) has not the schema of '${to.name}' (${schema(to)}).`);
}

type Added = { readonly id: string; readonly rows: bigint };

async function add(request: Request, session: Session, draft: Draft, update: Update): Promise<Added[]> {
  const table = findTable(draft, update.table);
  const nowTicks = request.engine.clock.nowTicks();
  if ('move' in update.added) {
    const from = findTable(draft, update.added.move);
    checkMove(from, table);
    const extents = await movedExtents(session, from, update.tags);
    const moved = await moveExtents(session, draft, { from, to: table, extents, nowTicks, ingestionTime: 'keep' });
    return moved.map(({ result }, index) => ({ id: result, rows: extents[index]?.rows ?? 0n }));
  }
  const translated = translateChange(
    `${update.lets} ${update.added.append}`,
    storedCatalog(request.database, draft.catalog),
  );
  checkAppend(table, translated);
  const batch = { tags: [], createdTicks: nowTicks, nowTicks };
  const made: Extent[] = await insertRows(session, draft, { table, select: translated.sql, ...batch });
  return made.map(({ id, rows }) => ({ id, rows }));
}

async function movedExtents(session: Session, from: TableEntry, tags: readonly string[]) {
  const extents = await listExtents(session, [from]);
  return tags.length === 0 ? extents : extents.filter((extent) => extent.tags.some((tag) => tags.includes(tag)));
}

/** How many rows would be added. */
async function countAdded(request: Request, session: Session, draft: Draft, update: Update): Promise<bigint> {
  if ('move' in update.added) {
    const from = findTable(draft, update.added.move);
    checkMove(from, findTable(draft, update.table));
    const extents = await movedExtents(session, from, update.tags);
    return extents.reduce((sum, { rows }) => sum + rows, 0n);
  }
  const catalog = storedCatalog(request.database, draft.catalog);
  const translated = translateChange(`${update.lets} ${update.added.append}`, catalog);
  checkAppend(findTable(draft, update.table), translated);
  const [[count = 0n] = []] = await session.rows(`SELECT count(*) FROM (${translated.sql})`);
  return BigInt(String(count));
}

const shown = { Table: 'string', Action: 'string', ExtentId: 'guid', RowCount: 'long' } as const;
const noExtent = '00000000-0000-0000-0000-000000000000';

function execute(request: Request, update: Update): Promise<Result> {
  return changingRecords(() => change(request, update));
}

/** Adds first, since what is added may be read from what is deleted; both happen or neither. */
function change(request: Request, update: Update): Promise<Result> {
  return request.database.change(async (session, draft) => {
    const table = findTable(draft, update.table);
    await chooseRows(session, storedCatalog(request.database, draft.catalog), table, update);
    const doomed = await doomedByExtent(session, table);
    refuseUnsealed(doomed.map(({ number }) => number));
    const ids = new Map((await listExtents(session, [table])).map(({ number, id }) => [number, id]));
    const deleted = doomed.map(({ number, rows }): Cell[] => [table.name, 'Delete', ids.get(number) ?? noExtent, rows]);
    if (update.whatIf)
      return resultOf(shown, [
        ...deleted,
        [table.name, 'Create', noExtent, await countAdded(request, session, draft, update)],
      ]);
    const added = await add(request, session, draft, update);
    await session.run(`DELETE FROM ${dataTable(table)} WHERE rowid IN (SELECT id FROM doomed)`);
    await replaceExtents(
      session,
      table,
      doomed.map(({ number }) => number),
    );
    return resultOf(shown, [...deleted, ...added.map(({ id, rows }) => [table.name, 'Create', id, rows])]);
  });
}

/** Source: https://learn.microsoft.com/kusto/management/update-table-command */
function run(request: Request): Promise<Result> {
  const update = readUpdate(request.text);
  if (!update.asynchronous) return execute(request, update);
  const operation = { name: 'TableUpdate', asynchronous: true, persistDetails: true };
  return runOperation(request, operation, async () => ({ result: await execute(request, update) }));
}

export const updateCommands: Commands = { TableDataUpdate: run };
