import { aggregates, multipleAggregates } from './translate/aggregates.ts';
import { scalarNames } from './translate/call.ts';
import { expressionKinds } from './translate/expression.ts';
import { operators } from './translate/operators.ts';
import { tableFunctions } from './translate/sources.ts';
import { sources } from './translate.ts';

/** What carries other expressions and has no behaviour of its own. */
const plumbing = new Set([
  'PipeExpression',
  'ParenthesizedExpression',
  'SimpleNamedExpression',
  'NameReference',
  'FunctionCallExpression',
]);

/** Everything the translator has a rule for: names of functions, the grammar's words for the rest. */
export const implemented = {
  functions: [...scalarNames, ...tableFunctions],
  aggregates: [...Object.keys(aggregates), ...multipleAggregates],
  kinds: [...new Set([...Object.keys(operators), ...Object.keys(sources), ...expressionKinds])].filter(
    (kind) => !plumbing.has(kind),
  ),
} as const;
