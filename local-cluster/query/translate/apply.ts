import type { Column } from '../contract.ts';
import { child, require, type SyntaxNode } from '../syntax.ts';
import { unnest } from './expand.ts';
import { columnSql, derive, type Relation } from './relation.ts';
import { type Scope, type Translation, unsupported } from './scope.ts';
import { columnsOf } from './sources.ts';

type Apply = (node: SyntaxNode, input: Relation) => Relation;

/** Operators in a row, the first of which has no input of its own. */
function chain(node: SyntaxNode, input: Relation, apply: Apply): Relation {
  if (node.kind !== 'PipeExpression') return apply(node, input);
  return apply(require(node, 'Operator'), chain(require(node, 'Expression'), input, apply));
}

/** The columns a subquery sees: those of the input, expanded ones in the place of the old ones of their name. */
function visible(input: readonly Column[], expanded: readonly Column[]): Column[] {
  const replaced = input.map((column) => expanded.find(({ name }) => name === column.name) ?? column);
  return [...replaced, ...expanded.filter(({ name }) => input.every((column) => column.name !== name))];
}

/**
 * Runs the subquery on the elements of each row; a row without elements yields none. Source:
 * https://learn.microsoft.com/kusto/query/mv-apply-operator
 */
export function mvApply(
  node: SyntaxNode,
  input: Relation,
  { scope, into, apply }: { scope: Scope; into: Translation; apply: Apply },
): Relation {
  if (child(node, 'ContextIdClause') !== undefined) throw unsupported('parameter of mv-apply', 'id');
  const { listed, count, valueAt, columns } = unnest(node, input, scope, into);
  const outer = `"$outer-${node.start}"`;
  const items = visible(input.columns, columns).map((column) => ({
    column,
    sql: valueAt(column, outer, 'u.n') ?? columnSql(input, column.name, outer),
  }));
  const elements = derive(items, `FROM (SELECT unnest(range(${count(outer)})) AS n) AS u`);
  const result = chain(require(require(node, 'Subquery'), 'Expression'), elements, apply);
  const isInner = (name: string): boolean => result.columns.some((column) => column.name === name);
  return derive(
    columnsOf(node).map((column) => ({
      column,
      sql: isInner(column.name) ? columnSql(result, column.name, 's') : columnSql(input, column.name, outer),
    })),
    `FROM ${listed} AS ${outer}, LATERAL ${result.from} AS s WHERE ${count(outer)} > 0`,
  );
}
