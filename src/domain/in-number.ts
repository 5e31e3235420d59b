/** The word or words that go with a count: `one` for exactly one, `many` for every other. */
export function inNumber(count: bigint | number, one: string, many: string): string {
  return count.toString() === '1' ? one : many;
}
