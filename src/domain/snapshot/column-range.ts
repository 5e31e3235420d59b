import { z } from 'zod';

/**
 * A range of the values of a datetime column, in UTC as the engine writes them: `from` belongs to it, `before` does not, and a row without a value
 * is in no range. Open at an end that is absent.
 */
export const columnRange = z.strictObject({
  column: z.string(),
  from: z.string().optional(),
  before: z.string().optional(),
});
export type ColumnRange = z.infer<typeof columnRange>;

export function sameRange(a: ColumnRange | undefined, b: ColumnRange | undefined): boolean {
  return a?.column === b?.column && a?.from === b?.from && a?.before === b?.before;
}

/** For people. */
export function showRange({ column, from, before }: ColumnRange): string {
  const ends = [
    ...(from === undefined ? [] : [`from ${shorten(from)}`]),
    ...(before === undefined ? [] : [`before ${shorten(before)}`]),
  ];
  return `${column} ${ends.join(' and ')}`;
}

function shorten(time: string): string {
  return time.replace(/\.?0*Z$/, 'Z');
}
