import { presentCaller } from '../engine/caller.ts';
import { type Assignment, type Catalog, type FunctionEntry, findTable } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import { badRequest, entityNotFound } from '../problem.ts';
import type { Result } from '../wire.ts';
import { argument, type Commands, type Request, resultOf } from './request.ts';

const shown = {
  Role: 'string',
  PrincipalType: 'string',
  PrincipalDisplayName: 'string',
  PrincipalObjectId: 'string',
  PrincipalFQN: 'string',
  Notes: 'string',
  RoleAssignmentIdentifier: 'string',
} as const;

function findFunction({ functions }: Pick<Catalog, 'functions'>, name: string): FunctionEntry {
  const found = functions.get(name);
  if (found === undefined) throw entityNotFound('Function', name);
  return found;
}

function rows({ name, roles = {} }: FunctionEntry): Result {
  const title = (role: string) => `Function ${name} ${role[0]?.toUpperCase()}${role.slice(1, -1)}`;
  return resultOf(
    shown,
    Object.entries(roles).flatMap(([role, assignments]) =>
      assignments.map(({ principal, notes }) => [
        title(role),
        principal.toLowerCase().startsWith('aadapp=') ? 'AAD Application' : 'AAD User',
        principal,
        principal.replace(/^\w+=|;.*$/g, ''),
        principal,
        notes,
        '',
      ]),
    ),
  );
}

const principalForm = /^(aadapp|aaduser|aadgroup)=[^;]+(;[^;]*)?$/i;

function given(request: Request): Assignment[] {
  const { command } = request;
  const notes = command.argument('Notes') ?? '';
  return command.arguments('Principal').map((principal) => {
    if (!principalForm.test(principal)) throw badRequest(`'${principal}' is no principal.`);
    return { principal, notes };
  });
}

type Change = (present: readonly Assignment[], named: readonly Assignment[]) => readonly Assignment[];

const without: Change = (present, named) =>
  present.filter(({ principal }) => !named.some((each) => each.principal.toLowerCase() === principal.toLowerCase()));
/** Source: https://learn.microsoft.com/kusto/management/manage-function-security-roles */
const change = (next: Change) => async (request: Request) => {
  const [name, role, named] = [argument(request, 'FunctionName'), argument(request, 'Role'), given(request)];
  if (role !== 'admins') throw badRequest(`'${role}' is no role on a function.`);
  const entry = await request.database.change(async (_session, draft) => {
    const before = findFunction(draft, name);
    const after = { ...before, roles: { ...before.roles, [role]: next(before.roles?.[role] ?? [], named) } };
    draft.functions.set(name, after);
    return after;
  });
  return rows(entry);
};

export const roleCommands: Commands = {
  AddFunctionRole: change((present, named) => [...without(present, named), ...named]),
  SetFunctionRole: change((_present, named) => named),
  DropFunctionRole: change(without),
  ShowFunctionPrincipals: (request) => rows(findFunction(request.database.catalog, argument(request, 'FunctionName'))),
};

/** Whoever makes a table or function becomes its admin. */
export async function claimCreated(database: Database, before: Pick<Catalog, 'tables' | 'functions'>): Promise<void> {
  const ids = new Set([...before.tables.values()].map(({ tableId }) => tableId));
  const tables = [...database.catalog.tables.values()].filter(({ tableId }) => !ids.has(tableId));
  const functions = [...database.catalog.functions.values()].filter(({ name }) => !before.functions.has(name));
  if (tables.length + functions.length === 0) return;
  const roles = { admins: [{ principal: presentCaller().principal, notes: '' }] };
  await database.change(async (_session, draft) => {
    for (const { name } of tables) draft.tables.set(name, { ...findTable(draft, name), roles });
    for (const { name } of functions) draft.functions.set(name, { ...findFunction(draft, name), roles });
  });
}
