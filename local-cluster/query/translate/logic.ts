import { require, type SyntaxNode } from '../syntax.ts';
import { convert } from './convert.ts';
import { type Scope, type Translation, typeOf } from './scope.ts';

const words: Readonly<Record<string, string>> = { AndExpression: 'AND', OrExpression: 'OR' };

/** SQL that is true exactly where the condition is; where it is false or null, this may be either. */
export function conditionSql(node: SyntaxNode, scope: Scope, into: Translation): string {
  if (node.kind === 'ParenthesizedExpression') return conditionSql(require(node, 'Expression'), scope, into);
  const word = words[node.kind];
  if (word === undefined) return convert(into.scalar(node, scope), typeOf(node), 'bool');
  const sides = [require(node, 'Left'), require(node, 'Right')];
  return `(${sides.map((side) => conditionSql(side, scope, into)).join(` ${word} `)})`;
}

/** A null operand counts as false. Source: https://learn.microsoft.com/kusto/query/logical-operators */
export const translateLogic = (node: SyntaxNode, scope: Scope, into: Translation): string =>
  `coalesce(${conditionSql(node, scope, into)}, FALSE)`;
