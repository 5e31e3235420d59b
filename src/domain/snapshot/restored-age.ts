import { parseTimespan } from '../kql/timespan.ts';
import { agoOf, graceTicks, never, restoredCreationTime } from './creation.ts';

/** Files of one creation time; absent where the snapshot does not tell one, and rows come back as new. */
export interface AgeGroup {
  readonly creationTime?: string | undefined;
  readonly rows: bigint;
  readonly bytes: number;
}

/** Rows of some files, and the creation time of the oldest, as the service writes it. */
export interface OldRows {
  readonly rows: bigint;
  readonly oldest: string;
}

/** What the soft delete period in place means for the snapshot's rows. */
export interface RestoredRetention {
  /** As the service spells it, `365.00:00:00`. */
  readonly period: string;
  /** Rows that are past it already; absent when there are none. */
  readonly past?: OldRows;
  /** Rows that are past it within two days; absent when there are none, and for a period that is no longer. */
  readonly soon?: OldRows;
}

/** What the caching policy in place means for the snapshot's files. */
export interface RestoredCache {
  /** As the service spells it. */
  readonly period: string;
  /** Size of the files whose rows lie within it once they are back, and of all. */
  readonly hotBytes: number;
  readonly bytes: number;
}

/**
 * Rows that are past the period, by the newest creation time in their file; `now` is the service's. Undefined for a period that cannot be read. Source:
 * https://learn.microsoft.com/kusto/management/retention-policy
 */
export function weighRetention(
  groups: readonly AgeGroup[],
  softDeletePeriod: string,
  now: Date,
): RestoredRetention | undefined {
  const period = parseTimespan(softDeletePeriod);
  if (period === undefined) return undefined;
  if (period >= never) return { period: softDeletePeriod };
  const [end, endSoon] = [agoOf(period, now), agoOf(period > graceTicks ? period - graceTicks : period, now)];
  const told = groups.flatMap(({ creationTime, rows }) => (creationTime === undefined ? [] : [{ creationTime, rows }]));
  const past = told.filter(({ creationTime }) => creationTime < end);
  const soon = told.filter(({ creationTime }) => creationTime >= end && creationTime < endSoon);
  return {
    period: softDeletePeriod,
    ...(past.length > 0 && { past: oldRows(past) }),
    ...(soon.length > 0 && { soon: oldRows(soon) }),
  };
}

function oldRows(groups: readonly { readonly creationTime: string; readonly rows: bigint }[]): OldRows {
  const [oldest = ''] = groups.map(({ creationTime }) => creationTime).toSorted();
  return { rows: groups.reduce((sum, { rows }) => sum + rows, 0n), oldest };
}

/**
 * Bytes of files whose rows are hot by the creation times that they come back with; hot windows may make more of them hot. Undefined for a period that cannot be read.
 * Source: https://learn.microsoft.com/kusto/management/cache-policy
 */
export function weighCache(
  groups: readonly AgeGroup[],
  { hotPeriod, softDeletePeriod }: { readonly hotPeriod: string; readonly softDeletePeriod: string | undefined },
  now: Date,
): RestoredCache | undefined {
  const period = parseTimespan(hotPeriod);
  if (period === undefined) return undefined;
  const floor = period >= never ? '' : agoOf(period, now);
  const comesBackAs = (stored: string | undefined): string | undefined =>
    stored === undefined || softDeletePeriod === undefined
      ? undefined
      : restoredCreationTime(stored, softDeletePeriod, now);
  const isHot = ({ creationTime }: AgeGroup): boolean => (comesBackAs(creationTime) ?? agoOf(0n, now)) >= floor;
  return { period: hotPeriod, hotBytes: bytesOf(groups.filter(isHot)), bytes: bytesOf(groups) };
}

function bytesOf(groups: readonly AgeGroup[]): number {
  return groups.reduce((sum, { bytes }) => sum + bytes, 0);
}
