import { load } from './load.ts';
import type { Listed } from './raw.ts';

/** Names the grammar knows: of scalar functions, aggregates and plugins, and its own words for tabular operators. */
export interface Vocabulary {
  readonly functions: readonly string[];
  readonly aggregates: readonly string[];
  readonly plugins: readonly string[];
  readonly operators: readonly string[];
}

let known: Vocabulary | undefined;

/** Everything the grammar has a name for, supported here or not. */
export function vocabulary(): Vocabulary {
  const { language, item, count, kinds } = load();
  const namesOf = ({ All }: Listed): string[] =>
    Array.from({ length: count(All) }, (_value, index) => item(All, index).Name);
  known ??= {
    functions: namesOf(language.Functions),
    aggregates: namesOf(language.Aggregates),
    plugins: namesOf(language.PlugIns),
    operators: [...kinds.values()].filter((kind) => kind.endsWith('Operator')),
  };
  return known;
}
