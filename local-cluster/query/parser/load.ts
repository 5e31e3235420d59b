import { createRequire } from 'node:module';
import { narrowChoices, narrowSearch } from './narrow.ts';
import type { Language, Loaded, RawList } from './raw.ts';

let loaded: Loaded | undefined;

const { resolve } = createRequire(import.meta.url);

/** The parser defines globals instead of exporting; these two have to be evaluated in this order. */
export const parserFiles = ['bridge.min.js', 'Kusto.Language.Bridge.min.js'].map((name) =>
  resolve(`@kusto/language-service-next/${name}`),
);

/** The parser, which may be in the heap that the process began with. */
export function load(): Loaded {
  if (loaded !== undefined) return loaded;
  if (!('Kusto' in globalThis)) for (const file of parserFiles) createRequire(import.meta.url)(file);
  const scope = globalThis as unknown as {
    readonly Kusto: { readonly Language: Language };
    readonly System: {
      readonly Array: {
        getItem<T>(source: RawList<T>, index: number): T;
        getCount(source: RawList<unknown>): number;
      };
    };
  };
  const language = scope.Kusto.Language;
  const kinds = Object.entries(language.Syntax.SyntaxKind).flatMap(([name, value]) =>
    typeof value === 'number' ? [[value, name] as const] : [],
  );
  const { getItem, getCount } = scope.System.Array;
  loaded = { language, item: getItem, count: getCount, kinds: new Map(kinds) };
  const { Parsing, Syntax } = language;
  narrowChoices(Parsing.BestParser$2(Parsing.LexicalToken, Syntax.Command).prototype);
  narrowSearch(Parsing.PartialParser);
  return loaded;
}

export const toArray = <T>(source: RawList<T> | null | undefined): T[] =>
  source === null || source === undefined
    ? []
    : Array.from({ length: source.Count }, (_value, index) => load().item(source, index));

/** An error inside the minified parser carries megabytes of source in its stack; only its sentence is worth keeping. */
export function quiet<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The parser failed: ${message.slice(0, 200)}`);
  }
}

/** Without the narrowing of `instanceof`, which takes look-alike interfaces for one. */
export const isA = (value: object, type: new (...values: readonly unknown[]) => object): boolean =>
  value instanceof type;
