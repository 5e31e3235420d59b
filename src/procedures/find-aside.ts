import { type QuarantinedTable, type QuarantineRecord, whereabouts } from '../domain/quarantine-record.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import { countSeen } from './count-seen.ts';

/** What is left of a move in the table that was made for it: some rows, none, extents whose rows nobody can count, or the table itself is not there under its identity. */
type Left = 'rows' | 'nothing' | 'uncounted' | 'no-table';

/** One table of a record as it is at this moment. Of a rename: where the table is. Of a move: what the table that was made for the rows still holds. */
export type Standing =
  | { readonly table: QuarantinedTable; readonly way: 'rename'; readonly place: 'aside' | 'in-place' | 'gone' }
  | { readonly table: QuarantinedTable; readonly way: 'move'; readonly left: Left };

/**
 * Whatever the record says of what was done: a command may come late. Of the tables in `closed` no row is counted, since they have row level security. Only reads; rejects where other rows cannot
 * be counted for certain.
 */
export async function findStanding(
  record: QuarantineRecord,
  { live, closed }: { readonly live: readonly LiveTable[]; readonly closed: ReadonlySet<string> },
  database: Pick<Database, 'read' | 'observe'>,
): Promise<readonly Standing[]> {
  const ids = new Map(live.map(({ name, tableId }) => [name, tableId]));
  const left = (kept: LiveTable): Promise<Left> =>
    closed.has(kept.name) ? extentsLeft(kept, database) : rowsLeft(kept, database);
  const standing: Standing[] = [];
  for (const table of record.tables) {
    const place = whereabouts(record, table, ids);
    if (record.way === 'rename') standing.push({ table, way: 'rename', place });
    else {
      const kept = place === 'aside' ? live.find(({ name }) => name === table.kept) : undefined;
      standing.push({ table, way: 'move', left: kept === undefined ? 'no-table' : await left(kept) });
    }
  }
  return standing;
}

async function rowsLeft(kept: LiveTable, database: Pick<Database, 'read' | 'observe'>): Promise<Left> {
  return (await countSeen(kept, database)).populations.total === 0n ? 'nothing' : 'rows';
}

/** By metadata, which row level security does not hide. */
async function extentsLeft({ name }: LiveTable, { read }: Pick<Database, 'read'>): Promise<Left> {
  return (await read.creationTimes(name)).size === 0 ? 'nothing' : 'uncounted';
}

/** Whether an undo has, or may have, anything to put back. */
export function isAside(one: Standing): boolean {
  return one.way === 'rename' ? one.place === 'aside' : one.left === 'rows' || one.left === 'uncounted';
}
