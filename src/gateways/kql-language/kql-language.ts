import type { Column, ColumnType } from '../../domain/column.ts';
import { columnTypes } from '../../domain/column.ts';
import type { KqlFinding, KqlLanguage, KqlReader, KqlSchema, NamedRows } from '../../ports/kql-language.ts';
import { loadParser, type Parser, ParserFailure } from './parser.ts';
import type { RawCode, RawGlobals, RawSymbol } from './raw.ts';

/** Names of other clusters and databases, and what is in them: the parser is told of one database. */
const outOfSight: ReadonlySet<string> = new Set(['KS207', 'KS208', 'KS209']);

export function createKqlLanguage(): KqlLanguage {
  return {
    async read(schema) {
      const parser = await loadParser();
      return createReader(parser, globalsOf(parser, schema));
    },
  };
}

function createReader(parser: Parser, globals: RawGlobals): KqlReader {
  return {
    findings(text) {
      try {
        return findingsIn(parser, parser.parse(text, globals));
      } catch (error) {
        if (!(error instanceof ParserFailure)) throw error;
        return [
          { code: 'failed', kind: 'syntax', message: `the parser could not read this: ${error.message}`, start: 0 },
        ];
      }
    },
    columns(query) {
      try {
        const code = parser.parse(query, globals);
        const hasErrors = parser.list(code.GetDiagnostics()).some(({ Severity }) => Severity !== 'Suggestion');
        return hasErrors ? undefined : columnsOf(parser, code.ResultType);
      } catch (error) {
        if (!(error instanceof ParserFailure)) throw error;
        return undefined;
      }
    },
  };
}

function findingsIn(parser: Parser, code: RawCode): readonly KqlFinding[] {
  const ofSyntax = new Set(parser.list(code.GetSyntaxDiagnostics()).map(({ Code, Start }) => `${Code} ${Start}`));
  return parser
    .list(code.GetDiagnostics())
    .filter(({ Severity, Code }) => Severity === 'Error' && !outOfSight.has(Code))
    .map(({ Code, Message, Start }) => ({
      code: Code,
      kind: ofSyntax.has(`${Code} ${Start}`) ? ('syntax' as const) : ('meaning' as const),
      message: Message,
      start: Start,
    }))
    .toSorted((a, b) => a.start - b.start);
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

/** A view's columns are those of its query, which is read with all but the views. */
function globalsOf(parser: Parser, schema: KqlSchema): RawGlobals {
  const { MaterializedViewSymbol } = parser.language.Symbols;
  const base = symbolsOf(parser, schema);
  const withoutViews = globalsWith(parser, schema.database, base);
  const views = schema.views.map(({ name, query }) => {
    const type = parser.parse(query, withoutViews).ResultType;
    const columns = type?.Columns === undefined ? [] : parser.list(type.Columns);
    return new MaterializedViewSymbol.$ctor2(name, columns, query, '');
  });
  return views.length === 0 ? withoutViews : globalsWith(parser, schema.database, [...base, ...views]);
}

function globalsWith({ language }: Parser, database: string, members: readonly RawSymbol[]): RawGlobals {
  const { Symbols, GlobalState } = language;
  const symbol = new Symbols.DatabaseSymbol.ctor(database, members);
  return GlobalState.Default.WithCluster(new Symbols.ClusterSymbol.ctor('cluster', [symbol])).WithDatabase(symbol);
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
