import type { Column } from '../domain/column.ts';
import { tablesWithHiddenRows } from '../domain/kql/schema-script.ts';
import { isOwnTable } from '../domain/names.ts';
import { isOfTheProcess } from '../domain/problem.ts';
import { endangeredColumns } from '../domain/schema/endangered-columns.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { TableReader } from '../ports/database-observer.ts';
import { findExpiring } from './find-expiring.ts';
import { findReaders, mostSearched } from './find-readers.ts';
import type { JudgedStatement } from './guard-losses.ts';
import { type Looked, look } from './look.ts';

/** Hours of the log that are searched for readers. */
export const readerHours = 24;

/** What is at stake in one table. What could not be found out is absent, and named in `unknown`. */
export interface Stake {
  readonly table: string;
  /** What the commands do, each once. */
  readonly why: readonly string[];
  readonly rows?: bigint;
  /** How many values of each column that goes, or gets another type, are neither null nor empty. */
  readonly values?: ReadonlyMap<string, bigint>;
  /** The newest creation time of an extent, as the service writes it; absent for a table without any, too. */
  readonly lastWritten?: string;
  /** Who named the table in a query within the last hours; empty where nobody did. */
  readonly readers?: readonly TableReader[];
  /** What has to cover it before the commands run; `not-needed` where they delete rows of an age that none has now. */
  readonly coverage: 'snapshot' | 'quarantine' | 'none-possible' | 'not-needed';
  readonly unknown: readonly string[];
}

/** What the commands that lose data endanger, by table in their order. Only reads; a look that fails is `unknown`. */
export async function weighLosses(
  statements: readonly JudgedStatement[],
  database: Database,
): Promise<readonly Stake[]> {
  const losing = statements.flatMap(({ loss, reading, quarantine, harmless }) =>
    loss.kind === 'loses-data' && harmless?.kind !== 'said' ? [{ loss, reading, quarantine }] : [],
  );
  const names = [...new Set(losing.flatMap(({ loss }) => loss.tables))];
  if (names.length === 0) return [];
  const tables = new Map((await database.read.tables()).map((table) => [table.name, table]));
  const hidden = tablesWithHiddenRows(await database.read.schemaScript());
  const there = names.filter((name) => tables.has(name));
  const ordinary = there.filter((name) => !isOwnTable(name));
  const [totals, counts, readersByTable] = await Promise.all([
    look(() => database.observe.extentTotals(there), isOfTheProcess),
    look(() => database.observe.rowCounts(there), isOfTheProcess),
    findReaders(ordinary, readerHours, database),
  ]);
  const stakes: Stake[] = [];
  for (const name of names) {
    const live = tables.get(name);
    const own = losing.filter(({ loss }) => loss.tables.includes(name));
    const why = [...new Set(own.map(({ loss }) => loss.what))];
    const nothing = await losesNothingNow(name, live, own, database);
    if (live === undefined || isOwnTable(name)) {
      stakes.push({ table: name, why, coverage: nothing ? 'not-needed' : 'none-possible', unknown: [] });
      continue;
    }
    const columns = live.columns.filter((column) =>
      own.some(({ reading }) => endangeredColumns(reading, name, live.columns).includes(column)),
    );
    const [rows, values] = await Promise.all([
      rowsOf(database, name, counts, there),
      look(() => valuesOf(database, live, columns), isOfTheProcess),
    ]);
    const readers = readersByTable.get(name);
    const newest = 'value' in totals ? totals.value.get(name)?.newest : undefined;
    stakes.push({
      table: name,
      why,
      ...('value' in rows && { rows: rows.value }),
      ...('value' in values && columns.length > 0 && { values: values.value }),
      ...(newest !== undefined && { lastWritten: newest }),
      ...(readers !== undefined && 'readers' in readers && { readers: readers.readers }),
      coverage: coverageOf(own, { isHidden: hidden.has(name), nothing }),
      unknown: [
        ...told('its rows', rows),
        ...told('the values of its columns', values),
        ...told('when it was last written', totals),
        ...(readers !== undefined && 'why' in readers ? [`who reads it: ${readers.why}`] : []),
      ],
    });
  }
  return stakes;
}

/** No snapshot can be taken of a table with row level security. Source: https://learn.microsoft.com/kusto/management/row-level-security-policy */
function coverageOf(
  own: readonly Pick<JudgedStatement, 'quarantine'>[],
  seen: { readonly isHidden: boolean; readonly nothing: boolean },
): Stake['coverage'] {
  if (own.every(({ quarantine }) => quarantine !== undefined)) return 'quarantine';
  if (seen.nothing) return 'not-needed';
  return seen.isHidden ? 'none-possible' : 'snapshot';
}

/** As the guard will see it, should nothing change until then. */
async function losesNothingNow(
  name: string,
  live: LiveTable | undefined,
  own: readonly { readonly loss: { readonly olderThan?: bigint } }[],
  { observe }: Database,
): Promise<boolean> {
  if (isOwnTable(name)) return false;
  const kind = live === undefined ? 'materialized-view' : 'table';
  for (const { loss } of own) {
    const { kind: found } = await findExpiring({ kind, name }, loss.olderThan, observe);
    if (found !== 'nothing') return false;
  }
  return true;
}

/** Where the counts of all at once failed, one of them may be to blame. */
async function rowsOf(
  { observe }: Database,
  table: string,
  all: Looked<readonly bigint[]>,
  there: readonly string[],
): Promise<Looked<bigint>> {
  const place = there.indexOf(table);
  if ('problem' in all && place >= mostSearched) return all;
  const own =
    'value' in all
      ? { value: all.value.slice(place, place + 1) }
      : await look(() => observe.rowCounts([table]), isOfTheProcess);
  if ('problem' in own) return own;
  const [value] = own.value;
  if (value === undefined) throw new Error(`no count of ${table}`);
  return { value };
}

function told(what: string, looked: Looked<unknown>): readonly string[] {
  return 'problem' in looked ? [`${what}: ${looked.problem.summary}`] : [];
}

async function valuesOf(
  { load }: Database,
  { name }: LiveTable,
  columns: readonly Column[],
): Promise<ReadonlyMap<string, bigint>> {
  return columns.length === 0 ? new Map() : load.nonEmptyValues(name, columns);
}
