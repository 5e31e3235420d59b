import { type Facets, namesUnder, withFacets } from './model.ts';

/** The principals of a role, in lower case. */
export function principalsOf(facets: Facets, role: string): readonly string[] {
  const value = facets.get(`role ${role}`);
  return value === undefined ? [] : (JSON.parse(value) as readonly string[]);
}

/** The facet of a role; empty for nobody. */
export function roleOf(principals: readonly string[]): string {
  const all = [...new Set(principals)].sort();
  return all.length === 0 ? '' : JSON.stringify(all);
}

/**
 * Whether two names in lower case can mean one principal: `aadapp=id` is in any tenant, `aadapp=id;tenant` in one. Source:
 * https://learn.microsoft.com/kusto/management/reference-security-principals
 */
function isSamePrincipal(one: string, other: string): boolean {
  const [[name, tenant], [otherName, otherTenant]] = [splitTenant(one), splitTenant(other)];
  return name === otherName && (tenant === undefined || otherTenant === undefined || tenant === otherTenant);
}

function splitTenant(principal: string): readonly [string, string | undefined] {
  const at = principal.indexOf(';');
  return at < 0 ? [principal.trim(), undefined] : [principal.slice(0, at).trim(), principal.slice(at + 1).trim()];
}

export function isAmong(principals: readonly string[], principal: string): boolean {
  return principals.some((one) => isSamePrincipal(one, principal));
}

/** The principals of a role after a command. One that is there keeps its spelling. */
export function principalsAfter(verb: string, present: readonly string[], given: readonly string[]): readonly string[] {
  if (verb === 'drop') return present.filter((principal) => !isAmong(given, principal));
  const added = given.filter((principal) => !isAmong(present, principal));
  return verb === 'set'
    ? [...present.filter((principal) => isAmong(given, principal)), ...added]
    : [...present, ...added];
}

/** A role that keeps whom it was to lose. */
export interface HeldRole {
  readonly role: string;
  readonly unseen: readonly string[];
  readonly stays: readonly string[];
}

/**
 * The object with nobody revoked from a role of which a wanted principal is not in the database yet: it may be there under another name, and be the one that
 * would be revoked.
 */
export function holdRevokes(
  live: Facets,
  reached: Facets,
  wanted: Facets,
): { readonly facets: Facets; readonly held: readonly HeldRole[] } {
  const held = namesUnder(reached, 'role').flatMap((role): readonly HeldRole[] => {
    const [seen, present, after] = [live, reached, wanted].map((facets) => principalsOf(facets, role));
    const unseen = (after ?? []).filter((principal) => !isAmong(seen ?? [], principal));
    const stays = (present ?? []).filter((principal) => !(after ?? []).includes(principal));
    return unseen.length > 0 && stays.length > 0 ? [{ role, unseen, stays }] : [];
  });
  const roles = held.map(
    ({ role, stays }) => [`role ${role}`, roleOf([...principalsOf(wanted, role), ...stays])] as const,
  );
  return { facets: withFacets(wanted, ...roles), held };
}
