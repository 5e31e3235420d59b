import { type Draft, findTable, type TableEntry } from '../engine/catalog.ts';
import { deleteExtents, listExtents, moveExtents, type StoredExtent } from '../engine/extents.ts';
import type { Session } from '../engine/store.ts';
import { badRequest, entityNotFound, unsupported } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { argument, type Commands, properties, type Request, resultOf } from './request.ts';
import { listedTables } from './tables.ts';

const shown = {
  ExtentId: 'guid',
  DatabaseName: 'string',
  TableName: 'string',
  MaxCreatedOn: 'datetime',
  OriginalSize: 'real',
  ExtentSize: 'real',
  CompressedSize: 'real',
  IndexSize: 'real',
  Blocks: 'long',
  Segments: 'long',
  ExtentContainerId: 'string',
  RowCount: 'long',
  MinCreatedOn: 'datetime',
  Tags: 'string',
  Kind: 'string',
  DeletedRowCount: 'long',
} as const;

function row(request: Request, table: string, extent: StoredExtent): Cell[] {
  const size = Number(extent.originalSize);
  const sizes = [size, size / 4, size / 5, size / 20];
  const tail = [extent.rows, extent.minCreated, extent.tags.join('\r\n'), 'Regular', 0];
  return [
    extent.id,
    request.database.name,
    table,
    extent.maxCreated,
    ...sizes,
    1,
    1,
    request.database.catalog.database.id,
    ...tail,
  ];
}

/** Source: https://learn.microsoft.com/kusto/management/show-extents */
async function show(request: Request): Promise<Result> {
  if (request.command.words.some((word) => ['hot', 'where'].includes(word)))
    throw badRequest('The local cluster shows extents without filters only.');
  const tables = listedTables(request);
  const named = request.command.arguments('ExtentId').map((id) => id.toLowerCase());
  const ids = named.length === 0 ? undefined : named;
  const extents = await request.database.store.read((session) => listExtents(session, tables, ids));
  const names = new Map(tables.map(({ id, name }) => [id, name]));
  return resultOf(
    shown,
    extents.map((extent) => row(request, names.get(extent.tableId) ?? '', extent)),
  );
}

/** The extents of a table by id; one that is not there fails the whole command. */
async function chosenExtents(session: Session, table: TableEntry, ids: readonly string[]): Promise<StoredExtent[]> {
  const wanted = ids.map((id) => id.toLowerCase());
  const found = await listExtents(session, [table], wanted);
  const missing = wanted.find((id) => !found.some((extent) => extent.id === id));
  if (missing !== undefined) throw entityNotFound('Extent', missing);
  return found;
}

function checkTarget(from: TableEntry, to: TableEntry): void {
  if (from.id === to.id) throw badRequest('Extents cannot be moved into their own table.');
  for (const { name, type } of from.columns) {
    const found = to.columns.find((column) => column.name === name);
    if (found?.type !== type)
      throw badRequest(`Column '${name}' of type '${type}' does not exist in table '${to.name}'.`);
  }
}

async function runMove(request: Request, session: Session, draft: Draft): Promise<Cell[][]> {
  const from = findTable(draft, argument(request, 'SourceTableName'));
  const to = findTable(draft, argument(request, 'DestinationTableName'));
  checkTarget(from, to);
  const ids = request.command.arguments('GUID');
  const all = request.command.words.includes('all');
  const extents = all ? await listExtents(session, [from]) : await chosenExtents(session, from, ids);
  const moved = await moveExtents(session, draft, { from, to, extents });
  return moved.map(({ original, result }) => [original, result, '']);
}

async function move(request: Request): Promise<Result> {
  properties(request);
  if (request.command.words.includes('async')) throw unsupported('moving extents asynchronously');
  const rows = await request.database.change((session, draft) => runMove(request, session, draft));
  return resultOf({ OriginalExtentId: 'string', ResultExtentId: 'string', Details: 'string' }, rows);
}

async function drop(request: Request): Promise<Result> {
  const { command, database } = request;
  const [name, ids] = [command.argument('TableName'), command.arguments('ExtentId')];
  if (name === undefined || ids.length === 0)
    throw badRequest('The local cluster drops extents of one table by their ids only.');
  const dropped = await database.change(async (session, draft) => {
    const table = findTable(draft, name);
    const extents = await chosenExtents(session, table, ids);
    await deleteExtents(
      session,
      table,
      extents.map(({ number }) => number),
    );
    return extents;
  });
  const rows = dropped.map(({ id, maxCreated }) => [id, name, maxCreated]);
  return resultOf({ ExtentId: 'guid', TableName: 'string', CreatedOn: 'datetime' }, rows);
}

export const extentCommands: Commands = {
  ShowTableExtents: show,
  ShowTablesExtents: show,
  MoveExtentsFrom: move,
  DropExtents: drop,
  DropExtent: drop,
};
