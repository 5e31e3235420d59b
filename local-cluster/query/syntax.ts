import type { Column, KustoType } from './contract.ts';

/** What a name was resolved to; `other` covers options, operators and everything the engine never looks at. */
export type SymbolKind = 'column' | 'table' | 'function' | 'variable' | 'other';

/**
 * A node of the official grammar, with lists and separators folded away: a list's elements are plain children that carry
 * the list's label. `kind` and `label` are the grammar's own words, such as `FilterOperator` and `Condition`.
 */
export interface SyntaxNode {
  readonly kind: string;
  readonly label: string;
  readonly start: number;
  readonly text: string;
  readonly children: readonly SyntaxNode[];
  /** Scalar result type, absent when the expression is tabular or has none. */
  readonly type?: KustoType;
  /** Result columns of a tabular expression, or of an aggregate that yields several values. */
  readonly columns?: readonly Column[];
  readonly tabular: boolean;
  readonly symbol?: { readonly kind: SymbolKind; readonly name: string };
  /** Name a column takes from an expression that was given none; absent when the grammar falls back to `ColumnN`. */
  readonly resultName?: string;
  /** The kind and documented result schema of a management command. */
  readonly command?: { readonly kind: string; readonly resultSchema: string };
  /** Decoded value of a string or name literal. */
  readonly value?: string;
  /** Parameter names and bound body of the user-defined function that a call refers to. */
  readonly called?: () => CalledFunction | undefined;
}

/** One declared parameter; a tabular one has no type. */
export interface Parameter {
  readonly name: string;
  readonly type?: KustoType;
  readonly fallback?: string;
}

/** A user-defined function as one call sees it. */
export interface CalledFunction {
  readonly parameters: readonly Parameter[];
  readonly body: SyntaxNode;
}

/** A problem the grammar or the binder found. */
export interface Diagnostic {
  readonly kind: 'syntax' | 'semantic';
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly length: number;
}

/** The first child with a label. */
export const child = (node: SyntaxNode, label: string): SyntaxNode | undefined =>
  node.children.find((candidate) => candidate.label === label);

/** The first child with a label; its absence means that the grammar is not the one this was written for. */
export function require(node: SyntaxNode, label: string): SyntaxNode {
  const found = child(node, label);
  if (found === undefined) throw new Error(`${node.kind} has no ${label}`);
  return found;
}

/** All children with a label, in order. */
export const list = (node: SyntaxNode, label: string): readonly SyntaxNode[] =>
  node.children.filter((candidate) => candidate.label === label);

/** Node and all its descendants, outermost first. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  const left = [node];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    yield next;
    left.push(...next.children.toReversed());
  }
}

/** The name written by a name node, without brackets and quotes. */
export function nameOf(node: SyntaxNode): string {
  if (node.value !== undefined) return node.value;
  for (const inner of walk(node)) if (inner.children.length === 0 && inner.value !== undefined) return inner.value;
  const token = [...walk(node)].find((inner) => inner.children.length === 0 && inner.text !== '');
  return token?.text ?? '';
}

/** The expressions of a call's argument list. */
export const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] =>
  list(require(call, 'ArgumentList'), 'Expressions');
