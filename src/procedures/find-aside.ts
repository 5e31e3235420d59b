import { type QuarantinedTable, type QuarantineRecord, whereabouts } from '../domain/quarantine-record.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import { countSeen } from './count-seen.ts';

/** What is left of a move in the table that was made for it: some rows, none, or the table itself is not there under its identity. */
type Left = 'rows' | 'nothing' | 'no-table';

/** One table of a record as it is at this moment. Of a rename: where the table is. Of a move: what the table that was made for the rows still holds. */
export type Standing =
  | { readonly table: QuarantinedTable; readonly way: 'rename'; readonly place: 'aside' | 'in-place' | 'gone' }
  | { readonly table: QuarantinedTable; readonly way: 'move'; readonly left: Left };

/** Whatever the record says of what was done: a command may come late. Only reads; rejects where rows cannot be counted for certain. */
export async function findStanding(
  record: QuarantineRecord,
  live: readonly LiveTable[],
  database: Pick<Database, 'read' | 'observe'>,
): Promise<readonly Standing[]> {
  const ids = new Map(live.map(({ name, tableId }) => [name, tableId]));
  const standing: Standing[] = [];
  for (const table of record.tables) {
    const place = whereabouts(record, table, ids);
    if (record.way === 'rename') standing.push({ table, way: 'rename', place });
    else {
      const kept = place === 'aside' ? live.find(({ name }) => name === table.kept) : undefined;
      standing.push({ table, way: 'move', left: kept === undefined ? 'no-table' : await leftIn(kept, database) });
    }
  }
  return standing;
}

async function leftIn(kept: LiveTable, database: Pick<Database, 'read' | 'observe'>): Promise<Left> {
  return (await countSeen(kept, database)).populations.total === 0n ? 'nothing' : 'rows';
}

/** Whether an undo has anything to put back. */
export function isAside(one: Standing): boolean {
  return one.way === 'rename' ? one.place === 'aside' : one.left === 'rows';
}
