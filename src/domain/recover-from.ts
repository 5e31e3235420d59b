/**
 * How a table would be brought back. `snapshot`: from its Parquet files. `reference-data`: from the files of the repo, by deploy. `recompute`: by whatever
 * derives it from other tables. `none`: not at all; its loss is accepted.
 */
export const recoverWays = ['snapshot', 'reference-data', 'recompute', 'none'] as const;
export type RecoverWay = (typeof recoverWays)[number];

/** What was said of the tables that a name or glob stands for. */
export interface RecoverRule {
  readonly tables: string;
  readonly from: RecoverWay;
}

/** A table that a snapshot does not hold, since it would be brought back in another way. */
export interface LeftOut {
  readonly name: string;
  readonly recoverFrom: Exclude<RecoverWay, 'snapshot'>;
}
