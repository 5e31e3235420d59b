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
}
export type Constructor = new (...values: readonly unknown[]) => RawSymbol;
export interface Language {
  readonly Functions: Listed;
  readonly Aggregates: Listed;
  readonly PlugIns: Listed;
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: RawGlobals): RawCode };
  readonly GlobalState: { readonly Default: RawGlobals };
  readonly Parsing: { readonly PartialParser: { ScanPartialBest: (...values: readonly unknown[]) => number } };
  readonly Binding: {
    readonly Binder: { GetExpressionResultName(node: RawNode, fallback: null, row: null): string | null };
  };
  readonly Syntax: {
    readonly SyntaxKind: Readonly<Record<string, unknown>>;
    readonly Expression: new () => RawNode;
    readonly SyntaxNode: new () => RawNode;
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

export interface Listed {
  readonly All: RawList<RawSymbol>;
}

export interface Loaded {
  readonly language: Language;
  readonly item: <T>(source: RawList<T>, index: number) => T;
  readonly count: (source: RawList<unknown>) => number;
  readonly kinds: ReadonlyMap<number, string>;
}
