import type { Column } from '../contract.ts';
import { child, list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { nullOf } from './literals.ts';
import { columnSql, derive, type Item, type Relation } from './relation.ts';
import { type Scope, type Translation, unsupported } from './scope.ts';
import { columnsOf } from './sources.ts';
import { parameterOf } from './union.ts';

interface Key {
  readonly left: string;
  readonly right: string;
}

const sideOf = (node: SyntaxNode): string => nameOf(require(node, 'Expression'));

/** `on a` or `on $left.a == $right.b`. */
function keyOf(node: SyntaxNode): Key {
  if (node.kind === 'NameReference') return { left: nameOf(node), right: nameOf(node) };
  if (node.kind !== 'EqualExpression') throw unsupported('condition of join', node.text.slice(0, 80));
  const sides = [require(node, 'Left'), require(node, 'Right')];
  if (sides.some(({ kind }) => kind !== 'PathExpression'))
    throw unsupported('condition of join', node.text.slice(0, 80));
  const named = (side: string): string => {
    const found = sides.find((path) => sideOf(path) === side);
    if (found === undefined) throw unsupported('condition of join', node.text.slice(0, 80));
    return nameOf(require(found, 'Selector'));
  };
  return { left: named('$left'), right: named('$right') };
}

/** A null key matches a null key. */
function condition(keys: readonly Key[], left: Relation, right: Relation): string {
  return keys
    .map((key) => `${columnSql(left, key.left, 'l')} IS NOT DISTINCT FROM ${columnSql(right, key.right, 'r')}`)
    .join(' AND ');
}

const word: Readonly<Record<string, string>> = {
  inner: 'JOIN',
  innerunique: 'JOIN',
  leftouter: 'LEFT JOIN',
  rightouter: 'RIGHT JOIN',
  fullouter: 'FULL JOIN',
  leftsemi: 'SEMI JOIN',
  leftanti: 'ANTI JOIN',
  anti: 'ANTI JOIN',
  leftantisemi: 'ANTI JOIN',
  rightsemi: 'SEMI JOIN',
  rightanti: 'ANTI JOIN',
  rightantisemi: 'ANTI JOIN',
};

/** A string without a match is empty, never null. */
const filled = (column: Column, sql: string): string =>
  column.type === 'string' ? `coalesce(${sql}, ${nullOf('string')})` : sql;

const side = (relation: Relation, alias: string): string[] =>
  relation.columns.map((column) => filled(column, columnSql(relation, column.name, alias)));

function combine(outputs: readonly Column[], sqls: readonly string[], from: string): Relation {
  if (outputs.length !== sqls.length)
    throw unsupported('column list of join', outputs.map(({ name }) => name).join(', '));
  const items: Item[] = outputs.map((column, index) => ({ column, sql: sqls[index] ?? '' }));
  return derive(items, from);
}

/** One left row for each key. Source: https://learn.microsoft.com/kusto/query/join-innerunique */
function unique(left: Relation, keys: readonly Key[]): Relation {
  const by = keys.map((key) => columnSql(left, key.left)).join(', ');
  return { columns: left.columns, from: `(SELECT DISTINCT ON (${by}) t.* FROM ${left.from} AS t)` };
}

function keysOf(node: SyntaxNode, label: string): Key[] {
  const clause = child(node, label);
  if (clause === undefined) throw unsupported('join without', 'on');
  return list(clause, 'Expressions').map(keyOf);
}

/** Source: https://learn.microsoft.com/kusto/query/join-operator */
export function join(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  const kind = parameterOf(node, 'kind') ?? 'innerunique';
  const operator = word[kind];
  if (operator === undefined) throw unsupported('kind of join', kind);
  const keys = keysOf(node, 'ConditionClause');
  const right = into.tabular(require(node, 'Expression'), { names: scope.names });
  const left = kind === 'innerunique' ? unique(input, keys) : input;
  const on = `ON ${condition(keys, left, right)}`;
  const outputs = columnsOf(node);
  if (/^right(?:semi|anti)/.test(kind))
    return combine(outputs, side(right, 'r'), `FROM ${right.from} AS r ${operator} ${left.from} AS l ${on}`);
  const sqls = /semi|anti/.test(kind) ? side(left, 'l') : [...side(left, 'l'), ...side(right, 'r')];
  return combine(outputs, sqls, `FROM ${left.from} AS l ${operator} ${right.from} AS r ${on}`);
}

/** Like a left outer join without the right side's keys. Source: https://learn.microsoft.com/kusto/query/lookup-operator */
export function lookup(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  const kind = parameterOf(node, 'kind') ?? 'leftouter';
  if (kind !== 'leftouter' && kind !== 'inner') throw unsupported('kind of lookup', kind);
  const keys = keysOf(node, 'LookupClause');
  const right = into.tabular(require(node, 'Expression'), { names: scope.names });
  const others = right.columns.filter(({ name }) => keys.every((key) => key.right !== name));
  const sqls = [...side(input, 'l'), ...others.map((column) => filled(column, columnSql(right, column.name, 'r')))];
  return combine(
    columnsOf(node),
    sqls,
    `FROM ${input.from} AS l ${word[kind]} ${right.from} AS r ON ${condition(keys, input, right)}`,
  );
}
