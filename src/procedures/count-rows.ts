import type { Column } from '../domain/column.ts';
import type { Bound } from '../domain/cursor-bound.ts';
import type { DatabaseReader, TablePopulations } from '../ports/database.ts';
import { countOne } from './count-tables.ts';

export type RowCounter = Pick<DatabaseReader, 'populations' | 'wholePopulations'>;

/** Counts on each side of the bound; where nothing bounds the rows all of them count as untimed. */
export function countRows(
  read: RowCounter,
  table: { readonly name: string; readonly columns: readonly Column[] },
  bound: Bound,
): Promise<TablePopulations> {
  return bound.kind === 'cursor'
    ? countOne(read, table, bound.cursor, bound.range)
    : read.wholePopulations(table.name, table.columns);
}
