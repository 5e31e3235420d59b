import { presentCaller } from '../engine/caller.ts';
import { type Draft, findFunction, findTable, type Roles } from '../engine/catalog.ts';
import { badRequest } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { Reader } from './reader.ts';
import { argument, type Commands, type Request, resultOf, tableOf } from './request.ts';

const databaseRoles = ['admins', 'users', 'viewers', 'unrestrictedviewers', 'ingestors', 'monitors'] as const;
const roleNames = { Database: databaseRoles, Table: ['admins', 'ingestors'], Function: ['admins'] } as const;

/** As results name a role. */
const shownRoles: Readonly<Record<string, string>> = {
  admins: 'Admin',
  users: 'User',
  viewers: 'Viewer',
  unrestrictedviewers: 'UnrestrictedViewer',
  ingestors: 'Ingestor',
  monitors: 'Monitor',
};

const principalTypes: Readonly<Record<string, string>> = {
  aadapp: 'AAD Application',
  aaduser: 'AAD User',
  aadgroup: 'AAD Group',
};

const columns = {
  Role: 'string',
  PrincipalType: 'string',
  PrincipalDisplayName: 'string',
  PrincipalObjectId: 'string',
  PrincipalFQN: 'string',
  Notes: 'string',
  RoleAssignmentIdentifier: 'string',
} as const;

interface Scope {
  readonly kind: keyof typeof roleNames;
  readonly name: string;
}

function rows({ kind, name }: Scope, roles: Roles = {}): Result {
  const shown = Object.entries(roles).flatMap(([role, assignments]) =>
    assignments.map(({ principal, notes }): Cell[] => {
      const [type = '', id = ''] = principal.split('=');
      const [object = ''] = id.split(';');
      const title = `${kind} ${name} ${shownRoles[role] ?? role}`;
      return [title, principalTypes[type.toLowerCase()] ?? type, object, object, principal, notes, ''];
    }),
  );
  return resultOf(columns, shown);
}

interface Grant {
  readonly verb: 'add' | 'set' | 'drop';
  readonly scope: Scope;
  readonly role: string;
  readonly principals: readonly string[];
  readonly notes: string;
  /** Whether the answer is not to tell who has the roles afterwards. */
  readonly isSilent: boolean;
}

function readGrant(text: string, kind: Scope['kind']): Grant {
  const reader = new Reader(text);
  reader.expect('.');
  const verb = reader.choose('add', 'set', 'drop');
  reader.expect(kind.toLowerCase());
  const name = reader.name();
  const role = reader.choose<string>(...roleNames[kind]);
  if (verb === undefined || role === undefined) throw badRequest(`'${reader.rest()}' is not a role of a ${kind}.`);
  const principals = reader.accept('none') ? [] : reader.list(() => principalOf(reader.string()));
  const isSilent = reader.accept('skip-results');
  return { isSilent, verb, scope: { kind, name }, role, principals, notes: reader.hasLiteral() ? reader.string() : '' };
}

/** Source: https://learn.microsoft.com/kusto/management/reference-security-principals */
function principalOf(text: string): string {
  if (/^aad(?:app|user|group)=[^\s;]+(?:;[^\s;]+)?$/i.test(text)) return text;
  throw badRequest(`'${text}' is not a principal.`);
}

/** The roles afterwards; a principal has a role once, and a role nobody has is none. */
function changed(roles: Roles, { verb, role, principals, notes }: Grant): Roles {
  const named = new Set(principals.map((principal) => principal.toLowerCase()));
  const present = verb === 'set' ? [] : (roles[role] ?? []);
  const others = present.filter(({ principal }) => !named.has(principal.toLowerCase()));
  const added = verb === 'drop' ? [] : principals.map((principal) => ({ principal, notes }));
  const { [role]: _old, ...rest } = roles;
  return others.length + added.length === 0 ? rest : { ...rest, [role]: [...others, ...added] };
}

function change(draft: Draft, grant: Grant): Roles {
  const { kind, name } = grant.scope;
  if (kind === 'Database') {
    const roles = changed(draft.database.roles ?? {}, grant);
    draft.database = { ...draft.database, roles };
    return roles;
  }
  if (kind === 'Table') {
    const table = findTable(draft, name);
    const roles = changed(table.roles ?? {}, grant);
    draft.tables.set(name, { ...table, roles });
    return roles;
  }
  const found = findFunction(draft, name);
  const roles = changed(found.roles ?? {}, grant);
  draft.functions.set(name, { ...found, roles });
  return roles;
}

/** Sources: https://learn.microsoft.com/kusto/management/manage-database-security-roles, …/manage-table-security-roles and …/manage-function-security-roles */
const assign = (kind: Scope['kind']) => async (request: Request) => {
  const grant = readGrant(request.text, kind);
  const database = kind === 'Database' ? request.engine.database(grant.scope.name) : request.database;
  const roles = await database.change(async (_session, draft) => change(draft, grant));
  return rows(grant.scope, grant.isSilent ? {} : roles);
};

/** The roles of whoever asks. */
function ownRoles(request: Request): Result {
  const principal = presentCaller().principal.toLowerCase();
  const { name, catalog } = request.database;
  const everything = request.engine.access.isClusterAdmin(principal) ? ['admins'] : [];
  const own = Object.entries(catalog.database.roles ?? {}).filter(([, holders]) =>
    holders.some((holder) => holder.principal.toLowerCase() === principal),
  );
  return resultOf(
    { Scope: 'string', DisplayName: 'string', AADObjectID: 'string', Role: 'string' },
    [...everything, ...own.map(([role]) => role)].map((role) => [
      `Database ${name}`,
      name,
      principal,
      shownRoles[role] ?? role,
    ]),
  );
}

export const principalCommands: Commands = {
  AddDatabaseRole: assign('Database'),
  SetDatabaseRole: assign('Database'),
  DropDatabaseRole: assign('Database'),
  AddTableRole: assign('Table'),
  SetTableRole: assign('Table'),
  DropTableRole: assign('Table'),
  AddFunctionRole: assign('Function'),
  SetFunctionRole: assign('Function'),
  DropFunctionRole: assign('Function'),
  ShowDatabasePrincipals: ({ database }) =>
    rows({ kind: 'Database', name: database.name }, database.catalog.database.roles),
  ShowTablePrincipals: (request) => {
    const { name, roles } = tableOf(request);
    return rows({ kind: 'Table', name }, roles);
  },
  ShowFunctionPrincipals: (request) => {
    const { name, roles } = findFunction(request.database.catalog, argument(request, 'FunctionName'));
    return rows({ kind: 'Function', name }, roles);
  },
  ShowDatabasePrincipalRoles: ownRoles,
};
