import { chooseForms, reservedColumns, type StoredColumn } from '../domain/column-form.ts';
import { tablesWithHiddenRows, tablesWithoutIngestionTime } from '../domain/kql/schema-script.ts';
import type { Cursor, SnapshotId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import { type SnapshotPaths, tableFolder } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, DatabaseIdentity, LiveTable, TablePopulations } from '../ports/database.ts';
import type { SliceJob } from './export-slices.ts';
import { requireCanary } from './require-canary.ts';
import { selectTables } from './select-tables.ts';
import { settleCursor } from './settle-cursor.ts';

export interface PlannedTable {
  readonly live: LiveTable;
  readonly columns: readonly StoredColumn[];
  readonly populations: TablePopulations;
  readonly folder: string;
}

/** Everything a snapshot will do, decided before it does anything. */
export interface SnapshotPlan {
  readonly identity: DatabaseIdentity;
  readonly cursor: Cursor;
  readonly schemaScript: readonly string[];
  readonly tables: readonly PlannedTable[];
  readonly jobs: readonly SliceJob[];
}

const settlePatience = 120_000;

/** Observes only. Rejects with every table that a snapshot could not hold faithfully. */
export async function planSnapshot(request: {
  readonly database: Database;
  readonly clock: Clock;
  readonly paths: SnapshotPaths;
  readonly id: SnapshotId;
  readonly globs: readonly string[];
}): Promise<SnapshotPlan> {
  const { read } = request.database;
  const [identity, tables, schemaScript] = await Promise.all([read.identity(), read.tables(), read.schemaScript()]);
  requireCanary(identity);
  const chosen = selectTables(tables, request.globs);
  throwProblems(findObstacles(chosen, schemaScript));
  const { cursor, populations } = await settleCursor(read, chosen, {
    clock: request.clock,
    patienceMilliseconds: settlePatience,
  });
  const planned = chosen.map((live, index) =>
    planTable(live, populations, tableFolder(request.paths, request.id, index, live.name)),
  );
  return {
    identity,
    cursor,
    schemaScript,
    tables: planned,
    jobs: planned.flatMap((table) => planSlices(table, cursor)),
  };
}

function findObstacles(tables: readonly LiveTable[], script: readonly string[]): readonly Problem[] {
  const untimed = tablesWithoutIngestionTime(script);
  const hidden = tablesWithHiddenRows(script);
  return tables.flatMap(({ name, columns }) => {
    const problems: Problem[] = [];
    const reserved = reservedColumns(columns);
    if (reserved.length > 0) {
      const next = 'Leave the table out, or rename the columns.';
      problems.push({
        code: 'refused',
        summary: `${name} has columns with names that snapshots use themselves: ${reserved.join(', ')}.`,
        next,
      });
    }
    if (hidden.has(name)) {
      problems.push({
        code: 'refused',
        summary: `${name} has a row level security policy, which hides rows from everybody who reads it.`,
        next: `Leave it out with tables: !${name}.`,
      });
    }
    if (untimed.has(name)) {
      problems.push({
        code: 'refused',
        summary: `${name} has its IngestionTime policy off, so no cursor bounds its rows.`,
        next: `Leave it out with tables: !${name}, or turn the policy on: .alter table ['${name}'] policy ingestiontime true`,
      });
    }
    return problems;
  });
}

function planTable(live: LiveTable, counts: ReadonlyMap<string, TablePopulations>, folder: string): PlannedTable {
  const populations = counts.get(live.name);
  if (populations === undefined) throw new Error(`no counts of ${live.name}`);
  return { live, columns: chooseForms(live.columns, populations.withTickRest), populations, folder };
}

/** Disjoint and complete: rows with an ingestion time up to the cursor, and rows without one. A table without rows needs no slice. */
function planSlices({ live, columns, populations, folder }: PlannedTable, cursor: Cursor): readonly SliceJob[] {
  const slices = [
    { slice: { kind: 'timed', cursor }, rows: populations.atCursor },
    { slice: { kind: 'untimed' }, rows: populations.untimed },
  ] as const;
  return slices
    .filter(({ rows }) => rows > 0n)
    .map(({ slice, rows }, sliceIndex) => ({ table: live.name, columns, slice, sliceIndex, rows, folder }));
}
