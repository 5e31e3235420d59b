import { ProblemError } from '../../../../src/domain/problem.ts';
import {
  loadFingerprint,
  parseFileRecord,
  parseManifest,
  storeFingerprint,
} from '../../../../src/domain/snapshot/manifest.ts';
import { fileListText, manifestOf, tableManifest } from '../../../fixtures/memory/manifest.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';

const fingerprint = { rows: '1', low: '2', high: '18446744069414584320' };
const record = { path: 'p', bytes: 3, etag: '"1"', rowGroups: 1, slice: 0, fingerprint };
const manifest = manifestOf([tableManifest({ name: `it's "T" 🐦`, rows: 3n, records: [record] })]);
const text = JSON.stringify(manifest);

function problemOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}

test('a manifest and a line of a file list come back as they were stored', () => {
  expect(parseManifest(text, 'm')).toEqual(manifest);
  expect(parseFileRecord(fileListText([record]), 'f:1')).toEqual(record);
});

test('fingerprints survive storage', () => {
  const big = { rows: 2n ** 40n, low: 2n ** 70n, high: 2n ** 71n - 1n };
  expect(loadFingerprint(storeFingerprint(big))).toEqual(big);
});

test('another format version is told as such, before anything else that may be wrong with it', () => {
  expect(problemOf(() => parseManifest('{"formatVersion":2,"tables":"moved"}', 'm'))).toMatchObject([
    { code: 'format-version', summary: expect.stringContaining('2') },
  ]);
});

test.each([
  '',
  '{',
  '[]',
  'null',
  '{}',
  text.replace('"exact"', '"maybe"'),
  text.replace('"database"', '"databaze"'),
  text.replace('"cursor"', '"more":1,"cursor"'),
  text.replace('"rows":"3"', '"rows":3'),
])('a manifest that does not fit is damaged (%#)', (damaged) => {
  expect(problemOf(() => parseManifest(damaged, 'path/m'))).toMatchObject([
    { code: 'difference', summary: expect.stringContaining('path/m') },
  ]);
});

test('a damaged line of a file list is named', () => {
  expect(problemOf(() => parseFileRecord('{"path":1}', 'f:2'))).toMatchObject([
    { code: 'difference', summary: expect.stringContaining('f:2') },
  ]);
});

test('a manifest cut anywhere is never read as one', () => {
  const random = seededRandom(11);
  for (let round = 0; round < 200; round += 1) {
    const length = random.below(text.length);
    random.check(() =>
      expect(problemOf(() => parseManifest(text.slice(0, length), 'm'))).toMatchObject([{ code: 'difference' }]),
    );
  }
});
