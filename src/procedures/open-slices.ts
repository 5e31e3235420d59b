import pLimit from 'p-limit';
import type { FileRecord } from '../domain/snapshot/manifest.ts';
import { attemptFolder } from '../domain/snapshot/paths.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { SliceRecord } from '../domain/snapshot/slice-record.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type OpenSlice, rowsIn, type TableExport } from './export-slices.ts';
import type { NumberedSlice } from './slice-journal.ts';

/** What of a table is written already, and what is not. */
export interface TableProgress extends TableExport {
  readonly files: readonly FileRecord[];
  /** Written slices that hold another number of rows than they must. */
  readonly unequalSlices: number;
  /** Folders of attempts that count for nothing. */
  readonly leftovers: readonly string[];
}

const parallelReads = 16;

/**
 * What is left to do of a plan after what the records of slices say. A slice counts as written only while every file of it lies in storage in the
 * version that was recorded.
 */
export async function openSlices(
  plan: SnapshotPlan,
  records: readonly SliceRecord[],
  store: SnapshotStore,
): Promise<readonly TableProgress[]> {
  const byTable = Map.groupBy(records, ({ table }) => table);
  const limit = pLimit(parallelReads);
  const isThere = async ({ path, etag }: FileRecord): Promise<boolean> => (await store.inspect(path))?.etag === etag;
  const areThere = async (files: readonly FileRecord[]): Promise<boolean> =>
    (await Promise.all(files.map((file) => limit(() => isThere(file))))).every((there) => there);
  return Promise.all(plan.tables.map((table, index) => openTable(table, index, byTable.get(index) ?? [], areThere)));
}

async function openTable(
  table: PlannedTable,
  index: number,
  records: readonly SliceRecord[],
  areThere: (files: readonly FileRecord[]) => Promise<boolean>,
): Promise<TableProgress> {
  const known = new Map(records.map((record) => [record.index, record]));
  const files: FileRecord[] = [];
  const slices: OpenSlice[] = [];
  const leftovers: string[] = [];
  let unequalSlices = 0;
  const lose = (slice: number, attempts: number): void => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) leftovers.push(attemptFolder(table.path, slice, attempt));
  };
  if (table.superseded === 'yes') {
    for (const record of records) lose(record.index, record.attempt);
    return { table, index, files, slices, unequalSlices, leftovers, nextIndex: table.slices.length };
  }
  const pending: NumberedSlice[] = table.slices.map((slice, place) => ({ ...slice, index: place }));
  for (let slice = pending.shift(); slice !== undefined; slice = pending.shift()) {
    const record = known.get(slice.index);
    if (record?.state === 'divided') {
      lose(slice.index, record.attempt);
      pending.push(...record.into);
    } else if (record?.state === 'written' && (await areThere(record.files))) {
      lose(slice.index, record.attempt - 1);
      files.push(...record.files);
      if (rowsIn(record.files) !== slice.rows) unequalSlices += 1;
    } else {
      const attempts = record?.attempt ?? 0;
      lose(slice.index, attempts);
      slices.push({ ...slice, attempts });
    }
  }
  const nextIndex = Math.max(table.slices.length, ...records.flatMap(indicesOf).map((used) => used + 1));
  return { table, index, files, slices, unequalSlices, leftovers, nextIndex };
}

function indicesOf(record: SliceRecord): readonly number[] {
  return record.state === 'divided' ? [record.index, ...record.into.map(({ index }) => index)] : [record.index];
}
