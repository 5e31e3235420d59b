import { roundedMinutes, shortestMeasure } from './estimate.ts';
import type { Manifest, TableManifest } from './manifest.ts';
import type { RestoreRecord } from './records.ts';

/** How long bringing tables back would take. */
export interface RestoreTime {
  readonly minutes: number;
  /** From what it was told. */
  readonly from: 'the speed of the last restore' | 'the speed at which the snapshot was exported';
}

/** Of the files, as they lie in the storage. */
export function bytesOf(tables: readonly { readonly table: Pick<TableManifest, 'bytes'> }[]): number {
  return tables.reduce((sum, { table }) => sum + table.bytes, 0);
}

/** Undefined where neither a restore of the database nor the export of the snapshot took long enough to tell a speed. */
export function estimateRestore(
  bytes: number,
  { measured }: Pick<Manifest, 'measured'>,
  restores: readonly Pick<RestoreRecord, 'startedAt' | 'measured'>[],
): RestoreTime | undefined {
  const last = restores
    .filter((one) => isTelling(one.measured))
    .toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))
    .at(-1)?.measured;
  if (last !== undefined) return { minutes: minutesAt(bytes, last), from: 'the speed of the last restore' };
  if (measured === undefined || !isTelling(measured)) return undefined;
  return { minutes: minutesAt(bytes, measured), from: 'the speed at which the snapshot was exported' };
}

type Measured = NonNullable<RestoreRecord['measured']>;

function isTelling(measured: Measured | undefined): boolean {
  return measured !== undefined && measured.milliseconds >= shortestMeasure && measured.bytes > 0;
}

function minutesAt(bytes: number, measured: Measured): number {
  return roundedMinutes((bytes * measured.milliseconds) / measured.bytes / 1000);
}
