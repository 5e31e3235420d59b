import type { SnapshotEstimate } from './estimate.ts';

/** Prices that an estimate of the cost is made with, in one currency. */
export const priceNames = ['storage-gb-month', 'write-10000', 'read-10000', 'transfer-gb'] as const;
export type PriceName = (typeof priceNames)[number];

export interface Prices {
  readonly currency: string;
  readonly by: ReadonlyMap<PriceName, number>;
}

/** What the snapshot would cost in storage; a part whose price or amount is not known is absent. */
export interface EstimatedCost {
  readonly currency: string;
  /** For each month that the files are kept. */
  readonly storagePerMonth?: number;
  /** Writing the files, once. */
  readonly writes?: number;
  /** Reading them back for the check, once. */
  readonly reads?: number;
  /** Into the region of the storage, once; only where it is another than the cluster's. */
  readonly transfer?: number;
}

/** Sizes of blocks that the cluster is assumed to write, and of row groups whose hashes are read back. */
const blockBytes = 8_000_000;
const rowGroupRows = 100_000;
const gigabyte = 1_000_000_000;

/** A write per block and file and two records per slice; reads of the footer, twice, and of the hashes of each row group. */
export function estimateCost(
  { rows, slices, files, fileBytes }: SnapshotEstimate,
  { currency, by }: Prices,
): EstimatedCost {
  const writes =
    files === undefined || fileBytes === undefined ? undefined : files + Math.ceil(fileBytes / blockBytes) + 2 * slices;
  const reads = files === undefined ? undefined : 3 * files + Math.ceil(Number(rows) / rowGroupRows);
  const gigabytes = fileBytes === undefined ? undefined : fileBytes / gigabyte;
  return {
    currency,
    ...part('storagePerMonth', gigabytes, by.get('storage-gb-month')),
    ...part('writes', writes === undefined ? undefined : writes / 10_000, by.get('write-10000')),
    ...part('reads', reads === undefined ? undefined : reads / 10_000, by.get('read-10000')),
    ...part('transfer', gigabytes, by.get('transfer-gb')),
  };
}

function part<K extends string>(
  name: K,
  amount: number | undefined,
  price: number | undefined,
): { readonly [P in K]?: number } {
  const value = amount === undefined || price === undefined ? undefined : Math.round(amount * price * 10_000) / 10_000;
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: number };
}
