import type { Cursor } from '../domain/names.ts';
import type { SizedSlice, TimeWindow } from '../domain/snapshot/slice.ts';
import type { TablePopulations } from '../ports/database.ts';
import type { Chain } from './check-chain.ts';
import { divideSlice, type SliceReader } from './divide-slice.ts';
import { withoutHeld } from './reuse-base.ts';
import type { SnapshotSource } from './snapshot-sources.ts';

/** What is to be sliced, and up to where. */
export interface Sliceable {
  readonly source: SnapshotSource;
  readonly cursor: Cursor;
  readonly range: TimeWindow | undefined;
  readonly counts: TablePopulations;
  /** Of a top-up. */
  readonly chain: Chain | undefined;
}

/**
 * Slices of at most `most` rows where that is possible. Rows with an ingestion time and rows without one apart; what nothing bounds in one slice while it fits,
 * since one command sees one state of it, and by extents else. A table without rows needs no slice.
 */
export async function planSlices(
  { source, cursor, range, counts, chain }: Sliceable,
  most: bigint,
  read: SliceReader,
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
  const divided = populations.filter(({ rows }) => rows > 0n).map((one) => divideSlice(one, source, most, read));
  return (await Promise.all(divided)).flat();
}
