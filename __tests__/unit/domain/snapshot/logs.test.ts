import { deletionsOf } from '../../../../src/domain/snapshot/deleted-rows.ts';
import { hasFullLog, isBeforeLogs } from '../../../../src/domain/snapshot/log-reach.ts';
import { isTrial } from '../../../../src/domain/snapshot/logged-change.ts';
import { tableManifest } from '../../../fixtures/memory/manifest.ts';

test.each([
  ['.delete table T records with (whatif=true) <| T', true],
  ['.delete table T records with (WhatIf = True) <| T', true],
  ['.drop extents whatif <| .show table T extents', true],
  ['.delete table T records <| T | where s == "whatif=true"', false],
  ['.delete table T records <| T | where s == "whatif <| a"', false],
  ['.delete table T records with (whatif=false) <| T', false],
  ['.drop extents (e1) from whatif', false],
])('%s only tells what it would do: %s', (text, expected) => {
  expect(isTrial(text)).toBe(expected);
});

test('a deletion whose filter speaks of a trial is one', () => {
  const text = '.delete table T records <| T | where a == "whatif=true"';
  const found = deletionsOf(tableManifest({ name: 'T', rows: 1n }), [{ at: '2026-11-20T10:00:00Z', text }], new Set());
  expect(found).toMatchObject([{ kind: 'delete', text }]);
});

test('admins and monitors see what others sent, and logs reach back 30 days', () => {
  expect([['Database Admin'], ['AllDatabasesMonitor'], ['User', 'Admins']].map(hasFullLog)).toEqual([true, true, true]);
  expect([[], ['User'], ['Unrestricted Viewer'], ['Admin of nothing']].map(hasFullLog)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
  const now = '2026-11-20T12:00:00.0000000Z';
  expect(isBeforeLogs('2026-10-21T12:00:00.0000000Z', now)).toBe(false);
  expect(isBeforeLogs('2026-10-21T11:59:59.0000000Z', now)).toBe(true);
});
