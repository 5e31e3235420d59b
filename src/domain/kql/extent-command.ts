import { type Entity, takeEntity } from './entity.ts';
import { Head } from './head.ts';
import type { TargetReading } from './statement-reading.ts';

/**
 * Reads `.drop|.move|.replace extents …`. The tables are those named after `table`, `tables` or `from`, also in its queries. A query that is not
 * `.show table[s] … extents` can name extents of any table, so its reach is open.
 */
export function readExtentCommand(text: string, head: Head): TargetReading {
  const queries = queriesOf(text);
  const entities = [tablesIn(head), ...queries.map(({ start }) => shift(tablesIn(new Head(text.slice(start))), start))];
  const plain = /^\s*\{?\s*\.show\s+tables?\s/;
  const isOpen = queries.some(({ query }) => !plain.test(query)) || /\ball\s+tables\b/.test(text);
  const found = entities.flat();
  return { action: '', entities: found, reach: isOpen || found.length === 0 ? 'open' : 'named' };
}

function queriesOf(text: string): readonly { readonly start: number; readonly query: string }[] {
  const from = text.indexOf('<|');
  if (from < 0) return [];
  const query = text.slice(from + 2);
  if (!query.trimStart().startsWith('{')) return [{ start: from + 2, query }];
  return [...query.matchAll(/\{/g)].map(({ index }) => ({ start: from + 3 + index, query: query.slice(index + 1) }));
}

function tablesIn(head: Head): readonly Entity[] {
  const entities: Entity[] = [];
  for (let word = head.peekWord(); !head.isAtEnd; word = head.peekWord()) {
    head.skipToken();
    if (word === 'tables' && head.skipCharacter('(')) entities.push(...takeList(head));
    else if (word === 'table' || (word === 'from' && !isFromKeyword(head.peekWord()))) entities.push(...takeOne(head));
  }
  return entities;
}

/** `from` is followed by the name itself, or by `table` and the name, or by `all tables`. */
function isFromKeyword(word: string | undefined): boolean {
  return word === 'table' || word === 'all';
}

function takeOne(head: Head): readonly Entity[] {
  const table = takeEntity(head, 'table');
  return table === undefined ? [] : [table];
}

function takeList(head: Head): readonly Entity[] {
  const table = takeEntity(head, 'table');
  if (table === undefined) return [];
  return head.skipCharacter(',') ? [table, ...takeList(head)] : [table];
}

function shift(entities: readonly Entity[], by: number): readonly Entity[] {
  return entities.map((entity) => ({ ...entity, at: { start: entity.at.start + by, end: entity.at.end + by } }));
}
