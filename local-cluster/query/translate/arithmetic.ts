import type { KustoType } from '../contract.ts';
import { require, type SyntaxNode } from '../syntax.ts';
import { convert } from './convert.ts';
import { type Scope, type Translation, typeOf, unsupported } from './scope.ts';

interface Operand {
  readonly sql: string;
  readonly type: KustoType;
}
type Apply = (left: Operand, right: Operand, type: KustoType) => string;

const isTime = (type: KustoType): boolean => type === 'datetime' || type === 'timespan';
const number = ({ sql, type }: Operand, to: KustoType): string => convert(sql, type, to);
const ticks = (sql: string): string => `CAST(trunc(${sql}) AS BIGINT)`;

const decimal = (left: Operand, right: Operand, symbol: string): string =>
  `kusto_decimal_of('${symbol}', ${number(left, 'decimal')}, ${number(right, 'decimal')})`;

/** Whole numbers keep the low bits of a result that is too large for their type. */
export function wrapped(sql: (operand: (of: string) => string) => string, type: KustoType): string {
  if (type !== 'int' && type !== 'long') return sql((operand) => operand);
  const wide = sql((operand) => `CAST(${operand} AS HUGEINT)`);
  return `${type === 'int' ? 'kusto_wrapped_int' : 'kusto_wrapped'}(${wide})`;
}

const sum =
  (symbol: string): Apply =>
  (left, right, type) => {
    if (type === 'datetime') return `kusto_instant(CAST(${left.sql} AS HUGEINT) ${symbol} ${right.sql})`;
    if (isTime(left.type) || isTime(right.type)) return `(${left.sql} ${symbol} ${right.sql})`;
    if (type === 'decimal') return decimal(left, right, symbol);
    return wrapped((wide) => `(${wide(number(left, type))} ${symbol} ${wide(number(right, type))})`, type);
  };

const product: Apply = (left, right, type) => {
  if (type === 'decimal') return decimal(left, right, '*');
  if (type !== 'timespan')
    return wrapped((wide) => `(${wide(number(left, type))} * ${wide(number(right, type))})`, type);
  const exact = [left, right].every((operand) => operand.type !== 'real' && operand.type !== 'decimal');
  if (exact) return `(${left.sql} * ${right.sql})`;
  const [first, second] = [left, right].map((operand) =>
    isTime(operand.type) ? operand.sql : number(operand, 'real'),
  );
  return ticks(`${first} * ${second}`);
};

const quotient: Apply = (left, right, type) => {
  if (type === 'decimal') return decimal(left, right, '/');
  if (isTime(left.type) && isTime(right.type)) return `(CAST(${left.sql} AS DOUBLE) / CAST(${right.sql} AS DOUBLE))`;
  if (type === 'timespan') return ticks(`${left.sql} / ${number(right, 'real')}`);
  return `(${number(left, type)} ${type === 'real' ? '/' : '//'} ${number(right, type)})`;
};

const remainder: Apply = (left, right, type) => {
  if (type === 'decimal') return decimal(left, right, '%');
  if (isTime(left.type) && isTime(right.type)) return `kusto_modulo(${left.sql}, ${right.sql})`;
  if (isTime(type)) throw unsupported(`operator on ${type}`, '%');
  return `kusto_modulo(${number(left, type)}, ${number(right, type)})`;
};

/** Keyed by the grammar's word. */
export const operations: Readonly<Record<string, Apply>> = {
  AddExpression: sum('+'),
  SubtractExpression: sum('-'),
  MultiplyExpression: product,
  DivideExpression: quotient,
  ModuloExpression: remainder,
};

/**
 * A datetime beyond its range is null, as https://learn.microsoft.com/kusto/query/make-datetime-function has it; no page says it of sums.
 * Whole numbers divide towards zero, have the width the binder gave them and wrap around; a remainder is never negative.
 * Source: https://learn.microsoft.com/kusto/query/numerical-operators
 */
export function translateArithmetic(node: SyntaxNode, scope: Scope, into: Translation): string | undefined {
  const apply = operations[node.kind];
  if (apply === undefined) return undefined;
  const [left, right] = [require(node, 'Left'), require(node, 'Right')].map((operand) => ({
    sql: into.scalar(operand, scope),
    type: typeOf(operand),
  }));
  if (left === undefined || right === undefined) return undefined;
  return apply(left, right, typeOf(node));
}
