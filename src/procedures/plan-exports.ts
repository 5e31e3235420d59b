import type { Problem } from '../domain/problem.ts';
import type { ContinuousExport } from '../ports/database.ts';

/** What continuous exports mean for a table whose rows are put in again. */
export interface PlannedExports {
  /** As sentences. */
  readonly impact: readonly string[];
  readonly obstacles: readonly Problem[];
}

/**
 * A continuous export goes on from a cursor, so that it would write restored rows once more, or skip those that came by a rename. It has to be off while
 * its table is restored and be made anew afterwards. Where the service does not say which tables it follows, those that its query names count.
 * Source: https://learn.microsoft.com/kusto/management/data-export/continuous-data-export
 */
export function planExports(table: string, exports: readonly ContinuousExport[]): PlannedExports {
  const own = exports.filter((one) => follows(one, table));
  const off = own.filter(({ isDisabled }) => isDisabled === 'yes');
  return {
    impact: off.map(
      ({ name }) =>
        `The continuous export ${name} follows ${table} and is off: drop it and create it again before it goes on, so that it begins after the restored rows.`,
    ),
    obstacles: own.filter((one) => !off.includes(one)).map(({ name }) => inTheWay(table, name)),
  };
}

function follows({ tables, query }: ContinuousExport, table: string): boolean {
  if (tables !== undefined) return tables.includes(table);
  const word = table.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<!\\w)${word}(?!\\w)`).test(query);
}

function inTheWay(table: string, name: string): Problem {
  return {
    code: 'refused',
    summary: `The continuous export ${name} follows ${table}: it would write restored rows once more, or skip rows.`,
    next: `Turn it off with .disable continuous-export ['${name}'], restore, then drop it and create it again, so that it begins after the restored rows; or leave the table out with tables: !${table}.`,
  };
}
