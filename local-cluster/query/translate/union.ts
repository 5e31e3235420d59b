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

/** A column of the result and the column that feeds it in each input that has one; the source column has none. */
interface Output {
  readonly column: Column;
  readonly source?: string;
}

const hasColumn = (input: Relation, { name, type }: Column): boolean =>
  input.columns.some((column) => column.name === name && column.type === type);

function branch(input: Relation, outputs: readonly Output[], label: Item | undefined, keepsFacts: boolean): string {
  const items = outputs.map(({ column, source }) => {
    if (source === undefined && label !== undefined) return label;
    const isThere = source !== undefined && hasColumn(input, { name: source, type: column.type });
    return { column, sql: isThere ? columnSql(input, source) : nullOf(column.type) };
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

/** The columns of all inputs, each name with its types next to each other, in order of first appearance. */
function typesByName(inputs: readonly Relation[]): ReadonlyMap<string, readonly Column['type'][]> {
  const found = new Map<string, readonly Column['type'][]>();
  for (const { name, type } of inputs.flatMap(({ columns }) => columns)) {
    const types = found.get(name) ?? [];
    if (!types.includes(type)) found.set(name, [...types, type]);
  }
  return found;
}

/**
 * Only a name of several types is told apart by them, and a column that has such a name of its own keeps it. Source:
 * https://learn.microsoft.com/kusto/query/union-operator (source columns types mismatch)
 */
function allColumns(inputs: readonly Relation[]): readonly Output[] {
  const all = [...typesByName(inputs)];
  const taken = new Set(all.filter(([, types]) => types.length === 1).map(([name]) => name));
  return all.flatMap(([name, types]) =>
    types.map((type) => {
      if (types.length === 1) return { column: { name, type }, source: name };
      const written = `${name}_${type}`;
      let free = written;
      for (let count = 1; taken.has(free); count++) free = `${written}${count}`;
      taken.add(free);
      return { column: { name: free, type }, source: name };
    }),
  );
}

function commonColumns(inputs: readonly Relation[]): readonly Output[] {
  const [first, ...others] = inputs;
  const common = (first?.columns ?? []).filter((column) => others.every((input) => hasColumn(input, column)));
  if (common.length === 0) throw unsupported('union of kind=inner', 'no column is in all inputs');
  return common.map((column) => ({ column, source: column.name }));
}

/** The rest of the query was bound to the names and types that the binder gave; where they are others, it is refused. */
function outputsOf(node: SyntaxNode, inputs: readonly Relation[], label: string | undefined): readonly Output[] {
  const found = parameterOf(node, 'kind') === 'inner' ? commonColumns(inputs) : allColumns(inputs);
  const outputs = found.filter(({ column }) => column.name !== label);
  const bound = columnsOf(node);
  const foreign = outputs.find(({ column }) =>
    bound.every((each) => each.name !== column.name || each.type !== column.type),
  );
  if (foreign !== undefined) throw unsupported('union of columns of one name and several types', foreign.column.name);
  return label === undefined ? outputs : [{ column: { name: label, type: 'string' } }, ...outputs];
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
  const withSource = parameterOf(node, 'withsource') ?? parameterOf(node, 'with_source');
  const outputs = outputsOf(node, inputs, withSource);
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
    columns: outputs.map(({ column }) => column),
    from: `(${branches.join(' UNION ALL ')})`,
    ...(keepsFacts && first?.source !== undefined ? { source: first.source } : {}),
  };
}
