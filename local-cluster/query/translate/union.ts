import type { Column } from '../contract.ts';
import { list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { nullOf } from './literals.ts';
import { columnSql, type Item, quote, quoteText, type Relation, rowFacts, selectList } from './relation.ts';
import { type Scope, type Translation, unsupported } from './scope.ts';
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

const labelOf = (node: SyntaxNode | undefined, index: number): string =>
  node?.kind === 'NameReference' && node.symbol?.kind === 'table' ? nameOf(node) : `union_arg${index}`;

/** With `kind=inner` only what all inputs have; the binder lists the columns of all inputs in either case. */
function outputsOf(node: SyntaxNode, inputs: readonly Relation[]): readonly Column[] {
  const columns = columnsOf(node);
  if (parameterOf(node, 'kind') !== 'inner') return columns;
  const label = parameterOf(node, 'withsource') ?? parameterOf(node, 'with_source');
  return columns.filter(
    (column) => column.name === label || inputs.every((input) => sourceOf(input, column) !== undefined),
  );
}

/** Columns are matched by name and type. Source: https://learn.microsoft.com/kusto/query/union-operator */
export function union(node: SyntaxNode, input: Relation | undefined, scope: Scope, into: Translation): Relation {
  if (parameterOf(node, 'isfuzzy') === 'true') throw unsupported('parameter of union', 'isfuzzy=true');
  const written = list(node, 'Expressions');
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
