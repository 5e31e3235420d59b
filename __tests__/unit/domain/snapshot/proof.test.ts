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
