import type { Cursor } from '../../../../src/domain/names.ts';
import { ProblemError } from '../../../../src/domain/problem.ts';
import { estimateCost } from '../../../../src/domain/snapshot/cost.ts';
import { estimateSnapshot } from '../../../../src/domain/snapshot/estimate.ts';
import type { PlannedTable } from '../../../../src/domain/snapshot/plan.ts';
import { parsePrices } from '../../../../src/verbs/dry-run.ts';
import { manifestOf, tableManifest } from '../../../fixtures/memory/manifest.ts';

const slice = { kind: 'timed', cursor: '1' as Cursor } as const;
const times = { low: 0n, high: 0n };

function planned(name: string, rows: readonly bigint[], sizes: Partial<PlannedTable> = {}): PlannedTable {
  const total = rows.reduce((sum, count) => sum + count, 0n);
  return {
    name,
    kind: 'table',
    bound: 'cursor',
    tableId: 'id',
    schemaVersion: '1.0',
    folder: '',
    docString: '',
    columns: [],
    cursor: '1' as Cursor,
    superseded: 'no',
    populations: { total, atCursor: total, newer: 0n, untimed: 0n, times },
    path: `data/${name}`,
    expires: 'no',
    settings: { rowGroupRows: 100_000, fanOut: 'all', distributed: 'yes' },
    slices: rows.map((count) => ({ slice, rows: count })),
    ...sizes,
  };
}

const slots = { total: 4, remaining: 4 };
const gigabyte = 1_000_000_000;
const big = planned('Big', [10_000_000n, 10_000_000n], {
  rowBytes: 600,
  storedBytes: 3 * gigabyte,
  hotBytes: gigabyte,
});

test('sizes, files and an assumed time follow from what the service says of the tables', () => {
  const estimate = estimateSnapshot({ tables: [big] }, undefined, slots);
  expect(estimate).toMatchObject({ rows: 20_000_000n, slices: 2, hotBytes: gigabyte, coldBytes: 2 * gigabyte });
  // 6 GB of each slice are 5.6 GiB, and so 6 files.
  expect([estimate.files, estimate.fileBytes]).toEqual([12, 3 * gigabyte]);
  // 12 GB at 20 MB a second on the three slots that are not left to others.
  expect(estimate.time).toEqual({ minutes: 3.3, from: 'an assumed speed' });
});

test('what was measured wins: the size of rows and the speed of the last snapshot', () => {
  const before = { ...tableManifest({ name: 'Big', rows: 1000n }), bytes: 50_000 };
  const last = { ...manifestOf([before]), measured: { milliseconds: 20_000, rows: '1000', bytes: 2_000_000 } };
  const estimate = estimateSnapshot({ tables: [big] }, last, slots);
  expect(estimate.fileBytes).toBe(gigabyte);
  expect(estimate.time).toEqual({ minutes: 166.7, from: 'the speed of the last snapshot' });
  const hurried = { ...last, measured: { ...last.measured, milliseconds: 9_000 } };
  expect(estimateSnapshot({ tables: [big] }, hurried, slots).time?.from).toBe('an assumed speed');
});

test('what one table lacks, the sum lacks too; a table without rows lacks nothing', () => {
  const unknown = planned('Unknown', [5n]);
  const empty = planned('Empty', []);
  const estimate = estimateSnapshot({ tables: [big, unknown, empty] }, undefined, slots);
  expect(Object.keys(estimate).sort()).toEqual(['rows', 'slices', 'tables']);
  expect(estimate.tables[1]).toEqual({ name: 'Unknown', rows: 5n, slices: 1 });
  expect(estimate.tables[2]).toEqual({ name: 'Empty', rows: 0n, slices: 0, files: 0, fileBytes: 0 });
  expect(estimateSnapshot({ tables: [big] }, undefined, undefined).time).toBeUndefined();
});

test('cost has a part for each price, and none without', () => {
  const estimate = estimateSnapshot({ tables: [big] }, undefined, slots);
  const prices = parsePrices(['storage-gb-month=0.02', 'write-10000=0.05', 'currency=EUR']);
  if (prices === undefined) throw new Error('no prices');
  // 12 files, 375 blocks, 4 records.
  expect(estimateCost(estimate, prices)).toEqual({ currency: 'EUR', storagePerMonth: 0.06, writes: 0.002 });
  const all = parsePrices(['read-10000=1', 'transfer-gb=0.01', 'currency=USD']);
  if (all === undefined) throw new Error('no prices');
  expect(estimateCost(estimate, all)).toEqual({ currency: 'USD', reads: 0.0236, transfer: 0.03 });
  expect(estimateCost(estimateSnapshot({ tables: [planned('U', [5n])] }, undefined, slots), prices)).toEqual({
    currency: 'EUR',
  });
});

test('whatever is wrong with prices is told at once, with the name that was meant', () => {
  expect(parsePrices([])).toBeUndefined();
  const wrong = (given: readonly string[]): readonly string[] => {
    try {
      parsePrices(given);
      return [];
    } catch (error) {
      if (error instanceof ProblemError)
        return error.problems.map(({ summary, detail = '' }) => `${summary} ${detail}`);
      throw error;
    }
  };
  expect(wrong(['storage-gb-month=0.02'])).toEqual([expect.stringContaining('no currency')]);
  const problems = wrong(['storage-gb-mont=1', 'write-10000=-1', 'currency=euro', 'read-10000=1=2', 'x']);
  expect(problems).toHaveLength(5);
  expect(problems[0]).toContain('Did you mean storage-gb-month?');
  expect(wrong(['currency=EUR'])).toEqual([expect.stringContaining('a currency and no price')]);
  expect(wrong(['read-10000=1', 'currency=EUR', 'read-10000=2', 'currency=USD'])).toEqual([
    expect.stringContaining('names read-10000 more than once'),
    expect.stringContaining('names currency more than once'),
  ]);
});
