import { effectivePolicy, type TableEntry } from '../engine/catalog.ts';
import { listExtents, type StoredExtent } from '../engine/extents.ts';
import { hotSpan } from '../engine/hot.ts';
import type { Cell } from '../wire.ts';
import type { Request } from './request.ts';

type Owner = Pick<TableEntry, 'id' | 'policies'>;

export function isHot({ engine, database }: Request, owner: Owner, { maxCreated }: StoredExtent): boolean {
  const span = hotSpan(database.catalog, owner);
  return span === undefined || maxCreated >= engine.clock.nowTicks() - span;
}

/** The extents that a summary of these tables counts, of a while ago where the controls say so. */
export async function summarizedExtents(
  { engine, database }: Request,
  tables: readonly TableEntry[],
): Promise<readonly StoredExtent[]> {
  const earlier = database.extentHistory.summarized(engine.clock.nowTicks());
  return earlier ?? database.store.read((session) => listExtents(session, tables));
}

function numbersOf(extents: readonly StoredExtent[]): Cell[] {
  const total = (field: 'rows' | 'originalSize') => extents.reduce((sum, extent) => sum + extent[field], 0n);
  const size = Number(total('originalSize'));
  return [extents.length, size / 4, size, total('rows')];
}

export interface Summary {
  /** Extents, their size, the original size and rows, of all and of those that are hot. */
  readonly numbers: Cell[];
  /** The least and the latest creation time. */
  readonly times: Cell[];
}

/** What the details of a table or view say of its extents. */
export function summaryOf(request: Request, owner: Owner, all: readonly StoredExtent[]): Summary {
  const extents = all.filter(({ tableId }) => tableId === owner.id);
  const numbers = [...numbersOf(extents), ...numbersOf(extents.filter((extent) => isHot(request, owner, extent)))];
  const earliest = extents.map(({ minCreated }) => minCreated).reduce(least, null);
  const latest = extents.map(({ maxCreated }) => -maxCreated).reduce(least, null);
  return { numbers, times: [earliest, latest === null ? null : -latest] };
}

const least = (found: bigint | null, next: bigint): bigint | null => (found === null || next < found ? next : found);

/**
 * What a table has where neither it nor its database says otherwise. Sources: https://learn.microsoft.com/kusto/management/merge-policy
 * and …/sharding-policy; the other policies have no default document.
 */
const defaults: Readonly<Record<string, string>> = {
  merge: JSON.stringify({
    RowCountUpperBoundForMerge: 16_000_000,
    OriginalSizeMBUpperBoundForMerge: 30_000,
    MaxExtentsToMerge: 100,
    MaxRangeInHours: 24,
    AllowRebuild: true,
    AllowMerge: true,
    Lookback: { Kind: 'Default', CustomPeriod: null },
  }),
  sharding: JSON.stringify({
    ShardEngineMaxRowCount: 1_048_576,
    ShardEngineMaxExtentSizeInMb: 8192,
    ShardEngineMaxOriginalSizeInMb: 3072,
  }),
};

/** A policy as details show it: that of the owner, of its database, or the one that everything has. */
export function shownPolicy({ database }: Request, owner: Owner, name: string): string {
  return effectivePolicy(database.catalog, owner, name) ?? defaults[name] ?? 'null';
}
