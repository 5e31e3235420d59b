import pMap from 'p-map';
import type { FileRecord } from '../domain/snapshot/manifest.ts';
import { attemptFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { SizedSlice } from '../domain/snapshot/slice.ts';
import { addWritten, nothingWritten, sumOf, type Written } from '../domain/snapshot/written.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { OpenSlice, TableExport } from './export-slices.ts';
import type { NumberedSlice, SliceJournal } from './slice-journal.ts';

/** What of a table is written already, and what is not. */
export interface TableProgress extends TableExport {
  readonly written: Written;
  /** Numbers of the written slices. */
  readonly writtenSlices: readonly number[];
  /** Written slices that hold another number of rows than they must. */
  readonly unequalSlices: number;
  /** Folders of attempts that count for nothing. */
  readonly leftovers: readonly string[];
}

const parallelReads = 16;

/**
 * What is left to do of a plan after what the records of slices say. A slice counts as written only while every file of it lies in storage in the
 * version that was recorded. Of the records one after the other is in memory.
 */
export async function openSlices(
  plan: SnapshotPlan,
  journal: SliceJournal,
  store: SnapshotStore,
): Promise<readonly TableProgress[]> {
  const isThere = async ({ path, etag }: FileRecord): Promise<boolean> => (await store.inspect(path))?.etag === etag;
  const areThere = async (files: readonly FileRecord[]): Promise<boolean> => {
    for (const file of files) if (!(await isThere(file))) return false;
    return true;
  };
  const progress: TableProgress[] = [];
  for (const [index, table] of plan.tables.entries()) {
    progress.push(
      table.superseded === 'yes'
        ? await supersededTable(table, index, journal)
        : await openTable(table, index, journal, areThere),
    );
  }
  return progress;
}

/** Nothing of it counts. */
async function supersededTable(table: PlannedTable, index: number, journal: SliceJournal): Promise<TableProgress> {
  const attempts = await pMap(
    journal.indicesOf(index),
    async (slice) => lost(table, slice, (await journal.read({ table: index, index: slice }))?.attempt ?? 0),
    { concurrency: parallelReads },
  );
  return { ...beginning(table, index), slices: [], leftovers: attempts.flat() };
}

function beginning(table: PlannedTable, index: number): TableProgress {
  return {
    table,
    index,
    slices: [],
    nextIndex: table.slices.length,
    written: nothingWritten,
    writtenSlices: [],
    unequalSlices: 0,
    leftovers: [],
  };
}

/** How far one slice has come. */
interface SliceProgress {
  readonly open?: OpenSlice;
  readonly written?: Written;
  readonly into?: readonly NumberedSlice[];
  readonly leftovers: readonly string[];
}

async function openTable(
  table: PlannedTable,
  index: number,
  journal: SliceJournal,
  areThere: (files: readonly FileRecord[]) => Promise<boolean>,
): Promise<TableProgress> {
  const look = async (slice: NumberedSlice): Promise<SliceProgress> => {
    const record = await journal.read({ table: index, index: slice.index });
    const attempts = record?.attempt ?? 0;
    if (record?.state === 'divided') return { into: record.into, leftovers: lost(table, slice.index, attempts) };
    if (record?.state === 'written' && (await areThere(record.files)))
      return { written: sumOf(record.files), leftovers: lost(table, slice.index, attempts - 1) };
    return { open: { slice, attempts }, leftovers: lost(table, slice.index, attempts) };
  };
  const slices: OpenSlice[] = [];
  const writtenSlices: number[] = [];
  const leftovers: string[] = [];
  let [written, unequalSlices, nextIndex] = [nothingWritten, 0, table.slices.length];
  let level: readonly NumberedSlice[] = table.slices.map((planned, place) => numbered(planned, place));
  while (level.length > 0) {
    const seen = await pMap(level, look, { concurrency: parallelReads });
    for (const [place, one] of seen.entries()) {
      const slice = level[place];
      if (slice === undefined) throw new Error('a slice without an answer');
      leftovers.push(...one.leftovers);
      if (one.open !== undefined) slices.push(one.open);
      if (one.written === undefined) continue;
      written = addWritten(written, one.written);
      writtenSlices.push(slice.index);
      if (one.written.fingerprint.rows !== slice.rows) unequalSlices += 1;
    }
    level = seen.flatMap(({ into }) => into ?? []);
    for (const part of level) nextIndex = Math.max(nextIndex, part.index + 1);
  }
  for (const used of journal.indicesOf(index)) nextIndex = Math.max(nextIndex, used + 1);
  return { table, index, slices, nextIndex, written, writtenSlices, unequalSlices, leftovers };
}

function numbered(planned: SizedSlice, index: number): NumberedSlice {
  return { ...planned, index };
}

/** Folders of the attempts up to that one. */
function lost(table: PlannedTable, slice: number, attempts: number): readonly string[] {
  return Array.from({ length: Math.max(0, attempts) }, (_, before) => attemptFolder(table.path, slice, before + 1));
}
