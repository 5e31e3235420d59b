import type { Column } from '../contract.ts';
import { argumentsOf, child, list, type SyntaxNode } from '../syntax.ts';
import { firstValue, isMultiple, isStar, percentileOf, pick, rankOf } from './aggregates.ts';
import { nameOfCall } from './call.ts';
import { convert, decimalNumber } from './convert.ts';
import { columnSql, derive, type Item, type Relation } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, withRow } from './scope.ts';
import { columnsOf } from './sources.ts';

const unnamed = (node: SyntaxNode): SyntaxNode =>
  /^(?:Simple|Compound)NamedExpression$/.test(node.kind) ? (child(node, 'Expression') ?? node) : node;

interface Value {
  readonly sql: string;
  readonly type: Column['type'];
}

const toValue = (node: SyntaxNode, scope: Scope, into: Translation): Value => ({
  sql: into.scalar(node, scope),
  type: typeOf(node),
});

/** The values an aggregate is asked for; `*` stands for the columns the binder listed after those asked for by name. */
function wanted(call: SyntaxNode, scope: Scope, into: Translation): Value[] {
  const named = argumentsOf(call).filter((node) => !isStar(node));
  const values = named.map((node) => toValue(node, scope, into));
  const rest = argumentsOf(call).some(isStar) ? (call.columns ?? []).slice(named.length) : [];
  const { row } = scope;
  if (row === undefined) return values;
  return [...values, ...rest.map(({ name, type }) => ({ sql: columnSql(row, name), type }))];
}

function several(call: SyntaxNode, scope: Scope, into: Translation): string[] {
  const name = nameOfCall(call);
  if (name === 'percentiles') return percentiles(call, scope, into);
  const [first, ...others] = wanted(call, scope, into);
  if (first === undefined) return [];
  if (name === 'take_any' || name === 'any') return [first, ...others].map(({ sql, type }) => firstValue(sql, type));
  const key = first.type === 'decimal' ? decimalNumber(first.sql) : first.sql;
  return [first, ...others].map(({ sql, type }) => pick(name, sql, key, type));
}

function percentiles(call: SyntaxNode, scope: Scope, into: Translation): string[] {
  const [measured, ...ranks] = argumentsOf(call);
  if (measured === undefined) return [];
  const type = typeOf(measured);
  const sql = into.scalar(measured, scope);
  return ranks.map((rank, index) => {
    const result = call.columns?.[index]?.type ?? type;
    return convert(percentileOf(sql, type, rankOf(rank)), type, result);
  });
}

/** One expression may fill several output columns. */
function aggregateSql(node: SyntaxNode, scope: Scope, into: Translation): string[] {
  const expression = unnamed(node);
  if (expression.kind === 'FunctionCallExpression' && isMultiple(nameOfCall(expression)))
    return several(expression, scope, into);
  return [into.scalar(expression, scope)];
}

function group(node: SyntaxNode, keys: readonly string[], values: readonly string[], input: Relation): Relation {
  const columns = columnsOf(node);
  const sqls = [...keys, ...values];
  if (columns.length !== sqls.length) throw unsupported('operator', node.text.slice(0, 80));
  const items: Item[] = columns.map((column, index) => ({ column, sql: sqls[index] ?? '' }));
  const by = keys.length === 0 ? '' : `GROUP BY ${keys.map((_key, index) => index + 1).join(', ')}`;
  return derive(items, `FROM ${input.from} AS t ${by}`);
}

/** Keys come first, then aggregates. Source: https://learn.microsoft.com/kusto/query/summarize-operator */
export function summarize(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  const inner = withRow(scope, input);
  const by = child(node, 'ByClause');
  const keys = by === undefined ? [] : list(by, 'Expressions').map((key) => into.scalar(key, inner));
  const values = list(node, 'Aggregates').flatMap((aggregate) => aggregateSql(aggregate, inner, into));
  return group(node, keys, values, input);
}

/** Source: https://learn.microsoft.com/kusto/query/distinct-operator */
export function distinct(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  const inner = withRow(scope, input);
  const expressions = list(node, 'Expressions').filter((expression) => !isStar(expression));
  if (expressions.length === 0)
    return group(
      node,
      columnsOf(node).map(({ name }) => columnSql(input, name)),
      [],
      input,
    );
  const keys = expressions.map((expression, index) => {
    const type = columnsOf(node)[index]?.type ?? typeOf(expression);
    return convert(into.scalar(expression, inner), typeOf(expression), type);
  });
  return group(node, keys, [], input);
}
