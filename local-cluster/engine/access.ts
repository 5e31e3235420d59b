import { denied, unauthorized } from '../problem.ts';
import { presentCaller } from './caller.ts';
import type { Catalog, Roles } from './catalog.ts';

interface Claims {
  readonly appid?: string;
  readonly azp?: string;
  readonly oid?: string;
  readonly upn?: string;
  readonly tid?: string;
  readonly exp?: number;
}

function claimsOf(token: string): Claims {
  const [, payload = ''] = token.split('.');
  try {
    return Object(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch (cause) {
    throw unauthorized(`The token cannot be read: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/**
 * Who a token stands for, as roles name them: `aadapp=<application>;<tenant>` or `aaduser=<object>;<tenant>`. Read without checking its signature, which nobody here could have made.
 * Source: https://learn.microsoft.com/kusto/api/rest/authentication
 */
function readToken(authorization: string, nowMs: number): string {
  const [, token] = /^Bearer (.+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw unauthorized('The request carries no bearer token.');
  const { appid, azp, oid, upn, tid, exp } = claimsOf(token);
  if (exp !== undefined && exp * 1000 < nowMs) throw unauthorized('The token has expired.');
  const application = appid ?? azp;
  const name = upn === undefined && application !== undefined ? `aadapp=${application}` : `aaduser=${oid}`;
  if (application === undefined && oid === undefined) throw unauthorized('The token names nobody.');
  return `${name};${tid ?? ''}`;
}

/** One thing a request needs: any of these roles, on the database or on one of its entities. */
export interface Need {
  /** Roles on the database that are enough; its admins always are. */
  readonly database: readonly string[];
  /** Roles on these entities that are enough, when the principal has them on every one. */
  readonly entities?: readonly (Roles | undefined)[];
  readonly entityRoles?: readonly string[];
}

/** What seeing the work of others needs. */
export const monitorNeeds: readonly Need[] = [{ database: ['monitors'] }];

/** What reading a database needs. */
export const readerNeeds: readonly Need[] = [{ database: ['users', 'viewers'] }];

function holds(roles: Roles | undefined, names: readonly string[], caller: string): boolean {
  const wanted = caller.toLowerCase();
  return names.some((name) => (roles?.[name] ?? []).some(({ principal }) => principal.toLowerCase() === wanted));
}

/** Whether roles are looked at, and who may do everything in every database. */
export class Access {
  required = false;
  /** Roles are looked at also where nobody signs in: whoever does not is then one principal among others. */
  counts = false;
  clusterAdmins: readonly string[] = [];

  /** The caller; undefined when nobody has to sign in, so that everybody is an admin, as in the emulator. */
  caller(authorization: string | undefined, nowMs: number): string | undefined {
    return this.required ? readToken(authorization ?? '', nowMs) : undefined;
  }

  /** Source: https://learn.microsoft.com/kusto/access-control/role-based-access-control */
  check(fields: { principal?: string; catalog: Catalog; needs: readonly Need[]; what: string }): void {
    const { principal = presentCaller().principal, catalog, needs, what } = fields;
    if (!this.allows(principal, catalog, needs)) throw denied(`Principal '${principal}' is not authorized to ${what}.`);
  }

  /** Whether the principal may do everything, as everybody may where no roles count. */
  isClusterAdmin(principal: string): boolean {
    if (!this.required && !this.counts) return true;
    return this.clusterAdmins.some((admin) => admin.toLowerCase() === principal.toLowerCase());
  }

  allows(principal: string, catalog: Catalog, needs: readonly Need[]): boolean {
    return this.isClusterAdmin(principal) || needs.every((need) => satisfies(principal, catalog, need));
  }
}

function satisfies(principal: string, { database }: Catalog, need: Need): boolean {
  if (holds(database.roles, ['admins', ...need.database], principal)) return true;
  const { entities = [], entityRoles = [] } = need;
  return entities.length > 0 && entities.every((roles) => holds(roles, entityRoles, principal));
}
