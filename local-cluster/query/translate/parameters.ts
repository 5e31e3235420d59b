import type { KustoType } from '../contract.ts';
import { require, type SyntaxNode } from '../syntax.ts';
import { convert } from './convert.ts';
import { type Binding, unsupported } from './scope.ts';

/** Each holds every value of those before it. */
const widening: readonly KustoType[] = ['int', 'long', 'real', 'decimal'];

/** A number written out, so that whether it fits is known beforehand. */
export function isNumber(node: SyntaxNode): boolean {
  if (node.kind === 'SimpleNamedExpression' || node.kind === 'UnaryMinusExpression')
    return isNumber(require(node, 'Expression'));
  return node.kind === 'LongLiteralExpression' || node.kind === 'IntLiteralExpression';
}

interface Declared {
  readonly name: string;
  readonly type: KustoType | undefined;
  readonly isLiteral: boolean;
}

/**
 * An argument as a value of the type its parameter has: a number of a narrower type is widened, a whole number that is
 * written out may be an int. No page says that any other is converted; it is refused.
 * Source: https://learn.microsoft.com/kusto/query/functions/user-defined-functions
 */
export function asDeclared(binding: Binding, { name, type, isLiteral }: Declared): Binding {
  if (binding.kind !== 'scalar' || type === undefined || binding.type === type) return binding;
  const [from, to] = [widening.indexOf(binding.type), widening.indexOf(type)];
  const isWider = from >= 0 && to > from;
  const isInt = type === 'int' && binding.type === 'long' && isLiteral;
  if (!isWider && !isInt) throw unsupported('argument of a function', `a ${binding.type} for ${name}:${type}`);
  const sql = isInt ? `CAST(${binding.sql} AS INTEGER)` : convert(binding.sql, binding.type, type);
  return { kind: 'scalar', sql: `(${sql})`, type };
}
