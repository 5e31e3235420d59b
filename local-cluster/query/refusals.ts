import { vocabulary } from './parser/vocabulary.ts';
import { argumentsOf, type SyntaxNode, walk } from './syntax.ts';
import { aggregates, multipleAggregates } from './translate/aggregates.ts';
import { nameOfCall, scalarNames } from './translate/call.ts';
import { operators, wordOf } from './translate/operators.ts';
import { unsupported } from './translate/scope.ts';
import { tableFunctions } from './translate/sources.ts';

const supported = new Set([
  ...scalarNames,
  ...Object.keys(aggregates),
  ...multipleAggregates,
  ...tableFunctions,
  'database',
  'bag_unpack',
]);

let missing: readonly string[] | undefined;

/** Functions, aggregates and plugins that Kusto has and this engine has not. */
export function unsupportedNames(): readonly string[] {
  const { functions, aggregates: summarizing, plugins } = vocabulary();
  missing ??= [...new Set([...functions, ...summarizing, ...plugins])].filter((name) => !supported.has(name));
  return missing;
}

/** Operators that begin a query. */
const leading = ['PrintOperator', 'RangeOperator', 'UnionOperator'];
const isOperator = (kind: string): boolean => kind.endsWith('Operator') && kind !== 'BadQueryOperator';

/** Names the first operator or call that is not supported, before anything else about the query is judged. */
export function refuseUnsupported(root: SyntaxNode): void {
  const refused = new Set(unsupportedNames());
  for (const node of walk(root)) {
    if (isOperator(node.kind) && !Object.hasOwn(operators, node.kind) && !leading.includes(node.kind))
      throw unsupported('operator', wordOf(node));
    if (node.kind !== 'FunctionCallExpression' || node.called?.() !== undefined) continue;
    if (refused.has(nameOfCall(node))) throw unsupported('function', nameOfCall(node));
    const named = argumentsOf(node).find(({ kind }) => kind === 'SimpleNamedExpression');
    if (named !== undefined) throw unsupported(`argument of ${nameOfCall(node)}()`, named.text.trim());
  }
}
