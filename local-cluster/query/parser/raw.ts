export interface RawList<T> {
  readonly Count: number;
  readonly items?: T;
}
export interface RawSymbol {
  readonly Name: string;
  readonly Columns?: RawList<RawSymbol>;
  readonly Type?: RawSymbol;
  readonly ResultSchema?: string;
  readonly Signatures?: RawList<{ readonly Parameters: RawList<RawParameter> }>;
}
export interface RawParameter {
  readonly Name: string;
  readonly DeclaredTypes?: RawList<RawSymbol>;
  readonly DefaultValue?: RawNode;
}
export interface RawNode {
  readonly Kind: number;
  readonly NameInParent?: string;
  readonly ChildCount: number;
  readonly TextStart: number;
  readonly Width: number;
  readonly Root: RawNode;
  readonly Text?: string;
  readonly CommandKind?: string;
  readonly ReferencedSymbol?: RawSymbol;
  readonly ResultType?: RawSymbol;
  GetChild(index: number): RawNode | null;
  GetCalledFunctionBody?(): RawNode | null;
  ToString(includeTrivia: number): string;
}
export interface RawDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}
export interface RawCode {
  readonly Syntax: RawNode;
  GetDiagnostics(): RawList<RawDiagnostic>;
  GetSyntaxDiagnostics(): RawList<RawDiagnostic>;
}
export interface RawGlobals {
  WithCluster(cluster: RawSymbol): RawGlobals;
  WithDatabase(database: RawSymbol): RawGlobals;
  GetFunction(name: string): unknown;
  GetAggregate(name: string): unknown;
  GetPlugIn(name: string): unknown;
  GetOperator(kind: number): unknown;
  GetCommand(name: string): unknown;
}
export type Constructor = new (...values: readonly unknown[]) => RawSymbol;
export interface Language {
  readonly Functions: Listed;
  readonly Aggregates: Listed;
  readonly PlugIns: Listed;
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: RawGlobals): RawCode };
  readonly GlobalState: { readonly Default: RawGlobals };
  readonly Parsing: {
    readonly PartialParser: PartialParser;
    readonly LexicalToken: object;
    BestParser$2(input: object, output: object): { readonly prototype: BestOf };
  };
  readonly Binding: {
    readonly Binder: { GetExpressionResultName(node: RawNode, fallback: null, row: null): string | null };
  };
  readonly Syntax: {
    readonly SyntaxKind: Readonly<Record<string, unknown>>;
    readonly Expression: new () => RawNode;
    readonly SyntaxNode: new () => RawNode;
    readonly Command: object;
  };
  readonly Symbols: {
    readonly ScalarTypes: Readonly<Record<string, RawSymbol>>;
    readonly ColumnSymbol: Constructor;
    readonly VariableSymbol: Constructor;
    readonly ParameterSymbol: Constructor;
    readonly TupleSymbol: Constructor;
    readonly TableSymbol: Constructor & { readonly $ctor4: Constructor };
    readonly ExternalTableSymbol: { readonly $ctor3: Constructor };
    readonly MaterializedViewSymbol: { readonly $ctor2: Constructor };
    readonly FunctionSymbol: Constructor & { readonly $ctor16: Constructor };
    readonly DatabaseSymbol: { readonly ctor: Constructor };
    readonly ClusterSymbol: { readonly ctor: Constructor };
  };
}

/** The tokens of a text. */
export interface TokenSource {
  Peek(place: number): { readonly Kind: number; readonly Trivia: string; readonly Text: string } | null | undefined;
  IsEnd(place: number): boolean;
}

export interface Grammar {
  /** How many tokens it takes; negative when it takes none. */
  Scan(source: TokenSource, start: number): number;
}

type Step = (this: BestOf, source: TokenSource, start: number, ...more: readonly unknown[]) => unknown;

/** The parser's choice of the grammar that takes most of a text. */
type PartialStep = (
  input: object,
  grammars: readonly Grammar[],
  source: TokenSource,
  start: number,
  ...more: readonly unknown[]
) => number;

/** Looks for the commands that a text that is none comes closest to. */
export interface PartialParser {
  ScanPartialBest: PartialStep;
  ParsePartialBest: PartialStep;
}

export interface BestOf {
  readonly _parsers: readonly Grammar[];
  Scan: Step;
  Parse: Step;
  Parse$1: Step;
}

export interface Listed {
  readonly All: RawList<RawSymbol>;
}

export interface Loaded {
  readonly language: Language;
  readonly item: <T>(source: RawList<T>, index: number) => T;
  readonly count: (source: RawList<unknown>) => number;
  readonly kinds: ReadonlyMap<number, string>;
}
