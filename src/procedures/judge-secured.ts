import type { Problem } from '../domain/problem.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { look } from './look.ts';

/**
 * A live table that has row level security and the identity that it is to have: its rows were compared before the swap, and of them all only the metadata of extents
 * tells now. Problems where these hold fewer rows than were swapped in, or cannot be read; rows that came since are no problem.
 */
export async function judgeSecured(
  table: string,
  expected: bigint,
  { observe }: { readonly observe: Pick<DatabaseObserver, 'extentTotals'> },
): Promise<readonly Problem[]> {
  const seen = await look(() => observe.extentTotals([table]));
  if ('problem' in seen) return [notJudged(table, seen.problem)];
  const totals = seen.value.get(table);
  const held = totals === undefined ? 0n : totals.rows - totals.deletedRows;
  return held < expected ? [fewer(table, expected, held)] : [];
}

function notJudged(table: string, problem: Problem): Problem {
  return {
    code: 'unknown',
    summary: `${table} is the table that was swapped in, but its extents cannot be read, so whether it still holds all of its rows is not known: ${problem.summary}`,
    next: 'What was replaced is kept without an end; look at .show table extents with an identity that may.',
  };
}

function fewer(table: string, expected: bigint, held: bigint): Problem {
  return {
    code: 'difference',
    summary: `The extents of ${table} hold ${held} rows, and ${expected} were swapped in.`,
    next: 'See whether somebody deleted rows meanwhile. What was replaced is kept without an end.',
  };
}
