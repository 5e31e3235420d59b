import { type Column, schemaHash } from '../column.ts';
import { chooseForms, type StoredColumn } from '../column-form.ts';
import { type Populations, sameTimes } from '../cursor-bound.ts';
import type { TableManifest } from './manifest.ts';
import type { BaseCheck } from './plan.ts';

/** What is looked at of a live table to tell whether a base still holds rows of it. */
export interface LiveShape {
  readonly tableId: string;
  readonly schemaVersion: string;
  readonly columns: readonly Column[];
  /** Datetime columns that hold a value with a 100 ns rest. */
  readonly withTickRest: ReadonlySet<string>;
}

/** Why files of the base cannot be used again, as far as that can be told without counting; undefined when nothing speaks against it. */
export function judgeShape(base: TableManifest | undefined, live: LiveShape): string | undefined {
  if (base === undefined) return 'the base does not hold it';
  if (base.exactness.kind === 'fuzzy') return `it is fuzzy in the base: ${base.exactness.reason}`;
  const unproven = base.columns.find(({ fidelity }) => fidelity === 'unproven');
  if (unproven !== undefined) return `values of ${unproven.name} were not proven to come back from the base's files`;
  if (base.tableId !== live.tableId)
    return 'it is another table than the base was taken of, for example after a restore';
  if (base.schemaHash !== schemaHash(live.columns)) return 'its columns were changed since the base';
  const column = finerThan(base.columns, chooseForms(live.columns, live.withTickRest));
  return column === undefined
    ? undefined
    : `${column} now has times that are finer than a microsecond, for which the base's files have no room`;
}

/** The first column that the base's files cannot hold as it is now. A form that keeps more than is needed now is no loss. */
function finerThan(base: readonly StoredColumn[], now: readonly StoredColumn[]): string | undefined {
  return now.find(({ form }, place) => form === 'microseconds-and-ticks' && base[place]?.form !== form)?.name;
}

/**
 * Why the rows that the base holds are not those that lie at its cursor now, by what can be counted there: any other number is a difference, since a
 * stamp at the cursor can neither come nor go while rows stay.
 */
export function judgeRows({ populations: base }: TableManifest, now: Populations): string | undefined {
  if (BigInt(base.untimed) !== now.untimed) return 'rows without ingestion time came or went since the base';
  const [held, seen] = [BigInt(base.atCursor), now.atCursor];
  if (seen < held) return `${held - seen} rows that the base holds are gone`;
  if (seen > held) return `${seen - held} rows came among those that the base holds`;
  const times = { low: BigInt(base.times.low), high: BigInt(base.times.high) };
  return sameTimes(now, { times }) ? undefined : 'rows that the base holds were replaced by as many others';
}

/**
 * Whether the values of the rows have to be compared as well. Numbers and times tell nothing of a column that was dropped and added again, nor of rows
 * without ingestion time.
 */
export function needsValues(base: TableManifest, live: LiveShape, check: BaseCheck): boolean {
  return check === 'contents' || base.schemaVersion !== live.schemaVersion || base.populations.untimed !== '0';
}
