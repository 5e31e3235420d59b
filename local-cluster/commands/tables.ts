import { type Draft, findTable, type TableEntry } from '../engine/catalog.ts';
import { deleteExtents } from '../engine/extents.ts';
import { checkName } from '../engine/names.ts';
import type { Session } from '../engine/store.ts';
import { addColumns, createTable, dropColumns, dropTable, type TableFields } from '../engine/tables.ts';
import { badRequest, entityNotFound } from '../problem.ts';
import type { Column } from '../query/contract.ts';
import type { Result } from '../wire.ts';
import { quoteName, tableList, tableRows } from './describe.ts';
import { Reader, typeOf } from './reader.ts';
import { flagOf, readProperties } from './reader-properties.ts';
import { argument, type Commands, properties, type Request, resultOf, tableOf } from './request.ts';

interface Definition {
  readonly name: string;
  readonly columns: readonly Column[];
}

type Change = (session: Session, draft: Draft, definition: Definition & TableFields) => Promise<TableEntry>;

/** An existing table stays as it is, whatever its columns. Source: https://learn.microsoft.com/kusto/management/create-table-command */
const create: Change = async (session, draft, definition) =>
  draft.tables.get(definition.name) ?? createTable(session, draft, definition);

/** Missing columns are added at the end. Source: https://learn.microsoft.com/kusto/management/create-merge-table-command */
const merge: Change = async (session, draft, { name, columns, ...fields }) => {
  const table = { ...findTable(draft, name), ...fields };
  const added = columns.filter((column) => !isPresent(table, column));
  return addColumns(session, draft, { table, columns: added });
};

const createMerge: Change = async (session, draft, definition) =>
  draft.tables.has(definition.name) ? merge(session, draft, definition) : createTable(session, draft, definition);

/** Columns that are not listed are dropped with their data. Source: https://learn.microsoft.com/kusto/management/alter-table-command */
const alter: Change = async (session, draft, { name, columns, folder = '', docstring = '' }) => {
  const before = { ...findTable(draft, name), folder, docstring };
  const missing = columns.filter((column) => !isPresent(before, column));
  const listed = new Set(columns.map((column) => column.name));
  const names = before.columns.map((column) => column.name).filter((column) => !listed.has(column));
  const kept = await dropColumns(session, draft, { table: before, names });
  const table = await addColumns(session, draft, { table: kept, columns: missing });
  const position = (column: Column) => columns.findIndex((wanted) => wanted.name === column.name);
  const ordered = { ...table, columns: [...table.columns].sort((a, b) => position(a) - position(b)) };
  draft.tables.set(name, ordered);
  return ordered;
};

function isPresent(table: TableEntry, wanted: Column): boolean {
  const found = table.columns.find(({ name }) => name === wanted.name);
  if (found === undefined || found.type === wanted.type) return found !== undefined;
  throw badRequest(
    `Column '${wanted.name}' of table '${table.name}' has type '${found.type}' and cannot become '${wanted.type}'.`,
  );
}

function fieldsOf(request: Request): TableFields {
  const given = properties(request, 'folder', 'docstring');
  const [folder, docstring] = [given.text('folder'), given.text('docstring')];
  return { ...(folder === undefined ? {} : { folder }), ...(docstring === undefined ? {} : { docstring }) };
}

const changeOne = (change: Change) => async (request: Request) => {
  const definition = { name: argument(request, 'TableName'), columns: request.command.columns, ...fieldsOf(request) };
  const table = await request.database.change((session, draft) => change(session, draft, definition));
  return tableRows(request.database, [table]);
};

function readDefinitions(text: string): Definition[] {
  const reader = new Reader(text);
  reader.expect('.');
  if (!reader.accept('create', 'tables')) reader.expect('create-merge', 'tables');
  return reader.series(() => ({ name: reader.name(), columns: reader.list(() => readColumn(reader)) }));
}

function readColumn(reader: Reader): Column {
  const name = reader.name();
  reader.expect(':');
  return { name, type: typeOf(reader.name()) };
}

const changeMany = (change: Change) => async (request: Request) => {
  const definitions = readDefinitions(request.text);
  const names = definitions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badRequest(`Table '${twice}' is defined more than once.`);
  const fields = fieldsOf(request);
  const tables = await request.database.change(async (session, draft) => {
    const changed: TableEntry[] = [];
    for (const definition of definitions) changed.push(await change(session, draft, { ...definition, ...fields }));
    return changed;
  });
  return tableList(request.database, tables);
};

/** `ifexists` turns a missing table into nothing to do. */
async function dropTables(request: Request): Promise<Result> {
  const names = request.command.arguments('TableName');
  const lenient = request.command.words.includes('ifexists');
  await request.database.change(async (session, draft) => {
    for (const name of names) {
      if (lenient && !draft.tables.has(name)) continue;
      await dropTable(session, draft, { table: findTable(draft, name), nowTicks: request.engine.clock.nowTicks() });
    }
  });
  const remaining = [...request.database.catalog.tables.values()].map(({ name }) => [name, request.database.name]);
  return resultOf({ TableName: 'string', DatabaseName: 'string' }, remaining);
}

