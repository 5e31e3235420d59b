import { type Proof, proofsOf, provenLevel } from '../../../../src/domain/snapshot/proof.ts';
import type { Level } from '../../../../src/domain/snapshot/records.ts';
import {
  type Against,
  reachedLevel,
  recordFindings,
  type Verification,
} from '../../../../src/domain/snapshot/verification.ts';
import { manifestOf, tableManifest } from '../../../fixtures/memory/manifest.ts';

const manifest = manifestOf([tableManifest({ name: 'A', rows: 1n }), tableManifest({ name: 'B', rows: 1n })]);
const taken = manifest.finishedAt;
const day = (number: number): string => `2026-12-0${number}T00:00:00.000Z`;

type Word = Proof['verdict'];
const files = (verdict: Word) => ({ files: { verdict, looked: 1, of: 2 } });

function record(at: string, level: Level, change: Partial<Verification>): Verification {
  const { snapshotId } = manifest;
  return {
    formatVersion: 1,
    snapshotId,
    at,
    level,
    against: 'both',
    verdict: 'pass',
    tables: [],
    findings: [],
    ...change,
  };
}

const both = (a: object, b: object): Pick<Verification, 'tables'> => ({
  tables: [
    { name: 'A', ...a },
    { name: 'B', ...b },
  ],
});

const ofTaking = {
  against: 'storage',
  level: 'files',
  verdict: 'pass',
  from: taken,
  to: taken,
  parts: { read: 1, of: 1 },
};

test('a snapshot that nobody checked has its files proven as it was taken, and nothing of the database', () => {
  const proofs = proofsOf(manifest, []);
  expect(proofs).toEqual([ofTaking]);
  expect(provenLevel(proofs)).toBe('files');
});

test('parts of the files add up, and only all of them reach the level', () => {
  const part = (at: string, number: number, word: Word = 'pass') =>
    record(at, 'full', { against: 'storage', rotation: { of: 2, part: number }, ...both(files(word), files(word)) });
  const half = proofsOf(manifest, [part(day(1), 0)]);
  expect(half[0]).toEqual({
    against: 'storage',
    level: 'full',
    verdict: 'pass',
    from: day(1),
    to: day(1),
    parts: { read: 1, of: 2 },
  });
  expect(provenLevel(half)).toBe('files');
  const all = proofsOf(manifest, [part(day(1), 0), part(day(2), 1)]);
  expect(all).toEqual([
    { against: 'storage', level: 'full', verdict: 'pass', from: day(1), to: day(2), parts: { read: 2, of: 2 } },
  ]);
  expect(provenLevel(all)).toBe('full');
  const spoilt = proofsOf(manifest, [part(day(1), 0), part(day(2), 1, 'fail')]);
  expect(spoilt.map(({ level, verdict }) => [level, verdict])).toEqual([['full', 'fail']]);
  expect(provenLevel(spoilt)).toBeUndefined();
  const mended = proofsOf(manifest, [part(day(1), 0), part(day(2), 1, 'fail'), part(day(3), 1)]);
  expect(mended.map(({ level, verdict, to }) => [level, verdict, to])).toEqual([['full', 'pass', day(3)]]);
});

test('a part that holds no file of a table takes nothing from what was proven, and proves nothing by itself', () => {
  const part = (at: string, number: number, a: object, b: object) =>
    record(at, 'full', { against: 'storage', rotation: { of: 2, part: number }, ...both(a, b) });
  expect(proofsOf(manifest, [part(day(1), 0, {}, {})])).toEqual([ofTaking].map((one) => ({ ...one, ...partsOf(2) })));
  const all = proofsOf(manifest, [part(day(1), 0, files('pass'), {}), part(day(2), 1, {}, files('pass'))]);
  expect(all[0]).toMatchObject({ level: 'full', verdict: 'pass', parts: { read: 2, of: 2 } });
  expect(provenLevel(all)).toBe('full');
});

const partsOf = (of: number) => ({ to: day(1), parts: { read: of, of } });

test('a later failure at a shallower level is not hidden by a deeper pass', () => {
  const deep = record(day(1), 'full', both({ live: 'pass', ...files('pass') }, { live: 'pass', ...files('pass') }));
  const later = record(day(2), 'counts', both({ live: 'pass' }, { live: 'fail' }));
  const proofs = proofsOf(manifest, [deep, later]);
  expect(proofs.map(({ against, level, verdict }) => [against, level, verdict])).toEqual([
    ['storage', 'full', 'pass'],
    ['database', 'full', 'pass'],
    ['database', 'counts', 'fail'],
  ]);
});

