import type { Cursor } from '../domain/names.ts';
import { isOfTheProcess, isOfTheRun, type Problem, ProblemError } from '../domain/problem.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import { look } from './look.ts';

/** Rows of every table before the deployment. */
interface RowsBefore {
  /** By name; tables that could not be counted are absent. */
  readonly rows: ReadonlyMap<string, bigint>;
  /** Read after the counts; undefined where there was nothing to count. */
  readonly cursor?: Cursor;
}

/** A table that the deployment was not to touch and that is not as it was. */
export interface UntouchedDifference {
  readonly table: string;
  readonly before: bigint;
  /** Of the rows that were there before; absent where the table is gone. */
  readonly left?: bigint;
}

/** What came of counting before and after a deployment. */
export type WatchedTables =
  | ({ readonly kind: 'counted' } & UntouchedRows)
  | { readonly kind: 'not-counted'; readonly why: string };

export interface UntouchedRows {
  /** How many tables were counted both times. */
  readonly counted: number;
  readonly notCounted: readonly string[];
  readonly differences: readonly UntouchedDifference[];
}

type CountingDatabase = Pick<Database, 'observe' | 'read'>;

/** Counts now, and again when asked. A deployment does not end because something cannot be counted. */
export async function watchTables(
  tables: readonly string[],
  database: CountingDatabase,
): Promise<(touched: ReadonlySet<string>) => Promise<WatchedTables>> {
  const before = await look(() => countBefore(tables, database), isOfTheRun);
  return async (touched) => {
    if ('problem' in before) return notCounted(before.problem);
    // What ran has run, so that no failed look may take the report of it away.
    const compared = await look(() => compareUntouched(before.value, touched, database), isOfTheProcess);
    return 'problem' in compared ? notCounted(compared.problem) : { kind: 'counted', ...compared.value };
  };
}

function notCounted({ summary }: Problem): WatchedTables {
  return { kind: 'not-counted', why: summary };
}

/** Plain counts, which the service takes from its metadata. */
async function countBefore(tables: readonly string[], { observe, read }: CountingDatabase): Promise<RowsBefore> {
  if (tables.length === 0) return { rows: new Map() };
  const rows = await countEach(tables, observe);
  return { rows, cursor: await read.cursor() };
}

/**
 * Counts again what the deployment did not touch. More rows are no difference where as many came by ingestion since, which the ingestion times of that table
 * tell; where it has none, more rows are taken for new ones. A row that was seen before without a place in the order of ingestion counts as new.
 */
async function compareUntouched(
  before: RowsBefore,
  touched: ReadonlySet<string>,
  { observe, read }: CountingDatabase,
): Promise<UntouchedRows> {
  const live = new Map((await read.tables()).map((table) => [table.name, table]));
  const untouched = [...before.rows].filter(([name]) => !touched.has(name));
  const names = untouched.map(([name]) => name);
  const after = await countEach(
    names.filter((name) => live.has(name)),
    observe,
  );
  const differences: UntouchedDifference[] = [];
  const untold: string[] = [];
  for (const [table, earlier] of untouched) {
    const [now, present] = [after.get(table), live.get(table)];
    if (present === undefined) differences.push({ table, before: earlier });
    if (now === undefined || present === undefined || now === earlier) continue;
    const left = now > earlier ? await rowsLeft(present, now, before.cursor, read) : now;
    if (left === undefined) untold.push(table);
    else if (left < earlier) differences.push({ table, before: earlier, left });
  }
  const notCounted = [...names.filter((name) => live.has(name) && !after.has(name)), ...untold];
  return { counted: after.size - untold.length, notCounted, differences };
}

/** Without those that came after the cursor; undefined where the service did not say. */
async function rowsLeft(
  table: LiveTable,
  now: bigint,
  cursor: Cursor | undefined,
  read: Database['read'],
): Promise<bigint | undefined> {
  if (table.ingestionTime === 'off' || cursor === undefined) return now;
  const counts = (await read.populations([{ name: table.name, columns: [] }], cursor)).get(table.name);
  return counts && counts.total - counts.newer;
}

/** One table that cannot be counted is found by halves, and left out. */
async function countEach(
  tables: readonly string[],
  observe: Database['observe'],
): Promise<ReadonlyMap<string, bigint>> {
  if (tables.length === 0) return new Map();
  try {
    const counts = await observe.rowCounts(tables);
    return new Map(
      tables.flatMap((name, index): [string, bigint][] => {
        const rows = counts[index];
        return rows === undefined ? [] : [[name, rows]];
      }),
    );
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(isOfTheRun)) throw error;
    if (tables.length === 1) return new Map();
    const middle = Math.ceil(tables.length / 2);
    const [first, second] = [
      await countEach(tables.slice(0, middle), observe),
      await countEach(tables.slice(middle), observe),
    ];
    return new Map([...first, ...second]);
  }
}
