import { schemaHash } from '../domain/column.ts';
import { type Exactness, judgeExactness } from '../domain/cursor-bound.ts';
import { addFingerprints } from '../domain/fingerprint.ts';
import { loadFingerprint } from '../domain/snapshot/manifest.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import type { ExportedTable } from './export-slices.ts';
import { countAll } from './settle-cursor.ts';

/** A table as it was planned, what was written of it, and whether that is what was and still is there. */
export interface JudgedTable {
  readonly table: PlannedTable;
  readonly exported: ExportedTable;
  readonly exactness: Exactness;
}

/** Looks at every table that counts once more, in the order of the plan. Tables of one cursor are counted together. */
export async function judgeTables(
  tables: readonly (readonly [PlannedTable, ExportedTable])[],
  read: DatabaseReader,
): Promise<readonly JudgedTable[]> {
  const current = tables.filter(([{ superseded }]) => superseded === 'no');
  const liveAfter = new Map((await read.tables()).map((live) => [live.name, live]));
  const unchanged = current.filter(([table]) => isSame(table, liveAfter.get(table.name)));
  const after = new Map<string, Awaited<ReturnType<typeof countAll>>>();
  for (const [cursor, group] of Map.groupBy(unchanged, ([table]) => table.cursor)) {
    after.set(
      cursor,
      await countAll(
        read,
        group.map(([table]) => table),
        cursor,
      ),
    );
  }
  return current.map(([table, exported]) => {
    const counts = isSame(table, liveAfter.get(table.name)) ? after.get(table.cursor)?.get(table.name) : undefined;
    const exactness = judgeExactness({
      before: table.populations,
      after: counts ?? table.populations,
      exportedRows: addFingerprints(exported.files.map((file) => loadFingerprint(file.fingerprint))).rows,
      identity: counts === undefined ? 'changed' : 'same',
    });
    return { table, exported, exactness };
  });
}

function isSame({ tableId, columns }: PlannedTable, now: LiveTable | undefined): boolean {
  return now?.tableId === tableId && schemaHash(now.columns) === schemaHash(columns);
}
