import { Head } from '../kql/head.ts';
import { roles } from '../kql/loss-harmless.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import { readPolicyValue } from './canonical-policy.ts';
import type { Effect } from './effect.ts';
import { type Facets, keyOf, type ObjectKey, withFacets } from './model.ts';
import { principalsAfter, principalsOf, roleOf } from './principals.ts';

/** Effects of a command that sets or deletes a policy of tables, of a view or of the database; undefined when it cannot be read. */
export function policyEffects(
  text: string,
  reading: StatementReading,
  keys: readonly ObjectKey[],
): readonly Effect[] | undefined {
  const { verb, policy } = reading;
  if (policy === undefined || keys.length === 0) return undefined;
  const facet = `policy ${policy.name}`;
  if (verb === 'delete') {
    if (!headAfterPolicy(text).isAtEnd) return undefined;
    // A table without the policy records no times. Source: https://learn.microsoft.com/kusto/management/ingestion-time-policy
    const left = policy.name === 'ingestiontime' ? 'false' : undefined;
    return keys.map((key) => ({ key, apply: (before) => withFacets(before, [facet, left]) }));
  }
  if (verb !== 'alter' && verb !== 'alter-merge') return undefined;
  const valueAfter = (before: Facets): string | undefined => {
    const head = headAfterPolicy(text);
    return readPolicyValue(policy.name, verb, head, before.get(facet));
  };
  if (valueAfter(new Map()) === undefined) return undefined;
  return keys.map((key) => ({ key, apply: (before) => withFacets(before, [facet, valueAfter(before)]) }));
}

/** Past the name of the policy. */
function headAfterPolicy(text: string): Head {
  const head = new Head(text);
  while (!head.isAtEnd && !head.skip('policy')) head.skipToken();
  head.takeWord();
  return head;
}

/**
 * Effects of `.add`, `.set` and `.drop` on the principals of a role. Notes do not count. The schema
 * script does not tell the roles of functions and views, so commands about those run as they are written.
 * Source: https://learn.microsoft.com/kusto/management/security-roles
 */
export function roleEffects(
  text: string,
  reading: StatementReading,
  keys: readonly ObjectKey[],
): readonly Effect[] | undefined {
  const role = reading.action;
  const [key] = keys;
  if (!['add', 'set', 'drop'].includes(reading.verb) || !roles.includes(role) || key === undefined) return undefined;
  if (!key.startsWith('table:') && !key.startsWith('database:')) return undefined;
  const head = new Head(text);
  while (!head.isAtEnd && !head.skip(role)) head.skipToken();
  const given = head.skip('none') ? [] : takePrincipals(head);
  if (given === undefined) return undefined;
  const facet = `role ${role}`;
  return [
    {
      key,
      apply: (before) =>
        withFacets(before, [facet, roleOf(principalsAfter(reading.verb, principalsOf(before, role), given))]),
    },
  ];
}

function takePrincipals(head: Head): readonly string[] | undefined {
  if (!head.skipCharacter('(')) return undefined;
  const principals: string[] = [];
  do {
    const principal = head.takeLiteral();
    if (principal === undefined) return undefined;
    principals.push(principal.toLowerCase());
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? principals : undefined;
}

/** The objects that a command is about, where all of them are in this database and of one kind in the model; undefined otherwise. */
export function subjectsOf({ noun, entities }: StatementReading, database: string): readonly ObjectKey[] | undefined {
  if (noun === 'database') {
    const [entity] = entities;
    const isOurs = entity === undefined || entity.name.toLowerCase() === database.toLowerCase();
    return isOurs ? [keyOf('database', '')] : undefined;
  }
  const subjects = entities.filter(({ role }) => role === 'subject');
  const keys = subjects.flatMap(({ kind, name, database: other, column }): readonly ObjectKey[] => {
    const isOurs = other === undefined && column === undefined;
    return isOurs && (kind === 'table' || kind === 'function' || kind === 'materialized-view')
      ? [keyOf(kind, name)]
      : [];
  });
  return keys.length > 0 && keys.length === subjects.length ? keys : undefined;
}
