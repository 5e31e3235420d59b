import type { Cursor, RunId } from '../domain/names.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import { countOne } from './count-tables.ts';
import type { NewerRows } from './keep-newer.ts';
import { stagedNameOf } from './stage-table.ts';

/** Which rows of a live table a restore keeps as newer ones; undefined where nothing tells. */
export type RowsToKeep = (table: RestoredTable, live: LiveTable) => NewerRows | undefined;

/**
 * How many rows the table will have after the swap if none comes or goes until then; `live` is absent where the restore brings it back. What is staged must be
 * whole, and nothing newer with it.
 */
export async function rowsAfterwards(
  { name, live }: { readonly name: string; readonly live: LiveTable | undefined },
  { tables, runId }: RestoreRecord,
  rowsOf: RowsToKeep,
  read: DatabaseReader,
): Promise<bigint> {
  const table = tables.find((one) => one.name === name && one.target === undefined);
  if (table === undefined) return (await read.wholePopulations(name, [])).total;
  const staged = await read.wholePopulations(stagedNameOf(runId as RunId, table), []);
  const kept = live && keptRows(table, live, rowsOf);
  return staged.total + (kept === undefined ? 0n : await countRowsOf(name, kept, read));
}

function keptRows(table: RestoredTable, live: LiveTable, rowsOf: RowsToKeep): NewerRows | undefined {
  const { replaced, newerRows } = table;
  if (replaced === undefined) return newerRows === 'keep' ? rowsOf(table, live) : undefined;
  return replaced.after === null ? { kind: 'whole-table' } : { kind: 'after', cursor: replaced.after as Cursor };
}

async function countRowsOf(name: string, rows: NewerRows, read: DatabaseReader): Promise<bigint> {
  if (rows.kind === 'whole-table') return (await read.wholePopulations(name, [])).total;
  return (await countOne(read, { name, columns: [] }, rows.cursor)).newer;
}
