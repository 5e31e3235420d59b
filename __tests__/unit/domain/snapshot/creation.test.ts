import {
  ageFloor,
  halfOfGrace,
  joinByAge,
  restoredCreationTime,
  shortOfGrace,
  toleratedDays,
} from '../../../../src/domain/snapshot/creation.ts';

const now = '2026-11-20T09:10:00.0000000Z';
const forever = '365000.00:00:00';
const beginning = '0001-01-01T00:00:00.0000000Z';

test.each([
  ['rows that expire', { softDeletePeriod: '365.00:00:00', hotPeriod: '31.00:00:00' }, beginning],
  ['a retention that is not known', {}, beginning],
  ['rows that cool', { softDeletePeriod: forever, hotPeriod: '31.00:00:00' }, '2026-10-20T09:10:00.0000000Z'],
  ['rows that stay, all of them hot', { softDeletePeriod: forever }, undefined],
  ['rows that stay hot for ever', { softDeletePeriod: forever, hotPeriod: forever }, undefined],
])('from when on it matters when rows were created: %s', (_, table, floor) => {
  expect(ageFloor(table, now)).toBe(floor);
});

const bin = (hour: number, rows: bigint, oldest: string, newest = oldest) => ({
  start: `2026-11-19T${String(hour).padStart(2, '0')}:00:00.0000000Z`,
  rows,
  oldest: `${oldest}T12:00:00.0000000Z`,
  newest: `${newest}T12:00:00.0000000Z`,
});

test('bins are joined while their extents were created within a day', () => {
  const bins = [bin(1, 1n, '2026-11-01'), bin(2, 2n, '2026-11-02'), bin(3, 3n, '2026-11-03')];
  expect(joinByAge(bins, beginning, 1)).toEqual([
    { ...bin(1, 3n, '2026-11-01', '2026-11-02') },
    { ...bin(3, 3n, '2026-11-03') },
  ]);
});

test('what is older than the floor is of one age, and keeps its newest creation time', () => {
  const bins = [bin(1, 1n, '2020-11-01'), bin(2, 2n, '2026-10-01'), bin(3, 3n, '2026-11-03')];
  expect(joinByAge(bins, '2026-10-20T09:10:00.0000000Z', 1)).toEqual([
    { ...bin(1, 3n, '2020-11-01', '2026-10-01') },
    { ...bin(3, 3n, '2026-11-03') },
  ]);
});

test.each([
  ['is kept where rows stay', '2020-01-01T00:00:00.0000000Z', forever, '2020-01-01T00:00:00.0000000Z'],
  ['is not told where the period cannot be read', '2020-01-01T00:00:00.0000000Z', 'a while', undefined],
  ['is kept within the retention', '2026-11-10T00:00:00.0000000Z', '30.00:00:00', '2026-11-10T00:00:00.0000000Z'],
  ['leaves two days', '2026-10-01T00:00:00.0000000Z', '30.00:00:00', '2026-10-23T09:10:00.0000000Z'],
  ['leaves all of a short retention', '2026-10-01T00:00:00.0000000Z', '1.00:00:00', now],
])('the creation time of restored rows %s', (_, stored, period, expected) => {
  expect(restoredCreationTime(stored, period, new Date(now))).toBe(expected);
});

test.each([
  ['30.00:00:00', '2026-10-22T09:10:00.0000000Z'],
  ['1.00:00:00', '2026-11-19T21:10:00.0000000Z'],
  [forever, undefined],
  ['a while', undefined],
])('rows with less than half of their grace left under %s were created before %s', (period, expected) => {
  expect(shortOfGrace(period, new Date(now))).toBe(expected);
});

test.each([
  ['of the retention', { softDeletePeriod: '365.00:00:00' }, 3.65],
  ['of the hot cache where that is shorter', { softDeletePeriod: '1000.00:00:00', hotPeriod: '500.00:00:00' }, 5],
  ['at least one day', { softDeletePeriod: '7.00:00:00' }, 1],
  ['one day where nothing is known', {}, 1],
])('few rows may count as newer by a hundredth %s', (_, policies, days) => {
  expect(toleratedDays(policies)).toBe(days);
});

test('many rows are joined within a day only, few within what is tolerated', () => {
  const bins = (rows: bigint) => [bin(1, rows, '2026-11-01'), bin(2, rows, '2026-11-03')];
  expect(
    [joinByAge(bins(50_000n), beginning, 3), joinByAge(bins(50_001n), beginning, 3)].map(({ length }) => length),
  ).toEqual([1, 2]);
});

test.each([
  ['01:00:00', 30 * 60_000],
  ['1.00:00:00', 12 * 3_600_000],
  ['2.00:00:00', 24 * 3_600_000],
  ['30.00:00:00', 24 * 3_600_000],
  ['36500.00:00:00', undefined],
  ['soon', undefined],
])('of a retention of %s half of the grace is left for %s ms', (period, expected) => {
  expect(halfOfGrace(period)).toBe(expected);
});
