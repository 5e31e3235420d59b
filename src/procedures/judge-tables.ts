import pLimit from 'p-limit';
import { schemaHash } from '../domain/column.ts';
import { boundedRows, type Exactness, judgeExactness } from '../domain/cursor-bound.ts';
import { sameFingerprint } from '../domain/fingerprint.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import { withReused } from '../domain/snapshot/written.ts';
import type { DatabaseReader, LiveTable, TablePopulations } from '../ports/database.ts';
import type { ExportedTable } from './table-run.ts';

/** A table as it was planned, what was written of it, and whether that is what was and still is there. */
export interface JudgedTable {
  readonly table: PlannedTable;
  readonly exported: ExportedTable;
  readonly exactness: Exactness;
  /** Rows of the live table that are not in the snapshot, as counted after the export; absent when they were not counted. */
  readonly newer?: bigint;
  /** What changed about it while it was exported, beside its rows. */
  readonly findings: readonly Finding[];
}

const parallelLooks = 4;

/** Looks at every table that counts once more, in the order of the plan. What cannot be found out about a table makes that table fuzzy, and no other. */
export async function judgeTables(
  tables: readonly (readonly [PlannedTable, ExportedTable])[],
  read: DatabaseReader,
): Promise<readonly JudgedTable[]> {
  const live = new Map((await read.tables()).map((one) => [one.name, one]));
  const limit = pLimit(parallelLooks);
  const current = tables.filter(([{ superseded }]) => superseded === 'no');
  return Promise.all(
    current.map(([table, exported]) => limit(() => judgeTable(table, exported, live.get(table.name), read))),
  );
}

async function judgeTable(
  table: PlannedTable,
  exported: ExportedTable,
  now: LiveTable | undefined,
  read: DatabaseReader,
): Promise<JudgedTable> {
  const findings = driftOf(table, now);
  const fuzzy = (reason: string): JudgedTable => ({ table, exported, exactness: { kind: 'fuzzy', reason }, findings });
  if (exported.failed !== undefined) return fuzzy(`a part of it was not exported: ${exported.failed.summary}`);
  try {
    const after = isSame(table, now) ? await read.populations(table.name, table.columns, table.cursor) : undefined;
    const exactness = judgeCounts(table, exported, after);
    if (exactness.kind === 'exact' && now?.schemaVersion !== table.schemaVersion) {
      const values = await compareValues(table, exported, read);
      if (values === 'different') {
        const changed = fuzzy('columns were changed during the export, and values with them');
        return { ...changed, findings: [changedColumns(table.name)] };
      }
    }
    return { table, exported, exactness, findings, ...newerIn(after) };
  } catch (error) {
    if (error instanceof ProblemError && !error.problems.some(endsAll)) return fuzzy(`not checked: ${error.message}`);
    throw error;
  }
}

function endsAll({ code, transient }: Problem): boolean {
  return transient === true || ['sign-in', 'unreachable', 'cancelled', 'bug'].includes(code);
}

function judgeCounts(
  { populations, reused }: PlannedTable,
  { written, unequalSlices }: ExportedTable,
  after: TablePopulations | undefined,
): Exactness {
  return judgeExactness({
    before: populations,
    after: after ?? populations,
    exportedRows: withReused(written, reused).fingerprint.rows,
    identity: after === undefined ? 'changed' : 'same',
    unequalSlices,
  });
}

function newerIn(after: TablePopulations | undefined): Pick<JudgedTable, 'newer'> {
  return after === undefined ? {} : { newer: after.total - boundedRows(after) };
}

/** A column that was dropped and added again has the same name and type, and other values: only a second look at all of them tells. */
async function compareValues(
  { name, columns, cursor, reused }: PlannedTable,
  { written }: ExportedTable,
  read: DatabaseReader,
): Promise<'equal' | 'different'> {
  const seen = await read.fingerprint(name, columns, { kind: 'cursor', cursor });
  return sameFingerprint(withReused(written, reused).fingerprint, seen) ? 'equal' : 'different';
}

function driftOf({ name, tableId, columns }: PlannedTable, now: LiveTable | undefined): readonly Finding[] {
  if (now === undefined)
    return [found('schema-changed', `${name} was dropped or renamed while it was exported.`, name)];
  if (now.tableId !== tableId)
    return [found('schema-changed', `${name} was replaced by another table while it was exported.`, name)];
  return schemaHash(now.columns) === schemaHash(columns) ? [] : [changedColumns(name)];
}

function changedColumns(name: string): Finding {
  return found('schema-changed', `Columns of ${name} were changed while it was exported.`, name);
}

function isSame({ tableId, columns }: PlannedTable, now: LiveTable | undefined): boolean {
  return now?.tableId === tableId && schemaHash(now.columns) === schemaHash(columns);
}
