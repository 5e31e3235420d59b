import type { Column } from '../contract.ts';
import { child, list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { mvApply } from './apply.ts';
import { convert, decimalNumber } from './convert.ts';
import { expand } from './expand.ts';
import { join, lookup } from './join.ts';
import { conditionSql } from './logic.ts';
import { parse } from './parse.ts';
import { columnSql, derive, type Item, itemsOf, project, quoteText, type Relation, restrict } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, withRow, withStages, wrong } from './scope.ts';
import { columnsOf, schemaOf } from './sources.ts';
import { distinct, summarize } from './summarize.ts';
import { union } from './union.ts';
import { evaluate } from './unpack.ts';
import { Stages } from './windows.ts';

type Rule = (node: SyntaxNode, input: Relation, scope: Scope, into: Translation) => Relation;

const filter: Rule = (node, input, scope, into) => {
  const condition = require(node, 'Condition');
  const stages = new Stages(input);
  const sql = conditionSql(condition, withStages(scope, input, stages), into);
  const kept = restrict(stages.relation, `WHERE ${sql}`);
  return stages.relation.from === input.from ? kept : project(kept, itemsOf(kept));
};

/** Each expression replaces the column whose name it takes, or comes last. */
const extend: Rule = (node, input, scope, into) => {
  const outputs = columnsOf(node);
  const items = new Map(itemsOf(input).map((item) => [item.column.name, item]));
  const fresh = outputs.filter(({ name }) => !items.has(name));
  const stages = new Stages(input);
  for (const expression of list(node, 'Expressions')) {
    const known = expression.resultName;
    const name =
      known !== undefined && (items.has(known) || fresh.some((column) => column.name === known)) ? known : undefined;
    const target = name ?? fresh.find((column) => !items.has(column.name))?.name;
    const column = outputs.find((output) => output.name === target);
    if (column === undefined) throw unsupported('expression', expression.text.slice(0, 80));
    items.set(column.name, itemFor(expression, column, withStages(scope, input, stages), into));
  }
  return project(stages.relation, ordered(outputs, items));
};

function itemFor(expression: SyntaxNode, column: Column, scope: Scope, into: Translation): Item {
  return { column, sql: convert(into.scalar(expression, scope), typeOf(expression), column.type) };
}

const ordered = (columns: readonly Column[], items: ReadonlyMap<string, Item>): Item[] =>
  columns.map(({ name }) => {
    const item = items.get(name);
    if (item === undefined) throw unsupported('output column', name);
    return item;
  });

const projectExpressions: Rule = (node, input, scope, into) => {
  const outputs = columnsOf(node);
  const expressions = list(node, 'Expressions');
  if (outputs.length !== expressions.length) throw unsupported('operator', node.text.slice(0, 80));
  const stages = new Stages(input);
  const items = expressions.map((expression, index) => {
    const column = outputs[index] ?? { name: '', type: typeOf(expression) };
    return itemFor(expression, column, withStages(scope, input, stages), into);
  });
  return project(stages.relation, items);
};

/** The operators that only choose among columns: the binder already knows which remain, and in which order. */
const choose: Rule = (node, input) => {
  const columns = columnsOf(node);
  if (columns.length === 0) throw wrong(`${wordOf(node)} leaves no column`);
  return project(
    input,
    columns.map((column) => ({ column, sql: columnSql(input, column.name) })),
  );
};

const rename: Rule = (node, input) => {
  const outputs = columnsOf(node);
  return project(
    input,
    itemsOf(input).map(({ sql, column }, index) => ({ sql, column: outputs[index] ?? column })),
  );
};

const serialized = (relation: Relation): Relation => ({ ...relation, serialized: true });

