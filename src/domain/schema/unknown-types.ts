import { columnTypes, unknownTypes } from '../kql/column-list.ts';
import { positionIn } from '../kql/position.ts';
import { nearest } from '../kql/schema-tokens.ts';
import type { Problem } from '../problem.ts';
import { headAfterNoun } from './effect.ts';
import type { WrittenStatement } from './plan-schema.ts';

/** Types of columns in declarations of tables that do not exist, each at its place. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export function findUnknownTypes(statements: readonly WrittenStatement[]): readonly Problem[] {
  return statements
    .filter(({ reading }) => reading.noun === 'table' && reading.action === 'columns')
    .flatMap(unknownIn);
}

function unknownIn(statement: WrittenStatement): readonly Problem[] {
  const head = headAfterNoun(statement.text);
  head.takePath();
  return unknownTypes(head).map(({ name, at }) => {
    const near = nearest(name, columnTypes);
    return {
      code: 'schema-file',
      summary: `${name} is no type of a column.`,
      detail: `Types: ${columnTypes.join(', ')}.`,
      next: near === undefined ? 'Write one of these types.' : `Did you mean ${near}?`,
      at: positionIn(statement, at.start),
    };
  });
}
