import type { Cursor } from '../domain/names.ts';
import { type CreationSpan, daysOf, isOfOneAge } from '../domain/snapshot/creation.ts';
import type { SizedSlice, TimeWindow } from '../domain/snapshot/slice.ts';
import type { TablePopulations } from '../ports/database.ts';
import type { Chain } from './check-chain.ts';
import { type AgeReader, windowsByAge } from './divide-by-age.ts';
import { divideSlice, type SliceReader } from './divide-slice.ts';
import { withoutHeld } from './reuse-base.ts';
import type { SnapshotSource } from './snapshot-sources.ts';

export type SlicePlanner = SliceReader & AgeReader;

/** When the extents of a table were created, of a table to which it matters. */
export interface TableAge {
  readonly span: CreationSpan;
  /** All that is older is as old as it. */
  readonly floor: string;
  /** Days by which few rows may count as newer than they are. */
  readonly tolerated: number;
  /** By the clock of the service. */
  readonly now: string;
}

/** What is to be sliced, and up to where. */
export interface Sliceable {
  readonly source: SnapshotSource;
  readonly cursor: Cursor;
  readonly range: TimeWindow | undefined;
  readonly counts: TablePopulations;
  /** Of a top-up. */
  readonly chain: Chain | undefined;
  readonly age: TableAge | undefined;
}

/**
 * Slices of at most `most` rows where that is possible. Rows with an ingestion time and rows without one apart; what nothing bounds in one slice while it fits,
 * since one command sees one state of it, and by extents else. A table without rows needs no slice.
 * Where it matters when rows were created, those of several days are apart as far as ingestion times tell them apart.
 */
export async function planSlices(
  { source, cursor, range, counts, chain, age }: Sliceable,
  most: bigint,
  read: SlicePlanner,
): Promise<readonly SizedSlice[]> {
  const whole: SizedSlice = { slice: { kind: 'whole' }, rows: counts.total };
  if (source.kind === 'materialized-view') return counts.total === 0n ? [] : [whole];
  const { after, atCursor, untimed } = withoutHeld(
    { cursor, atCursor: counts.atCursor, untimed: counts.untimed },
    chain,
  );
  const populations: readonly SizedSlice[] =
    source.bound === 'whole-table'
      ? [whole]
      : [
          { slice: { kind: 'timed', cursor, ...range, ...(after === undefined ? {} : { after }) }, rows: atCursor },
          { slice: { kind: 'untimed' }, rows: untimed },
        ];
  const filled = populations.filter(({ rows }) => rows > 0n);
  const aged = (await Promise.all(filled.map((one) => divideByAge(one, source, age, read)))).flat();
  return (await Promise.all(aged.map((one) => divideAged(one, source, most, read)))).flat();
}

/** What was created within a day is one; so is what has no ingestion times by which it could be told apart. */
async function divideByAge(
  one: SizedSlice,
  { name }: SnapshotSource,
  age: TableAge | undefined,
  read: AgeReader,
): Promise<readonly SizedSlice[]> {
  if (age === undefined) return [one];
  const asOne: SizedSlice = { ...one, creationTime: age.span.newest };
  if (one.slice.kind !== 'timed' || isOfOneAge(one.rows, daysOf(age.span, age.floor), age.tolerated)) return [asOne];
  const { slice } = one;
  const windows = await windowsByAge(slice, name, age, read);
  if (windows === undefined) return [asOne];
  return windows.map(({ window, rows, creationTime }) => ({ slice: { ...slice, ...window }, rows, creationTime }));
}

async function divideAged(
  one: SizedSlice,
  source: SnapshotSource,
  most: bigint,
  read: SliceReader,
): Promise<readonly SizedSlice[]> {
  const parts = await divideSlice(one, source, most, read);
  return one.creationTime === undefined ? parts : parts.map((part) => ({ ...part, creationTime: one.creationTime }));
}
