import { newerRows } from '../domain/cursor-bound.ts';
import { inNumber } from '../domain/in-number.ts';
import type { Cursor } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';
import type { DatabaseReader } from '../ports/database.ts';
import { countOne } from './count-tables.ts';

/**
 * A problem when rows came into a table between the last look at it and the swap, though nothing had come for a minute. They stay in what was replaced, since
 * update policies have derived from them once and would do so again. Only for tables whose newer rows were staged before the swap.
 */
export async function judgeStragglers(
  { name, tail }: Pick<RestoredTable, 'name' | 'tail'>,
  old: string,
  read: DatabaseReader,
): Promise<readonly Problem[]> {
  if (typeof tail?.upTo !== 'string') return [];
  const rows = newerRows(await countOne(read, { name: old, columns: [] }, tail.upTo as Cursor));
  return rows === 0n ? [] : [leftBehind(name, { rows, old, upTo: tail.upTo })];
}

function leftBehind(
  table: string,
  { rows, old, upTo }: { readonly rows: bigint; readonly old: string; readonly upTo: string },
): Problem {
  return {
    code: 'partly-done',
    summary: `${rows} ${inNumber(rows, 'row', 'rows')} came into ${table} at the moment of the swap, and ${inNumber(rows, 'is', 'are')} in ${old} only, which is kept without an end.`,
    detail: `${table} itself is restored and verified. Update policies have derived from ${inNumber(rows, 'that row', 'those rows')}, and would do so again.`,
    next: `Stop what ingests into ${table}, disable the update policies that read it, append to it what ${old} holds after the cursor, where cursor_after("${upTo}"), enable them again, and drop ${old}.`,
  };
}
