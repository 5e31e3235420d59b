/** An extent, and how many rows it holds. */
interface Extent {
  readonly extentId: string;
  readonly rows: bigint;
}

/**
 * Extents that together hold exactly that many rows: all of them, or, of rows that were delivered several times and cut alike each time, the same share of the extents of each size. Undefined while
 * there are none. The order of the extents does not matter, so that asking again gives the same.
 */
export function exactExtents(extents: readonly Extent[], rows: bigint): readonly string[] | undefined {
  const sorted = extents.filter((extent) => extent.rows > 0n).toSorted(bySize);
  const seen = sorted.reduce((sum, extent) => sum + extent.rows, 0n);
  if (seen === 0n || rows === 0n) return seen === rows ? [] : undefined;
  if (seen % rows !== 0n) return undefined;
  const deliveries = Number(seen / rows);
  const taken = sorted.filter((_, place) => place % deliveries === 0);
  const isEven = sorted.every((extent, place) => extent.rows === taken[Math.floor(place / deliveries)]?.rows);
  return isEven ? taken.map(({ extentId }) => extentId) : undefined;
}

function bySize(a: Extent, b: Extent): number {
  if (a.rows !== b.rows) return a.rows > b.rows ? -1 : 1;
  return a.extentId < b.extentId ? -1 : 1;
}
