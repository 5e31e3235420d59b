import { exactExtents } from '../../../../src/domain/reference-data/exact-extents.ts';

const extents = (...rows: readonly bigint[]) => rows.map((one, index) => ({ extentId: `e${index}`, rows: one }));

test.each([
  ['nothing is there for nothing', [], 0n, []],
  ['one extent', [5n], 5n, ['e0']],
  ['several', [2n, 3n], 5n, ['e1', 'e0']],
  ['one of two deliveries', [5n, 5n], 5n, ['e0']],
  ['one of two deliveries of several extents', [3n, 2n, 3n, 2n], 5n, ['e0', 'e1']],
  ['an empty extent is never taken', [0n, 5n], 5n, ['e1']],
])('%s', (_, rows, wanted, expected) => {
  expect(exactExtents(extents(...rows), wanted)).toEqual(expected);
});

test.each([
  ['too few rows', [4n], 5n],
  ['too many in one extent', [6n], 5n],
  ['none', [], 5n],
])('%s: none fit', (_, rows, wanted) => {
  expect(exactExtents(extents(...rows), wanted)).toBeUndefined();
});

test('the order in which extents are listed does not matter', () => {
  const two = extents(5n, 5n);
  expect(exactExtents([...two].reverse(), 5n)).toEqual(exactExtents(two, 5n));
});
