export function isOneOf(word: string, ...words: readonly string[]): boolean {
  return words.includes(word);
}
