import pMap from 'p-map';
import type { Problem } from '../domain/problem.ts';
import { type Finding, found } from '../domain/snapshot/finding.ts';
import {
  type CountedRows,
  type ExtentTotals,
  hasRowStore,
  hazardOfDeletedRows,
  hazardOfRetention,
  hazardsOfExtents,
  hidesRows,
} from '../domain/snapshot/hazards.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { type Looked, look, notLookedAt } from './look.ts';
import type { SnapshotSource } from './snapshot-sources.ts';

export type Look = Looked<ReadonlyMap<string, ExtentTotals>>;

/** Totals of the extents of the tables, as far as they can be read. */
export function lookAtExtents(tables: readonly SnapshotSource[], observe: DatabaseObserver): Promise<Look> {
  if (tables.length === 0) return Promise.resolve({ value: new Map() });
  return look(() => observe.extentTotals(tables.map(({ name }) => name)));
}

/** A table with the count of all its rows, between which and `before` nothing else was looked at. */
export interface CountedTable {
  readonly table: SnapshotSource;
  readonly counted: bigint;
}

/** What the extents tell, and why they show nothing of any table where they could not be read. */
export interface InExtents {
  readonly findings: readonly Finding[];
  readonly unread?: Problem;
}

const parallelTables = 4;

/** `before` was taken before the rows were counted. A table that cannot be looked at again is unknown, and no other is. */
export async function findInExtents(
  tables: readonly CountedTable[],
  before: Look,
  now: Date,
  observe: DatabaseObserver,
): Promise<InExtents> {
  if ('problem' in before) return unread(before.problem);
  const after = await lookAtExtents(
    tables.map(({ table }) => table),
    observe,
  );
  if ('problem' in after) return unread(after.problem);
  const findInOne = async ({ table, counted }: CountedTable): Promise<readonly Finding[]> => {
    const { name } = table;
    const looks = { before: before.value.get(name), counted, after: after.value.get(name) };
    const { seen, problem } = await lookAgain(name, looks, observe);
    const ofRows =
      problem === undefined
        ? hazardsOfExtents(name, seen)
        : [notSettled(name, seen, problem), ...hazardOfDeletedRows(name, seen.after)];
    return [...ofRows, ...hazardOfRetention(table, seen.after?.oldest, now)];
  };
  return { findings: (await pMap(tables, findInOne, { concurrency: parallelTables })).flat() };
}

function unread(problem: Problem): InExtents {
  return { findings: [notLookedAt('the extents of the tables', problem)], unread: problem };
}

const mostLooks = 3;

/** What rows that come and go can explain is looked at again, until they cannot; `problem` is what kept it from that. */
async function lookAgain(
  name: string,
  first: CountedRows,
  observe: DatabaseObserver,
): Promise<{ readonly seen: CountedRows; readonly problem?: Problem }> {
  let seen = first;
  for (let turn = 0; turn < mostLooks && (hidesRows(seen) || hasRowStore(seen)); turn += 1) {
    const { counted: known, after: before } = seen;
    const next = await look(async (): Promise<CountedRows> => {
      const [counted = known] = await observe.rowCounts([name]);
      return { before, counted, after: (await observe.extentTotals([name])).get(name) };
    });
    if ('problem' in next) return { seen, problem: next.problem };
    seen = next.value;
  }
  return { seen };
}

function notSettled(name: string, { counted, after }: CountedRows, problem: Problem): Finding {
  const rows = `${counted} rows of ${name} were counted and ${after?.rows ?? 0n} lie in its extents`;
  return found('rows-not-proven', `${rows}; why could not be looked at. ${problem.summary}`, name);
}
