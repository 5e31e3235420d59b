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

function buildGlobals(catalog: QueryCatalog, others: readonly QueryCatalog[]): RawGlobals {
  const { Symbols } = load().language;
  const database = databaseSymbol(catalog);
  const cluster = new Symbols.ClusterSymbol.ctor('local', [database, ...others.map(databaseSymbol)]);
  return standardGlobals().WithCluster(cluster).WithDatabase(database);
}

const naming = /\bdatabase\s*\(/;

/** None where nothing can name one, since every one that is known has to be built anew when it changes. */
function othersFor(text: string, { functions, others }: QueryCatalog): readonly QueryCatalog[] {
  const isNamed = naming.test(text) || functions.some(({ body }) => naming.test(body));
  return isNamed ? (others?.() ?? []) : [];
}

type Names = Pick<QueryCatalog, 'tables' | 'functions' | 'externalTables' | 'materializedViews'>;

export interface Schema {
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

const schemas = new Recent<Schema>(256);
let made = 0;

const namesOf = ({ tables, functions, externalTables = [], materializedViews = [] }: QueryCatalog): Names => ({
  tables,
  functions,
  externalTables,
  materializedViews,
});

/** A version that two databases of the same name share, one after the other in a process, is told apart by its names. */
export function schemaOf(whole: QueryCatalog, text: string): Schema {
  const others = othersFor(text, whole);
  const tables = nameableTables(text, whole);
  const catalog = { ...whole, tables };
  const all = [catalog, ...others];
  const make = (): Schema => {
    made += 1;
    return { serial: made, names: all.map(namesOf), globals: quiet(() => buildGlobals(catalog, others)) };
  };
  const part = tables.length === whole.tables.length ? '' : JSON.stringify(tables.map(({ name }) => name));
  const key = `${part}${all.map(({ schemaVersion, database }) => `${schemaVersion} ${database}`).join('\n')}`;
  return schemas.get(key, make, ({ names }) =>
    names.every((known, index) => isSame(known, namesOf(all[index] ?? catalog))),
  );
}
