import type { RangeRows } from '../../../domain/cursor-bound.ts';
import type { UpdateRequest } from '../../../ports/database-updater.ts';
import { quoteName } from '../quote.ts';
import { bounded } from './reading.ts';

/** Source: https://learn.microsoft.com/kusto/management/update-table-command#update-using-move-extents */
export function updateTable({ table, rows, source }: UpdateRequest, how: 'do' | 'foresee'): string {
  const properties = how === 'foresee' ? ' with (whatif=true)' : '';
  const head = `.update table ${quoteName(table)} delete kr_leaving move ${quoteName(source)}${properties}`;
  return `${head} <| let kr_leaving = ${bounded(table, rows)};`;
}

export function countRows(table: string, rows: RangeRows): string {
  return `${bounded(table, rows)} | count | project n=tostring(Count)`;
}
