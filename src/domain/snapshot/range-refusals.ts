import type { Column } from '../column.ts';
import type { Problem } from '../problem.ts';
import type { ColumnRange } from './column-range.ts';
import type { SwapFacts, SwapRefusal, SwapTarget } from './swap-way.ts';

/** What to say to bring the whole table back. */
const whole = (table: string): string => `Restore all of ${table}: leave out time-column, time-from and time-before`;
const beside = (table: string): string =>
  `put ${table} beside the live tables with as: {table}_restored, and mend the range from there`;

/**
 * Everything in the way of replacing a time range of a table exactly; empty where nothing is. The command that replaces it is one that appends, so update policies
 * fire and views count what comes in.
 * Sources: https://learn.microsoft.com/kusto/management/update-table-command,
 * https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-limitations
 */
export function rangeRefusals(table: string, facts: SwapFacts, target: SwapTarget): readonly SwapRefusal[] {
  if (target === 'absent')
    return [{ reason: 'there is no such table, so there are no other rows to leave alone', next: `${whole(table)}.` }];
  const isFeeding = `update policies fill ${facts.feeds.join(', ')} from it, and would derive restored rows once more`;
  return [
    ...(facts.feeds.length === 0 ? [] : [{ reason: isFeeding, next: `${whole(table)}, which fires nothing.` }]),
    ...facts.views.map((view) => ({
      reason: `the materialized view ${view} is made from it, and would count restored rows once more`,
      next: `Drop ${view}, restore, and create it again with backfill=true if ${table} holds all that it was made of; or ${beside(table)}.`,
    })),
    ...[...facts.hidden, ...(facts.isRestricted === 'yes' ? ['it has restricted view access'] : [])].map((why) => ({
      reason: `${why}, and what leaves it could be read by everybody in the kept contents`,
      next: `Turn that policy off while nobody else reads ${table}, restore, and turn it on again.`,
    })),
    ...(facts.isMirrored === 'yes'
      ? [
          {
            reason: 'it is mirrored to OneLake, and nothing says what becomes of the copy when rows are replaced',
            next: `To see the rows, ${beside(table)}.`,
          },
        ]
      : []),
    ...(target === 'untimed'
      ? [
          {
            reason: 'its IngestionTime policy is off, so nothing tells rows that arrive while the range is replaced',
            next: `Stop what ingests into ${table} and restore all of it, or ${beside(table)}.`,
          },
        ]
      : []),
  ];
}

/** A problem when the column is none of the table's, or holds no times. */
export function checkRangeColumn(
  table: string,
  { column }: ColumnRange,
  columns: readonly Column[],
): readonly Problem[] {
  const found = columns.find(({ name }) => name === column);
  if (found?.type === 'datetime') return [];
  const times = columns.filter(({ type }) => type === 'datetime').map(({ name }) => name);
  const seen =
    found === undefined ? `has no column ${column}` : `has the column ${column}, which is of type ${found.type}`;
  return [
    {
      code: 'input',
      summary: `time-column names no datetime column: ${table} ${seen}.`,
      detail: times.length === 0 ? `${table} has no datetime column.` : `Allowed: ${times.join(', ')}.`,
      next: times.length === 0 ? `${whole(table)}.` : 'Name the column by which the range is meant; case matters.',
    },
  ];
}
