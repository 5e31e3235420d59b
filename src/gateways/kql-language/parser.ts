import type { Language, ParserGlobals, RawCode, RawGlobals, RawList, RawNode } from './raw.ts';

/** The parser, with what its lists need. */
export class Parser {
  readonly language: Language;
  readonly #item: ParserGlobals['System']['Array']['getItem'];
  readonly #commandKinds: ReadonlySet<unknown>;
  readonly #tryPartly: Language['Parsing']['PartialParser']['ScanPartialBest'];

  constructor({ Kusto, System }: ParserGlobals) {
    this.language = Kusto.Language;
    this.#item = System.Array.getItem;
    const { Syntax, Parsing } = this.language;
    this.#commandKinds = new Set([Syntax.SyntaxKind.CustomCommand]);
    this.#tryPartly = Parsing.PartialParser.ScanPartialBest;
  }

  list<T>(source: RawList<T> | null | undefined): readonly T[] {
    if (source === null || source === undefined) return [];
    return Array.from({ length: source.Count }, (_value, index) => this.#item(source, index));
  }

  /**
   * For each command that it does not know at once, the parser looks how far each of its 600 grammars comes, which takes 60 ms. Nothing else is asked for most commands, so that is left out
   * first, and done where the text was no whole command without it.
   */
  parse(text: string, globals: RawGlobals): RawCode {
    const { Parsing } = this.language;
    Parsing.PartialParser.ScanPartialBest = () => -1;
    try {
      const code = this.language.KustoCode.ParseAndAnalyze(text, globals);
      if (!text.trimStart().startsWith('.') || this.#holdsCommand(code.Syntax, 6)) return code;
    } finally {
      Parsing.PartialParser.ScanPartialBest = this.#tryPartly;
    }
    return this.language.KustoCode.ParseAndAnalyze(text, globals);
  }

  #holdsCommand(node: RawNode, depth: number): boolean {
    if (this.#commandKinds.has(node.Kind)) return true;
    if (depth === 0) return false;
    for (let index = 0; index < node.ChildCount; index += 1) {
      const child = node.GetChild(index);
      if (child !== null && child !== undefined && this.#holdsCommand(child, depth - 1)) return true;
    }
    return false;
  }
}

let loaded: Promise<Parser> | undefined;

/** The package defines globals in place of exports; its two scripts have to be evaluated in this order. */
export function loadParser(): Promise<Parser> {
  loaded ??= (async () => {
    await import('@kusto/language-service-next/bridge.min.js');
    await import('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
    return new Parser(globalThis as unknown as ParserGlobals);
  })();
  return loaded;
}
