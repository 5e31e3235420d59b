import { tokensOf } from './canonical-text.ts';
import { type Facets, keyOf, type Model, noFacets, type ObjectKey, partsOf } from './model.ts';
import { NameIndex, namedIn, referencesOf } from './references.ts';
import { policyQueriesOf } from './uses.ts';

/** Functions that tell rows by when they were ingested. Sources: https://learn.microsoft.com/kusto/query/ingestion-time-function, https://learn.microsoft.com/kusto/management/database-cursor */
const tellingTimes: ReadonlySet<string> = new Set(['ingestion_time', 'cursor_after', 'cursor_before_or_at']);

/** What may tell rows of a table by when they were ingested. */
export interface TimeCaller {
  /** A policy is named by its table or view. */
  readonly kind: 'function' | 'materialized-view' | 'continuous-export' | 'update-policy' | 'row-level-security';
  readonly name: string;
  /** Stored functions and views in which it does so, sorted; absent where it does so itself. */
  readonly through?: readonly string[];
}

/** Something that runs a query of its own. */
interface Asker extends Pick<TimeCaller, 'kind' | 'name'> {
  readonly reads: readonly ObjectKey[];
  readonly tells: 'times' | 'none';
}

/**
 * For each of the tables, what reads it and calls `ingestion_time()` or a cursor function, each directly or through stored functions and views. Words are looked up, so there may be too many: of
 * something that reads two tables it is not told on which of them it calls. What a wildcard stands for, and what another database reads, is not looked up.
 */
export function findTimeCallers(model: Model, tables: readonly string[]): ReadonlyMap<string, readonly TimeCaller[]> {
  const keys = tables.map((name) => keyOf('table', name));
  // A table that is gone has no object any more.
  const names = new NameIndex(model, new Map(keys.map((key) => [key, noFacets])));
  const askers = [...model].flatMap(([key, facets]) => [
    ...storedQueries(key, facets, names),
    ...policies(key, facets, names),
  ]);
  const stored = new Map(askers.flatMap((one) => (isStored(one) ? [[storedKey(one), one] as const] : [])));
  const found = new Map<string, TimeCaller[]>(tables.map((name) => [name, []]));
  for (const asker of askers) {
    const reached = reachedFrom(asker, stored);
    const through = [...reached].filter((key) => stored.get(key)?.tells === 'times').map((key) => partsOf(key).name);
    if (asker.tells === 'none' && through.length === 0) continue;
    const { kind, name } = asker;
    const caller: TimeCaller = asker.tells === 'times' ? { kind, name } : { kind, name, through: through.sort() };
    for (const key of keys) if (reached.has(key)) found.get(partsOf(key).name)?.push(caller);
  }
  return found;
}

/** Whether the name of such a function stands anywhere in a text, strings and comments included. */
export function mentionsTimes(text: string): 'yes' | 'no' {
  return [...tellingTimes].some((name) => text.includes(name)) ? 'yes' : 'no';
}

/** Strings and comments do not count. */
function tellsTimes(text: string): 'times' | 'none' {
  const tokens = tokensOf(text);
  const isCall = tokens.some(
    ({ kind, text: word }, index) => kind === 'word' && tellingTimes.has(word) && tokens[index + 1]?.text === '(',
  );
  return isCall ? 'times' : 'none';
}

function storedQueries(key: ObjectKey, facets: Facets, names: NameIndex): readonly Asker[] {
  const { kind, name } = partsOf(key);
  if (kind !== 'function' && kind !== 'materialized-view' && kind !== 'continuous-export') return [];
  const text = facets.get('body') ?? facets.get('query') ?? '';
  return [{ kind, name, reads: referencesOf(key, facets, names).map((one) => one.key), tells: tellsTimes(text) }];
}

function policies(key: ObjectKey, facets: Facets, names: NameIndex): readonly Asker[] {
  const { name } = partsOf(key);
  const asking = (kind: Asker['kind'], policy: Parameters<typeof policyQueriesOf>[1]): readonly Asker[] =>
    policyQueriesOf(facets, policy).map(({ query, source }) => ({
      kind,
      name,
      reads: [...namedIn(query, names), ...(source === undefined ? [] : names.named(source))],
      tells: tellsTimes(query),
    }));
  return [...asking('update-policy', 'update'), ...asking('row-level-security', 'row_level_security')];
}

function isStored({ kind }: Asker): boolean {
  return kind === 'function' || kind === 'materialized-view';
}

function storedKey({ kind, name }: Asker): ObjectKey {
  return keyOf(kind === 'function' ? 'function' : 'materialized-view', name);
}

function reachedFrom({ reads }: Asker, stored: ReadonlyMap<ObjectKey, Asker>): ReadonlySet<ObjectKey> {
  const reached = new Set(reads);
  for (const key of reached) for (const next of stored.get(key)?.reads ?? []) reached.add(next);
  return reached;
}
