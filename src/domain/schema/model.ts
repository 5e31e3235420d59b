import { sha256 } from './digest.ts';

/** What the model holds; everything else stays a command of its own. */
export type ObjectKind =
  | 'database'
  | 'table'
  | 'function'
  | 'materialized-view'
  | 'external-table'
  | 'continuous-export';

/** `table:Name`; the database's own is `database:`. Names are case-sensitive. */
export type ObjectKey = `${ObjectKind}:${string}`;

/**
 * What an object has, each under one name and in one spelling, so that equal objects have equal facets however they were written:
 * `object` when it exists; of tables `column c` (the type), `order` (the names of the columns), `folder`, `docstring`, `column-docstring c`,
 * `encoding c`, `mapping kind name`; of functions `parameters`, `body`, `view`, …; of views `source`, `query`, `lookback`, …;
 * of external tables `columns` as of tables, `kind`, `format`, `connections`, …; of continuous exports `target`, `query`, `interval`, …;
 * and `policy name` and `role name` of whatever has some. An empty text is absent. `policy ingestiontime` of a table that exists is `true` or `false`.
 */
export type Facets = ReadonlyMap<string, string>;

/** Objects by their key. */
export type Model = ReadonlyMap<ObjectKey, Facets>;

export const noFacets: Facets = new Map();
export const databaseKey: ObjectKey = 'database:';

export function keyOf(kind: ObjectKind, name: string): ObjectKey {
  return kind === 'database' ? databaseKey : `${kind}:${name}`;
}

export function partsOf(key: ObjectKey): { readonly kind: ObjectKind; readonly name: string } {
  const colon = key.indexOf(':');
  return { kind: key.slice(0, colon) as ObjectKind, name: key.slice(colon + 1) };
}

export function facetsOf(model: Model, key: ObjectKey): Facets {
  return model.get(key) ?? (key === databaseKey ? databaseFacets : noFacets);
}

/** The database is always there. */
const databaseFacets: Facets = new Map([['object', '']]);

/** The model with one object as it is afterwards; an object without facets is none. */
export function withObject(model: Model, key: ObjectKey, facets: Facets): Model {
  const next = new Map(model);
  if (facets.size === 0) next.delete(key);
  else next.set(key, facets);
  return next;
}

/** Whether a table records when rows arrive. */
export const ingestionTimeFacet = 'policy ingestiontime';

/** The facets of a table that is made, which gets this policy unless something else is said. Source: https://learn.microsoft.com/kusto/management/ingestion-time-policy */
export function newTable(facets: Facets): Facets {
  return withFacets(facets, ['object', ''], [ingestionTimeFacet, facets.get(ingestionTimeFacet) ?? 'true']);
}

/** The facets with some set or, by an empty or absent text, taken away. */
export function withFacets(facets: Facets, ...changes: readonly (readonly [string, string | undefined])[]): Facets {
  const next = new Map(facets);
  for (const [name, value] of changes) {
    if (value === undefined || (value === '' && name !== 'object')) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** Names of the facets that differ, sorted. */
export function differingFacets(before: Facets, after: Facets): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

/** Names of the facets that begin with a word, without it. */
export function namesUnder(facets: Facets, word: string): readonly string[] {
  return [...facets.keys()].filter((name) => name.startsWith(`${word} `)).map((name) => name.slice(word.length + 1));
}

/** Names of a table's columns in order. */
export function columnOrder(facets: Facets): readonly string[] {
  const order = facets.get('order');
  return order === undefined ? [] : (JSON.parse(order) as readonly string[]);
}

/** SHA-256 in hex over every facet of every object: equal for equal models, in whatever order they were read. */
export function modelHash(model: Model): string {
  const lines = [...model].flatMap(([key, facets]) =>
    [...facets].map(([name, value]) => JSON.stringify([key, name, value])),
  );
  return sha256(lines.sort().join('\n'));
}
