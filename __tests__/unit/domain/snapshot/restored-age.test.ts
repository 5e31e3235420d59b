import { type AgeGroup, weighCache, weighRetention } from '../../../../src/domain/snapshot/restored-age.ts';

const now = new Date('2026-11-20T12:00:00Z');
const day = (date: string, rows: bigint, bytes = 10): AgeGroup => ({
  creationTime: `${date}T00:00:00.0000000Z`,
  rows,
  bytes,
});
const forever = '365000.00:00:00';
const groups = [day('2026-11-19', 1n), day('2026-10-22', 2n), day('2026-10-20', 4n), day('2026-10-01', 8n)];

test('rows that are past their retention are told, and those that are within two days', () => {
  expect(weighRetention(groups, '30.00:00:00', now)).toEqual({
    period: '30.00:00:00',
    past: { rows: 12n, oldest: '2026-10-01T00:00:00.0000000Z' },
    soon: { rows: 2n, oldest: '2026-10-22T00:00:00.0000000Z' },
  });
});

test.each([
  ['nothing expires', forever, groups],
  ['all are young', '365.00:00:00', groups],
  ['the snapshot tells no creation times, so that they come back as new', '1.00:00:00', [{ rows: 9n, bytes: 1 }]],
  ['all of a short period are within it', '2.00:00:00', [day('2026-11-19', 1n)]],
] as const)('none are told where %s', (_, period, some) => {
  expect(weighRetention(some, period, now)).toEqual({ period });
});

test('a period that cannot be read tells nothing', () => {
  expect(weighRetention(groups, 'long', now)).toBeUndefined();
  expect(weighCache(groups, { hotPeriod: 'long', softDeletePeriod: forever }, now)).toBeUndefined();
});

test.each([
  ['by its creation time', '30.00:00:00', forever, 20],
  ['where everything is', forever, forever, 40],
  ['with the creation time that rows past their retention come back with', '3.00:00:00', '4.00:00:00', 40],
  ['as new where retention is not known', '3.00:00:00', undefined, 40],
] as const)('what is hot is told %s', (_, hotPeriod, softDeletePeriod, hotBytes) => {
  expect(weighCache(groups, { hotPeriod, softDeletePeriod }, now)).toEqual({ period: hotPeriod, hotBytes, bytes: 40 });
});

test('files without a creation time come back as new and hot', () => {
  const cache = weighCache(
    [{ rows: 1n, bytes: 7 }, day('2020-01-01', 1n)],
    { hotPeriod: '1.00:00:00', softDeletePeriod: forever },
    now,
  );
  expect(cache).toEqual({ period: '1.00:00:00', hotBytes: 7, bytes: 17 });
});
