/** How a file differs from its table, in numbers of rows. */
export interface RowDifference {
  readonly added: bigint;
  readonly removed: bigint;
  /** Rows of the same key with other values; 0 where no key tells rows apart. */
  readonly changed: bigint;
}

/** Equal rows, by hash. */
export interface CountedRow {
  readonly key: bigint;
  readonly hash: bigint;
  readonly rows: bigint;
}

export const noDifference: RowDifference = { added: 0n, removed: 0n, changed: 0n };

export function addDifferences(a: RowDifference, b: RowDifference): RowDifference {
  return { added: a.added + b.added, removed: a.removed + b.removed, changed: a.changed + b.changed };
}

/**
 * Compares as multisets: a row that is there twice counts twice. Of the rows of one key that have no equal on the other side, as many as both sides have are changed,
 * and the rest is added or removed. Both sides hold all rows of the keys that they hold.
 */
export function compareRows(file: Iterable<CountedRow>, table: Iterable<CountedRow>): RowDifference {
  const balances = new Map<bigint, Map<bigint, bigint>>();
  const add = ({ key, hash }: CountedRow, rows: bigint): void => {
    const ofKey = balances.get(key) ?? new Map<bigint, bigint>();
    balances.set(key, ofKey);
    ofKey.set(hash, (ofKey.get(hash) ?? 0n) + rows);
  };
  for (const row of file) add(row, row.rows);
  for (const row of table) add(row, -row.rows);
  return [...balances.values()].map(differenceOfKey).reduce(addDifferences, noDifference);
}

function differenceOfKey(balances: ReadonlyMap<bigint, bigint>): RowDifference {
  let [more, fewer] = [0n, 0n];
  for (const balance of balances.values()) {
    if (balance > 0n) more += balance;
    else fewer -= balance;
  }
  const changed = more < fewer ? more : fewer;
  return { added: more - changed, removed: fewer - changed, changed };
}
