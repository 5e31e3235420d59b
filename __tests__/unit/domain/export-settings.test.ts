import {
  type ExportSettings,
  lastResort,
  moreCareful,
  smaller,
  usualSettings,
} from '../../../src/domain/export-settings.ts';

test('row groups shrink first, then the writers; then only dividing helps', () => {
  const seen: (ExportSettings | 'divide')[] = [];
  for (let next: ExportSettings | 'divide' = usualSettings(undefined); next !== 'divide'; ) {
    next = smaller(next, 'memory');
    seen.push(next);
  }
  expect(seen.map((one) => (one === 'divide' ? one : [one.rowGroupRows, one.fanOut]))).toEqual([
    [25_000, 'all'],
    [6_250, 'all'],
    [5_000, 'all'],
    [5_000, 'half'],
    'divide',
  ]);
});

test('smaller row groups save no time', () => {
  expect(smaller(usualSettings(undefined), 'time')).toBe('divide');
});

test('wide rows begin with small row groups, narrow ones with the usual', () => {
  expect(usualSettings(100).rowGroupRows).toBe(100_000);
  expect(usualSettings(10_000).rowGroupRows).toBe(6_710);
  expect(usualSettings(5_000_000).rowGroupRows).toBe(5_000);
});

test('the last resort is tried once', () => {
  const last = lastResort(usualSettings(undefined));
  expect(last?.distributed).toBe('no');
  expect(last && lastResort(last)).toBeUndefined();
});

test('the more careful of two is careful in everything', () => {
  const a: ExportSettings = { rowGroupRows: 5_000, fanOut: 'all', distributed: 'no' };
  const b: ExportSettings = { rowGroupRows: 100_000, fanOut: 'half', distributed: 'yes' };
  expect(moreCareful(a, b)).toEqual({ rowGroupRows: 5_000, fanOut: 'half', distributed: 'no' });
  expect(moreCareful(b, a)).toEqual(moreCareful(a, b));
});