/** Descending unless told; nulls come last in descending order and first in ascending. Source: https://learn.microsoft.com/kusto/query/sort-operator */
function orderBy(expression: SyntaxNode, scope: Scope, into: Translation): string {
  const written = expression.kind === 'OrderedExpression' ? require(expression, 'Expression') : expression;
  const ordering = child(expression, 'Ordering')?.text ?? '';
  const descending = !/\basc\b/.test(ordering);
  const nulls = /nulls\s+(first|last)/.exec(ordering)?.[1] ?? (descending ? 'last' : 'first');
  const sql = into.scalar(written, scope);
  const key = written.type === 'decimal' ? decimalNumber(sql) : sql;
  return `${key} ${descending ? 'DESC' : 'ASC'} NULLS ${nulls.toUpperCase()}`;
}

const sort: Rule = (node, input, scope, into) => {
  const keys = list(node, 'Expressions').map((key) => orderBy(key, withRow(scope, input), into));
  return serialized(restrict(input, `ORDER BY ${keys.join(', ')}`));
};

/** No page says what a null or a negative number of rows yields: never all of them. What is written out needs no look. */
function limitOf(node: SyntaxNode, scope: Scope, into: Translation): string {
  const rows = into.scalar(require(node, 'Expression'), scope);
  if (/^\(*CAST\(\d+ AS (?:BIGINT|INTEGER)\)+$/.test(rows)) return rows;
  const refusal = `${wordOf(node)} needs a number of rows that is not null and not negative`;
  return `(CASE WHEN ${rows} >= 0 THEN ${rows} ELSE error(${quoteText(refusal)}) END)`;
}

const take: Rule = (node, input, scope, into) =>
  restrict(input, `LIMIT ${limitOf(node, { names: scope.names }, into)}`);

const top: Rule = (node, input, scope, into) => {
  const key = orderBy(require(node, 'ByExpression'), withRow(scope, input), into);
  return serialized(restrict(input, `ORDER BY ${key} LIMIT ${limitOf(node, { names: scope.names }, into)}`));
};

const count: Rule = (node, input) =>
  derive(
    [{ column: columnsOf(node)[0] ?? { name: 'Count', type: 'long' }, sql: 'count(*)' }],
    `FROM ${input.from} AS t`,
  );

/** Keyed by the grammar's word. */
export const operators: Readonly<Record<string, Rule>> = {
  FilterOperator: filter,
  ExtendOperator: extend,
  ProjectOperator: projectExpressions,
  ProjectAwayOperator: choose,
  ProjectKeepOperator: choose,
  ProjectReorderOperator: choose,
  ProjectRenameOperator: rename,
  SummarizeOperator: summarize,
  DistinctOperator: distinct,
  CountOperator: count,
  TakeOperator: take,
  SortOperator: sort,
  TopOperator: top,
  UnionOperator: union,
  JoinOperator: join,
  LookupOperator: lookup,
  MvExpandOperator: expand,
  MvApplyOperator: (node, input, scope, into) =>
    mvApply(node, input, { scope, into, apply: (inner, rows) => applyOperator(inner, rows, scope, into) }),
  GetSchemaOperator: (_node, input) => serialized(schemaOf(input)),
  ParseOperator: (node, input, scope, into) => parse(node, input, { scope, into, onMismatch: 'keep' }),
  ParseWhereOperator: (node, input, scope, into) => parse(node, input, { scope, into, onMismatch: 'drop' }),
  EvaluateOperator: evaluate,
  InvokeOperator: (node, input, scope, into) => into.invoke(require(node, 'Function'), input, scope),
  SerializeOperator: (node, input, scope, into) =>
    list(node, 'Expressions').length === 0 ? serialized(input) : extend(node, serialized(input), scope, into),
};

/** The operator's own word, as written: `mv-apply`, `parse`. */
export const wordOf = (node: SyntaxNode): string => /^\S+/.exec(node.text)?.[0] ?? nameOf(node);

/** What an operator makes of its input. */
export function applyOperator(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  const rule = operators[node.kind];
  if (rule === undefined) throw unsupported('operator', wordOf(node));
  return rule(node, input, scope, into);
}
