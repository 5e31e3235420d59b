import pLimit from 'p-limit';
import { schemaHash } from '../domain/column.ts';
import { needsContents } from '../domain/coverage.ts';
import { type Exactness, judgeExactness, newerRows } from '../domain/cursor-bound.ts';
import { sameFingerprint } from '../domain/fingerprint.ts';
import { isOfTheRun, type Problem, ProblemError } from '../domain/problem.ts';
import { boundOf } from '../domain/snapshot/bound.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import type { TimeWindow } from '../domain/snapshot/slice.ts';
import { withReused } from '../domain/snapshot/written.ts';
import type { DatabaseReader, LiveView, TablePopulations } from '../ports/database.ts';
import { type Counted, countTables } from './count-tables.ts';
import { judgeWholeTable } from './judge-whole-table.ts';
import { isSameObject, type SnapshotSource, sourceOfTable, sourceOfView } from './snapshot-sources.ts';
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
  range?: TimeWindow,
): Promise<readonly JudgedTable[]> {
  const current = tables.filter(([{ superseded }]) => superseded === 'no');
  const hasViews = current.some(([{ kind }]) => kind === 'materialized-view');
  const [live, views] = await Promise.all([read.tables(), hasViews ? read.views() : []]);
  const sources = new Map([...live.map(sourceOfTable), ...views.map(sourceOfView)].map((one) => [one.name, one]));
  const unchanged = current.flatMap(([table]) => (mayBeCounted(table, sources.get(table.name)) ? [table] : []));
  const look: Look = {
    read,
    range,
    unhealthy: unhealthyIn(views),
    counted: await countAtCursors(unchanged, range, read),
  };
  const limit = pLimit(parallelLooks);
  return Promise.all(
    current.map(([table, exported]) => limit(() => judgeTable(table, exported, sources.get(table.name), look))),
  );
}

/** Tables are bounded by one cursor, but for those that were exported again. */
async function countAtCursors(
  tables: readonly PlannedTable[],
  range: TimeWindow | undefined,
  read: DatabaseReader,
): Promise<ReadonlyMap<string, Counted>> {
  const counted = new Map<string, Counted>();
  for (const cursor of new Set(tables.map((table) => table.cursor))) {
    const own = tables.filter((table) => table.cursor === cursor);
    const sized = own.map(({ name, columns, populations }) => ({ name, columns, estimatedRows: populations.total }));
    for (const [name, counts] of await countTables(read, sized, cursor, range)) counted.set(name, counts);
  }
  return counted;
}

function mayBeCounted(table: PlannedTable, now: SnapshotSource | undefined): boolean {
  return table.bound === 'cursor' && driftOf(table, now).length === 0;
}

interface Look {
  readonly read: DatabaseReader;
  /** Of every table that a cursor bounds and that is still what it was. */
  readonly counted: ReadonlyMap<string, Counted>;
  readonly range: TimeWindow | undefined;
  readonly unhealthy: ReadonlySet<string>;
}

function unhealthyIn(views: readonly LiveView[]): ReadonlySet<string> {
  return new Set(views.filter(({ isHealthy }) => isHealthy === 'no').map(({ name }) => name));
}

async function judgeTable(
  table: PlannedTable,
  exported: ExportedTable,
  now: SnapshotSource | undefined,
  { read, range, unhealthy, counted }: Look,
): Promise<JudgedTable> {
  const findings = driftOf(table, now);
  const fuzzy = (reason: string): JudgedTable => ({ table, exported, exactness: { kind: 'fuzzy', reason }, findings });
  if (exported.failed !== undefined) return fuzzy(`a part of it was not exported: ${exported.failed.summary}`);
  if (unhealthy.has(table.name)) return fuzzy('the materialized view is unhealthy, so rows may be missing in it');
  const identity = findings.length === 0 ? 'same' : 'changed';
  try {
    if (table.bound === 'whole-table')
      return { table, exported, exactness: await judgeWholeTable(table, exported, identity, read), findings };
    const after = counted.get(table.name);
    if (after instanceof ProblemError) throw after;
    const exactness = judgeCounts(table, exported, after);
    const isAltered = now?.schemaVersion !== table.schemaVersion;
    if (exactness.kind === 'exact' && (isAltered || needsContents(table.populations))) {
      const values = await compareValues(table, exported, range, read);
      if (values === 'different' && !isAltered)
        return fuzzy('rows were replaced by others during the export, and some have no ingestion time');
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

function endsAll(problem: Problem): boolean {
  return problem.transient === true || isOfTheRun(problem);
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
  return after === undefined ? {} : { newer: newerRows(after) };
}

/** A column that was dropped and added again has the same name and type, and other values: only a second look at all of them tells. */
async function compareValues(
  table: PlannedTable,
  { written }: ExportedTable,
  range: TimeWindow | undefined,
  read: DatabaseReader,
): Promise<'equal' | 'different'> {
  const seen = await read.fingerprint(table.name, table.columns, boundOf(table, range));
  return sameFingerprint(withReused(written, table.reused).fingerprint, seen) ? 'equal' : 'different';
}

function driftOf(planned: PlannedTable, now: SnapshotSource | undefined): readonly Finding[] {
  const { name, columns } = planned;
  if (now === undefined)
    return [found('schema-changed', `${name} was dropped or renamed while it was exported.`, name)];
  if (!isSameObject(planned, now))
    return [found('schema-changed', `${name} was replaced by another table while it was exported.`, name)];
  return schemaHash(now.columns) === schemaHash(columns) ? [] : [changedColumns(name)];
}

function changedColumns(name: string): Finding {
  return found('schema-changed', `Columns of ${name} were changed while it was exported.`, name);
}
