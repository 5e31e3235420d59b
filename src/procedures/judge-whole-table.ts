import { type Exactness, judgeWhole } from '../domain/cursor-bound.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { ExportedTable } from './table-run.ts';

/** Judges by value what no cursor bounds: all of the live rows must be those of the files. */
export async function judgeWholeTable(
  table: PlannedTable,
  exported: ExportedTable,
  identity: 'same' | 'changed',
  read: DatabaseReader,
): Promise<Exactness> {
  const { name, kind, columns, populations } = table;
  const sum = exported.written.fingerprint;
  const observed = { before: populations.total, exported: sum, identity, advice: adviceFor(name, kind) };
  if (identity === 'changed') return judgeWhole({ ...observed, after: sum, tornSlices: 0 });
  const { withTickRest } = await read.wholePopulations(name, columns);
  const after = await read.fingerprint(name, columns, { kind: 'whole-table' });
  const cut = columns.filter((column) => withTickRest.has(column.name) && column.tickColumn === undefined);
  if (cut.length > 0) {
    const names = cut.map((column) => column.name).join(', ');
    return { kind: 'fuzzy', reason: `times with a finer rest came into ${names} during the export` };
  }
  return judgeWhole({ ...observed, after, tornSlices: isPinned(table) ? exported.unequalSlices : 0 });
}

/** Whether a table was to be exported by extents and one of them was not what it had been: the whole of it has to be planned again. */
export function isTorn(table: PlannedTable, { written, unequalSlices, failed }: ExportedTable): boolean {
  if (!isPinned(table) || failed !== undefined) return false;
  return unequalSlices > 0 || written.fingerprint.rows !== table.populations.total;
}

function isPinned({ slices }: PlannedTable): boolean {
  return slices.some(({ slice }) => slice.kind === 'extents');
}

/** How the rows could be bounded another time; a clause. */
function adviceFor(name: string, kind: PlannedTable['kind']): string {
  return kind === 'table'
    ? `turn its IngestionTime policy on: .alter table ['${name}'] policy ingestiontime true`
    : 'take it while nothing comes into its source table';
}
