import { ProblemError } from '../../../src/domain/problem.ts';
import type { TableManifest } from '../../../src/domain/snapshot/manifest.ts';
import { hazardOfValues } from '../../../src/domain/snapshot/value-limits.ts';
import { headlineOf } from '../../../src/verbs/snapshot-doubts.ts';
import { readSnapshotRequest } from '../../../src/verbs/snapshot-request.ts';
import { showTopUp } from '../../../src/verbs/top-up-report.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';

type Given = Parameters<typeof readSnapshotRequest>[0];
const given: Given = {
  tables: ['*'],
  views: [],
  'ingested-from': undefined,
  'ingested-before': undefined,
  'slice-rows': 100,
  'top-up': undefined,
  'base-check': undefined,
  'recover-from': [],
  'dry-run': false,
  prices: [],
};

function problemsOf(change: Partial<Given>): readonly string[] {
  try {
    readSnapshotRequest({ ...given, ...change });
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code, summary }) => `${code}: ${summary}`);
    throw error;
  }
}

test('inputs that would be without effect are refused, all at once', () => {
  const prices = ['read-10000=1', 'currency=EUR'];
  expect(problemsOf({ 'base-check': 'counts', prices })).toEqual([
    'input: base-check says counts, and there is no base to check without top-up.',
    'input: prices are for the estimate of dry-run, which is not asked for.',
  ]);
  expect(problemsOf({ 'dry-run': true, prices })).toEqual([]);
  expect(readSnapshotRequest({ ...given, 'top-up': 'latest' }).asked).toMatchObject({ baseCheck: 'counts' });
});

test('the headline says inexact only where a table is, and not proven where a finding leaves something unknown', () => {
  const exact = tableManifest({ name: 'T', rows: 1n });
  const fuzzy: TableManifest = { ...exact, exactness: { kind: 'fuzzy', reason: 'rows left' } };
  expect(headlineOf(manifestOf([exact]), 'pass')).toContain('complete and exact');
  expect(headlineOf(manifestOf([exact]), 'unknown')).toContain('is complete, but what it holds could not be proven');
  expect(headlineOf(manifestOf([exact, fuzzy]), 'unknown')).toContain('not exact for every table');
});

test('a limit of values names the column in the command that widens it, whatever the names are', () => {
  const [finding] = hazardOfValues('my $& table', { name: 'the text', type: 'string', limit: 1024 }, 1n);
  expect(finding?.next).toContain(".alter column ['my $& table'].['the text'] policy encoding");
});

test('one row and one table are told in the singular', () => {
  const base = { snapshotId: '20261120T091000Z-3f2a', manifest: { path: 'm', bytes: 1, sha256: '' } };
  const blocks = showTopUp(base, [
    { name: 'T', added: 1n, reused: 1n },
    { name: 'U', added: 2n, notReused: 'the base does not hold it' },
  ]);
  expect(JSON.stringify(blocks)).toContain('1 row of 1 table lies in files of that snapshot, 1 row of it is new.');
  expect(JSON.stringify(blocks)).toContain('Exported whole, for the reason given:');
});
