/** Lists of the parser, which is compiled from C#. */
export interface RawList<T> {
  readonly Count: number;
  readonly items?: T;
}

export interface RawSymbol {
  readonly Name: string;
  readonly Columns?: RawList<RawSymbol>;
  readonly Type?: RawSymbol;
  readonly IsOpen?: boolean;
}

export interface RawDatabase extends RawSymbol {
  /** Adds the members that match to `found`; without a name, whatever they are called. */
  GetMembers$1(name: string | null | undefined, match: number, found: unknown, ignoreCase?: boolean): void;
}

export interface RawNode {
  readonly Kind: number;
  readonly ChildCount: number;
  GetChild(index: number): RawNode | null;
}

export interface RawDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
}

export interface RawCode {
  readonly Syntax: RawNode;
  readonly ResultType?: RawSymbol | null;
  GetDiagnostics(): RawList<RawDiagnostic>;
  GetSyntaxDiagnostics(): RawList<RawDiagnostic>;
}

export interface RawGlobals {
  WithCluster(cluster: RawSymbol): RawGlobals;
  WithDatabase(database: RawSymbol): RawGlobals;
}

type Constructor<T = RawSymbol> = new (...values: readonly unknown[]) => T;

/** As much of the parser as is used here. Its overloaded constructors have numbers instead of names. */
export interface Language {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: RawGlobals): RawCode };
  readonly GlobalState: { readonly Default: RawGlobals };
  readonly Parsing: { readonly PartialParser: { ScanPartialBest: (...values: readonly unknown[]) => number } };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
  readonly Symbols: {
    readonly ScalarTypes: Readonly<Record<string, RawSymbol>>;
    readonly ColumnSymbol: Constructor;
    readonly TableSymbol: Constructor & { readonly $ctor4: Constructor };
    readonly ExternalTableSymbol: { readonly $ctor3: Constructor };
    readonly MaterializedViewSymbol: { readonly $ctor2: Constructor };
    readonly FunctionSymbol: { readonly $ctor16: Constructor };
    readonly DatabaseSymbol: { readonly ctor: Constructor<RawDatabase> };
    readonly ClusterSymbol: { readonly ctor: Constructor };
  };
}

/** What the two scripts of the package define, in place of exports. */
export interface ParserGlobals {
  readonly Kusto: { readonly Language: Language };
  readonly System: { readonly Array: { getItem<T>(source: RawList<T>, index: number): T } };
}
