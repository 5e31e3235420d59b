import type { Column, KustoType } from '../contract.ts';
import { child, list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { parseType } from '../type-name.ts';
import { convert } from './convert.ts';
import { columnSql, derive, type Relation } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, withRow } from './scope.ts';
import { columnsOf } from './sources.ts';
import { parameterOf } from './union.ts';

interface Expansion {
  readonly target: string;
  readonly elements: string;
}

const propertySql = (sql: string): string => `json_extract(${sql}, '/' || replace(replace(k, '~', '~0'), '/', '~1'))`;
const bagElements: Readonly<Record<string, (sql: string) => string>> = {
  bag: (sql) => `CAST(json_object(k, ${propertySql(sql)}) AS VARCHAR)`,
  array: (sql) => `'[' || CAST(to_json(k) AS VARCHAR) || ',' || CAST(${propertySql(sql)} AS VARCHAR) || ']'`,
};

/** The elements of an array, what the kind makes of a bag's properties; a null or a scalar is one element. */
function elementsOf(sql: string, kind: string): string {
  const element = bagElements[kind];
  if (element === undefined) throw unsupported('kind of mv-expand', kind);
  return `CASE json_type(${sql})
  WHEN 'ARRAY' THEN list_transform(CAST(json_extract(${sql}, '$[*]') AS VARCHAR[]), lambda e: nullif(e, 'null'))
  WHEN 'OBJECT' THEN list_transform(json_keys(${sql}), lambda k: ${element(sql)})
  ELSE [CAST(${sql} AS VARCHAR)] END`;
}

function expansionOf(node: SyntaxNode, kind: string, scope: Scope, into: Translation): Expansion {
  const written = require(node, 'Expression');
  const expression = written.kind === 'SimpleNamedExpression' ? require(written, 'Expression') : written;
  if (typeOf(expression) !== 'dynamic') throw unsupported('argument of mv-expand', expression.text.slice(0, 80));
  return {
    target: written.resultName ?? nameOf(written),
    elements: elementsOf(into.scalar(expression, scope), kind),
  };
}

const jsonTypes: Partial<Record<KustoType, string>> = {
  bool: "'BOOLEAN'",
  int: "'BIGINT', 'UBIGINT'",
  long: "'BIGINT', 'UBIGINT'",
  real: "'BIGINT', 'UBIGINT', 'DOUBLE'",
};

/** A cast, not a conversion: an element of another JSON type is null. */
function castTo(sql: string, type: KustoType): string {
  const value = convert(`nullif(${sql}, 'null')`, 'dynamic', type);
  const accepted = jsonTypes[type];
  return accepted === undefined ? value : `CASE WHEN json_type(${sql}) IN (${accepted}) THEN ${value} END`;
}

function limitOf(node: SyntaxNode, into: Translation): string | undefined {
  const clause = child(node, 'RowLimitClause');
  return clause === undefined ? undefined : into.scalar(require(clause, 'RowLimit'), { names: new Map() });
}

const known = new Set(['kind', 'bagexpansion', 'with_itemindex']);

function refuseUnknown(node: SyntaxNode): void {
  const names = list(node, 'Parameters').map((parameter) => nameOf(require(parameter, 'Name')));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw unsupported('parameter of mv-expand', unknown);
}

/** What mv-expand and mv-apply have in common: lists beside the columns of the input, and what becomes of their elements. */
export interface Unnesting {
  /** The input with its lists, to be selected from. */
  readonly listed: string;
  /** How many rows each row becomes. */
  readonly count: (alias: string) => string;
  /** The value of an output column at a position; undefined for a column that is not expanded. */
  readonly valueAt: (column: Column, alias: string, position: string) => string | undefined;
  /** New columns. */
  readonly columns: readonly Column[];
}

function columnOf(node: SyntaxNode, target: string): Column {
  const clause = child(node, 'ToTypeOf');
  const type = clause === undefined ? 'dynamic' : parseType(/\((.*)\)/s.exec(clause.text)?.[1] ?? '');
  if (type === undefined) throw unsupported('type of mv-expand', clause?.text ?? '');
  return { name: target, type };
}

/** Reads the expansions of either operator. Source: https://learn.microsoft.com/kusto/query/mv-expand-operator */
export function unnest(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Unnesting {
  refuseUnknown(node);
  const kind = parameterOf(node, 'kind') ?? parameterOf(node, 'bagexpansion') ?? 'bag';
  const indexName = parameterOf(node, 'with_itemindex');
  const written = list(node, 'Expressions');
  const expansions = written.map((each) => expansionOf(each, kind, withRow(scope, input), into));
  const lists = expansions.map(({ elements }, index) => `${elements} AS "$list-${index}"`);
  const limit = limitOf(node, into);
  return {
    listed: `(SELECT t.*, ${lists.join(', ')} FROM ${input.from} AS t)`,
    count: (alias) => {
      const longest = `greatest(${expansions.map((_each, index) => `len(${alias}."$list-${index}")`).join(', ')})`;
      return `CAST(${limit === undefined ? longest : `least(${longest}, ${limit})`} AS BIGINT)`;
    },
    valueAt: (column, alias, position) => {
      if (column.name === indexName) return convert(position, 'long', column.type);
      const index = expansions.findIndex(({ target }) => target === column.name);
      return index < 0 ? undefined : castTo(`${alias}."$list-${index}"[${position} + 1]`, column.type);
    },
    columns: [
      ...expansions.map(({ target }, index) => columnOf(written[index] ?? node, target)),
      ...(indexName === undefined ? [] : [{ name: indexName, type: 'long' as const }]),
    ],
  };
}

/** Several expansions run in parallel; the shorter ones end in nulls. Source: https://learn.microsoft.com/kusto/query/mv-expand-operator */
export function expand(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  const { listed, count, valueAt } = unnest(node, input, scope, into);
  const expanded = derive(
    columnsOf(node).map((column) => ({
      column,
      sql: valueAt(column, 't', 't."$index"') ?? columnSql(input, column.name),
    })),
    `FROM (SELECT t.*, unnest(range(${count('t')})) AS "$index" FROM ${listed} AS t) AS t`,
  );
  return { ...expanded, ...(input.serialized === true ? { serialized: true } : {}) };
}
