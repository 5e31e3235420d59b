import { attemptTag, isOwnTable, ownTable, parseSnapshotId, runId, snapshotId } from '../../../src/domain/names.ts';

test('a snapshot is named by the millisecond it began in and a random digit, and so sorts by age', () => {
  const id = snapshotId(new Date('2026-11-20T09:10:00.987Z'), '2');
  expect(id).toBe('20261120T091000Z-3db2');
  expect(parseSnapshotId(id)).toBe(id);
  expect(snapshotId(new Date('2026-11-20T09:10:00.988Z'), '0') > id).toBe(true);
  expect(snapshotId(new Date('2026-11-20T09:10:01Z'), '0') > id).toBe(true);
});

test.each([
  '',
  'latest',
  '20261120T091000Z',
  '20261120T091000Z-3f2',
  '20261120T091000Z-3F2A',
  'x20261120T091000Z-3f2a',
  '../20261120T091000Z-3f2a',
])('"%s" is no snapshot id', (text) => {
  expect(parseSnapshotId(text)).toBeUndefined();
});

test('own tables are recognised, and nothing that only looks like one', () => {
  const run = runId('0a1b2c3d');
  for (const purpose of ['raw', 'stage', 'old', 'newer', 'undone', 'probe', 'data'] as const)
    expect(isOwnTable(ownTable(purpose, run, 12))).toBe(true);
  for (const name of [
    'kr_raw',
    'kr_raw_0a1b2c3_1',
    'kr_raw_0a1b2c3d_',
    'xkr_raw_0a1b2c3d_1',
    'kr_raw_0a1b2c3d_1x',
    'kr_other_0a1b2c3d_1',
    'KR_raw_0a1b2c3d_1',
  ])
    expect(isOwnTable(name)).toBe(false);
  expect(() => runId('0A1B2C3D')).toThrow();
  expect(() => runId('0a1b2c3')).toThrow();
});

test('an attempt tag is one term of letters and digits, so that no policy on tags and no search for another can meet it', () => {
  const run = runId('0a1b2c3d');
  const tags = [attemptTag(run, 1, 1), attemptTag(run, 1, 11), attemptTag(run, 11, 1), attemptTag(run, 9_999_999, 999)];
  expect(new Set(tags.map((tag) => tag.length)).size).toBe(1);
  for (const tag of tags) expect(tag).toMatch(/^[a-z0-9]+$/);
  for (const tag of tags) expect(tags.filter((other) => other.includes(tag))).toEqual([tag]);
});
