import type { Column } from '../../domain/column.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { problemError } from '../../domain/problem.ts';
import { parseInstant } from '../../domain/reference-data/instant.ts';
import type { RowDigest } from '../../ports/reference-files.ts';
import { canonicalJson, type Hasher, openHasher } from '../parquet/fields.ts';
import { createTally } from '../parquet/tally.ts';

/** Columns repeat values far more often than not; more of them than this cost memory. */
const cacheLimit = 5_000;

/** Recipe 1, see `domain/fingerprint.ts`, over values as `writeValue` writes them. */
export async function createRowDigest(columns: readonly Column[]): Promise<RowDigest> {
  const hasher = await openHasher();
  const fields = columns.map((column) => cached((value: string) => fieldOf(hasher, column, value)));
  const hashes = columns.map(() => cached((field: string) => hasher.text(field)));
  const everywhere = columns.map((_, index) => index);
  const tallies = columns.map(() => createTally());
  return {
    add(values) {
      for (const [index, tally] of tallies.entries())
        tally.add(hashes[index]?.(fields[index]?.(values[index] ?? '') ?? '') ?? 0n);
    },
    columns: () =>
      new Map(
        columns.flatMap(({ name }, index): [string, Fingerprint][] => {
          const tally = tallies[index];
          return tally === undefined ? [] : [[name, tally.fingerprint()]];
        }),
      ),
    rowHash: (values, places = everywhere) =>
      hasher.text(places.map((place) => fields[place]?.(values[place] ?? '') ?? '').join('|')),
  };
}

function fieldOf(hasher: Hasher, { type }: Column, value: string): string {
  if (type === 'string') return String(hasher.text(value));
  if (value === '') return '~';
  switch (type) {
    case 'bool':
      return value === 'true' ? '1' : '0';
    case 'real':
      return String(hasher.double(realOf(value)));
    case 'datetime':
      return String(hasher.long(instantOf(value)));
    case 'decimal':
      return decimalText(value);
    case 'dynamic':
      return String(hasher.text(canonicalJson(value)));
    default:
      return value;
  }
}

/** The file was checked before. */
function instantOf(value: string): bigint {
  const ticks = parseInstant(value);
  if (ticks !== undefined) return ticks;
  throw problemError({ code: 'bug', summary: `${value} was taken for a time and is none` });
}

/** No negative zero. */
function realOf(text: string): number {
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  const value = Number(text);
  return value === 0 ? 0 : value;
}

/** Without zeros that say nothing, where it has no exponent. */
function decimalText(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === '' && rest === '') return /e/i.test(text) ? text : '0';
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${rest === '' ? '' : `.${rest}`}`;
}

function cached<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = compute(text);
    if (known.size < cacheLimit) known.set(text, value);
    return value;
  };
}
