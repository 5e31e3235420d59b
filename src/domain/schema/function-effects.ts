import type { StatementReading } from '../kql/statement-reading.ts';
import { bracesOf, canonicalBody, canonicalParameters } from './canonical-text.ts';
import { describeEffect, type Effect, headAfterNoun, takeGiven } from './effect.ts';
import { keyOf, noFacets, withFacets } from './model.ts';
import { isOneOf } from './words.ts';

/** Effects of a command about functions; undefined when it is none or cannot be read. */
export function functionEffects(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const { verb, noun, action } = reading;
  if (noun === 'functions') return verb === 'drop' ? dropSeveral(text) : undefined;
  const [entity] = reading.entities;
  if (noun !== 'function' || entity === undefined || entity.database !== undefined) return undefined;
  const key = keyOf('function', entity.name);
  if (verb === 'drop' && isOneOf(action, '', 'ifexists')) return [{ key, apply: () => noFacets }];
  if (verb === 'alter' && isOneOf(action, 'folder', 'docstring')) return describeEffect(text, action, key);
  if (!isOneOf(verb, 'create', 'create-or-alter', 'alter')) return undefined;
  const declared = readDeclaration(text, entity.at.end);
  if (declared === undefined) return undefined;
  const keepsExisting = verb === 'create' && /\bifnotexists\b/i.test(text.slice(0, entity.at.start));
  return [{ key, apply: (before) => (keepsExisting && before.has('object') ? before : declared) }];
}

function readDeclaration(text: string, afterName: number): ReadonlyMap<string, string> | undefined {
  const given = givenOf(text);
  const braces = bracesOf(text, afterName);
  if (given === undefined || braces === undefined) return undefined;
  return withFacets(
    noFacets,
    ['object', ''],
    ['parameters', canonicalParameters(text.slice(afterName, braces.start))],
    ['body', `{${canonicalBody(text.slice(braces.start + 1, braces.end - 1))}}`],
    ['folder', given.get('folder')],
    ['docstring', given.get('docstring')],
    ['view', given.get('view')?.toLowerCase() === 'true' ? 'true' : undefined],
  );
}

function givenOf(text: string): ReadonlyMap<string, string> | undefined {
  return takeGiven(headAfterNoun(text));
}

function dropSeveral(text: string): readonly Effect[] | undefined {
  const head = headAfterNoun(text);
  if (!head.skipCharacter('(')) return undefined;
  const effects: Effect[] = [];
  do {
    const name = head.takeName();
    if (name === undefined) return undefined;
    effects.push({ key: keyOf('function', name.name), apply: () => noFacets });
  } while (head.skipCharacter(','));
  if (!head.skipCharacter(')')) return undefined;
  head.skip('ifexists');
  return head.isAtEnd ? effects : undefined;
}