interface Rename {
  readonly from: string;
  readonly to: string;
}

/**
 * Renames together, so that tables can swap names. A table takes everything along: id, rows, policies, mappings.
 * Source: https://learn.microsoft.com/kusto/management/rename-table-command
 */
function renameTables(draft: Draft, renames: readonly Rename[]): TableEntry[] {
  for (const { to } of renames) checkName(to);
  const moved = renames.map(({ from, to }) => ({ ...findTable(draft, from), name: to }));
  if (new Set(renames.map(({ from }) => from)).size < renames.length)
    throw badRequest('A table is renamed more than once.');
  for (const { from } of renames) draft.tables.delete(from);
  for (const table of moved) {
    const taken = [draft.tables, draft.views].some((names) => names.has(table.name));
    if (taken) throw badRequest(`An entity named '${table.name}' already exists.`);
    draft.tables.set(table.name, table);
  }
  return moved;
}

async function runRenames(request: Request, renames: readonly Rename[]): Promise<Result> {
  const tables = await request.database.change(async (_session, draft) => renameTables(draft, renames));
  return tableList(request.database, tables);
}

/** The views over a table, and their queries where they begin with its name, follow it. */
function repointViews(draft: Draft, { from, to }: Rename): void {
  const names = [from, `['${from}']`, `["${from}"]`];
  for (const view of [...draft.views.values()].filter(({ source }) => source === from)) {
    const [first = ''] = view.query.split(/(?=[\s|;])/);
    if (!names.includes(first)) throw badRequest(`Materialized view '${view.name}' does not name '${from}' directly.`);
    draft.views.set(view.name, { ...view, source: to, query: `${quoteName(to)}${view.query.slice(first.length)}` });
  }
}

async function renameOne(request: Request): Promise<Result> {
  const given = readProperties(new Reader(/\bwith\s*\([^()]*\)\s*$/.exec(request.text)?.[0] ?? ''), [
    'updateMaterializedViews',
  ]);
  const follow = flagOf(given, 'updateMaterializedViews');
  const rename = { from: argument(request, 'TableName'), to: argument(request, 'NewTableName') };
  const tables = await request.database.change(async (_session, draft) => {
    const renamed = renameTables(draft, [rename]);
    if (follow) repointViews(draft, rename);
    return renamed;
  });
  return tableList(request.database, tables);
}

function readRenames(text: string): (Rename & { lenient: boolean })[] {
  const reader = new Reader(text);
  reader.expect('.', 'rename', 'tables');
  return reader.series(() => {
    const to = reader.name();
    reader.expect('=');
    return { to, from: reader.name(), lenient: reader.accept('ifexists') };
  });
}

async function renameMany(request: Request): Promise<Result> {
  const { tables } = request.database.catalog;
  return runRenames(
    request,
    readRenames(request.text).filter(({ from, lenient }) => !lenient || tables.has(from)),
  );
}

async function clearData(request: Request): Promise<Result> {
  await request.database.change((session, draft) => deleteExtents(session, tableOf(request, draft)));
  return resultOf({ NodeId: 'string', Status: 'string' }, [['', 'Success']]);
}

async function setFields(request: Request, fields: TableFields): Promise<Result> {
  const table = await request.database.change(async (_session, draft) => {
    const changed = { ...tableOf(request, draft), ...fields };
    draft.tables.set(changed.name, changed);
    return changed;
  });
  return tableRows(request.database, [table]);
}

/** Reads the text that ends a command such as `.alter table T folder "x"`. */
function lastText(request: Request, word: string): string {
  const reader = new Reader(request.text);
  reader.expect('.', 'alter', 'table');
  reader.name();
  reader.expect(word);
  return reader.string();
}

export const tableCommands: Commands = {
  CreateTable: changeOne(create),
  CreateMergeTable: changeOne(createMerge),
  CreateTables: changeMany(create),
  CreateMergeTables: changeMany(createMerge),
  AlterTable: changeOne(alter),
  AlterMergeTable: changeOne(merge),
  DropTable: dropTables,
  DropTables: dropTables,
  RenameTable: renameOne,
  RenameTables: renameMany,
  ClearTableData: clearData,
  AlterTableDocString: (request) => setFields(request, { docstring: lastText(request, 'docstring') }),
  AlterTableFolder: (request) => setFields(request, { folder: lastText(request, 'folder') }),
};

/** The named tables, or all where none is named. */
export function listedTables(request: Request): TableEntry[] {
  const names = request.command.arguments('TableName');
  const { tables } = request.database.catalog;
  const missing = names.find((name) => !tables.has(name));
  if (missing !== undefined) throw entityNotFound('Table', missing);
  return names.length === 0 ? [...tables.values()] : names.map((name) => findTable(request.database.catalog, name));
}
