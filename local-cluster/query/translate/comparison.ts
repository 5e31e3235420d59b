import type { KustoType } from '../contract.ts';
import { list, require, type SyntaxNode } from '../syntax.ts';
import { convert, decimalNumber, isNullable } from './convert.ts';
import { identifiers } from './relation.ts';
import { type Scope, type Translation, typeOf, wrong } from './scope.ts';

const widths: readonly KustoType[] = ['bool', 'int', 'long', 'real', 'decimal'];
const isLiteral = (node: SyntaxNode): boolean =>
  node.kind.endsWith('LiteralExpression') && !/null\s*\)$/i.test(node.text);

/**
 * The type two operands are compared in. The service refuses two types that are neither the same nor both numbers, and two dynamic values, where the
 * grammar lets them pass. Sources: https://github.com/MicrosoftDocs/dataexplorer-docs/issues/43, https://github.com/microsoft/BCTech/issues/24
 */
function commonType(left: KustoType, right: KustoType): KustoType {
  if (left === 'dynamic' && right === 'dynamic') throw wrong('Cannot compare dynamic values without explicit cast.');
  if (left === right || right === 'dynamic') return left;
  if (left === 'dynamic') return right;
  if (widths.includes(left) && widths.includes(right))
    return widths[Math.max(widths.indexOf(left), widths.indexOf(right))] ?? left;
  throw wrong(`Cannot compare values of types ${left} and ${right}. Try adding explicit casts.`);
}

interface Pair {
  readonly left: string;
  readonly right: string;
  readonly type: KustoType;
  readonly nullable: 'both' | 'one' | 'none';
}

function pairOf(node: SyntaxNode, scope: Scope, into: Translation): Pair {
  const [left, right] = [require(node, 'Left'), require(node, 'Right')];
  const type = commonType(typeOf(left), typeOf(right));
  const known = [left, right].filter((operand) => isLiteral(operand)).length;
  return {
    left: convert(into.scalar(left, scope), typeOf(left), type),
    right: convert(into.scalar(right, scope), typeOf(right), type),
    type,
    nullable: !isNullable(type) || known === 2 ? 'none' : known === 1 ? 'one' : 'both',
  };
}

/**
 * Two nulls compare to null, a null and a value are unequal.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 */
function equality({ left, right, nullable }: Pair): string {
  if (nullable === 'none') return `(${left} = ${right})`;
  return nullable === 'one' ? `coalesce(${left} = ${right}, FALSE)` : `kusto_equal(${left}, ${right})`;
}

const ordered = (sql: string, type: KustoType): string => (type === 'decimal' ? decimalNumber(sql) : sql);
const order =
  (symbol: string) =>
  ({ left, right, type }: Pair): string =>
    `(${ordered(left, type)} ${symbol} ${ordered(right, type)})`;

const relations: Readonly<Record<string, (pair: Pair) => string>> = {
  EqualExpression: equality,
  NotEqualExpression: (pair) => `(NOT ${equality(pair)})`,
  LessThanExpression: order('<'),
  LessThanOrEqualExpression: order('<='),
  GreaterThanExpression: order('>'),
  GreaterThanOrEqualExpression: order('>='),
};

function between(node: SyntaxNode, scope: Scope, into: Translation): string {
  const left = require(node, 'Left');
  const range = require(node, 'Right');
  const [low, high] = [require(range, 'First'), require(range, 'Second')];
  const type = commonType(commonType(typeOf(left), typeOf(low)), typeOf(low));
  const value = ordered(convert(into.scalar(left, scope), typeOf(left), type), type);
  const bound = (of: SyntaxNode): string => ordered(convert(into.scalar(of, scope), typeOf(of), type), type);
  const start = bound(low);
  const isLength = type === 'datetime' && typeOf(high) === 'timespan';
  const end = isLength ? `(${start} + ${into.scalar(high, scope)})` : bound(high);
  return `(${value} BETWEEN ${start} AND ${end})`;
}

