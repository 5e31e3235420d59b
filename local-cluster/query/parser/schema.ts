import type { KustoType, QueryCatalog, RowSource } from '../contract.ts';
import { load, quiet } from './load.ts';
import { nameableTables } from './nameable.ts';
import type { RawGlobals, RawSymbol } from './raw.ts';
import { Recent } from './recent.ts';

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

export type ParsedSource = Pick<RowSource, 'name' | 'columns'>;

/** As much of a catalog as the parser is told. */
export interface ParsedCatalog extends Pick<QueryCatalog, 'database' | 'functions'> {
  readonly tables: readonly ParsedSource[];
  readonly externalTables?: readonly ParsedSource[];
  readonly materializedViews?: readonly ParsedSource[];
  readonly others?: () => readonly ParsedCatalog[];
}

function columnSymbols({ columns }: ParsedSource): RawSymbol[] {
  const { Symbols } = load().language;
  return columns.map(
    ({ name, type }) => new Symbols.ColumnSymbol(name, Symbols.ScalarTypes[scalarNames[type]], null, null, null, null),
  );
}

function databaseSymbol(catalog: ParsedCatalog): RawSymbol {
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

let builtIn: RawGlobals | undefined;

/** What is the same for every schema. Each lookup makes an index of hundreds of names, which schemas take over once it is there. */
function standardGlobals(): RawGlobals {
  if (builtIn !== undefined) return builtIn;
  builtIn = load().language.GlobalState.Default;
  builtIn.GetFunction('');
  builtIn.GetAggregate('');
  builtIn.GetPlugIn('');
  builtIn.GetOperator(0);
  builtIn.GetCommand('');
  return builtIn;
}

function buildGlobals(catalog: ParsedCatalog, others: readonly ParsedCatalog[]): RawGlobals {
  const { Symbols } = load().language;
  const database = databaseSymbol(catalog);
  const cluster = new Symbols.ClusterSymbol.ctor('local', [database, ...others.map(databaseSymbol)]);
  return standardGlobals().WithCluster(cluster).WithDatabase(database);
}

const naming = /\bdatabase\s*\(/;

/** None where nothing can name one, since every one that is known has to be built anew when it changes. */
function othersFor(text: string, { functions, others }: ParsedCatalog): readonly ParsedCatalog[] {
  const isNamed = naming.test(text) || functions.some(({ body }) => naming.test(body));
  return isNamed ? (others?.() ?? []) : [];
}

export interface Schema {
  /** Never used twice in a process. */
  readonly serial: number;
  readonly globals: RawGlobals;
}

const rowsOf = ({ name, columns }: ParsedSource) => [name, ...columns.flatMap((column) => [column.name, column.type])];

/** All that the parser is told of a database, as a text. */
const contentsOf = (catalog: ParsedCatalog): string =>
  JSON.stringify([
    catalog.database,
    catalog.tables.map(rowsOf),
    catalog.externalTables?.map(rowsOf),
    catalog.materializedViews?.map(rowsOf),
    catalog.functions.map(({ name, parameters, body }) => [name, parameters, body]),
  ]);

const schemas = new Recent<Schema>(256);
let made = 0;

/** What the parser has to know for this text. It is the same object for the same text as long as nothing changes that the text can name. */
export function schemaOf(whole: ParsedCatalog, text: string): Schema {
  const others = othersFor(text, whole);
  const catalog = { ...whole, tables: nameableTables(text, whole) };
  return schemas.get([catalog, ...others].map(contentsOf).join('\n'), () => {
    made += 1;
    return { serial: made, globals: quiet(() => buildGlobals(catalog, others)) };
  });
}
