import type { KustoType } from '../contract.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Scope, Translation } from './scope.ts';

/** A call of a built-in function; argument positions count from 0. */
export interface Call {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly args: readonly SyntaxNode[];
  readonly scope: Scope;
  readonly into: Translation;
  /** Type of the result. */
  readonly result: KustoType;
  /** SQL of an argument as it is, or converted. */
  sql(index: number, as?: KustoType): string;
  type(index: number): KustoType;
}

/** SQL of a call of one function; the tables are keyed by function name. */
export type FunctionRule = (call: Call) => string;
export type FunctionTable = Readonly<Record<string, FunctionRule>>;