test('a later pass that went less deep is shown beside the deeper one, an earlier one is not', () => {
  const full = (at: string, level: Level) =>
    record(at, level, { against: 'storage', ...both(files('pass'), files('pass')) });
  const levelsOf = (records: readonly Verification[]) => proofsOf(manifest, records).map(({ level }) => level);
  expect(levelsOf([full(day(1), 'full'), full(day(2), 'files')])).toEqual(['full', 'files']);
  expect(levelsOf([full(day(1), 'files'), full(day(2), 'full')])).toEqual(['full']);
});

test('a table that was not looked at leaves the whole unknown', () => {
  const some = record(day(1), 'contents', { tables: [{ name: 'A', live: 'pass' }] });
  const proofs = proofsOf(manifest, [some]);
  expect(proofs.find(({ against }) => against === 'database')).toMatchObject({ level: 'contents', verdict: 'unknown' });
  expect(provenLevel(proofs)).toBe('files');
  const rest = record(day(2), 'contents', { tables: [{ name: 'B', live: 'pass' }] });
  expect(provenLevel(proofsOf(manifest, [some, rest]))).toBe('contents');
});

test.each<[Level, Against, Level | undefined]>([
  ['full', 'both', 'full'],
  ['counts', 'both', 'counts'],
  ['full', 'database', 'contents'],
  ['files', 'database', 'counts'],
  ['contents', 'storage', 'files'],
  ['full', 'storage', 'full'],
  ['counts', 'storage', undefined],
])('level %s against %s reaches %s', (level, against, reached) => {
  expect(reachedLevel(level, against)).toBe(reached);
});

test('a record keeps a thousand findings and says how many more there were', () => {
  const problems = Array.from({ length: 1002 }, (_, index) => ({
    code: 'difference' as const,
    summary: `T: file ${index} is missing.`,
    next: 'not kept',
  }));
  const { findings, furtherFindings } = recordFindings(problems);
  expect([findings.length, furtherFindings]).toEqual([1000, 2]);
  expect(findings[0]).toEqual({ code: 'difference', summary: 'T: file 0 is missing.' });
  expect(recordFindings(problems.slice(0, 3))).not.toHaveProperty('furtherFindings');
});

const partOf = (at: string, [part, of]: readonly [number, number], word: Word = 'pass') =>
  record(at, 'files', { against: 'storage', rotation: { of, part }, ...both(files('pass'), files(word)) });
const filesVerdict = (...records: readonly Verification[]) =>
  proofsOf(manifest, records).find(({ against, level }) => against === 'storage' && level === 'files')?.verdict;

test('a failure stays until all files passed, or its part, or every part of another division', () => {
  const failed = partOf(day(1), [1, 3], 'fail');
  const others = [0, 1].map((part) => partOf(day(2 + part), [part, 2]));
  expect(filesVerdict(failed, partOf(day(2), [0, 5]))).toBe('fail');
  expect(filesVerdict(failed, ...others.slice(0, 1))).toBe('fail');
  expect(filesVerdict(failed, ...others)).toBe('pass');
  expect(filesVerdict(failed, ...others, partOf(day(4), [0, 3]))).toBe('pass');
  expect(filesVerdict(...others, partOf(day(4), [1, 3], 'fail'))).toBe('fail');
  expect(filesVerdict(failed, partOf(day(2), [1, 3]))).toBe('pass');
  expect(filesVerdict(failed, partOf(day(2), [1, 3], 'unknown'))).toBe('fail');
  const whole = record(day(2), 'files', { against: 'storage', ...both(files('pass'), files('pass')) });
  expect(filesVerdict(failed, whole)).toBe('pass');
});

test('no level is proven while a failure stands, however deep an earlier pass went', () => {
  const deep = record(day(1), 'full', both({ live: 'pass', ...files('pass') }, { live: 'pass', ...files('pass') }));
  const ofFiles = record(day(2), 'files', { against: 'storage', ...both(files('pass'), files('fail')) });
  const ofRows = record(day(2), 'counts', both({ live: 'pass' }, { live: 'fail' }));
  expect(provenLevel(proofsOf(manifest, [deep]))).toBe('full');
  expect(provenLevel(proofsOf(manifest, [deep, ofFiles]))).toBeUndefined();
  expect(provenLevel(proofsOf(manifest, [deep, ofRows]))).toBeUndefined();
});

test('a spoilt page is a failure of the files until a check finds it whole', () => {
  const pages = (at: string, word: Word) => record(at, 'counts', { against: 'database', pages: word });
  expect(filesVerdict(pages(day(1), 'fail'))).toBe('fail');
  expect(provenLevel(proofsOf(manifest, [pages(day(1), 'fail')]))).toBeUndefined();
  expect(proofsOf(manifest, [pages(day(1), 'fail'), pages(day(2), 'pass')])).toEqual([ofTaking]);
  expect(proofsOf(manifestOf([]), [pages(day(1), 'fail')])).toMatchObject([{ level: 'files', verdict: 'fail' }]);
});
