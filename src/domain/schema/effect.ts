import { Head } from '../kql/head.ts';
import { takeNoun } from '../kql/target.ts';
import { type Facets, type ObjectKey, withFacets } from './model.ts';

/** What a command does to one object, told from what is there: applying it twice gives what applying it once gave. */
export interface Effect {
  readonly key: ObjectKey;
  readonly apply: (before: Facets) => Facets;
}

/** The command after its verb and noun, before the name. */
export function headAfterNoun(text: string): Head {
  const head = new Head(text);
  head.skipCharacter('.');
  head.takeWord();
  head.skip('async');
  head.skip('ifnotexists');
  takeNoun(head);
  head.skip('ifnotexists');
  return head;
}

/** Takes `with (name = value, …)` as written, names in lower case; undefined when it cannot be read, empty when there is none. */
export function takeGiven(head: Head): ReadonlyMap<string, string> | undefined {
  const given = new Map<string, string>();
  if (!head.skip('with')) return given;
  if (!head.skipCharacter('(')) return undefined;
  while (!head.skipCharacter(')')) {
    const name = head.takeName();
    if (name === undefined || !head.skipCharacter('=')) return undefined;
    given.set(name.name.toLowerCase(), head.takeLiteral() ?? head.takeUntilOneOf(',', ')'));
    if (!head.skipCharacter(',') && !head.isNextCharacter(')')) return undefined;
  }
  return given;
}

/** Of `.alter … folder "text"` and `.alter … docstring "text"`; undefined when it cannot be read. */
export function describeEffect(text: string, what: string, key: ObjectKey): readonly Effect[] | undefined {
  const head = headAfterNoun(text);
  head.takePath();
  head.takeWord();
  const literal = head.takeLiteral();
  if (literal === undefined || !head.isAtEnd) return undefined;
  return [{ key, apply: (before) => withFacets(before, [what, literal]) }];
}
