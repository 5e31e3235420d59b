import type { Column, ColumnType } from '../../domain/column.ts';
import { columnTypes } from '../../domain/column.ts';
import { cutTo } from '../../domain/redact.ts';
import type {
  KqlFinding,
  KqlLanguage,
  KqlReader,
  KqlSchema,
  LookedAt,
  NamedRows,
  NotLookedAt,
} from '../../ports/kql-language.ts';
import { namesOpaque, type OpaqueNames, opaqueNames, tooLong } from './opaque-names.ts';
import { loadParser, type Parser } from './parser.ts';
import type { RawDatabase, RawDiagnostic, RawGlobals, RawSymbol } from './raw.ts';

/** Names of what the parser is not told of: clusters, databases, external tables, entity groups, stored query results and graph models. */
const outOfSight: ReadonlySet<string> = new Set(['KS207', 'KS208', 'KS209', 'KS247', 'KS248', 'KS260']);
/** A name that is not known, which may be a column of something out of sight. */
const unknownName = 'KS142';
/** Its own limits on text and depth, and its own failure. */
const notAnalyzed: ReadonlySet<string> = new Set(['KS244', 'KS245', 'KS246']);

export function createKqlLanguage(): KqlLanguage {
  return {
    async read(schema) {
      try {
        const parser = await loadParser();
        return createReader(parser, worldOf(parser, schema));
      } catch (error) {
        return failed(error);
      }
    },
  };
}

function createReader(parser: Parser, { globals, opaque }: World): KqlReader {
  return {
    look(text) {
      const why = tooLong(text) ?? namesOpaque(text, opaque);
      return why === undefined ? analyze(parser, text, globals) : { kind: 'not-looked-at', why };
    },
  };
}

function analyze(parser: Parser, text: string, globals: RawGlobals): LookedAt | NotLookedAt {
  try {
    const code = parser.parse(text, globals);
    const diagnostics = parser.list(code.GetDiagnostics());
    const ofSyntax = new Set(parser.list(code.GetSyntaxDiagnostics()).map(placeOf));
    const findings = diagnostics
      .filter(isTold(diagnostics))
      .map((one) => findingOf(one, ofSyntax.has(placeOf(one))))
      .toSorted((a, b) => a.start - b.start);
    const limit = diagnostics.find(({ Code }) => notAnalyzed.has(Code));
    if (limit !== undefined && findings.length === 0)
      return { kind: 'not-looked-at', why: `it says ${limit.Code}, ${limit.Message.replace(/\.$/, '')}` };
    const isClean = diagnostics.every(({ Severity }) => Severity === 'Suggestion');
    return { kind: 'looked-at', findings, columns: isClean ? columnsOf(parser, code.ResultType) : undefined };
  } catch (error) {
    return failed(error);
  }
}

const placeOf = ({ Code, Start }: RawDiagnostic): string => `${Code} ${Start}`;

function isTold(all: readonly RawDiagnostic[]): (one: RawDiagnostic) => boolean {
  const blindFrom = Math.min(...all.filter(({ Code }) => outOfSight.has(Code)).map(({ Start }) => Start));
  return ({ Severity, Code, Start }) =>
    Severity === 'Error' &&
    !outOfSight.has(Code) &&
    !notAnalyzed.has(Code) &&
    !(Code === unknownName && Start > blindFrom);
}

function findingOf({ Code, Message, Start }: RawDiagnostic, isSyntax: boolean): KqlFinding {
  return { code: Code, kind: isSyntax ? 'syntax' : 'meaning', message: Message, start: Start };
}

/** Errors of the parser carry megabytes of its source in their stack, and some are none of JavaScript; only the sentence is kept. */
function failed(error: unknown): NotLookedAt {
  const { message, Message } = Object(error) as { readonly message?: unknown; readonly Message?: unknown };
  return { kind: 'not-looked-at', why: `it failed: ${cutTo(200, String(Message ?? message ?? error))}` };
}

