import type { Column } from '../../domain/column.ts';
import { problemError } from '../../domain/problem.ts';
import type { TimeWindow } from '../../domain/snapshot/slice.ts';
import type { TablePopulations } from '../../ports/database.ts';
import type { Row } from './body.ts';
import { countOf, textOf } from './rows.ts';

/** Columns of which it matters whether a value has a rest below the microsecond. */
export function datetimesOf(columns: readonly Column[]): readonly string[] {
  return columns.filter(({ type }) => type === 'datetime').map(({ name }) => name);
}

/** Those of them that hold such a value. */
export function tickRests(row: Row, datetimes: readonly string[]): ReadonlySet<string> {
  const rests = textOf(row, 'rests').split('|');
  return new Set(datetimes.filter((name, index) => requireCount(rests[index], name) > 0n));
}

function requireCount(text: string | undefined, column: string): bigint {
  if (text !== undefined && /^\d+$/.test(text)) return BigInt(text);
  throw problemError({ code: 'unknown', summary: `The cluster gave no count of the times in ${column}.` });
}

/** Counts of one table on each side of a cursor; rows outside of the range are left out. */
export function populationsOf(row: Row, datetimes: readonly string[], range?: TimeWindow): TablePopulations {
  const untimed = countOf(row, 'untimed');
  const outside = range?.from === undefined && range?.before === undefined ? 0n : countOf(row, 'outside');
  return {
    total: countOf(row, 'total'),
    atCursor: countOf(row, 'atCursor'),
    newer: countOf(row, 'newer'),
    untimed: range === undefined ? untimed : 0n,
    ...(range === undefined ? {} : { leftOut: { outside, untimed } }),
    times: {
      low: countOf(row, 'atCursor') === 0n ? 0n : countOf(row, 'timeslo'),
      high: countOf(row, 'atCursor') === 0n ? 0n : countOf(row, 'timeshi'),
    },
    withTickRest: tickRests(row, datetimes),
  };
}
