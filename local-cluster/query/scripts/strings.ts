import { isUtf8 } from 'node:buffer';

/** Replaces the characters of one list by those of another, whose last stands for all that are missing. */
export function translateCharacters(searched: string, replacements: string, source: string): string {
  const [from, to] = [[...searched], [...replacements]];
  const replace = (character: string): string => {
    const at = from.indexOf(character);
    return at < 0 ? character : (to[at] ?? to.at(-1) ?? '');
  };
  return [...source].map(replace).join('');
}

/**
 * Position counted from 0, -1 when there is none; the length limits the search for each occurrence.
 * Source: https://learn.microsoft.com/kusto/query/indexof-function
 */
export function indexOf(source: string, match: string, ...limits: readonly string[]): bigint | undefined {
  const [start = 0, length = -1, occurrence = 1] = limits.map(Number);
  if (occurrence < 0 || length < -1) return undefined;
  const find = (from: number): number => (length === -1 ? source : source.slice(0, from + length)).indexOf(match, from);
  const first = start < 0 ? Math.max(0, source.length + start) : start;
  if (first > source.length) return -1n;
  let at = find(first);
  for (let count = 1; count < occurrence && at >= 0; count++) at = find(at + 1);
  return BigInt(at);
}

/** The text that base64 stands for; undefined when it is none. */
export function decodeBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** How often a text is found, overlaps included. Source: https://learn.microsoft.com/kusto/query/countof-function */
export function countOccurrences(source: string, match: string): bigint {
  if (match === '') return 0n;
  let count = 0n;
  for (let at = source.indexOf(match); at >= 0; at = source.indexOf(match, at + 1)) count += 1n;
  return count;
}

/** Two's complement digits without leading zeros, filled up to a length. Source: https://learn.microsoft.com/kusto/query/tohex-function */
export function toHex(value: string, bits: string, length: string): string {
  const digits = BigInt.asUintN(Number(bits), BigInt(value)).toString(16);
  return digits.padStart(Math.min(16, Number(length)), '0');
}
