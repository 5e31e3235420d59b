import { compareColumns } from '../domain/column.ts';
import type { Problem } from '../domain/problem.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import { againstReplacing } from './late-deletions.ts';
import { locateRows } from './locate-rows.ts';
import type { KnownSnapshot } from './look-at-live.ts';
import { planExports } from './plan-exports.ts';
import { countInside, refuseRange, refuseRows } from './plan-range.ts';
import { otherTable, sourceIsGone } from './range-problems.ts';
import type { RestoreWorld } from './restore-tables.ts';

/** What stands in the way of replacing a range at this moment; empty when nothing does. Since the restore was planned hours may have gone by, so all of it is read anew. */
export async function lookAtRange(
  table: RestoredTable,
  before: LiveTable,
  { manifest, others, deletedSince }: KnownSnapshot,
  { database: { read, update } }: RestoreWorld,
): Promise<readonly Problem[]> {
  const { name, range } = table;
  const tables = await read.tables();
  const live = tables.find((one) => one.name === name && one.tableId === table.liveTableId);
  if (live === undefined || compareColumns(before.columns, live.columns).length > 0) return [otherTable(name)];
  const schemaScript = await read.schemaScript();
  const found = [
    ...refuseRange(name, live, { schemaScript, live: tables }),
    ...planExports(name, await read.continuousExports()).obstacles,
    ...(await againstReplacing(table, deletedSince)),
  ];
  const stored = manifest?.tables[table.index];
  if (found.length > 0 || table.undoes !== undefined || range === undefined) return found;
  if (manifest === undefined || stored?.name !== name) return [sourceIsGone(name)];
  const rows = locateRows(manifest, stored, live, others);
  return refuseRows(name, await countInside(name, range, rows, update), table.newerRows);
}
