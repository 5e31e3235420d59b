import type { Column } from '../../../domain/column.ts';
import { quoteName } from '../quote.ts';

/** The most arguments of one strcat() call. Source: https://learn.microsoft.com/kusto/query/strcat-function */
const strcatLimit = 64;

/** Fingerprint recipe 1, see `domain/fingerprint.ts`. */
export function rowHash(columns: readonly Column[]): string {
  return `hash_xxhash64(${joinTexts(columns.map(field))})`;
}

/** In which of so many parts a row lies, by the same text that its hash is made of: equal rows lie together. */
export function rowPart(columns: readonly Column[], of: number): string {
  return `hash_xxhash64(${joinTexts(columns.map(field))},${of})`;
}

/** The hash of one column's field. */
export function columnHash(column: Column): string {
  return `hash_xxhash64(${field(column)})`;
}

/**
 * Both half sums in one statement that anybody can send. Each overflows where a table has more than 2^31 rows, since a sum of `long` is a `long`.
 * Source: https://learn.microsoft.com/kusto/query/sum-aggregation-function
 */
export function halfSums(hash: string): string {
  return `lo=sum(binary_and(${hash},4294967295)),hi=sum(binary_and(binary_shift_right(${hash},32),4294967295))`;
}

/** Names of the sums of `partSums`. */
export const partNames = ['lo0', 'lo1', 'hi0', 'hi1'] as const;

/** Sums of the four parts of 16 bits of a hash, lowest first: they hold for 2^47 rows. */
export function partSums(prefix: string, hash: string): string {
  const parts = partNames.map((name, place) => {
    const shifted = place === 0 ? hash : `binary_shift_right(${hash},${16 * place})`;
    return `${prefix}${name}=sum(binary_and(${shifted},65535))`;
  });
  return parts.join(',');
}

function field({ name, type }: Column): string {
  const column = quoteName(name);
  const orNull = (text: string): string => `iff(isnull(${column}),"~",${text})`;
  switch (type) {
    case 'string':
      return `tostring(hash_xxhash64(${column}))`;
    case 'bool':
      return orNull(`iff(${column},"1","0")`);
    case 'int':
    case 'long':
    case 'decimal':
    case 'timespan':
    case 'guid':
      return orNull(`tostring(${column})`);
    case 'real':
      return orNull(`tostring(hash_xxhash64(iff(${column}==0.0,0.0,${column})))`);
    case 'datetime':
      return orNull(`tostring(hash_xxhash64(${column}))`);
    case 'dynamic':
      return orNull(`tostring(hash_xxhash64(dynamic_to_json(${column})))`);
  }
}

/** Texts with a bar between, as many as there may be. */
export function joinTexts(parts: readonly string[]): string {
  const perCall = strcatLimit / 2;
  if (parts.length <= perCall) return `strcat(${parts.join(',"|",')})`;
  const groups: string[] = [];
  for (let start = 0; start < parts.length; start += perCall)
    groups.push(joinTexts(parts.slice(start, start + perCall)));
  return joinTexts(groups);
}
