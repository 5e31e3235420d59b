import { type Draft, findColumn, findTable, type TableColumn, type TableEntry } from '../engine/catalog.ts';
import { checkName } from '../engine/names.ts';
import type { Session } from '../engine/store.ts';
import { changeColumnType, dropColumns } from '../engine/tables.ts';
import { badRequest } from '../problem.ts';
import type { Result } from '../wire.ts';
import { netTypes, tableRows } from './describe.ts';
import { Reader, typeOf } from './reader.ts';
import { type Commands, type Request, resultOf, tableOf } from './request.ts';

interface Place {
  readonly table: string;
  readonly column: string;
}

/** Reads `.verb column T.C` and leaves the reader behind it. */
function readPlace(text: string, verb: string): Place & { reader: Reader } {
  const reader = new Reader(text);
  reader.expect('.', verb, 'column');
  const table = reader.name();
  reader.expect('.');
  return { table, column: reader.name(), reader };
}

type Change = (session: Session, draft: Draft) => Promise<TableEntry>;

async function change(request: Request, work: Change): Promise<Result> {
  return tableRows(request.database, [await request.database.change(work)]);
}

function replaceColumn(draft: Draft, table: TableEntry, next: (column: TableColumn) => TableColumn): TableEntry {
  const changed = { ...table, columns: table.columns.map(next) };
  draft.tables.set(table.name, changed);
  return changed;
}

/** What commands that change one column return. */
function columnRow({ database }: Request, tableName: string, name: string): Result {
  const { type } = findColumn(findTable(database.catalog, tableName), name);
  return resultOf({ EntityName: 'string', DataType: 'string', Policy: 'string' }, [
    [`[${database.name}].[${tableName}].[${name}]`, netTypes[type], ''],
  ]);
}

function rename(request: Request): Promise<Result> {
  const { table: tableName, column: from, reader } = readPlace(request.text, 'rename');
  reader.expect('to');
  const to = reader.name();
  return change(request, async (_session, draft) => {
    const table = findTable(draft, tableName);
    findColumn(table, from);
    checkName(to);
    if (table.columns.some(({ name }) => name === to)) throw badRequest(`Column '${to}' already exists.`);
    return replaceColumn(draft, table, (column) => (column.name === from ? { ...column, name: to } : column));
  }).then(() => columnRow(request, tableName, to));
}

function alterType(request: Request): Promise<Result> {
  const { table: tableName, column: name, reader } = readPlace(request.text, 'alter');
  reader.expect('type', '=');
  const type = typeOf(reader.name());
  return change(request, async (session, draft) => {
    const table = findTable(draft, tableName);
    return findColumn(table, name).type === type ? table : changeColumnType(session, draft, { table, name, type });
  }).then(() => columnRow(request, tableName, name));
}

function drop(request: Request): Promise<Result> {
  const { table: tableName, column: name, reader } = readPlace(request.text, 'drop');
  const lenient = reader.accept('ifexists');
  return change(request, async (session, draft) => {
    const table = findTable(draft, tableName);
    if (!lenient) findColumn(table, name);
    return dropColumns(session, draft, { table, names: [name] });
  });
}

function dropMany(request: Request): Promise<Result> {
  const names = request.command.arguments('ColumnName');
  return change(request, async (session, draft) => {
    const table = tableOf(request, draft);
    for (const name of names) findColumn(table, name);
    return dropColumns(session, draft, { table, names });
  });
}

function readDocstrings(text: string): Map<string, string> {
  const reader = new Reader(text);
  reader.expect('.');
  if (!reader.accept('alter-merge', 'table')) reader.expect('alter', 'table');
  reader.name();
  if (!reader.accept('column-docstrings')) reader.expect('column-docstring');
  const pairs = reader.list(() => {
    const name = reader.name();
    reader.expect(':');
    return [name, reader.string()] as const;
  });
  return new Map(pairs);
}

/** `.alter` clears the columns that are not listed, `.alter-merge` leaves them. */
const describe = (unlisted: 'clear' | 'keep') => (request: Request) => {
  const docstrings = readDocstrings(request.text);
  return change(request, async (_session, draft) => {
    const table = tableOf(request, draft);
    for (const name of docstrings.keys()) findColumn(table, name);
    return replaceColumn(draft, table, (column) => {
      const docstring = docstrings.get(column.name) ?? (unlisted === 'keep' ? column.docstring : '');
      return { ...column, docstring };
    });
  });
};

export const columnCommands: Commands = {
  RenameColumn: rename,
  AlterColumnType: alterType,
  DropColumn: drop,
  DropTableColumns: dropMany,
  AlterTableColumnDocStrings: describe('clear'),
  AlterMergeTableColumnDocStrings: describe('keep'),
};
