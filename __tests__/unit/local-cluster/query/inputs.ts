import { inspectQuery } from '../../../../local-cluster/query/parser.ts';
import { argumentsOf, child, list, nameOf, require, type SyntaxNode } from '../../../../local-cluster/query/syntax.ts';
import type { Nothing } from './cases/case.ts';
import { type Sample, sampleCatalog } from './sample.ts';

/** One use of a name in a query: its inputs, and the rows they are computed on, if any. */
export interface Use {
  readonly node: SyntaxNode;
  readonly inputs: readonly SyntaxNode[];
  readonly rows: SyntaxNode | undefined;
}

type Wanted = (node: SyntaxNode) => boolean;

const isInput = (node: SyntaxNode): boolean =>
  (node.tabular || node.type !== undefined) && !/Name$|NameDeclaration$|^Type|Token$|Keyword$/.test(node.kind);

/** The outermost expressions below a node; the body of a function is none, its parameters have no value yet. */
function expressionsBelow(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'FunctionDeclaration') return [];
  return node.children.flatMap((inner) => (isInput(inner) ? [inner] : expressionsBelow(inner)));
}

const reading = new Set(['table', 'database', 'external_table', 'materialized_view']);

function inputsOf(node: SyntaxNode, parent: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (/Literal/.test(node.kind) || node.kind === 'DynamicExpression') return [node];
  const isCall = node.kind === 'FunctionCallExpression';
  if (isCall && reading.has(nameOf(require(node, 'Name')))) return [parent?.kind === 'PathExpression' ? parent : node];
  if (isCall) return argumentsOf(node);
  if (node.kind === 'PathExpression' || node.kind === 'ElementExpression') return [require(node, 'Expression')];
  const piped = parent?.kind === 'PipeExpression' && parent.children.at(-1) === node ? list(parent, 'Expression') : [];
  return [...piped, ...expressionsBelow(node)];
}

function* usesIn(
  node: SyntaxNode,
  wanted: Wanted,
  parent: SyntaxNode | undefined,
  rows: SyntaxNode | undefined,
): Generator<Use> {
  if (wanted(node)) yield { node, inputs: inputsOf(node, parent), rows };
  for (const inner of node.children) {
    const isOperator = node.kind === 'PipeExpression' && inner.label === 'Operator';
    yield* usesIn(inner, wanted, node, isOperator ? child(node, 'Expression') : inner.tabular ? undefined : rows);
  }
}

/** Where a query uses what is wanted, outermost first. */
export const usesOf = (query: string, wanted: Wanted): readonly Use[] => [
  ...usesIn(inspectQuery(query, sampleCatalog).root, wanted, undefined, undefined),
];

/** The let statements and options that come before the rows of a query. */
function preamble(query: string): string {
  const statements = list(inspectQuery(query, sampleCatalog).root, 'Statements');
  const last = statements.findLast(({ kind }) => kind === 'ExpressionStatement');
  return query.slice(0, last?.start ?? 0);
}

const emptyText = (text: string): string => `tostring(${text}) in ('', '[]', '{}', '""') and isnotnull(${text})`;
const isSaid: Readonly<Record<keyof Nothing, (text: string) => string>> = {
  null: (text) => `isnull(${text})`,
  empty: emptyText,
};

/** A row in which nothing has a value; texts, which are never null, may have one. */
const allNull = ({ columns = [] }: SyntaxNode): string =>
  columns
    .filter(({ type }) => type !== 'string')
    .map(({ name }) => `isnull(['${name}'])`)
    .join(' and ') || 'false';

/**
 * Asks the engine itself whether an input is what a case says of it: the value that is given, or the rows. Where rows are
 * an input, they are what has to be so, not what is computed from them.
 */
export async function isNothing(
  sample: Sample,
  query: string,
  { node, inputs, rows }: Use,
  [said, at]: readonly [keyof Nothing, number | 'rows'],
): Promise<boolean> {
  const input = at === 'rows' ? rows : inputs[at];
  if (input === undefined) throw new Error(`${node.text} has no input ${at} in ${query}`);
  if (!input.tabular && inputs.some(({ tabular }) => tabular)) return false;
  const count = async (text: string): Promise<unknown> => (await sample.answer(preamble(query) + text))[0]?.[0];
  if (input.tabular && said === 'empty') return (await count(`(${input.text}) | count`)) === 0;
  if (input.tabular) return Number(await count(`(${input.text}) | where ${allNull(input)} | count`)) > 0;
  const source = rows === undefined ? 'print 1' : `(${rows.text})`;
  return Number(await count(`${source} | where ${isSaid[said](input.text)} | count`)) > 0;
}

const emptyLiterals: Readonly<Record<string, readonly string[]>> = {
  FunctionCallExpression: ["''", 'dynamic([])', 'dynamic({})'],
};

/** Whether the grammar takes a text of no characters, or a call an array or bag of no elements, for one of the inputs. */
export function canBeEmpty(query: string, { node, inputs }: Use): boolean {
  return inputs.some(({ start, text, tabular }) => {
    if (tabular) return true;
    const withInput = (literal: string): string => query.slice(0, start) + literal + query.slice(start + text.length);
    return (emptyLiterals[node.kind] ?? ["''"]).some(
      (literal) => inspectQuery(withInput(literal), sampleCatalog).problem === undefined,
    );
  });
}
