import { deletionsOf, takenTimesOf } from '../../../../src/domain/snapshot/deleted-rows.ts';
import { distinctCommands } from '../../../../src/domain/snapshot/logged-change.ts';
import { manifestOf, tableManifest } from '../../../fixtures/memory/manifest.ts';

const at = (second: number): string => `2026-11-20T10:00:${String(second).padStart(2, '0')}.0000000Z`;
const taken = { from: at(10), to: at(12) };
const table = { ...tableManifest({ name: 'T', rows: 1n }), taken };
const text = ".delete table T records <| T | where a == 'x'";

test.each([
  ['ended before the table was taken is in its rows', { begunAt: at(8), at: at(9) }, []],
  ['began before and ended while it was taken is not repeated', { begunAt: at(8), at: at(10) }, ['why']],
  ['began while it was taken is not repeated', { begunAt: at(12), at: at(20) }, ['why']],
  ['ran all the while is not repeated', { begunAt: at(8), at: at(20) }, ['why']],
  ['began afterwards is repeated', { begunAt: at(13), at: at(13) }, ['filter']],
  ['is told with one time, of while it was taken, is not repeated', { at: at(11) }, ['why']],
  ['is told with one time, of afterwards, is repeated', { at: at(13) }, ['filter']],
])('a deletion that %s', (_, times, expected) => {
  const found = deletionsOf(table, [{ ...times, text }], new Set());
  expect(found.flatMap(({ rows }) => Object.keys(rows))).toEqual(expected);
});

test('of a command that two logs tell of, the longest time counts', () => {
  const [sent, journaled] = [
    { begunAt: at(8), at: `${at(13).slice(0, 19)}.1Z`, text },
    { at: `${at(13).slice(0, 19)}.2Z`, text },
  ];
  for (const both of [
    [sent, journaled],
    [journaled, sent],
  ])
    expect(distinctCommands(both)).toEqual([{ ...sent, at: journaled.at }]);
});

test('a snapshot that does not say when a table was taken took it until it ended, by the later of the clocks', () => {
  const older = tableManifest({ name: 'T', rows: 1n });
  const manifest = {
    ...manifestOf([older]),
    startedAt: at(0),
    clusterTime: at(5),
    finishedAt: at(20),
  };
  expect(takenTimesOf(older, manifest)).toEqual({ from: at(5), to: '2026-11-20T10:00:25.000Z' });
  expect(takenTimesOf(older, { ...manifest, clusterTime: '2026-11-20T09:59:00.0000000Z' })).toEqual({
    from: '2026-11-20T09:59:00.0000000Z',
    to: '2026-11-20T10:00:20.000Z',
  });
  expect(takenTimesOf(table, manifest)).toEqual(taken);
});
