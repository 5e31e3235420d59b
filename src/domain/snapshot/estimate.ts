import { fileBytes } from '../export-settings.ts';
import { freeSlots, type Slots } from '../slots.ts';
import type { Manifest } from './manifest.ts';
import type { PlannedTable, SnapshotPlan } from './plan.ts';

/** What exporting one table would take. What cannot be told is absent. */
export interface EstimatedTable {
  readonly name: string;
  /** Rows that would be exported. */
  readonly rows: bigint;
  readonly slices: number;
  /** As the table lies in the cluster, by details that may be a quarter of an hour old. */
  readonly hotBytes?: number;
  readonly coldBytes?: number;
  /** At least, since each node of the cluster writes files of its own. */
  readonly files?: number;
  /** Size of these files together. */
  readonly fileBytes?: number;
}

export interface EstimatedTime {
  readonly minutes: number;
  /** From what it was told. */
  readonly from: 'the speed of the last snapshot' | 'an assumed speed';
}

export interface SnapshotEstimate {
  readonly tables: readonly EstimatedTable[];
  /** Sums over all tables; absent when one of them is not known. */
  readonly rows: bigint;
  readonly slices: number;
  readonly hotBytes?: number;
  readonly coldBytes?: number;
  readonly files?: number;
  readonly fileBytes?: number;
  readonly time?: EstimatedTime;
}

/** Bytes before compression that one export command reads and writes in a second, where nothing was measured. */
export const assumedBytesPerSecond = 20_000_000;
/** What one export command takes at least. */
export const assumedSecondsPerSlice = 3;
/** A shorter work measures mostly its own beginning. In milliseconds. */
export const shortestMeasure = 10_000;

/**
 * What the snapshot would take. The size of files is that of the last snapshot per row, and where there is none the size of the table in the cluster, which
 * is compressed too.
 */
export function estimateSnapshot(
  plan: Pick<SnapshotPlan, 'tables'>,
  last: Manifest | undefined,
  slots: Slots | undefined,
): SnapshotEstimate {
  const tables = plan.tables.map((table) => estimateTable(table, last));
  const files = sumOf(tables.map((table) => table.files));
  const bytes = sumOf(tables.map((table) => table.fileBytes));
  const time = measuredTime(bytes, last) ?? assumedTime(plan.tables, slots);
  return {
    tables,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0n),
    slices: tables.reduce((sum, { slices }) => sum + slices, 0),
    ...known('hotBytes', sumOf(tables.map((table) => table.hotBytes))),
    ...known('coldBytes', sumOf(tables.map((table) => table.coldBytes))),
    ...known('files', files),
    ...known('fileBytes', bytes),
    ...(time === undefined ? {} : { time }),
  };
}

function estimateTable(table: PlannedTable, last: Manifest | undefined): EstimatedTable {
  const { name, slices, storedBytes, hotBytes } = table;
  const rows = rowsOf(table);
  const cold = storedBytes === undefined || hotBytes === undefined ? undefined : Math.max(0, storedBytes - hotBytes);
  return {
    name,
    rows,
    slices: slices.length,
    ...known('hotBytes', hotBytes),
    ...known('coldBytes', cold),
    ...known('files', filesOf(table)),
    ...known('fileBytes', fileBytesOf(table, rows, last)),
  };
}

function rowsOf({ slices }: PlannedTable): bigint {
  return slices.reduce((sum, { rows }) => sum + rows, 0n);
}

function filesOf({ slices, rowBytes }: PlannedTable): number | undefined {
  if (slices.length === 0) return 0;
  if (rowBytes === undefined) return undefined;
  return slices.reduce((sum, { rows }) => sum + Math.max(1, Math.ceil((Number(rows) * rowBytes) / fileBytes)), 0);
}

function fileBytesOf(
  { name, populations, storedBytes }: PlannedTable,
  rows: bigint,
  last: Manifest | undefined,
): number | undefined {
  if (rows === 0n) return 0;
  const before = last?.tables.find((table) => table.name === name && table.fingerprint.rows !== '0');
  if (before !== undefined) return Math.round((before.bytes / Number(before.fingerprint.rows)) * Number(rows));
  if (storedBytes === undefined || storedBytes === 0 || populations.total === 0n) return undefined;
  return Math.round(storedBytes * (Number(rows) / Number(populations.total)));
}

function measuredTime(bytes: number | undefined, last: Manifest | undefined): EstimatedTime | undefined {
  const measured = last?.measured;
  if (bytes === undefined || measured === undefined) return undefined;
  if (measured.milliseconds < shortestMeasure || measured.bytes === 0) return undefined;
  const milliseconds = bytes / (measured.bytes / measured.milliseconds);
  return { minutes: roundedMinutes(milliseconds / 1000), from: 'the speed of the last snapshot' };
}

function assumedTime(tables: readonly PlannedTable[], slots: Slots | undefined): EstimatedTime | undefined {
  const bytes = sumOf(tables.map((table) => (rowsOf(table) === 0n ? 0 : originalBytesOf(table))));
  if (bytes === undefined || slots === undefined) return undefined;
  const own = freeSlots(slots, 0);
  const slices = tables.reduce((sum, table) => sum + table.slices.length, 0);
  const seconds = Math.max(bytes / (assumedBytesPerSecond * own), (slices * assumedSecondsPerSlice) / own);
  return { minutes: roundedMinutes(seconds), from: 'an assumed speed' };
}

function originalBytesOf(table: PlannedTable): number | undefined {
  return table.rowBytes === undefined ? undefined : Number(rowsOf(table)) * table.rowBytes;
}

/** To a tenth. */
export function roundedMinutes(seconds: number): number {
  return Math.round((seconds / 60) * 10) / 10;
}

function sumOf(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function known<K extends string>(name: K, value: number | undefined): { readonly [P in K]?: number } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: number };
}
