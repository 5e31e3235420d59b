import type { QueryCatalog } from '../query/contract.ts';
import { inspectQuery } from '../query/parser.ts';
import { child, list, require, type SyntaxNode, walk } from '../query/syntax.ts';

/** A view's query in its parts. Only its last operator, the one `summarize`, can bring rows together. */
export interface ViewQuery {
  /** What goes on before rows are brought together, `let` statements included. */
  readonly input: string;
  /** The `let` statements alone. */
  readonly head: string;
  readonly keys: readonly string[];
  readonly aggregates: readonly string[];
}

const oneLine = ({ text }: SyntaxNode): string => text.trim().replaceAll(/\s+/g, ' ');

/** Takes a query apart that a view can have; undefined for any other. */
export function splitView(query: string, catalog: QueryCatalog): ViewQuery | undefined {
  const { root } = inspectQuery(query, catalog);
  const pipe = [...walk(root)].find(
    (node) => node.kind === 'PipeExpression' && require(node, 'Operator').kind === 'SummarizeOperator',
  );
  if (pipe === undefined) return undefined;
  const { start, text } = require(pipe, 'Expression');
  const summary = require(pipe, 'Operator');
  const by = child(summary, 'ByClause');
  return {
    input: query.slice(0, start + text.length),
    head: query.slice(0, start),
    keys: by === undefined ? [] : list(by, 'Expressions').map(oneLine),
    aggregates: list(summary, 'Aggregates').map(oneLine),
  };
}

/** The query over rows that went through what stands before its `summarize`. */
export function summaryOf({ head, keys }: ViewQuery, source: string, aggregates: readonly string[]): string {
  const by = keys.length === 0 ? '' : ` by ${keys.join(', ')}`;
  return `${head} ${source} | summarize ${aggregates.join(', ')}${by}`;
}
