import type { StatementReading } from '../kql/statement-reading.ts';
import { formatTimespan, parseTimespan } from '../kql/timespan.ts';
import { bracesOf, canonicalQuery } from './canonical-text.ts';
import { describeEffect, type Effect, headAfterNoun, takeGiven } from './effect.ts';
import { type Facets, keyOf, noFacets, withFacets } from './model.ts';
import { isSameQuery } from './same-query.ts';
import { isOneOf } from './words.ts';

/** Effects of a command about a materialized view; undefined when it is none or cannot be read. */
export function viewEffects(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const { verb, noun, action } = reading;
  const [entity] = reading.entities;
  if (noun !== 'materialized-view' || entity === undefined || entity.database !== undefined) return undefined;
  const key = keyOf('materialized-view', entity.name);
  if (verb === 'drop' && isOneOf(action, '', 'ifexists')) return [{ key, apply: () => noFacets }];
  if (verb === 'alter' && isOneOf(action, 'folder', 'docstring')) return describeEffect(text, action, key);
  if (action !== 'definition' || !isOneOf(verb, 'create', 'create-or-alter', 'alter')) return undefined;
  const declared = readDefinition(text, reading);
  if (declared === undefined) return undefined;
  const keepsExisting = verb === 'create' && /\bifnotexists\b/i.test(text.slice(0, entity.at.start));
  const after = (before: Facets) => keepQuery(before, withFacets(before, ...declared));
  return [{ key, apply: (before) => (keepsExisting && before.has('object') ? before : after(before)) }];
}

/** A view is not made anew where only the blanks of its query are others. */
function keepQuery(before: Facets, after: Facets): Facets {
  const [old, now] = [before.get('query'), after.get('query')];
  return old !== undefined && now !== undefined && isSameQuery(old, now) ? withFacets(after, ['query', old]) : after;
}

type Given = readonly (readonly [string, string | undefined])[];

/** What is not given stays as it is. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create-or-alter */
function readDefinition(text: string, reading: StatementReading): Given | undefined {
  const [, source] = reading.entities;
  const head = headAfterNoun(text);
  const before = takeGiven(head);
  head.takePath();
  head.skip('on');
  const kind = head.takeWord();
  head.takePath();
  const after = takeGiven(head);
  const braces = source && bracesOf(text, source.at.end);
  if (source === undefined || before === undefined || after === undefined || !braces || !head.isAtEnd) return undefined;
  const given = new Map([...before, ...after]);
  return [
    ['object', reading.verb === 'alter' ? undefined : ''],
    ['source', `${kind}:${source.name}`],
    ['query', canonicalQuery(text.slice(braces.start + 1, braces.end - 1))],
    ...kept
      .filter((name) => given.has(name))
      .map((name) => [name, canonicalGiven(name, given.get(name) ?? '')] as const),
  ].filter(([name, value]) => name !== 'object' || value !== undefined) as Given;
}

/** What a view has beside its query; the others are for its making. */
export const kept = ['folder', 'docstring', 'lookback', 'lookback_column', 'autoupdateschema', 'dimensiontables'];

function canonicalGiven(name: string, value: string): string {
  if (name === 'lookback') {
    const ticks = parseTimespan(value);
    return ticks === undefined ? value : formatTimespan(ticks);
  }
  if (name === 'autoupdateschema') return value.toLowerCase() === 'true' ? 'true' : '';
  if (name !== 'dimensiontables') return value;
  const quoted = [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, one, other]) => one ?? other ?? '');
  const names =
    quoted.length > 0 ? quoted : value.split(/[,()[\]\s]+/).filter((name) => !['', 'dynamic'].includes(name));
  return JSON.stringify(names.sort());
}