/** Undefined where not every column is told with its type. */
function columnsOf(parser: Parser, type: RawSymbol | null | undefined): readonly Column[] | undefined {
  if (type?.Columns === undefined || type.IsOpen === true) return undefined;
  const columns: Column[] = [];
  for (const { Name, Type } of parser.list(type.Columns)) {
    if (!isColumnType(Type?.Name)) return undefined;
    columns.push({ name: Name, type: Type.Name });
  }
  return columns;
}

function isColumnType(name: string | undefined): name is ColumnType {
  return columnTypes.some((type) => type === name);
}

/** What the parser is told of a database. */
interface World {
  readonly globals: RawGlobals;
  readonly opaque: OpaqueNames;
}

/** A view's columns are those of its query, which is read with all but the views. */
function worldOf(parser: Parser, schema: KqlSchema): World {
  const { MaterializedViewSymbol } = parser.language.Symbols;
  const base = symbolsOf(parser, schema);
  const withoutViews = globalsWith(parser, schema.database, base);
  const named = [
    ...schema.functions.map(({ name, parameters, body }) => ({ name, text: parameters + body })),
    ...schema.views.map(({ name, query }) => ({ name, text: query })),
  ];
  const opaque = new Map(opaqueNames(named));
  const views: RawSymbol[] = [];
  for (const { name, query } of schema.views.filter((view) => !opaque.has(view.name))) {
    const columns = viewColumns(parser, query, withoutViews);
    if ('why' in columns) opaque.set(name, columns.why);
    else views.push(new MaterializedViewSymbol.$ctor2(name, columns, query, ''));
  }
  const globals = views.length === 0 ? withoutViews : globalsWith(parser, schema.database, [...base, ...views]);
  return { globals, opaque: opaqueNames(named, opaque) };
}

function viewColumns(parser: Parser, query: string, globals: RawGlobals): readonly RawSymbol[] | NotLookedAt {
  try {
    const columns = parser.parse(query, globals).ResultType?.Columns;
    return columns === undefined ? { kind: 'not-looked-at', why: 'its columns cannot be told' } : parser.list(columns);
  } catch (error) {
    return failed(error);
  }
}

function globalsWith(parser: Parser, database: string, members: readonly RawSymbol[]): RawGlobals {
  const { Symbols, GlobalState } = parser.language;
  const symbol = databaseOf(parser, database, members);
  return GlobalState.Default.WithCluster(new Symbols.ClusterSymbol.ctor('cluster', [symbol])).WithDatabase(symbol);
}

/** The parser compares each name with all members, which takes most of its time where these are thousands; here it is given those of that name. */
function databaseOf(parser: Parser, database: string, members: readonly RawSymbol[]): RawDatabase {
  const { DatabaseSymbol } = parser.language.Symbols;
  const symbol = new DatabaseSymbol.ctor(database, members);
  const byName = new Map<string, RawSymbol[]>();
  for (const member of members) byName.set(member.Name, [...(byName.get(member.Name) ?? []), member]);
  const search = symbol.GetMembers$1.bind(symbol);
  symbol.GetMembers$1 = (name, match, found, ignoreCase) => {
    if (name === null || name === undefined || ignoreCase === true) return search(name, match, found, ignoreCase);
    const named = byName.get(name);
    if (named !== undefined) new DatabaseSymbol.ctor(database, named).GetMembers$1(name, match, found, ignoreCase);
  };
  return symbol;
}

function symbolsOf(parser: Parser, { tables, externalTables, functions }: KqlSchema): readonly RawSymbol[] {
  const { Symbols } = parser.language;
  return [
    ...tables.map((table) => new Symbols.TableSymbol.$ctor4(table.name, columnSymbols(parser, table))),
    ...externalTables.map(
      (table) => new Symbols.ExternalTableSymbol.$ctor3(table.name, columnSymbols(parser, table), ''),
    ),
    ...functions.map(({ name, parameters, body }) => new Symbols.FunctionSymbol.$ctor16(name, parameters, body, '')),
  ];
}

const scalarNames: Readonly<Record<ColumnType, string>> = {
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

function columnSymbols({ language: { Symbols } }: Parser, { columns }: NamedRows): readonly RawSymbol[] {
  return columns.map(
    ({ name, type }) => new Symbols.ColumnSymbol(name, Symbols.ScalarTypes[scalarNames[type]], null, null, null, null),
  );
}
