import type { Column, KustoType, QueryCatalog, RowSource, TableSource } from '../contract.ts';
import { parseQuery } from '../parser.ts';
import { argumentsOf, child, list, nameOf, require, type SyntaxNode, walk } from '../syntax.ts';
import { nameOfCall } from './call.ts';
import { convert } from './convert.ts';
import { derive, fromRows, fromTable, type Item, identifiers, quoteText, type Relation } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, wrong } from './scope.ts';

/** The columns the binder gave a tabular expression. */
export const columnsOf = (node: SyntaxNode): readonly Column[] => {
  if (node.columns === undefined) throw unsupported('expression', node.text.slice(0, 80));
  return node.columns;
};

const extentWords = /extent_|database|\\/i;

/** Whether the text, or a function that it may call, can ask in which extents rows lie: most do not, and to find out doubles the work of planning. */
const asksForExtents = ({ text, catalog }: Translation): boolean =>
  extentWords.test(text) || catalog.functions.some(({ body }) => extentWords.test(body));

/** Sources may be worked out on reading, so each part is asked for when it is needed. */
const withoutExtents = (table: TableSource): TableSource =>
  Object.create(table, { extentIdSql: { value: 'NULL::UUID' }, extentTagsSql: { value: 'NULL::VARCHAR' } });

function findTable(name: string, into: Translation): Relation {
  const table = into.catalog.tables.find((candidate) => candidate.name === name);
  if (table !== undefined) return fromTable(asksForExtents(into) ? table : withoutExtents(table));
  const view = (into.catalog.materializedViews ?? []).find((candidate) => candidate.name === name);
  if (view === undefined) throw wrong(`there is no table ${name}`);
  return fromRows(view);
}

/** Functions that name what they read, and where they look. */
const readers: Readonly<Record<string, (name: string, into: Translation) => Relation>> = {
  table: findTable,
  external_table: (name, { catalog }) => lookUp(catalog.externalTables, name, 'external table'),
  materialized_view: (name, { catalog }) => {
    const views = catalog.materializedViews?.map((view) => view.materialized ?? view);
    return lookUp(views, name, 'materialized view');
  },
};

/** The names of `readers`. */
export const tableFunctions = Object.keys(readers);

function lookUp(sources: readonly RowSource[] | undefined, name: string, kind: string): Relation {
  const found = sources?.find((candidate) => candidate.name === name);
  if (found === undefined) throw wrong(`there is no ${kind} ${name}`);
  return fromRows(found);
}

/** A stored function without parameters can be named without parentheses. */
function calledByName(name: string, into: Translation): Relation {
  const text = `[${JSON.stringify(name)}]()`;
  const call = [...walk(parseQuery(text, into.catalog))].find(({ kind }) => kind === 'FunctionCallExpression');
  if (call === undefined) throw wrong(`there is no function ${name}`);
  return into.tabular(call, { names: new Map() });
}

/** A bare name: of a let statement or parameter, or of a table; the binder has decided which. */
export function named(node: SyntaxNode, scope: Scope, into: Translation): Relation {
  if (child(node, 'Name')?.kind === 'WildcardedName') throw unsupported('wildcard inside a function', node.text);
  const written = node.symbol?.name ?? nameOf(node);
  if (node.symbol?.kind === 'function') return calledByName(written, into);
  if (node.symbol?.kind !== 'variable') return findTable(written, into);
  const binding = scope.names.get(written);
  if (binding?.kind !== 'tabular') throw wrong(`${written} is not tabular`);
  return binding.relation;
}

/**
 * `database("name").T`, of this database or another one of the cluster; other clusters are out of reach. What is known of the rows'
 * ingestion does not come along from another database, whose cursor is its own.
 */
export function qualified(node: SyntaxNode, scope: Scope, into: Translation): Relation {
  const [owner, selector] = [require(node, 'Expression'), require(node, 'Selector')];
  const isDatabase = owner.kind === 'FunctionCallExpression' && nameOfCall(owner) === 'database';
  const name = isDatabase ? argumentsOf(owner)[0]?.value : undefined;
  if (name === undefined) throw unsupported('reference to another database', node.text.slice(0, 80));
  const isNamed = (catalog: QueryCatalog) => catalog.database.toLowerCase() === name.toLowerCase();
  if (isNamed(into.catalog)) return into.tabular(selector, { names: scope.names });
  const other = into.catalog.others?.().find(isNamed);
  if (other === undefined) throw wrong(`there is no database ${name}`);
  if (selector.kind === 'FunctionCallExpression' && argumentsOf(selector).some(({ tabular }) => tabular))
    throw unsupported('table as the argument of a function in another database', node.text.slice(0, 80));
  const { source: _source, ...rows } = into.elsewhere(other).tabular(selector, { names: scope.names });
  return rows;
}

