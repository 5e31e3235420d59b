import { parseTimespan } from '../../../../src/domain/kql/timespan.ts';

const day = 864_000_000_000n;

test.each([
  ['30d', 30n * day],
  ['10.00:00:00', 10n * day],
  ['365000.00:00:00', 365_000n * day],
  ['1.5h', day / 16n],
  ['90m', day / 16n],
  ['100ms', 1_000_000n],
  ['1 day', day],
  ['2 hours', day / 12n],
  ['1tick', 1n],
  ['timespan(1d)', day],
  ['time(00:00:00.0000001)', 1n],
  ['-1.02:03', -(day + 2n * (day / 24n) + 3n * (day / 1440n))],
  ['10675199.02:48:05.4775807', 2n ** 63n - 1n],
])('%s is a timespan', (text, ticks) => {
  expect(parseTimespan(text)).toBe(ticks);
});

test.each([
  '',
  '30',
  'd',
  '24:00:00',
  '1:60:00',
  '1.00:00:00.12345678',
  '10675199.02:48:05.4775808',
  '1 constructor',
  '1y',
  '$$days$$d',
])('%j is none', (text) => {
  expect(parseTimespan(text)).toBeUndefined();
});
