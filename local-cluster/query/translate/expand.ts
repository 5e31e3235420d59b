import type { Column } from '../contract.ts';
import { child, list, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { convert } from './convert.ts';
import { columnSql, derive, type Relation } from './relation.ts';
import { type Scope, type Translation, typeOf, unsupported, withRow } from './scope.ts';
import { columnsOf } from './sources.ts';

interface Expansion {
  readonly target: string;
  readonly elements: string;
}

/** The elements of an array, the single-property bags of a bag; a null or a scalar is one element. */
const elementsOf = (sql: string): string => `CASE json_type(${sql})
  WHEN 'ARRAY' THEN CAST(json_extract(${sql}, '$[*]') AS VARCHAR[])
  WHEN 'OBJECT' THEN list_transform(json_keys(${sql}), lambda k: CAST(json_object(k, json_extract(${sql}, '/' || replace(replace(k, '~', '~0'), '/', '~1'))) AS VARCHAR))
  ELSE [CAST(${sql} AS VARCHAR)] END`;

function expansionOf(node: SyntaxNode, scope: Scope, into: Translation): Expansion {
  const written = require(node, 'Expression');
  const expression = written.kind === 'SimpleNamedExpression' ? require(written, 'Expression') : written;
  if (typeOf(expression) !== 'dynamic') throw unsupported('argument of mv-expand', expression.text.slice(0, 80));
  return {
    target: written.resultName ?? nameOf(written),
    elements: elementsOf(into.scalar(expression, scope)),
  };
}

/** Several expansions run in parallel; the shorter ones end in nulls. Source: https://learn.microsoft.com/kusto/query/mv-expand-operator */
export function expand(node: SyntaxNode, input: Relation, scope: Scope, into: Translation): Relation {
  if (list(node, 'Parameters').length > 0 || child(node, 'RowLimitClause') !== undefined)
    throw unsupported('parameter of', 'mv-expand');
  const expansions = list(node, 'Expressions').map((each) => expansionOf(each, withRow(scope, input), into));
  const unnested = expansions.map(({ elements }, index) => `unnest(${elements}) AS "$element-${index}"`);
  const from = `FROM (SELECT t.*, ${unnested.join(', ')} FROM ${input.from} AS t) AS t`;
  const sqlOf = (column: Column): string => {
    const index = expansions.findIndex(({ target }) => target === column.name);
    if (index < 0) return columnSql(input, column.name);
    return convert(`nullif(t."$element-${index}", 'null')`, 'dynamic', column.type);
  };
  return derive(
    columnsOf(node).map((column) => ({ column, sql: sqlOf(column) })),
    from,
  );
}
