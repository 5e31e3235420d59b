import { parseTimespan } from '../kql/timespan.ts';

/**
 * When the extents of some rows were created, as the service writes it: UTC with seven decimals. Retention and hot cache go by the newest creation
 * time of an extent, whatever the ingestion times of its rows are. Source: https://learn.microsoft.com/kusto/management/retention-policy
 */
export interface CreationSpan {
  readonly oldest: string;
  readonly newest: string;
}

/** Rows from `start` to the start of the next bin of ingestion time, and when their extents were created. */
export interface AgedBin extends CreationSpan {
  readonly start: string;
  readonly rows: bigint;
}

export interface AgingPolicies {
  readonly softDeletePeriod?: string | undefined;
  readonly hotPeriod?: string | undefined;
}

const dayMilliseconds = 86_400_000;
const ticksPerMillisecond = 10_000n;
/** A hundred years, the default, is never. Source: https://learn.microsoft.com/kusto/management/retention-policy */
export const never = 36_500n * 864_000_000_000n;
const beginning = '0001-01-01T00:00:00.0000000Z';

/** Whether rows go after some time. A period that is not known may be short. */
export function expires({ softDeletePeriod }: AgingPolicies): 'yes' | 'no' {
  const ticks = softDeletePeriod === undefined ? undefined : parseTimespan(softDeletePeriod);
  return ticks !== undefined && ticks >= never ? 'no' : 'yes';
}

/**
 * From when on it matters to the table when its rows were created: always where they expire, and while they are hot where they only cool. Undefined where it
 * never matters. `now` is the service's, ISO 8601.
 */
export function ageFloor(table: AgingPolicies, now: string): string | undefined {
  if (expires(table) === 'yes') return beginning;
  const hot = table.hotPeriod === undefined ? undefined : parseTimespan(table.hotPeriod);
  if (hot === undefined || hot >= never) return undefined;
  return agoOf(hot, new Date(now));
}

/** So long before, as the service writes a time. */
export function agoOf(ticks: bigint, now: Date): string {
  return new Date(now.getTime() - Number(ticks / ticksPerMillisecond)).toISOString().replace('Z', '0000Z');
}

/** How long restored rows stay at least, that they can be compared and their retention can be lengthened. */
export const graceTicks = 2n * 864_000_000_000n;

/**
 * The creation time that restored rows get: their own, and where they would be gone by then, one by which they stay for two days or the whole of a shorter
 * retention. Undefined for a period that cannot be read.
 */
export function restoredCreationTime(stored: string, softDeletePeriod: string, now: Date): string | undefined {
  const period = parseTimespan(softDeletePeriod);
  if (period === undefined) return undefined;
  if (period >= never) return stored;
  const earliest = agoOf(period > graceTicks ? period - graceTicks : 0n, now);
  return stored < earliest ? earliest : stored;
}

/** For how long, in milliseconds, rows that were given grace when they were loaded have half of it left; undefined where none expire, or the period cannot be read. */
export function halfOfGrace(softDeletePeriod: string): number | undefined {
  const period = parseTimespan(softDeletePeriod);
  if (period === undefined || period >= never) return undefined;
  return Number(graceOf(period) / 2n / ticksPerMillisecond);
}

function graceOf(period: bigint): bigint {
  return period < graceTicks ? period : graceTicks;
}

/**
 * Before which time rows were created that were given days of grace and have less than half of them left, by a period that is not never; undefined where none
 * expire, or the period cannot be read.
 */
export function shortOfGrace(softDeletePeriod: string, now: Date): string | undefined {
  const period = parseTimespan(softDeletePeriod);
  if (period === undefined || period >= never) return undefined;
  return agoOf(period - graceOf(period) / 2n, now);
}

/** Days between the oldest and the newest, where all that is older than the floor is as old as it. */
export function daysOf({ oldest, newest }: CreationSpan, floor: string): number {
  const at = (text: string): number => Date.parse(text < floor ? floor : text);
  return (at(newest) - at(oldest)) / dayMilliseconds;
}

/** So many rows are not worth a file of their own for a small difference in age. */
const fewRows = 100_000n;

/** Days by which few rows may count as newer than they are: a hundredth of the shortest period that matters, at least one. */
export function toleratedDays({ softDeletePeriod, hotPeriod }: AgingPolicies): number {
  const periods = [softDeletePeriod, hotPeriod].map((text) => (text === undefined ? undefined : parseTimespan(text)));
  const known = periods.filter((ticks) => ticks !== undefined && ticks < never).map(Number);
  const days = Math.min(...known) / Number(ticksPerMillisecond) / dayMilliseconds;
  return known.length === 0 ? 1 : Math.max(1, days / 100);
}

/** Whether rows of so many days may lie in one file, whose newest creation time they all get. */
export function isOfOneAge(rows: bigint, days: number, tolerated: number): boolean {
  return days <= (rows <= fewRows ? tolerated : 1);
}

/** Joins neighbours while all of their extents were created within a day, or within the tolerated days where they are few. Any other bin stays alone. */
export function joinByAge(bins: readonly AgedBin[], floor: string, tolerated: number): readonly AgedBin[] {
  const joined: AgedBin[] = [];
  for (const next of bins) {
    const last = joined.at(-1);
    const both = last && { ...spanOf(last, next), start: last.start, rows: last.rows + next.rows };
    if (both !== undefined && isOfOneAge(both.rows, daysOf(both, floor), tolerated)) joined[joined.length - 1] = both;
    else joined.push(next);
  }
  return joined;
}

/** From the oldest of two to the newest; text order is time order. */
export function spanOf(a: CreationSpan, b: CreationSpan): CreationSpan {
  const [oldest = ''] = [a.oldest, b.oldest].toSorted();
  const [, newest = ''] = [a.newest, b.newest].toSorted();
  return { oldest, newest };
}
