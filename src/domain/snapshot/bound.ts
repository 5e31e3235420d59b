import type { Bound } from '../cursor-bound.ts';
import type { Cursor } from '../names.ts';
import type { TimeWindow } from './slice.ts';

/** What bounds the rows of a table as a plan or a manifest says it. `range` is that of the whole snapshot. */
export function boundOf(
  { bound, cursor }: { readonly bound: Bound['kind']; readonly cursor: string },
  range: TimeWindow | undefined,
): Bound {
  if (bound === 'whole-table') return { kind: 'whole-table' };
  return { kind: 'cursor', cursor: cursor as Cursor, ...(range === undefined ? {} : { range }) };
}
