import type { Column } from '../contract.ts';
import { argumentsOf, list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { nullOf } from './literals.ts';
import { columnSql, type Item, quote, quoteText, type Relation, rowFacts, selectList } from './relation.ts';
import { type Scope, type Translation, unsupported, wrong } from './scope.ts';
import { columnsOf } from './sources.ts';

/** A `name=value` parameter of an operator, such as `kind=inner`. */
export function parameterOf(node: SyntaxNode, name: string): string | undefined {
  const found = list(node, 'Parameters').find((parameter) => nameOf(require(parameter, 'Name')) === name);
  return found === undefined ? undefined : nameOf(require(found, 'Expression'));
}

/** The input column that feeds an output one: of the same name and type, or of a name the binder extended by the type. */
function sourceOf(input: Relation, output: Column): Column | undefined {
  return input.columns.find(
    ({ name, type }) => type === output.type && (name === output.name || `${name}_${type}` === output.name),
  );
}

function branch(input: Relation, outputs: readonly Column[], label: Item | undefined, keepsFacts: boolean): string {
  const items = outputs.map((column) => {
    if (column.name === label?.column.name) return label;
    const source = sourceOf(input, column);
    return { column, sql: source === undefined ? nullOf(column.type) : columnSql(input, source.name) };
  });
  const facts = keepsFacts ? `, ${rowFacts.map((fact) => `t.${quote(fact)}`).join(', ')}` : '';
  return `SELECT ${selectList(items)}${facts} FROM ${input.from} AS t`;
}

/** The name of a table or of a view; any other leg has its position. */
function labelOf(node: SyntaxNode | undefined, index: number): string {
  if (node?.kind === 'NameReference' && node.symbol?.kind === 'table') return nameOf(node);
  const isView = node?.kind === 'FunctionCallExpression' && argumentsOf(node).length === 0;
  return isView ? nameOf(require(node, 'Name')) : `union_arg${index}`;
}

/** With `kind=inner` only what all inputs have; the binder lists the columns of all inputs in either case. */
function outputsOf(node: SyntaxNode, inputs: readonly Relation[]): readonly Column[] {
  const columns = columnsOf(node);
  if (parameterOf(node, 'kind') !== 'inner') return columns;
  const label = parameterOf(node, 'withsource') ?? parameterOf(node, 'with_source');
  return columns.filter(
    (column) => column.name === label || inputs.every((input) => sourceOf(input, column) !== undefined),
  );
}

const known = new Set(['kind', 'withsource', 'with_source', 'isfuzzy', 'hint.concurrency', 'hint.spread']);

/** With `isfuzzy` what does not exist is left out, as long as something does. */
function legsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const names = list(node, 'Parameters').map((parameter) => nameOf(require(parameter, 'Name')));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw unsupported('parameter of union', unknown);
  const written = list(node, 'Expressions');
  if (parameterOf(node, 'isfuzzy') !== 'true') return written;
  const found = written.filter((leg) => (leg.columns ?? []).length > 0);
  if (found.length === 0) throw wrong('union finds none of its tables');
  return found;
}

/** Columns are matched by name and type. Source: https://learn.microsoft.com/kusto/query/union-operator */
export function union(node: SyntaxNode, input: Relation | undefined, scope: Scope, into: Translation): Relation {
  const written = legsOf(node);
  const inputs = [
    ...(input === undefined ? [] : [input]),
    ...written.map((each) => into.tabular(each, { names: scope.names })),
  ];
  const outputs = outputsOf(node, inputs);
  const withSource = parameterOf(node, 'withsource') ?? parameterOf(node, 'with_source');
  const keepsFacts = inputs.every(({ source }) => source?.ingestionTimePolicy === true);
  const branches = inputs.map((each, index) => {
    const expression = written[input === undefined ? index : index - 1];
    const name =
      each.source?.table !== undefined && expression === undefined ? each.source.table : labelOf(expression, index);
    const label =
      withSource === undefined
        ? undefined
        : { column: { name: withSource, type: 'string' as const }, sql: quoteText(name) };
    return branch(each, outputs, label, keepsFacts);
  });
  const [first] = inputs;
  return {
    columns: outputs,
    from: `(${branches.join(' UNION ALL ')})`,
    ...(keepsFacts && first?.source !== undefined ? { source: first.source } : {}),
  };
}
