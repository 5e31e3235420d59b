import { stepLines } from '../../../src/hosts/step-lines.ts';
import type { Step } from '../../../src/ports/progress.ts';

function shown(steps: readonly Partial<Step>[]): readonly string[] {
  const lines: string[] = [];
  const show = stepLines((line) => lines.push(line));
  for (const step of steps)
    show({ what: 'exported T', rows: 1_000n, done: 1_000n, all: 10_000n, bytes: 5_000, milliseconds: 100, ...step });
  return lines;
}

test('a short work shows every step and guesses nothing', () => {
  expect(shown([{}, { milliseconds: 101 }])).toEqual(['exported T: 1,000 rows', 'exported T: 1,000 rows']);
});

test('a long work shows one step a second, and its last, with rate and time left', () => {
  const steps = [6_000, 6_100, 6_900, 7_100].map((milliseconds) => ({ milliseconds }));
  const lines = shown([...steps, { milliseconds: 7_200, done: 10_000n }]);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe('exported T: 1,000 rows · 10 % of 10,000 rows · 167 rows/s, 833 B/s · about 54.0 s left');
  expect(lines[2]).toContain('100 % of 10,000 rows');
  expect(lines[2]).not.toContain('left');
});

test('the steps of a second work are shown too', () => {
  expect(shown([{ milliseconds: 60_000 }, { milliseconds: 100 }])).toHaveLength(2);
});

test('a work without rows divides by nothing', () => {
  expect(shown([{ rows: 1n }])).toEqual(['exported T: 1 row']);
  expect(shown([{ milliseconds: 6_000, rows: 0n, done: 0n, all: 0n }])).toEqual(['exported T: 0 rows']);
});
