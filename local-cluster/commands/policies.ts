import type { Database } from '../engine/database.ts';
import { unsupported } from '../problem.ts';
import type { Result } from '../wire.ts';
import { checkPolicy } from './policy-checks.ts';
import { type PolicyScope, type PolicyVerb, policyCommandKind, policyForms } from './policy-forms.ts';
import { type Owner, ownersOf, readTarget, setPolicy, type Verb } from './policy-owners.ts';
import type { Document } from './policy-schema.ts';
import { type Policy, policies, readRetention, retentionDefaults, retentionWords } from './policy-values.ts';
import { Reader } from './reader.ts';
import { type Commands, type Request, resultOf } from './request.ts';

const policyColumns = {
  PolicyName: 'string',
  EntityName: 'string',
  Policy: 'string',
  ChildEntities: 'string',
  EntityType: 'string',
} as const;

/** What every command about policies returns. */
export function policyRows(database: Database, name: string, owners: readonly Owner[]): Result {
  const shown = policies[name]?.shown ?? name;
  const rows = owners.map((owner) => {
    const entity = owner.kind === 'Database' ? `[${database.name}]` : `[${database.name}].[${owner.name}]`;
    return [shown, entity, owner.policies[name] ?? 'null', '', owner.kind];
  });
  return resultOf(policyColumns, rows);
}

const show = (name: string) => (request: Request) => {
  const { target } = readTarget(request.text, 'show');
  return policyRows(request.database, name, ownersOf(request.database.catalog, target));
};

/** The new document of an owner; undefined removes the policy. */
type Next = (owner: Owner, rest: Reader) => string | undefined;

/** Changes a policy of all named entities, or of none. */
export async function changePolicy(request: Request, verb: Verb, name: string, next: Next): Promise<Result> {
  const { target, reader } = readTarget(request.text, verb);
  const rest = reader.rest();
  const changed = await request.database.change(async (_session, draft) =>
    ownersOf(draft, target).map((owner) => {
      const value = new Reader(rest);
      const document = next(owner, value);
      value.end();
      checkPolicy(draft, owner, { name, document, nowTicks: request.engine.clock.nowTicks() });
      return setPolicy(draft, owner, { name, document });
    }),
  );
  return policyRows(request.database, name, changed);
}

const alter =
  (name: string, { read }: Policy) =>
  (request: Request) => {
    if (read === undefined) throw unsupported(`the policy '${name}'`);
    return changePolicy(request, 'alter', name, (owner, reader) => JSON.stringify(read(reader, owner)));
  };

/** Members that are not given keep their values; entries of a list are added. */
const alterMerge =
  (name: string, { read }: Policy) =>
  (request: Request) => {
    if (read === undefined) throw unsupported(`the policy '${name}'`);
    return changePolicy(request, 'alter-merge', name, (owner, reader) => {
      const present = owner.policies[name];
      const given = name === 'retention' ? retentionPart(reader) : read(reader, owner);
      if (Array.isArray(given))
        return JSON.stringify([...(present === undefined ? [] : JSON.parse(present)), ...given]);
      const base: Document =
        present === undefined ? (name === 'retention' ? retentionDefaults : {}) : JSON.parse(present);
      return JSON.stringify({ ...base, ...Object(given) });
    });
  };

function retentionPart(reader: Reader): Document {
  return reader.hasLiteral() ? readRetention(reader) : retentionWords(reader);
}

const remove = (name: string) => (request: Request) => changePolicy(request, 'delete', name, () => undefined);

const runners = { show, delete: remove, alter, 'alter-merge': alterMerge } as const;

function commandsOf([name, policy]: [string, Policy]): Commands {
  const verbs = Object.entries(policyForms[name] ?? {}) as [PolicyVerb, readonly PolicyScope[]][];
  const generic = verbs.filter(([verb]) => policy.read !== undefined || !verb.startsWith('alter'));
  return Object.fromEntries(
    generic.flatMap(([verb, scopes]) =>
      scopes.map((scope) => [policyCommandKind(verb, scope, policy.kind), runners[verb](name, policy)]),
    ),
  );
}

export const policyCommands: Commands = Object.assign({}, ...Object.entries(policies).map(commandsOf));
