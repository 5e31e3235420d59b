import type { StoredColumn } from '../../domain/column-form.ts';
import type { ColumnRange } from '../../domain/snapshot/column-range.ts';

/** Whether a value, as it lies in the file with its rest below the microsecond, is in the range; a null is not. */
export function createRangeTest(column: StoredColumn, { from, before }: ColumnRange) {
  const [low, high] = [from, before].map((text) => (text === undefined ? undefined : ticksOf(text)));
  return (value: unknown, tickRest: unknown): boolean => {
    if (value === null || value === undefined) return false;
    if (typeof value !== 'bigint') throw new Error(`column ${column.name} holds no timestamp in microseconds`);
    const ticks = value * 10n + (column.tickColumn === undefined ? 0n : BigInt(Number(tickRest)));
    return (low === undefined || ticks >= low) && (high === undefined || ticks < high);
  };
}

/** Ticks of 100 ns since 1970 of a time as the engine writes it, with seven decimals. */
function ticksOf(text: string): bigint {
  const [, seconds, rest] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{7})Z$/.exec(text) ?? [];
  if (seconds === undefined || rest === undefined) throw new Error(`not a datetime: ${text}`);
  return BigInt(Date.parse(`${seconds}Z`)) * 10_000n + BigInt(rest);
}
