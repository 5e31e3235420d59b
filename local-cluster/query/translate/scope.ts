import { type KustoType, type QueryCatalog, QueryProblem } from '../contract.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Relation } from './relation.ts';
import type { Stages } from './windows.ts';

/** What a let name, a function parameter or a query parameter stands for. */
export type Binding =
  | { readonly kind: 'scalar'; readonly sql: string; readonly type: KustoType; readonly text?: string }
  | { readonly kind: 'tabular'; readonly relation: Relation }
  /** A let function; its body sees the names that were known where it was written. */
  | { readonly kind: 'function'; readonly names: ReadonlyMap<string, Binding> };

/** The names an expression may use, and the row it is evaluated on. */
export interface Scope {
  readonly names: ReadonlyMap<string, Binding>;
  readonly row?: Relation;
  /** Where expressions that look at other rows are computed; absent where an operator does not allow them. */
  readonly stages?: Stages;
}

/** One translation: what is fixed for the whole statement, and the two directions of recursion. */
export interface Translation {
  readonly catalog: QueryCatalog;
  readonly text: string;
  /** The same text where names are those of another database. */
  elsewhere(catalog: QueryCatalog): Translation;
  scalar(node: SyntaxNode, scope: Scope): string;
  tabular(node: SyntaxNode, scope: Scope): Relation;
  /** A call whose first argument is the rows piped into it. */
  invoke(call: SyntaxNode, input: Relation, scope: Scope): Relation;
  /** The bound body of a called function, with the scope its parameters make. */
  enter(call: SyntaxNode, scope: Scope): { readonly body: SyntaxNode; readonly scope: Scope } | undefined;
}

/** The scope of expressions that an operator evaluates on its input. */
export const withRow = (scope: Scope, row: Relation): Scope => ({ names: scope.names, row });

/** The same where window functions are allowed. */
export const withStages = (scope: Scope, row: Relation, stages: Stages): Scope => ({ names: scope.names, row, stages });

/** A scope that knows one name more. */
export const withName = (scope: Scope, name: string, binding: Binding): Scope => ({
  ...scope,
  names: new Map(scope.names).set(name, binding),
});

/** What this engine cannot do; always says what it is. */
export const unsupported = (what: string, name: string): QueryProblem =>
  new QueryProblem('LOCAL0001', `This ${what} is not supported by the local cluster: ${name}`);

/** What Kusto would refuse too. */
export const wrong = (message: string): QueryProblem => new QueryProblem('SEM0100', `Semantic error: ${message}`);

/** The type of a scalar expression; an expression the binder could not type is not translated. */
export function typeOf(node: SyntaxNode): KustoType {
  if (node.type === undefined) throw unsupported('expression', node.text.slice(0, 80));
  return node.type;
}
