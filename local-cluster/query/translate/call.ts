import { argumentsOf, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { aggregates } from './aggregates.ts';
import { convert } from './convert.ts';
import { conversions } from './functions/conversions.ts';
import { dynamics } from './functions/dynamics.ts';
import { numbers } from './functions/numbers.ts';
import { principals } from './functions/principals.ts';
import { rows } from './functions/rows.ts';
import { textFunctions } from './functions/texts.ts';
import { times } from './functions/times.ts';
import type { Call, FunctionTable } from './rule.ts';
import { type Scope, type Translation, typeOf, unsupported } from './scope.ts';
import { windows } from './windows.ts';

/** The function's name as written. */
export const nameOfCall = (node: SyntaxNode): string => nameOf(require(node, 'Name'));

function argument(node: SyntaxNode, index: number): SyntaxNode {
  const found = argumentsOf(node)[index];
  if (found === undefined) throw unsupported('call', node.text.slice(0, 80));
  return found;
}

const describe = (node: SyntaxNode, scope: Scope, into: Translation): Call => ({
  node,
  name: nameOfCall(node),
  args: argumentsOf(node),
  scope,
  into,
  result: node.type ?? 'dynamic',
  type: (index) => typeOf(argument(node, index)),
  sql: (index, as) => {
    const found = argument(node, index);
    const sql = into.scalar(found, scope);
    return as === undefined ? sql : convert(sql, typeOf(found), as);
  },
});

const scalars: readonly FunctionTable[] = [
  conversions,
  textFunctions,
  numbers,
  times,
  dynamics,
  rows,
  windows,
  principals,
];
const tables: readonly FunctionTable[] = [...scalars, aggregates];

/** The scalar functions there is a rule for. */
export const scalarNames: readonly string[] = scalars.flatMap((table) => Object.keys(table));

/** SQL of a call: of a user's function by putting its body in place, of a built-in one by its rule. */
export function translateCall(node: SyntaxNode, scope: Scope, into: Translation): string {
  const entered = into.enter(node, scope);
  if (entered !== undefined) return `(${into.scalar(require(entered.body, 'Expression'), entered.scope)})`;
  const name = nameOfCall(node);
  const table = tables.find((candidate) => Object.hasOwn(candidate, name));
  const rule = table?.[name];
  if (rule === undefined) throw unsupported('function', name);
  return rule(describe(node, scope, into));
}
