import { exactExtents } from '../../../../src/domain/reference-data/exact-extents.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';

const extents = (...rows: readonly bigint[]) => rows.map((one, index) => ({ extentId: `e${index}`, rows: one }));

test.each([
  ['nothing is there for nothing', [], 0n, []],
  ['one extent', [5n], 5n, ['e0']],
  ['several', [2n, 3n], 5n, ['e1', 'e0']],
  ['one of two deliveries', [5n, 5n], 5n, ['e0']],
  ['one of two deliveries of several extents', [3n, 2n, 3n, 2n], 5n, ['e0', 'e1']],
  ['sizes of which two equal ones make up all rows', [6n, 4n, 2n, 6n, 4n, 2n], 12n, ['e0', 'e1', 'e2']],
  ['a size twice in each of two deliveries', [6n, 5n, 5n, 6n, 5n, 5n], 16n, ['e0', 'e1', 'e4']],
  ['an empty extent is never taken', [0n, 5n], 5n, ['e1']],
])('%s', (_, rows, wanted, expected) => {
  expect(exactExtents(extents(...rows), wanted)).toEqual(expected);
});

test.each([
  ['too few rows', [4n], 5n],
  ['too many in one extent', [6n], 5n],
  ['none', [], 5n],
  ['a second delivery that is not whole yet', [6n, 4n, 2n, 6n], 12n],
  ['deliveries that were cut differently', [12n, 6n, 6n], 12n],
  ['rows where none are wanted', [3n], 0n],
])('%s: none fit', (_, rows, wanted) => {
  expect(exactExtents(extents(...rows), wanted)).toBeUndefined();
});

test('the order in which extents are listed does not matter', () => {
  const two = extents(5n, 5n);
  expect(exactExtents([...two].reverse(), 5n)).toEqual(exactExtents(two, 5n));
});

test('of any number of deliveries that are cut alike, listed in any order, one is taken', () => {
  const random = seededRandom(3);
  random.check(() => {
    for (let round = 0; round < 300; round += 1) {
      const sizes = Array.from({ length: 1 + random.below(6) }, () => BigInt(1 + random.below(5)));
      const deliveries = Array.from({ length: 1 + random.below(4) }, () => sizes).flat();
      const listed = extents(...deliveries).toSorted(() => random.below(3) - 1);
      const rows = sizes.reduce((sum, one) => sum + one, 0n);
      const taken = new Set(exactExtents(listed, rows));
      const sizesTaken = listed.filter(({ extentId }) => taken.has(extentId)).map((one) => one.rows);
      expect(ascending(sizesTaken)).toEqual(ascending(sizes));
    }
  });
});

const ascending = (sizes: readonly bigint[]) => sizes.toSorted((a, b) => Number(a - b));
