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

/** Two sums that cannot overflow below 2^31 rows a statement. */
export function halfSums(name: string, hash: string): string {
  return `${name}lo=sum(binary_and(${hash},4294967295)),${name}hi=sum(binary_and(binary_shift_right(${hash},32),4294967295))`;
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