const folded = (sql: string, kind: string): string => (kind.includes('InCs') ? `lower(${sql})` : sql);

/** What `in` looks in: values, the first column of a query, or the elements of a dynamic. */
function members(node: SyntaxNode, scope: Scope, into: Translation, sought: KustoType): string[] {
  const type = memberType(sought);
  return list(require(node, 'Right'), 'Expressions').map((element) => {
    if (element.tabular) return subselect(element, scope, into, sought);
    const own = typeOf(element);
    if (own === 'dynamic') return elements(into.scalar(element, scope), type);
    return convert(into.scalar(element, scope), comparable(own, sought), type);
  });
}

/** The type in which a value of a type is looked for: any value can be in a dynamic, so its text is. */
const memberType = (sought: KustoType): KustoType => (sought === 'dynamic' ? 'string' : sought);

/** The type of something that is looked for among values of another type; refused where the two cannot be compared. */
function comparable(own: KustoType, type: KustoType): KustoType {
  if (type !== 'dynamic') commonType(own, type);
  return own;
}

function subselect(element: SyntaxNode, scope: Scope, into: Translation, sought: KustoType): string {
  const type = memberType(sought);
  const relation = into.tabular(element, { names: scope.names });
  const [column] = relation.columns;
  const sql = `m.${identifiers(relation.columns)[0]}`;
  const value = convert(sql, comparable(column?.type ?? type, sought), type);
  const distinct = `SELECT DISTINCT ${value} FROM ${relation.from} AS m OFFSET ${mostMembers} LIMIT 1`;
  const refusal = `error('in takes no more than ${mostMembers} distinct values of a query')`;
  return `SELECT ${value} FROM ${relation.from} AS m WHERE (SELECT ${refusal} FROM (${distinct})) IS NULL`;
}

/** Source: https://learn.microsoft.com/kusto/query/in-operator */
const mostMembers = 1_000_000;

const elements = (sql: string, type: KustoType): string =>
  `SELECT ${convert('m.v', 'dynamic', type)} FROM (SELECT unnest(json_extract(${sql}, '$[*]')) AS v) AS m`;

function membership(node: SyntaxNode, scope: Scope, into: Translation): string {
  const left = require(node, 'Left');
  const sought = typeOf(left);
  const needle = folded(convert(into.scalar(left, scope), sought, memberType(sought)), node.kind);
  const all = members(node, scope, into, sought);
  const queries = all.filter((sql) => sql.startsWith('SELECT '));
  const values = all.filter((sql) => !sql.startsWith('SELECT ')).map((sql) => folded(sql, node.kind));
  const tests = [
    ...(values.length > 0 ? [`${needle} IN (${values.join(', ')})`] : []),
    ...queries.map((sql) => `${needle} IN (SELECT ${folded('q.v', node.kind)} FROM (${sql}) AS q(v))`),
  ];
  if (tests.length === 0) return 'FALSE';
  return `coalesce(${tests.join(' OR ')}, FALSE)`;
}

const memberships = ['InExpression', 'NotInExpression', 'InCsExpression', 'NotInCsExpression'];

/** The grammar's words for comparisons and membership. */
export const comparisons: readonly string[] = [
  ...Object.keys(relations),
  'BetweenExpression',
  'NotBetweenExpression',
  ...memberships,
];

/** Comparison and membership; undefined when the node is neither. */
export function translateComparison(node: SyntaxNode, scope: Scope, into: Translation): string | undefined {
  const relation = relations[node.kind];
  if (relation !== undefined) return relation(pairOf(node, scope, into));
  if (node.kind === 'BetweenExpression') return between(node, scope, into);
  if (node.kind === 'NotBetweenExpression') return `(NOT ${between(node, scope, into)})`;
  if (!memberships.includes(node.kind)) return undefined;
  const found = membership(node, scope, into);
  return node.kind.startsWith('Not') ? `(NOT ${found})` : found;
}
