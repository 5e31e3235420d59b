import { type Column, DiscoveryNeeded, type KustoType } from '../contract.ts';
import { argumentsOf, child, list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { nameOfCall } from './call.ts';
import { convert, pointerTo } from './convert.ts';
import { columnSql, derive, type Item, type Relation } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, withRow, wrong } from './scope.ts';
import { columnsOf } from './sources.ts';

interface Unpacking {
  readonly bag: string;
  readonly source: string;
  readonly prefix: string;
}

/** The grammar knows the column and the prefix only, not the arguments for conflicts and ignored properties. */
function unpackingOf(call: SyntaxNode, input: Relation, scope: Scope, into: Translation): Unpacking {
  const [column, prefix] = argumentsOf(call);
  if (column === undefined || typeOf(column) !== 'dynamic') throw wrong('bag_unpack() needs a column of type dynamic');
  if (prefix !== undefined && prefix.value === undefined)
    throw unsupported('argument of bag_unpack()', 'not a literal');
  const bag = into.scalar(column, withRow(scope, input));
  return { bag, source: nameOf(column), prefix: prefix?.value ?? '' };
}

function propertySql({ bag, prefix }: Unpacking, { name, type }: Column): string {
  if (!name.startsWith(prefix)) return convert('CAST(NULL AS VARCHAR)', 'dynamic', type);
  const found = `json_extract(${bag}, ${pointerTo(name.slice(prefix.length))})`;
  return convert(`nullif(CAST(${found} AS VARCHAR), 'null')`, 'dynamic', type);
}

function itemFor(unpacking: Unpacking, input: Relation, column: Column, declared: ReadonlySet<string>): Item {
  const exists = column.name !== unpacking.source && input.columns.some(({ name }) => name === column.name);
  if (!declared.has(column.name)) return { column, sql: columnSql(input, column.name) };
  if (exists) throw wrong(`bag_unpack() would make a second column ${column.name}`);
  return { column, sql: propertySql(unpacking, column) };
}

const typeOfJson: Readonly<Record<string, KustoType>> = {
  VARCHAR: 'string',
  BOOLEAN: 'bool',
  BIGINT: 'long',
  UBIGINT: 'long',
  DOUBLE: 'real',
};

/** Rows of property name and JSON type; properties in order of their names, with the type all their values share. */
function schemaFrom(rows: readonly (readonly [string, string])[]): Map<string, KustoType> {
  const found = new Map<string, KustoType>();
  for (const [name, json] of [...rows].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const type = typeOfJson[json] ?? 'dynamic';
    found.set(name, found.has(name) && found.get(name) !== type ? 'dynamic' : type);
  }
  return found;
}

const bracketed = (name: string): string => `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;

/** The schema depends on the data: it is read first, and the query is asked again with it written down. */
function discovery(call: SyntaxNode, unpacking: Unpacking, input: Relation, into: Translation): DiscoveryNeeded {
  const end = call.start + call.text.length;
  if (into.text.slice(call.start, end) !== call.text)
    throw unsupported('use of bag_unpack()', 'without output schema in a function');
  const bags = `SELECT DISTINCT unnest(json_keys(b)) AS k, b FROM (SELECT ${unpacking.bag} AS b FROM ${input.from} AS t) WHERE json_type(b) = 'OBJECT'`;
  const typed = `SELECT DISTINCT k, json_type(b, '/' || replace(replace(k, '~', '~0'), '/', '~1')) AS j FROM (${bags})`;
  return new DiscoveryNeeded(`SELECT k, j FROM (${typed}) WHERE j <> 'NULL'`, (rows) => {
    const found = [...schemaFrom(rows)].map(([name, type]) => `${bracketed(unpacking.prefix + name)}:${type}`);
    const columns = ['*', ...found];
    return `${into.text.slice(0, end)} : (${columns.join(', ')})${into.text.slice(end)}`;
  });
}

/** Source: https://learn.microsoft.com/kusto/query/bag-unpack-plugin */
export function evaluate(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  const call = require(node, 'FunctionCall');
  if (nameOfCall(call) !== 'bag_unpack') throw unsupported('plugin', nameOfCall(call));
  const unpacking = unpackingOf(call, input, scope, into);
  const schema = child(node, 'Schema');
  if (schema === undefined) throw discovery(call, unpacking, input, into);
  const declared = new Set(
    list(require(schema, 'Schema'), 'Columns').map((column) => nameOf(child(column, 'Name') ?? column)),
  );
  const items = columnsOf(node).map((column) => itemFor(unpacking, input, column, declared));
  return derive(items, `FROM ${input.from} AS t`);
}