/** A stored or let function, or a function that names what it reads, such as `table("T")`. */
export function called(node: SyntaxNode, scope: Scope, into: Translation): Relation {
  const entered = into.enter(node, scope);
  if (entered !== undefined) return into.tabular(require(entered.body, 'Expression'), entered.scope);
  const name = nameOfCall(node);
  const [argument, ...others] = argumentsOf(node);
  const read = readers[name];
  if (read === undefined || !Object.hasOwn(readers, name)) throw unsupported('function', name);
  if (argument?.value === undefined || others.length > 0) throw unsupported(`arguments of ${name}()`, node.text);
  return read(argument.value, into);
}

const rowsOf = (values: readonly string[], width: number): string[] =>
  Array.from(
    { length: values.length / width },
    (_value, row) => `(${values.slice(row * width, (row + 1) * width).join(', ')})`,
  );

const emptyRow = (columns: readonly Column[]): readonly Item[] =>
  columns.map((column) => ({ column, sql: convert("''", 'string', column.type) }));

/** Source: https://learn.microsoft.com/kusto/query/datatable-operator */
export function dataTable(node: SyntaxNode, scope: Scope, into: Translation): Relation {
  const columns = columnsOf(node);
  const values = list(node, 'Values').map((value, index) => {
    const type = columns[index % columns.length]?.type ?? typeOf(value);
    return convert(into.scalar(value, { names: scope.names }), typeOf(value), type);
  });
  if (values.length % columns.length !== 0) throw wrong('datatable has an incomplete last row');
  if (values.length === 0) return derive(emptyRow(columns), 'WHERE FALSE');
  const names = identifiers(columns);
  const items = columns.map((column, index) => ({ column, sql: `v.${names[index]}` }));
  return derive(items, `FROM (VALUES ${rowsOf(values, columns.length).join(', ')}) AS v(${names.join(', ')})`);
}

/** Source: https://learn.microsoft.com/kusto/query/print-operator */
export function print(node: SyntaxNode, scope: Scope, into: Translation): Relation {
  const expressions = list(node, 'Expressions');
  const items = columnsOf(node).map((column, index) => {
    const expression = expressions[index];
    if (expression === undefined) throw unsupported('expression', node.text.slice(0, 80));
    return { column, sql: convert(into.scalar(expression, { names: scope.names }), typeOf(expression), column.type) };
  });
  return derive(items, '');
}

const steps: Partial<Record<KustoType, true>> = { int: true, long: true, datetime: true, timespan: true };

/** Source: https://learn.microsoft.com/kusto/query/range-operator */
export function range(node: SyntaxNode, scope: Scope, into: Translation): Relation {
  const [column] = columnsOf(node);
  if (column === undefined || steps[column.type] !== true) throw unsupported('type of range', column?.type ?? 'none');
  const bound = (label: string): string => {
    const expression = require(node, label);
    const type = label === 'Step' && column.type === 'datetime' ? 'timespan' : column.type;
    return convert(into.scalar(expression, { names: scope.names }), typeOf(expression), type);
  };
  const step = `CAST(${bound('Step')} AS BIGINT)`;
  const some = `CASE WHEN ${step} = 0 THEN error('the step of range must not be 0') ELSE ${step} END`;
  const series = `generate_series(CAST(${bound('From')} AS BIGINT), CAST(${bound('To')} AS BIGINT), ${some})`;
  const items = [{ column, sql: convert('g.v', 'long', column.type === 'int' ? 'int' : 'long') }];
  return { ...derive(items, `FROM ${series} AS g(v)`), serialized: true };
}

const clrTypes: Readonly<Record<KustoType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  string: 'System.String',
  dynamic: 'System.Object',
};

/** Source: https://learn.microsoft.com/kusto/query/getschema-operator */
export function schemaOf(input: Relation): Relation {
  const columns: readonly Column[] = [
    { name: 'ColumnName', type: 'string' },
    { name: 'ColumnOrdinal', type: 'int' },
    { name: 'DataType', type: 'string' },
    { name: 'ColumnType', type: 'string' },
  ];
  const rows = input.columns.map(
    ({ name, type }, index) => `(${quoteText(name)}, ${index}, ${quoteText(clrTypes[type])}, ${quoteText(type)})`,
  );
  const names = identifiers(columns);
  const items = columns.map((column, index) => ({ column, sql: `v.${names[index]}` }));
  return derive(items, `FROM (VALUES ${rows.join(', ')}) AS v(${names.join(', ')})`);
}
