import { levels } from '../../../../src/domain/snapshot/records.ts';
import { isInPart, nextPart, partOfFile, type Rotation } from '../../../../src/domain/snapshot/rotation.ts';
import type { Verification } from '../../../../src/domain/snapshot/verification.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';

const seed = 20261120;

function record(at: number, change: Partial<Verification>): Verification {
  return {
    formatVersion: 1,
    snapshotId: '20261120T091000Z-3f2a',
    at: new Date(Date.UTC(2026, 10, 20) + at * 1000).toISOString(),
    level: 'files',
    against: 'storage',
    verdict: 'pass',
    tables: [{ name: 'T', files: { verdict: 'pass', looked: 1, of: 1 } }],
    findings: [],
    ...change,
  };
}

test('after as many runs as there are parts every file was looked at exactly once, whatever went before', () => {
  const random = seededRandom(seed);
  for (let turn = 0; turn < 100; turn += 1) {
    const of = 1 + random.below(12);
    const level = random.pick(['files', 'contents', 'full'] as const);
    const tables = Array.from({ length: 1 + random.below(3) }, (_, index) => `T${index}`);
    const files = Array.from({ length: random.below(60) }, () => `data/${random.below(1e9)}/part_${random.below(1e9)}`);
    const seen = tables.map((name) => ({ name, files: { verdict: 'pass' as const, looked: 1, of: 1 } }));
    const records = Array.from({ length: random.below(8) }, (_, index) => {
      const other = 1 + random.below(12);
      const rotation = { of: other, part: random.below(other) };
      const of_ = random.below(2) === 0 ? {} : { rotation };
      return record(index, { level: random.pick(levels), tables: seen, ...of_ });
    });
    const reads = new Map(files.map((file) => [file, 0]));
    for (let run = 0; run < of; run += 1) {
      const rotation = nextPart(of, level, tables, records);
      records.push(record(100 + run, { level, rotation, tables: seen }));
      for (const file of files.filter((one) => isInPart(one, rotation))) reads.set(file, (reads.get(file) ?? 0) + 1);
    }
    random.check(() => expect(files.filter((file) => reads.get(file) !== 1)).toEqual([]));
  }
});

test('the part of a file depends on its path and nothing else, as the format page says', () => {
  // echo -n data/a.parquet | sha256sum begins with 4 bytes that are read big-endian.
  expect([1, 2, 7, 100].map((of) => partOfFile('data/a.parquet', of))).toEqual(
    [1, 2, 7, 100].map((of) => Number(expectedHead % BigInt(of))),
  );
  expect(isInPart('data/a.parquet', undefined)).toBe(true);
});

const expectedHead = 0xe235da3dn;

const next = (records: readonly Verification[], tables = ['T'], level: 'files' | 'full' = 'files'): Rotation['part'] =>
  nextPart(3, level, tables, records).part;

test('a part has its turn when it waited longest, at the level or deeper, in the table that waited longest', () => {
  const part = (at: number, number: number, change: Partial<Verification> = {}) =>
    record(at, { rotation: { of: 3, part: number }, ...change });
  expect(next([])).toBe(0);
  expect(next([part(1, 0)])).toBe(1);
  expect(next([part(1, 0), part(2, 2)])).toBe(1);
  expect(next([part(1, 2), part(2, 1), part(3, 0)])).toBe(2);
  // A check of all files had every part; the first of them is the next.
  expect(next([part(1, 0), record(2, {})])).toBe(0);
  // Deeper checks count, shallower ones and other divisions do not.
  expect(next([part(1, 0, { level: 'full' })])).toBe(1);
  expect(next([part(1, 0)], ['T'], 'full')).toBe(0);
  expect(next([part(1, 0, { rotation: { of: 4, part: 0 } })])).toBe(0);
  // U was never looked at, nor was T when only its live table was compared.
  expect(next([part(1, 0)], ['T', 'U'])).toBe(0);
  expect(next([record(1, { tables: [{ name: 'T', live: 'pass' }] }), part(2, 1)])).toBe(0);
  // None of the files of T is in part 0, which had its turn all the same.
  expect(next([part(1, 0, { tables: [{ name: 'T' }] })])).toBe(1);
  // What failed was looked at.
  const failed = { name: 'T', files: { verdict: 'fail' as const, looked: 1, of: 1 } };
  expect(next([part(1, 0, { tables: [failed] })])).toBe(1);
});
