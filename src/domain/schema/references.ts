import { literalValue } from '../kql/literal.ts';
import { tokensOf } from './canonical-text.ts';
import { type Facets, type Model, type ObjectKey, partsOf } from './model.ts';

export interface Reference {
  readonly key: ObjectKey;
  /** `certain`: a call, or a name where only an object can be meant; `possible`: a word that may as well be a column. */
  readonly kind: 'certain' | 'possible';
}

/** Which objects carry a name, for looking words up. Nothing names a continuous export. */
export class NameIndex {
  readonly #keys = new Map<string, ObjectKey[]>();

  constructor(...models: readonly Model[]) {
    for (const key of new Set(models.flatMap((model) => [...model.keys()]))) {
      const { kind, name } = partsOf(key);
      if (kind !== 'database' && kind !== 'continuous-export')
        this.#keys.set(name, [...(this.#keys.get(name) ?? []), key]);
    }
  }

  named(name: string): readonly ObjectKey[] {
    return this.#keys.get(name) ?? [];
  }
}

/** What an object with these facets is made of, itself left out. Words are looked up, so there may be too many, and never one that is missing. */
export function referencesOf(key: ObjectKey, facets: Facets, names: NameIndex): readonly Reference[] {
  const found = new Map<ObjectKey, Reference['kind']>();
  for (const text of [facets.get('body'), facets.get('query')]) {
    if (text !== undefined)
      for (const [name, kind] of wordsOf(text)) for (const one of names.named(name)) note(found, one, kind);
  }
  const source = facets.get('source') as ObjectKey | undefined;
  if (source !== undefined) note(found, source, 'certain');
  const target = facets.get('target') as ObjectKey | undefined;
  if (target !== undefined) note(found, target, 'certain');
  found.delete(key);
  return [...found].map(([one, kind]) => ({ key: one, kind }));
}

/** The objects that a query may name. */
export function namedIn(text: string, names: NameIndex): readonly ObjectKey[] {
  return wordsOf(text).flatMap(([name]) => names.named(name));
}

function note(found: Map<ObjectKey, Reference['kind']>, key: ObjectKey, kind: Reference['kind']): void {
  const isCall = kind === 'certain' || found.get(key) === 'certain';
  found.set(key, isCall ? 'certain' : 'possible');
}

/** Words and texts of a query that may name an object. */
export function wordsOf(text: string): readonly (readonly [string, Reference['kind']])[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, index) => {
    const after = tokens[index + 1]?.text;
    if (token.kind === 'word') return [[token.text, after === '(' ? 'certain' : 'possible'] as const];
    return token.kind === 'string' && token.closed ? [[literalValue(token.text), 'possible'] as const] : [];
  });
}
