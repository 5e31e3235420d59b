import { showCount, showKnownCount } from '../../../src/report/numbers.ts';

test('a count that was not obtained is empty, never 0', () => {
  expect([undefined, 0n, 0, 1_234_567n].map(showKnownCount)).toEqual(['', '0', '0', '1,234,567']);
  expect(showCount(1000)).toBe('1,000');
});
