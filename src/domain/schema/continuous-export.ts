import { type Document, parseDocument } from '../kql/json.ts';
import { formatTimespan, parseTimespan } from '../kql/timespan.ts';
import { nextToken } from '../kql/tokens.ts';
import { canonicalQuery } from './canonical-text.ts';
import { headAfterNoun, takeGiven } from './effect.ts';
import { type Facets, noFacets, withFacets } from './model.ts';
import { isSameQuery } from './same-query.ts';

/** A continuous export as the service shows it. Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export */
export interface LiveExport {
  readonly name: string;
  readonly externalTable: string;
  readonly query: string;
  /** Names of the tables that a cursor bounds; empty where the definition does not list them. */
  readonly tables: readonly string[];
  /** Timespans as the service writes them; empty for none. */
  readonly interval: string;
  readonly forcedLatency: string;
  /** JSON. */
  readonly properties: string;
  readonly isDisabled: 'yes' | 'no';
}

/** What holds when nothing is said. Source: https://learn.microsoft.com/kusto/management/data-export/create-alter-continuous */
const defaults: Readonly<Record<string, string>> = {
  sizelimit: '104857600',
  distributed: 'true',
  parquetrowgroupsize: '100000',
  usenativeparquetwriter: 'false',
};

/** How the work is shared out among nodes; what holds when nothing is said is not told. */
const filledIn = ['interval', 'property distribution', 'property distributionkind', 'property parquetrowgroupsize'];

/** The identity that an export runs as is not among what the service is documented to show. */
const identity = 'managedidentity';

interface Definition {
  readonly facets: Facets;
  readonly incomparable: readonly string[];
}

/** What a definition says; undefined when it cannot be read. */
export function readExport(text: string): Definition | undefined {
  const head = headAfterNoun(text);
  head.takePath();
  const tables: string[] = [];
  if (head.skip('over')) {
    if (!head.skipCharacter('(')) return undefined;
    do {
      const path = head.takePath();
      if (path === undefined) return undefined;
      tables.push(path.at(-1)?.name ?? '');
    } while (head.skipCharacter(','));
    if (!head.skipCharacter(')')) return undefined;
  }
  const target = head.skip('to') && head.skip('table') ? head.takePath() : undefined;
  const given = takeGiven(head);
  const query = queryOf(text);
  if (target === undefined || given === undefined || query === undefined || !head.isAtEnd) return undefined;
  const {
    intervalbetweenruns: interval,
    forcedlatency: latency,
    isdisabled,
    ...properties
  } = Object.fromEntries(given);
  const facets = facetsFrom({
    externalTable: target.map(({ name }) => name).join('.'),
    query,
    tables,
    interval: interval ?? '',
    forcedLatency: latency ?? '',
    properties: Object.entries(properties),
    isDisabled: isdisabled?.toLowerCase() === 'true' ? 'yes' : 'no',
  });
  return { facets, incomparable: given.has(identity) ? ['the managed identity it runs as'] : [] };
}

/** The same of an export that is there. */
export function facetsOfExport(live: LiveExport): Facets {
  const properties = (parseDocument(live.properties) ?? {}) as Document;
  return facetsFrom({
    ...live,
    properties: Object.entries(properties).map(([name, value]) => [name.toLowerCase(), String(value ?? '')] as const),
  });
}

/** Whether nothing that both tell is another. That it is off says a definition only where it says so. */
export function isSameExport(live: Facets, stated: Facets): boolean {
  return [...new Set([...live.keys(), ...stated.keys()])].every(
    (facet) =>
      (!stated.has(facet) && (filledIn.includes(facet) || facet === 'disabled')) ||
      live.get(facet) === stated.get(facet) ||
      (facet === 'query' && isSameQuery(live.get(facet) ?? '', stated.get(facet) ?? '')),
  );
}

interface Told extends Omit<LiveExport, 'name' | 'properties'> {
  readonly properties: readonly (readonly [string, string])[];
}

function facetsFrom(told: Told): Facets {
  return withFacets(
    noFacets,
    ['object', ''],
    ['target', `external-table:${told.externalTable}`],
    ['query', canonicalQuery(told.query)],
    ['tables', told.tables.length === 0 ? '' : JSON.stringify(told.tables.toSorted())],
    ['interval', spanOf(told.interval)],
    ['latency', spanOf(told.forcedLatency)],
    ['disabled', told.isDisabled === 'yes' ? 'true' : ''],
    ...told.properties
      .filter(([name]) => name !== identity)
      .map(([name, value]) => [name, value.toLowerCase()] as const)
      .map(([name, value]) => [`property ${name}`, defaults[name] === value ? '' : value] as const),
  );
}

/** Empty for none, and for no time at all. */
function spanOf(text: string): string {
  const ticks = parseTimespan(text);
  if (ticks === undefined) return text;
  return ticks === 0n ? '' : formatTimespan(ticks);
}

/** What follows `<|`. */
function queryOf(text: string): string | undefined {
  let before = nextToken(text, 0);
  for (let token = before; token !== undefined; token = nextToken(text, token.end)) {
    if (token.text === '|' && before?.text === '<' && before.end === token.start) return text.slice(token.end);
    before = token;
  }
  return undefined;
}
