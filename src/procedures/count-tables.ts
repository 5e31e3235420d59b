import pMap from 'p-map';
import type { Cursor } from '../domain/names.ts';
import { isOfTheRun, ProblemError } from '../domain/problem.ts';
import { inBatches } from '../domain/snapshot/batches.ts';
import type { TimeWindow } from '../domain/snapshot/slice.ts';
import type { CountedTable, DatabaseReader, TablePopulations } from '../ports/database.ts';

/** A table, and about how many rows it has; absent when nobody knows. */
export interface TableToCount extends CountedTable {
  readonly estimatedRows?: bigint | undefined;
}

/** What came of counting one table. */
export type Counted = TablePopulations | ProblemError;

/** Several statements run at once; more would only queue up in the cluster. */
const parallelCounts = 4;

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
      if (error instanceof ProblemError && !error.problems.some(isOfTheRun)) return [table.name, error];
      throw error;
    }
  };
  const together = async (batch: readonly TableToCount[]): Promise<readonly (readonly [string, Counted])[]> => {
    if (batch.length > 1) {
      try {
        const counted = await read.populations(batch, cursor, range);
        return batch.map(({ name }) => [name, requireCount(counted, name)] as const);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problems.some(isOfTheRun)) throw error;
      }
    }
    const counted: (readonly [string, Counted])[] = [];
    for (const table of batch) counted.push(await alone(table));
    return counted;
  };
  const counted = await pMap(inBatches(tables), together, { concurrency: parallelCounts });
  return new Map(counted.flat());
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
