/** Tables of one statement at most, and columns of all of them together. */
const mostTables = 25;
const mostColumns = 200;
/** Larger tables, and those of which nothing is known, are asked about alone, so that none keeps the others waiting. */
const largeRows = 1_000_000n;

interface Batched {
  readonly columns: readonly unknown[];
  readonly estimatedRows?: bigint | undefined;
}

/** The tables in their order, in groups of which one statement can ask. What is such a group already stays one. */
export function inBatches<T extends Batched>(tables: readonly T[]): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let columns = 0;
  let isOpen = false;
  for (const table of tables) {
    const isLarge = table.estimatedRows === undefined || table.estimatedRows > largeRows;
    const last = batches.at(-1);
    const fits =
      isOpen &&
      !isLarge &&
      last !== undefined &&
      last.length < mostTables &&
      columns + table.columns.length <= mostColumns;
    if (fits) last.push(table);
    else batches.push([table]);
    columns = fits ? columns + table.columns.length : table.columns.length;
    isOpen = !isLarge;
  }
  return batches;
}
