import { parseDocument } from '../kql/json.ts';
import { literalValue } from '../kql/literal.ts';
import type { Problem } from '../problem.ts';
import { tokensOf } from './canonical-text.ts';
import type { Contribution } from './changes.ts';
import { columnOrder, type Facets, facetsOf, type Model, type ObjectKey, partsOf } from './model.ts';
import { NameIndex, namedIn, referencesOf } from './references.ts';

type QueryPolicy = 'update' | 'row_level_security';

/** A query that a policy runs, and the name of what an update policy says that it reads. */
export interface PolicyQuery {
  readonly query: string;
  readonly source?: string;
}

/** The queries that a policy runs; none for one that is off. */
export function queriesOf(facets: Facets, policy: QueryPolicy): readonly string[] {
  return policyQueriesOf(facets, policy).map(({ query }) => query);
}

/** The same with their sources. */
export function policyQueriesOf(facets: Facets, policy: QueryPolicy): readonly PolicyQuery[] {
  const value = facets.get(`policy ${policy}`);
  const document = value === undefined ? undefined : parseDocument(value);
  const entries: readonly unknown[] = Array.isArray(document) ? document : [document];
  return entries.flatMap((entry): readonly PolicyQuery[] => {
    const { Query: query, Source: source, IsEnabled: isEnabled } = (entry ?? {}) as Record<string, unknown>;
    if (typeof query !== 'string' || isEnabled === false) return [];
    return [{ query, ...(typeof source === 'string' && { source }) }];
  });
}

/** For each function, the tables and views whose policy of this name runs it, directly or through others. Words are looked up, so there may be too many. */
export function ownersByFunction(model: Model, policy: QueryPolicy): ReadonlyMap<string, readonly string[]> {
  const names = new NameIndex(model);
  const owners = new Map<string, string[]>();
  for (const [key, facets] of model) {
    const reached = new Set(queriesOf(facets, policy).flatMap((query) => namedIn(query, names)));
    for (const one of reached) {
      for (const { key: next } of referencesOf(one, facetsOf(model, one), names)) reached.add(next);
      const { kind, name } = partsOf(one);
      if (kind === 'function') owners.set(name, [...(owners.get(name) ?? []), partsOf(key).name]);
    }
  }
  return owners;
}

/** Functions that would be dropped while a function, a view or a policy that stays uses them. */
export function findDroppedInUse(
  live: Model,
  wanted: Model,
  contributions: readonly Contribution[],
): readonly Problem[] {
  const dropped = [...live.keys()].filter((key) => key.startsWith('function:') && !facetsOf(wanted, key).has('object'));
  if (dropped.length === 0) return [];
  const columns = new Set([...wanted.values()].flatMap(columnOrder));
  return dropped.flatMap((key): readonly Problem[] => {
    const { name } = partsOf(key);
    const users = [...wanted].filter(([, facets]) =>
      textsOf(facets).some((text) => uses(text, name, columns.has(name) ? 'column' : 'function')),
    );
    const at = contributions.findLast(({ effects }) => effects.some((effect) => effect.key === key))?.statement.at;
    if (users.length === 0) return [];
    return [
      {
        code: 'schema-file',
        summary: `The function ${name} is to be dropped and is still used: ${users.map(([user]) => userName(user)).join(', ')}.`,
        next: 'Change or drop what uses it in the same deployment, or keep the function.',
        ...(at !== undefined && { at }),
      },
    ];
  });
}

function userName(key: ObjectKey): string {
  const { kind, name } = partsOf(key);
  return kind === 'table' ? `a policy of table ${name}` : `${kind} ${name}`;
}

/** All queries of an object, those of a policy that is off among them. */
function textsOf(facets: Facets): readonly string[] {
  const off = facets.get('policy row_level_security');
  const secured = off === undefined ? [] : [(parseDocument(off) as Record<string, unknown> | undefined)?.Query];
  const update = parseDocument(facets.get('policy update') ?? '[]');
  const derived = Array.isArray(update) ? update.map((entry: { readonly Query?: unknown }) => entry.Query) : [];
  return [facets.get('body'), facets.get('query'), ...secured, ...derived].filter((text) => typeof text === 'string');
}

/** A call, or, where no column has the name, the bare name where it is not given a value there. */
function uses(text: string, name: string, mayBe: 'column' | 'function'): boolean {
  const tokens = tokensOf(text);
  if (tokens.some((token, index) => token.text === 'let' && tokens[index + 1]?.text === name)) return false;
  return tokens.some((token, index) => {
    const [before, after, next] = [tokens[index - 1]?.text, tokens[index + 1]?.text, tokens[index + 2]?.text];
    const isBracketed = token.kind === 'string' && token.closed && before === '[' && literalValue(token.text) === name;
    if (isBracketed) return mayBe === 'function' || next === '(';
    if (token.kind !== 'word' || token.text !== name) return false;
    if (after === '(') return true;
    const isNamed = after === ':' || (after === '=' && next !== '=');
    return mayBe === 'function' && before !== '.' && !isNamed;
  });
}

/** What may begin a query and is no function of the database. Source: https://learn.microsoft.com/kusto/query/tabular-expression-statements */
const ofTheLanguage: ReadonlySet<string> = new Set([
  'cluster',
  'database',
  'datatable',
  'entity_group',
  'external_table',
  'externaldata',
  'find',
  'graph',
  'macro',
  'materialize',
  'materialized_view',
  'print',
  'range',
  'restrict',
  'search',
  'stored_query_result',
  'table',
  'toscalar',
  'union',
  'view',
]);

/** Functions that a query begins with and that are neither defined in it nor part of the language. */
export function callsBeginning(query: string): readonly string[] {
  const tokens = tokensOf(query);
  const defined = new Set(tokens.flatMap((token, index) => (tokens[index - 1]?.text === 'let' ? [token.text] : [])));
  return tokens.flatMap((token, index) => {
    const begins = index === 0 || tokens[index - 1]?.text === ';';
    const isCall = begins && token.kind === 'word' && tokens[index + 1]?.text === '(';
    return isCall && !defined.has(token.text) && !ofTheLanguage.has(token.text) ? [token.text] : [];
  });
}
