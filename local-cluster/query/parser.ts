import { createRequire } from 'node:module';
import { type Command, decodeCommand } from './command.ts';
import { type Column, type KustoType, type QueryCatalog, QueryProblem, type RowSource } from './contract.ts';
import { splitInlineIngestion } from './inline-data.ts';
import { decodeString } from './literal.ts';
import type { CalledFunction, Diagnostic, SymbolKind, SyntaxNode } from './syntax.ts';
import { isKustoType } from './type-name.ts';

interface RawList<T> {
  readonly Count: number;
  readonly items?: T;
}
interface RawSymbol {
  readonly Name: string;
  readonly Columns?: RawList<RawSymbol>;
  readonly Type?: RawSymbol;
  readonly ResultSchema?: string;
  readonly Signatures?: RawList<{ readonly Parameters: RawList<RawParameter> }>;
}
interface RawParameter {
  readonly Name: string;
  readonly DefaultValue?: RawNode;
}
interface RawNode {
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
interface RawDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}
interface RawCode {
  readonly Syntax: RawNode;
  GetDiagnostics(): RawList<RawDiagnostic>;
  GetSyntaxDiagnostics(): RawList<RawDiagnostic>;
}
interface RawGlobals {
  WithCluster(cluster: RawSymbol): RawGlobals;
  WithDatabase(database: RawSymbol): RawGlobals;
}
type Constructor = new (...values: readonly unknown[]) => RawSymbol;
interface Language {
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

interface Listed {
  readonly All: RawList<RawSymbol>;
}

interface Loaded {
  readonly language: Language;
  readonly item: <T>(source: RawList<T>, index: number) => T;
  readonly count: (source: RawList<unknown>) => number;
  readonly kinds: ReadonlyMap<number, string>;
}

let loaded: Loaded | undefined;

/** The parser defines globals instead of exporting; the two files have to be evaluated in this order. */
function load(): Loaded {
  if (loaded !== undefined) return loaded;
  const evaluate = createRequire(import.meta.url);
  evaluate('@kusto/language-service-next/bridge.min.js');
  evaluate('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
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
  return loaded;
}

const toArray = <T>(source: RawList<T> | null | undefined): T[] =>
  source === null || source === undefined
    ? []
    : Array.from({ length: source.Count }, (_value, index) => load().item(source, index));

/** An error inside the minified parser carries megabytes of source in its stack; only its sentence is worth keeping. */
function quiet<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The parser failed: ${message.slice(0, 200)}`);
  }
}

/** The values made last, up to a limit; asking for one makes it the youngest. */
class Recent<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;
  constructor(limit: number) {
    this.#limit = limit;
  }
  get(key: string, make: () => T, isValid: (value: T) => boolean = () => true): T {
    const known = this.#entries.get(key);
    const value = known !== undefined && isValid(known) ? known : make();
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size > this.#limit) this.#entries.delete(oldest);
    return value;
  }
}

const scalarNames: Readonly<Record<KustoType, string>> = {
  bool: 'Bool',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  decimal: 'Decimal',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  string: 'String',
  dynamic: 'Dynamic',
};

function columnSymbols({ columns }: RowSource): RawSymbol[] {
  const { Symbols } = load().language;
  return columns.map(
    ({ name, type }) => new Symbols.ColumnSymbol(name, Symbols.ScalarTypes[scalarNames[type]], null, null, null, null),
  );
}

function databaseSymbol(catalog: QueryCatalog): RawSymbol {
  const { Symbols } = load().language;
  const tables = [
    ...catalog.tables.map((table) => new Symbols.TableSymbol.$ctor4(table.name, columnSymbols(table))),
    ...(catalog.externalTables ?? []).map(
      (table) => new Symbols.ExternalTableSymbol.$ctor3(table.name, columnSymbols(table), ''),
    ),
    ...(catalog.materializedViews ?? []).map(
      (view) => new Symbols.MaterializedViewSymbol.$ctor2(view.name, columnSymbols(view), '', ''),
    ),
  ];
  const functions = catalog.functions.map(
    ({ name, parameters, body }) => new Symbols.FunctionSymbol.$ctor16(name, parameters, body, ''),
  );
  return new Symbols.DatabaseSymbol.ctor(catalog.database, [...tables, ...functions]);
}

function buildGlobals(catalog: QueryCatalog, others: readonly QueryCatalog[]): RawGlobals {
  const { Symbols, GlobalState } = load().language;
  const database = databaseSymbol(catalog);
  const cluster = new Symbols.ClusterSymbol.ctor('local', [database, ...others.map(databaseSymbol)]);
  return GlobalState.Default.WithCluster(cluster).WithDatabase(database);
}

const naming = /\bdatabase\s*\(/;

/** None where nothing can name one, since every one that is known has to be built anew when it changes. */
function othersFor(text: string, { functions, others }: QueryCatalog): readonly QueryCatalog[] {
  const isNamed = naming.test(text) || functions.some(({ body }) => naming.test(body));
  return isNamed ? (others?.() ?? []) : [];
}

type Names = Pick<QueryCatalog, 'tables' | 'functions' | 'externalTables' | 'materializedViews'>;

interface Schema {
  /** Unlike a schema version never used twice in a process. */
  readonly serial: number;
  readonly names: readonly Names[];
  readonly globals: RawGlobals;
}

const isSame = (known: Names, asked: Names): boolean =>
  areSame(known.tables, asked.tables) &&
  areSame(known.externalTables ?? [], asked.externalTables ?? []) &&
  areSame(known.materializedViews ?? [], asked.materializedViews ?? []) &&
  known.functions.length === asked.functions.length &&
  known.functions.every((each, index) => {
    const other = asked.functions[index];
    return each.name === other?.name && each.parameters === other.parameters && each.body === other.body;
  });

const areSame = (known: readonly RowSource[], asked: readonly RowSource[]): boolean =>
  known.length === asked.length && known.every((source, index) => isSameSource(source, asked[index]));

const isSameSource = (known: RowSource, other: RowSource | undefined): boolean =>
  known.name === other?.name &&
  (known.columns === other.columns ||
    (known.columns.length === other.columns.length &&
      known.columns.every(
        ({ name, type }, index) => name === other.columns[index]?.name && type === other.columns[index]?.type,
      )));

const schemas = new Recent<Schema>(16);
const parses = new Recent<Parsed>(256);
let made = 0;

const namesOf = ({ tables, functions, externalTables = [], materializedViews = [] }: QueryCatalog): Names => ({
  tables,
  functions,
  externalTables,
  materializedViews,
});

/** A version that two databases of the same name share, one after the other in a process, is told apart by its names. */
function schemaOf(catalog: QueryCatalog, text: string): Schema {
  const others = othersFor(text, catalog);
  const all = [catalog, ...others];
  const make = (): Schema => {
    made += 1;
    return { serial: made, names: all.map(namesOf), globals: quiet(() => buildGlobals(catalog, others)) };
  };
  const key = all.map(({ schemaVersion, database }) => `${schemaVersion} ${database}`).join('\n');
  return schemas.get(key, make, ({ names }) =>
    names.every((known, index) => isSame(known, namesOf(all[index] ?? catalog))),
  );
}

interface Parsed {
  readonly root: SyntaxNode;
  readonly diagnostics: readonly Diagnostic[];
}

const diagnosticsOf = (raw: RawCode): Diagnostic[] => {
  const syntax = new Set(toArray(raw.GetSyntaxDiagnostics()).map(({ Code, Start }) => `${Code} ${Start}`));
  return toArray(raw.GetDiagnostics())
    .filter(({ Severity }) => Severity === 'Error')
    .map(({ Code, Message, Start, Length }) => ({
      kind: syntax.has(`${Code} ${Start}`) ? 'syntax' : 'semantic',
      code: Code,
      message: Message,
      start: Start,
      length: Length,
    }));
};

/** Without the narrowing of `instanceof`, which takes look-alike interfaces for one. */
const isA = (value: object, type: new (...values: readonly unknown[]) => object): boolean => value instanceof type;

function symbolKind(symbol: RawSymbol): SymbolKind {
  const { Symbols } = load().language;
  if (isA(symbol, Symbols.ColumnSymbol)) return 'column';
  if (isA(symbol, Symbols.TableSymbol)) return 'table';
  if (isA(symbol, Symbols.FunctionSymbol)) return 'function';
  return isA(symbol, Symbols.VariableSymbol) || isA(symbol, Symbols.ParameterSymbol) ? 'variable' : 'other';
}

function columnsOf(symbol: RawSymbol): Column[] {
  return toArray(symbol.Columns).map(({ Name, Type }) => ({
    name: Name,
    type: isKustoType(Type?.Name) ? Type.Name : 'dynamic',
  }));
}

function resultOf(raw: RawNode): Pick<SyntaxNode, 'type' | 'columns' | 'tabular'> {
  const { Symbols } = load().language;
  const result = raw.ResultType;
  if (result === undefined || result === null) return { tabular: false };
  if (isA(result, Symbols.TableSymbol)) return { tabular: true, columns: columnsOf(result) };
  if (isA(result, Symbols.TupleSymbol)) return { tabular: false, columns: columnsOf(result) };
  return isKustoType(result.Name) ? { tabular: false, type: result.Name } : { tabular: false };
}

/** Converts parser objects of one text; positions inside an expanded function body are those of the body. */
class Converter {
  readonly #source: string;
  constructor(source: string) {
    this.#source = source;
  }

  node(raw: RawNode, label: string): SyntaxNode {
    const kind = load().kinds.get(raw.Kind) ?? 'Unknown';
    const text = raw.Text ?? this.#source.slice(raw.TextStart, raw.TextStart + raw.Width);
    const children = this.#children(raw);
    const symbol = raw.ReferencedSymbol;
    const value = this.#value(kind, text, children);
    const resultName = this.#resultName(raw);
    return {
      kind,
      label,
      start: raw.TextStart,
      text,
      children,
      ...resultOf(raw),
      ...(symbol ? { symbol: { kind: symbolKind(symbol), name: symbol.Name } } : {}),
      ...(value === undefined ? {} : { value }),
      ...(resultName === null ? {} : { resultName }),
      ...(raw.CommandKind ? { command: { kind: raw.CommandKind, resultSchema: symbol?.ResultSchema ?? '' } } : {}),
      ...(kind === 'FunctionCallExpression' ? { called: () => this.#called(raw) } : {}),
    };
  }

  #children(raw: RawNode): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    for (let index = 0; index < raw.ChildCount; index++) {
      const inner = raw.GetChild(index);
      if (inner !== null && inner !== undefined) this.#add(inner, inner.NameInParent ?? '', found);
    }
    return found;
  }

  #add(raw: RawNode, label: string, into: SyntaxNode[]): void {
    const kind = load().kinds.get(raw.Kind);
    if (kind !== 'List' && kind !== 'SeparatedElement') {
      into.push(this.node(raw, label));
      return;
    }
    const count = kind === 'SeparatedElement' ? 1 : raw.ChildCount;
    for (let index = 0; index < count; index++) {
      const inner = raw.GetChild(index);
      if (inner !== null && inner !== undefined) this.#add(inner, label, into);
    }
  }

  #value(kind: string, text: string, children: readonly SyntaxNode[]): string | undefined {
    if (kind === 'StringLiteralToken') return decodeString(text);
    if (!/^(?:StringLiteral|CompoundStringLiteral)Expression$|Name$|^NameReference$|^NameDeclaration$/.test(kind))
      return undefined;
    const parts = children.filter((inner) => inner.value !== undefined);
    if (parts.length > 0) return parts.map((inner) => inner.value).join('');
    return /Name/.test(kind) ? text : undefined;
  }

  #resultName(raw: RawNode): string | null {
    const { Syntax, Binding } = load().language;
    if (!isA(raw, Syntax.Expression)) return null;
    return Binding.Binder.GetExpressionResultName(raw, null, null);
  }

  #called(raw: RawNode): CalledFunction | undefined {
    const body = raw.GetCalledFunctionBody?.();
    if (body === null || body === undefined) return undefined;
    const signature = toArray(raw.ReferencedSymbol?.Signatures)[0];
    const parameters = toArray(signature?.Parameters).map(({ Name, DefaultValue }) => ({
      name: Name,
      ...(DefaultValue ? { fallback: DefaultValue.ToString(1) } : {}),
    }));
    return { parameters, body: new Converter(body.Root.ToString(0)).node(body, 'Body') };
  }
}

function parse(text: string, catalog: QueryCatalog): Parsed {
  const { serial, globals } = schemaOf(catalog, text);
  return parses.get(`${serial} ${text}`, () =>
    quiet(() => {
      const code = load().language.KustoCode.ParseAndAnalyze(text, globals);
      return { root: new Converter(text).node(code.Syntax, 'Root'), diagnostics: diagnosticsOf(code) };
    }),
  );
}

/**
 * Parses a command without searching all command grammars for the closest one, which takes the parser about 50 ms a text.
 * Only a text that is not a known command is parsed again with the search on, for its diagnostics.
 */
function parseQuickly(text: string, catalog: QueryCatalog): Parsed {
  const { PartialParser } = load().language.Parsing;
  const search = PartialParser.ScanPartialBest;
  PartialParser.ScanPartialBest = () => -1;
  try {
    return parse(text, catalog);
  } finally {
    PartialParser.ScanPartialBest = search;
  }
}

function problemOf(diagnostics: readonly Diagnostic[]): QueryProblem | undefined {
  const first = diagnostics.find(({ kind }) => kind === 'syntax') ?? diagnostics[0];
  if (first === undefined) return undefined;
  const where = `${first.message} (at ${first.start}, ${first.code})`;
  return first.kind === 'syntax'
    ? new QueryProblem('SYN0002', `Syntax error: ${where}`)
    : new QueryProblem('SEM0100', `Semantic error: ${where}`);
}

/** A bound query, and what is wrong with it: SYN0002 when it is none, SEM0100 when a name or type in it is wrong. */
export function inspectQuery(
  text: string,
  catalog: QueryCatalog,
): { readonly root: SyntaxNode; readonly problem?: QueryProblem } {
  const { root, diagnostics } = parse(text, catalog);
  const problem = problemOf(diagnostics);
  return problem === undefined ? { root } : { root, problem };
}

/** Parses and binds a query; throws what is wrong with it. */
export function parseQuery(text: string, catalog: QueryCatalog): SyntaxNode {
  const { root, problem } = inspectQuery(text, catalog);
  if (problem !== undefined) throw problem;
  return root;
}

/**
 * Parses a management command. Throws SYN0002 for a text that is no command the grammar knows; names that do not exist are
 * reported in `diagnostics` only, because each command answers for them in its own way.
 */
export function parseCommand(text: string, catalog: QueryCatalog): Command {
  const inline = splitInlineIngestion(text);
  const parsed = inline?.command ?? text;
  const { root, diagnostics } = parseQuickly(parsed, catalog);
  const command = decodeCommand(root, text, diagnostics);
  if (command !== undefined) return inline === undefined ? command : { ...command, data: inline.data };
  const detailed = quiet(() => {
    const { globals } = schemaOf(catalog, text);
    return diagnosticsOf(load().language.KustoCode.ParseAndAnalyze(parsed, globals));
  });
  throw (
    problemOf(detailed) ?? new QueryProblem('SYN0002', `Syntax error: unknown command: ${text.trim().slice(0, 80)}`)
  );
}

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
  const listed = ({ All }: Listed): string[] =>
    Array.from({ length: count(All) }, (_value, index) => item(All, index).Name);
  known ??= {
    functions: listed(language.Functions),
    aggregates: listed(language.Aggregates),
    plugins: listed(language.PlugIns),
    operators: [...kinds.values()].filter((kind) => kind.endsWith('Operator')),
  };
  return known;
}
