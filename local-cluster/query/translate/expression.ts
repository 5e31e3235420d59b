import { nameOf, require, type SyntaxNode } from '../syntax.ts';
import { operations, translateArithmetic, wrapped } from './arithmetic.ts';
import { translateCall } from './call.ts';
import { comparisons, translateComparison } from './comparison.ts';
import { convert, pointerTo } from './convert.ts';
import { nullOf, readDynamic, readLiteral } from './literals.ts';
import { translateLogic } from './logic.ts';
import { columnSql, identifiers, quoteText } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, wrong } from './scope.ts';
import { textOperators, translateTextTest } from './text-tests.ts';

type Rule = (node: SyntaxNode, scope: Scope, into: Translation) => string;

const inner: Rule = (node, scope, into) => into.scalar(require(node, 'Expression'), scope);
const literal: Rule = (node) => readLiteral(typeOf(node), node.text);
const name: Rule = (node, scope) => {
  const written = node.symbol?.name ?? nameOf(node);
  const binding = node.symbol?.kind === 'column' ? undefined : scope.names.get(written);
  if (binding?.kind === 'scalar') return binding.sql;
  if (scope.row === undefined || binding !== undefined) throw wrong(`${written} is not a column or scalar here`);
  return columnSql(scope.row, written);
};

/** JSON null is the null value, so an extracted one is folded into SQL NULL. */
const extract = (sql: string, path: string): string => `nullif(CAST(json_extract(${sql}, ${path}) AS VARCHAR), 'null')`;

const property: Rule = (node, scope, into) => {
  const selector = require(node, 'Selector');
  const owner = require(node, 'Expression');
  if (owner.type !== 'dynamic') throw unsupported('expression', node.text.slice(0, 80));
  return extract(into.scalar(owner, scope), pointerTo(nameOf(selector)));
};

const element: Rule = (node, scope, into) => {
  const owner = into.scalar(require(node, 'Expression'), scope);
  const selector = require(require(node, 'Selector'), 'Expression');
  if (selector.kind === 'StringLiteralExpression') return extract(owner, pointerTo(selector.value ?? ''));
  const index = into.scalar(selector, scope);
  if (typeOf(selector) === 'string') return extract(owner, `'/' || replace(replace(${index}, '~', '~0'), '/', '~1')`);
  const position = convert(index, typeOf(selector), 'long');
  return extract(owner, `'$[' || CASE WHEN ${position} < 0 THEN '#' ELSE '' END || ${position} || ']'`);
};

const scalarOf: Rule = (node, scope, into) => {
  const query = require(node, 'Expression');
  if (!query.tabular) return into.scalar(query, scope);
  const relation = into.tabular(query, { names: scope.names });
  const found = `(SELECT s.${identifiers(relation.columns)[0]} FROM ${relation.from} AS s LIMIT 1)`;
  return node.type === 'string' ? `coalesce(${found}, ${nullOf('string')})` : found;
};

const negated: Rule = (node, scope, into) => {
  const sql = inner(node, scope, into);
  if (node.type === 'decimal') return `kusto_decimal_of('-', '0', ${sql})`;
  return wrapped((wide) => `(-${wide(sql)})`, typeOf(node));
};

const rules: Readonly<Record<string, Rule>> = {
  NameReference: name,
  ParenthesizedExpression: (node, scope, into) => `(${inner(node, scope, into)})`,
  SimpleNamedExpression: inner,
  PathExpression: property,
  ElementExpression: element,
  ToScalarExpression: scalarOf,
  FunctionCallExpression: translateCall,
  AndExpression: translateLogic,
  OrExpression: translateLogic,
  UnaryMinusExpression: negated,
  UnaryPlusExpression: inner,
  DynamicExpression: readDynamic,
  StringLiteralExpression: (node) => quoteText(node.value ?? ''),
  CompoundStringLiteralExpression: (node) => quoteText(node.value ?? ''),
  BooleanLiteralExpression: literal,
  IntLiteralExpression: literal,
  LongLiteralExpression: literal,
  RealLiteralExpression: literal,
  DecimalLiteralExpression: literal,
  DateTimeLiteralExpression: literal,
  TimespanLiteralExpression: literal,
  GuidLiteralExpression: literal,
};

/** The grammar's words for all expressions there is a rule for. */
export const expressionKinds: readonly string[] = [
  ...Object.keys(rules),
  ...comparisons,
  ...textOperators,
  ...Object.keys(operations),
];

/** SQL of a scalar expression, of the storage type of its Kusto type. */
export function translateScalar(node: SyntaxNode, scope: Scope, into: Translation): string {
  const rule = rules[node.kind];
  if (rule !== undefined) return rule(node, scope, into);
  const found =
    translateComparison(node, scope, into) ??
    translateTextTest(node, scope, into) ??
    translateArithmetic(node, scope, into);
  if (found === undefined) throw unsupported('expression', `${node.kind} in ${node.text.slice(0, 60)}`);
  return found;
}
