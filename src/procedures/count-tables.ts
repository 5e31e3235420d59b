import pMap from 'p-map';
import type { Cursor } from '../domain/names.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import type { TimeWindow } from '../domain/snapshot/slice.ts';
import type { CountedTable, DatabaseReader, TablePopulations } from '../ports/database.ts';

/** A table, and about how many rows it has; absent when nobody knows. */
export interface TableToCount extends CountedTable {
  readonly rows?: bigint | undefined;
}

/** What came of counting one table. */
export type Counted = TablePopulations | ProblemError;

/** Several statements run at once; more would only queue up in the cluster. */
const parallelCounts = 4;
const batchTables = 25;
const batchRows = 5_000_000n;
const batchColumns = 1_000;

/**
 * Counts of every table on each side of one cursor, by name; small tables many in one statement, so that ten thousand of them are hundreds of requests. A
 * statement about several that fails is sent again for each alone, so that a problem is that of its table.
 */
export async function countTables(
  read: Pick<DatabaseReader, 'populations'>,
  tables: readonly TableToCount[],
  cursor: Cursor,
  range?: TimeWindow,
): Promise<ReadonlyMap<string, Counted>> {
  const alone = async (table: TableToCount): Promise<readonly [string, Counted]> => {
    try {
      return [table.name, requireCount(await read.populations([table], cursor, range), table.name)];
    } catch (error) {
      if (error instanceof ProblemError && !error.problems.some(endsAll)) return [table.name, error];
      throw error;
    }
  };
  const together = async (batch: readonly TableToCount[]): Promise<readonly (readonly [string, Counted])[]> => {
    if (batch.length > 1) {
      try {
        const counted = await read.populations(batch, cursor, range);
        return batch.map(({ name }) => [name, requireCount(counted, name)] as const);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problems.some(endsAll)) throw error;
      }
    }
    const counted: (readonly [string, Counted])[] = [];
    for (const table of batch) counted.push(await alone(table));
    return counted;
  };
  const counted = await pMap(batchesOf(tables), together, { concurrency: parallelCounts });
  return new Map(counted.flat());
}

/** Of no single table. */
function endsAll({ code }: Problem): boolean {
  return ['sign-in', 'unreachable', 'cancelled', 'bug'].includes(code);
}

/** The same of one table. */
export async function countOne(
  read: Pick<DatabaseReader, 'populations'>,
  table: CountedTable,
  cursor: Cursor,
  range?: TimeWindow,
): Promise<TablePopulations> {
  return requireCount(await read.populations([table], cursor, range), table.name);
}

function requireCount(counted: ReadonlyMap<string, TablePopulations>, name: string): TablePopulations {
  const found = counted.get(name);
  if (found === undefined) throw new Error(`no counts of ${name}`);
  return found;
}

/** A table that is large, or of which nothing is known, is alone. */
export function batchesOf(tables: readonly TableToCount[]): readonly (readonly TableToCount[])[] {
  const batches: TableToCount[][] = [];
  let open: { readonly tables: TableToCount[]; rows: bigint; columns: number } | undefined;
  for (const table of tables) {
    const { rows, columns } = table;
    if (rows === undefined || rows > batchRows) {
      batches.push([table]);
      continue;
    }
    const fits =
      open !== undefined &&
      open.tables.length < batchTables &&
      open.rows + rows <= batchRows &&
      open.columns + columns.length <= batchColumns;
    if (open === undefined || !fits) {
      open = { tables: [], rows: 0n, columns: 0 };
      batches.push(open.tables);
    }
    open.tables.push(table);
    open.rows += rows;
    open.columns += columns.length;
  }
  return batches;
}
