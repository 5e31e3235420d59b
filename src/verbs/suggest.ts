import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean x?`, or nothing when no candidate is near enough to be meant. */
export function suggest(word: string, candidates: readonly string[], spell: (word: string) => string): string {
  if (candidates.length === 0) return '';
  const lower = word.toLowerCase();
  const nearest = closest(lower, [...candidates]);
  const reach = Math.max(1, Math.ceil(Math.max(nearest.length, lower.length) / 3));
  return distance(lower, nearest) <= reach ? ` Did you mean ${spell(nearest)}?` : '';
}
