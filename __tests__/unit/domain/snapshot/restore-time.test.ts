import { bytesOf, estimateRestore } from '../../../../src/domain/snapshot/restore-time.ts';

const restore = (startedAt: string, seconds: number, bytes: number) => ({
  startedAt,
  measured: { milliseconds: seconds * 1_000, bytes },
});
const exported = { measured: { milliseconds: 60_000, rows: '1', bytes: 6_000_000 } };

test('the last restore that took long enough tells the speed', () => {
  const restores = [
    restore('2026-11-03T00:00:00Z', 9, 9_000_000),
    restore('2026-11-02T00:00:00Z', 60, 1_000_000),
    restore('2026-11-01T00:00:00Z', 60, 9_000_000),
    { startedAt: '2026-11-04T00:00:00Z', measured: undefined },
  ];
  expect(estimateRestore(2_500_000, exported, restores)).toEqual({
    minutes: 2.5,
    from: 'the speed of the last restore',
  });
});

test('where there is none, the export of the snapshot does', () => {
  expect(estimateRestore(3_000_000, exported, [restore('2026-11-01T00:00:00Z', 60, 0)])).toEqual({
    minutes: 0.5,
    from: 'the speed at which the snapshot was exported',
  });
});

test('where nothing was measured nothing is told', () => {
  expect(estimateRestore(1, {}, [])).toBeUndefined();
  expect(estimateRestore(1, { measured: { milliseconds: 9_999, rows: '1', bytes: 5 } }, [])).toBeUndefined();
});

test('the bytes are those of all tables', () => {
  expect(bytesOf([{ table: { bytes: 3 } }, { table: { bytes: 4 } }])).toBe(7);
});
