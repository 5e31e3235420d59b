/** An extent, and how many rows it holds. */
interface Extent {
  readonly extentId: string;
  readonly rows: bigint;
}

/**
 * Extents that together hold exactly that many rows; undefined while there are none. A file that was delivered twice is there in two sets of extents that are alike, of
 * which this takes one: the larger extents first, those of equal size in the order of their ids, so that asking again gives the same.
 */
export function exactExtents(extents: readonly Extent[], rows: bigint): readonly string[] | undefined {
  const sorted = extents.toSorted((a, b) =>
    a.rows === b.rows ? (a.extentId < b.extentId ? -1 : 1) : a.rows > b.rows ? -1 : 1,
  );
  const taken: string[] = [];
  let left = rows;
  for (const extent of sorted) {
    if (extent.rows === 0n || extent.rows > left) continue;
    taken.push(extent.extentId);
    left -= extent.rows;
  }
  return left === 0n ? taken : undefined;
}
