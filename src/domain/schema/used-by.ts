import { parseDocument } from '../kql/json.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import { type Facets, keyOf, type Model, type ObjectKey } from './model.ts';
import { NameIndex, referencesOf, wordsOf } from './references.ts';

/** Objects that functions, views and policies of one model name, looked up among those of the other. There may be too many, and never one that is missing. */
export function usedBy(declared: Model, model: Model): ReadonlySet<ObjectKey> {
  const names = new NameIndex(declared, model);
  const used = new Set<ObjectKey>();
  for (const [key, facets] of declared) {
    for (const reference of referencesOf(key, facets, names)) used.add(reference.key);
    for (const text of policyTexts(facets))
      for (const [name] of [...wordsOf(text), [text]]) for (const one of names.named(name ?? '')) used.add(one);
  }
  return used;
}

function policyTexts(facets: Facets): readonly string[] {
  return [...facets].flatMap(([name, value]) => (name.startsWith('policy ') ? textsIn(parseDocument(value)) : []));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Tables that a command names. */
export function tablesOf({ entities }: StatementReading): readonly ObjectKey[] {
  return entities.flatMap(({ kind, name, database }) =>
    kind === 'table' && database === undefined ? [keyOf('table', name)] : [],
  );
}
