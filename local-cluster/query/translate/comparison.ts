import type { KustoType } from '../contract.ts';
import { list, require, type SyntaxNode } from '../syntax.ts';
import { convert, decimalNumber, isNullable } from './convert.ts';
import { identifiers, quoteText } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported } from './scope.ts';

const widths: readonly KustoType[] = ['bool', 'int', 'long', 'real', 'decimal'];
const isLiteral = (node: SyntaxNode): boolean =>
  node.kind.endsWith('LiteralExpression') && !/null\s*\)$/i.test(node.text);

/** The type two operands are compared in. */
export function commonType(left: KustoType, right: KustoType): KustoType {
  if (left === right) return left === 'dynamic' ? 'string' : left;
  if (left === 'dynamic') return right;
  if (right === 'dynamic') return left;
  if (widths.includes(left) && widths.includes(right))
    return widths[Math.max(widths.indexOf(left), widths.indexOf(right))] ?? left;
  if (left === 'string') return right === 'datetime' || right === 'timespan' || right === 'guid' ? right : 'string';
  if (right === 'string') return commonType(right, left);
  return left;
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
function members(node: SyntaxNode, scope: Scope, into: Translation, type: KustoType): string[] {
  return list(require(node, 'Right'), 'Expressions').map((element) => {
    if (element.tabular) return subselect(element, scope, into, type);
    const own = typeOf(element);
    if (own === 'dynamic' && type !== 'dynamic') return elements(into.scalar(element, scope), type);
    return convert(into.scalar(element, scope), own, type);
  });
}

function subselect(element: SyntaxNode, scope: Scope, into: Translation, type: KustoType): string {
  const relation = into.tabular(element, { names: scope.names });
  const [column] = relation.columns;
  const sql = `m.${identifiers(relation.columns)[0]}`;
  return `SELECT ${convert(sql, column?.type ?? type, type)} FROM ${relation.from} AS m`;
}

const elements = (sql: string, type: KustoType): string =>
  `SELECT ${convert('m.v', 'dynamic', type)} FROM (SELECT unnest(json_extract(${sql}, '$[*]')) AS v) AS m`;

function membership(node: SyntaxNode, scope: Scope, into: Translation): string {
  const left = require(node, 'Left');
  const type = typeOf(left) === 'dynamic' ? 'string' : typeOf(left);
  const needle = folded(convert(into.scalar(left, scope), typeOf(left), type), node.kind);
  const all = members(node, scope, into, type);
  const queries = all.filter((sql) => sql.startsWith('SELECT '));
  const values = all.filter((sql) => !sql.startsWith('SELECT ')).map((sql) => folded(sql, node.kind));
  const tests = [
    ...(values.length > 0 ? [`${needle} IN (${values.join(', ')})`] : []),
    ...queries.map((sql) => `${needle} IN (SELECT ${folded('q.v', node.kind)} FROM (${sql}) AS q(v))`),
  ];
  if (tests.length === 0) return 'FALSE';
  return `coalesce(${tests.join(' OR ')}, FALSE)`;
}

/** A term is a run of letters and digits. Source: https://learn.microsoft.com/kusto/query/datatypes-string-operators */
function termPattern(needle: string): string {
  const escaped = needle.replaceAll(/[\\^$.|?*+()[\]{}\-/]/g, '\\$&');
  const edge = (part: string): boolean => /^[\p{L}\p{N}]$/u.test(part);
  const [first = ''] = needle;
  const last = [...needle].at(-1) ?? '';
  return `${edge(first) ? '(?:^|[^\\p{L}\\p{N}])' : ''}${escaped}${edge(last) ? '(?:$|[^\\p{L}\\p{N}])' : ''}`;
}

function hasTerm(text: string, needle: SyntaxNode, flags: string, scope: Scope, into: Translation): string {
  if (needle.value !== undefined && needle.kind.endsWith('LiteralExpression'))
    return `regexp_matches(${text}, ${quoteText(flags + termPattern(needle.value))})`;
  const sql = convert(into.scalar(needle, scope), typeOf(needle), 'string');
  const side = (at: string, pattern: string): string =>
    `CASE WHEN regexp_matches(${sql}, ${quoteText(at)}) THEN ${quoteText(pattern)} ELSE '' END`;
  const before = side('^[\\p{L}\\p{N}]', '(?:^|[^\\p{L}\\p{N}])');
  const after = side('[\\p{L}\\p{N}]$', '(?:$|[^\\p{L}\\p{N}])');
  return `regexp_matches(${text}, ${quoteText(flags)} || ${before} || regexp_escape(${sql}) || ${after})`;
}

const insensitive = '(?is)';
const sensitive = '(?s)';

type TextTest = (left: string, right: string) => string;
const fold =
  (test: TextTest): TextTest =>
  (left, right) =>
    test(`lower(${left})`, `lower(${right})`);
const contains: TextTest = (left, right) => `contains(${left}, ${right})`;
const starts: TextTest = (left, right) => `starts_with(${left}, ${right})`;
const ends: TextTest = (left, right) => `ends_with(${left}, ${right})`;
const same: TextTest = (left, right) => `(${left} = ${right})`;

const textTests: Readonly<Record<string, TextTest>> = {
  EqualTildeExpression: fold(same),
  BangTildeExpression: fold(same),
  ContainsExpression: fold(contains),
  NotContainsExpression: fold(contains),
  ContainsCsExpression: contains,
  NotContainsCsExpression: contains,
  StartsWithExpression: fold(starts),
  NotStartsWithExpression: fold(starts),
  StartsWithCsExpression: starts,
  NotStartsWithCsExpression: starts,
  EndsWithExpression: fold(ends),
  NotEndsWithExpression: fold(ends),
  EndsWithCsExpression: ends,
  NotEndsWithCsExpression: ends,
  MatchesRegexExpression: (left, right) => `regexp_matches(${left}, ${right})`,
};
const hasKinds: Readonly<Record<string, string>> = {
  HasExpression: insensitive,
  NotHasExpression: insensitive,
  HasCsExpression: sensitive,
  NotHasCsExpression: sensitive,
};

const asText = (node: SyntaxNode, scope: Scope, into: Translation): string =>
  convert(into.scalar(node, scope), typeOf(node), 'string');

function textComparison(node: SyntaxNode, scope: Scope, into: Translation): string | undefined {
  const [left, right] = [require(node, 'Left'), require(node, 'Right')];
  const flags = hasKinds[node.kind];
  if (flags !== undefined) return hasTerm(asText(left, scope, into), right, flags, scope, into);
  return textTests[node.kind]?.(asText(left, scope, into), asText(right, scope, into));
}

function hasSeveral(node: SyntaxNode, scope: Scope, into: Translation): string {
  const text = asText(require(node, 'Left'), scope, into);
  const needles = list(require(node, 'Right'), 'Expressions').flatMap(unroll);
  const tests = needles.map((needle) => hasTerm(text, needle, insensitive, scope, into));
  return `(${tests.join(node.kind === 'HasAllExpression' ? ' AND ' : ' OR ')})`;
}

function unroll(needle: SyntaxNode): readonly SyntaxNode[] {
  if (needle.tabular) throw unsupported('operand of has_any', needle.text.slice(0, 80));
  if (needle.kind !== 'DynamicExpression') return [needle];
  return require(needle, 'Expression').children.filter(({ kind }) => !kind.endsWith('Token'));
}

const isNegated = (kind: string): boolean => kind.startsWith('Not') || kind === 'BangTildeExpression';

/** Comparison, membership and text operators; undefined when the node is none of them. */
export function translateComparison(node: SyntaxNode, scope: Scope, into: Translation): string | undefined {
  const relation = relations[node.kind];
  if (relation !== undefined) return relation(pairOf(node, scope, into));
  if (node.kind === 'BetweenExpression') return between(node, scope, into);
  if (node.kind === 'NotBetweenExpression') return `(NOT ${between(node, scope, into)})`;
  if (node.kind === 'HasAnyExpression' || node.kind === 'HasAllExpression') return hasSeveral(node, scope, into);
  if (/^(?:Not)?In(?:Cs)?Expression$/.test(node.kind)) {
    const found = membership(node, scope, into);
    return isNegated(node.kind) ? `(NOT ${found})` : found;
  }
  if (textTests[node.kind] === undefined && hasKinds[node.kind] === undefined) return undefined;
  const test = textComparison(node, scope, into);
  return test !== undefined && isNegated(node.kind) ? `(NOT ${test})` : test;
}
