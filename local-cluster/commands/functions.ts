import { type FunctionEntry, findFunction } from '../engine/catalog.ts';
import { checkName } from '../engine/names.ts';
import { checkQuery, translate } from '../engine/query.ts';
import { badRequest, entityNotFound } from '../problem.ts';
import type { Result } from '../wire.ts';
import { functionRows, quoteName } from './describe.ts';
import { Reader } from './reader.ts';
import { argument, type Commands, properties, type Request, resultOf } from './request.ts';

function declared(request: Request): FunctionEntry & { skipValidation: boolean } {
  const given = properties(request, 'folder', 'docstring', 'skipvalidation', 'view');
  const { declaration } = request.command;
  if (declaration === undefined) throw badRequest('A function needs parameters and a body.');
  return {
    name: argument(request, 'FunctionName'),
    ...declaration,
    folder: given.text('folder') ?? '',
    docstring: given.text('docstring') ?? '',
    ...(given.flag('view', false) ? { view: true } : {}),
    skipValidation: given.flag('skipvalidation', false),
  };
}

/**
 * A body is checked for names and types, with its parameters as declared; without parameters also as a call would bind it.
 * Source: https://learn.microsoft.com/kusto/management/create-alter-function
 */
function validate({ database }: Request, entry: FunctionEntry): void {
  const catalog = database.queryCatalog();
  checkQuery(`let ${declaredName} = ${entry.parameters} ${entry.body};\nprint 1`, catalog);
  if (!/^\(\s*\)$/.test(entry.parameters)) return;
  const functions = [...catalog.functions.filter(({ name }) => name !== entry.name), entry];
  translate(`${quoteName(entry.name)}()`, { ...catalog, functions });
}

const declaredName = '__declared';

const put =
  (existing: 'replace' | 'refuse') =>
  async (request: Request): Promise<Result> => {
    const { skipValidation, ...entry } = declared(request);
    checkName(entry.name);
    const present = request.database.catalog.functions.get(entry.name);
    if (present !== undefined && existing === 'refuse') {
      if (request.command.words.includes('ifnotexists')) return functionRows([present]);
      throw badRequest(
        `Entity of kind 'Function' and name '${entry.name}' already exists.`,
        'BadRequest_EntityAlreadyExists',
      );
    }
    if (request.database.catalog.views.has(entry.name))
      throw badRequest(`A materialized view named '${entry.name}' already exists.`);
    if (!skipValidation) validate(request, entry);
    await request.database.change(async (_session, draft) => {
      const roles = draft.functions.get(entry.name)?.roles;
      draft.functions.set(entry.name, roles === undefined ? entry : { ...entry, roles });
    });
    return functionRows([entry]);
  };

/** Takes functions away; the names of those that were there. */
async function remove(request: Request): Promise<string[]> {
  const names = request.command.arguments('FunctionName');
  const lenient = request.command.words.includes('ifexists');
  return request.database.change(async (_session, draft) => {
    const removed = names.filter((name) => draft.functions.delete(name));
    const missing = names.find((name) => !removed.includes(name));
    if (missing !== undefined && !lenient) throw entityNotFound('Function', missing);
    return removed;
  });
}

/** Source: https://learn.microsoft.com/kusto/management/drop-function */
async function drop(request: Request): Promise<Result> {
  const removed = await remove(request);
  return resultOf(
    { Name: 'string' },
    removed.map((name) => [name]),
  );
}

async function dropMany(request: Request): Promise<Result> {
  await remove(request);
  return functionRows([...request.database.catalog.functions.values()]);
}

function showOne(request: Request): Result {
  properties(request, 'ShowObfuscatedStrings', 'IncludeHiddenFunctions');
  const name = argument(request, 'FunctionName');
  return functionRows([findFunction(request.database.catalog, name)]);
}

/** Sources: https://learn.microsoft.com/kusto/management/alter-docstring-function and …/alter-folder-function */
const describe =
  (field: 'docstring' | 'folder') =>
  async (request: Request): Promise<Result> => {
    const reader = new Reader(request.text);
    reader.expect('.', 'alter', 'function');
    const name = reader.name();
    reader.expect(field);
    const text = reader.string();
    reader.end();
    const entry = await request.database.change(async (_session, draft) => {
      const changed = { ...findFunction(draft, name), [field]: text };
      draft.functions.set(changed.name, changed);
      return changed;
    });
    return functionRows([entry]);
  };

export const functionCommands: Commands = {
  AlterFunctionDocString: describe('docstring'),
  AlterFunctionFolder: describe('folder'),
  CreateFunction: put('refuse'),
  CreateOrAlterFunction: put('replace'),
  DropFunction: drop,
  DropFunctions: dropMany,
  ShowFunction: showOne,
  ShowFunctions: ({ database }) => functionRows([...database.catalog.functions.values()]),
};
