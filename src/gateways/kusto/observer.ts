import { z } from 'zod';
import { problemError } from '../../domain/problem.ts';
import { inBatches } from '../../domain/snapshot/batches.ts';
import type { DatabaseObserver, TableReader } from '../../ports/database-observer.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import * as observing from './commands/observing.ts';
import { countOf, optionalOf, singleRow, textOf } from './rows.ts';

/** Milliseconds for a look at the log that nothing depends on. */
const logTime = 30_000;

export function observer(client: KustoClient): DatabaseObserver {
  const { database } = client.target;
  return {
    async extentTotals(tables) {
      const rows = await client.show(observing.sumExtents(database, tables));
      return new Map(
        rows.map((row) => {
          const oldest = optionalOf(row, 'oldest');
          const totals = { rows: countOf(row, 'n'), deletedRows: countOf(row, 'deleted') };
          return [
            textOf(row, 'TableName'),
            oldest === undefined ? totals : { ...totals, oldest: dateOf(row), newest: textOf(row, 'newest') },
          ];
        }),
      );
    },
    async extentsOlderThan(owner, ticks) {
      const rows = await client.show(observing.countOldExtents(owner, ticks));
      return countOf(singleRow(rows, `the old extents of ${owner.name}`), 'n');
    },
    async rowCounts(tables) {
      const counts: bigint[] = [];
      // Counting reads no values, so that tables of any size go together.
      for (const batch of inBatches(tables.map((name) => ({ name, columns: [], estimatedRows: 0n })))) {
        const rows = await client.query(observing.countTables(batch.map(({ name }) => name)));
        counts.push(...inPlaces(rows, batch.length).map((row) => countOf(row, 'n')));
      }
      return counts;
    },
    async valuesAtLimit(tables) {
      const counts: (readonly bigint[])[] = [];
      for (const batch of inBatches(tables)) {
        const rows = await client.query(observing.countAtLimit(batch));
        counts.push(...inPlaces(rows, batch.length).map(countsOf));
      }
      return counts;
    },
    async ownRoles() {
      return (await client.show(observing.showOwnRoles(database))).map((row) => textOf(row, 'Role'));
    },
    async changesSince(instant) {
      const logs = [observing.showChanges(database, instant), observing.showJournaledChanges(database, instant)];
      const rows = (await Promise.all(logs.map((log) => client.show(log)))).flat();
      return rows.map((row) => ({ at: textOf(row, 'At'), text: textOf(row, 'Text') }));
    },
    async readersOf(tables, hours) {
      const rows = await client.show(observing.showReaders(database, tables, hours), logTime);
      return new Map(tables.map((table, at) => [table, rows.flatMap((row) => readerIn(row, at))]));
    },
    async workloadGroups() {
      const rows = await client.show(observing.showWorkloadGroups);
      return rows.map((row) => ({ name: textOf(row, 'WorkloadGroupName'), definition: textOf(row, 'WorkloadGroup') }));
    },
    async ownWorkloadGroups() {
      return (await client.show(observing.showOwnWorkloadGroups)).map((row) => textOf(row, 'WorkloadGroup'));
    },
  };
}

/** Nothing where who sent the queries did not name the table. */
function readerIn(row: Row, at: number): readonly TableReader[] {
  const times = countOf(row, `n${at}`);
  if (times === 0n) return [];
  return [{ who: textOf(row, 'Who'), application: textOf(row, 'Program'), times, last: textOf(row, `l${at}`) }];
}

function dateOf(row: Row): Date {
  const date = new Date(textOf(row, 'oldest'));
  if (!Number.isNaN(date.getTime())) return date;
  throw problemError({ code: 'unknown', summary: "The cluster's answer holds no time in column oldest." });
}

/** A union answers in any order. */
function inPlaces(rows: readonly Row[], length: number): readonly Row[] {
  const byPlace = new Map(rows.map((row) => [Number(countOf(row, 'p')), row]));
  return Array.from({ length }, (_, place) => {
    const row = byPlace.get(place);
    if (row !== undefined) return row;
    throw problemError({ code: 'unknown', summary: 'The cluster answered for fewer tables than it was asked about.' });
  });
}

function countsOf(row: Row): readonly bigint[] {
  return z.array(z.string().regex(/^\d+$/).transform(BigInt)).parse(JSON.parse(textOf(row, 'n')));
}
