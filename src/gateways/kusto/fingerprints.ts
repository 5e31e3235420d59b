import type { Column } from '../../domain/column.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import type { Row } from './body.ts';
import type { partNames } from './commands/hashes.ts';
import { countOf } from './rows.ts';

/** Fingerprint of each column, in the order of the columns, from the sums of one row. */
export function columnSumsOf(row: Row, columns: readonly Column[]): ReadonlyMap<string, Fingerprint> {
  const rows = countOf(row, 'n');
  return new Map(columns.map(({ name }, index) => [name, { rows, ...sumsOf(row, `c${index}`) }]));
}

/** Sums of the halves of the hashes, which the engine adds up in parts of 16 bits. */
export function sumsOf(row: Row, prefix: string): { readonly low: bigint; readonly high: bigint } {
  const part = (name: (typeof partNames)[number]): bigint => sumOf(row, `${prefix}${name}`);
  return { low: part('lo0') + (part('lo1') << 16n), high: part('hi0') + (part('hi1') << 16n) };
}

/** The sum over no rows is null in the language and empty as text. */
function sumOf(row: Row, column: string): bigint {
  return countOf(row, 'n') === 0n ? 0n : countOf(row, column);
}
