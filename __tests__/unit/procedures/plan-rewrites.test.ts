import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { DeletionLog } from '../../../src/procedures/plan-deletions.ts';
import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import { rewritesCountSince, withRewrites } from '../../../src/procedures/plan-rewrites.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';

const minute = (at: number): string => `2026-11-20T10:${String(at).padStart(2, '0')}:00.0000000Z`;
const table = { ...tableManifest({ name: 'T', rows: 3n }), taken: { from: minute(10), to: minute(11) } };
const manifest = manifestOf([table]);
const update = '.update table T delete D append A <| let D = T; let A = T;';

function planned(more: Partial<RestorePlanTable> = {}, tableId = table.tableId): RestorePlanTable {
  const live = { name: 'T', tableId, ingestionTime: 'on' } as never;
  const rest = { readers: 'all', state: 'damaged', damage: '', snapshotRows: 3n, impact: [], obstacles: [] } as const;
  return { table, index: 0, live, newerRowsWay: 'keep', ...rest, ...more };
}

function told(
  one: RestorePlanTable,
  log: Partial<DeletionLog>,
  restores: readonly RestoreRecord[] = [],
  isElsewhere: 'yes' | 'no' = 'no',
): { readonly obstacles: readonly string[]; readonly impact: readonly string[] } {
  const [judged] = withRewrites([one], { commands: [], doubts: [], ...log }, { manifest, restores, isElsewhere });
  const { obstacles = [], impact = [] } = judged ?? {};
  return { impact, obstacles: obstacles.map(({ summary, detail = '', next = '' }) => `${summary} ${detail} ${next}`) };
}

const updatedAt = (at: number) => ({ commands: [{ at: minute(at), text: update }] });

test('newer rows of a table that was updated since it was taken are not kept, with the command and what to do', () => {
  expect(told(planned(), updatedAt(10)).obstacles).toEqual([
    expect.stringMatching(/^Rows of T were written anew.*10:10:00.*\.update table T delete.*newer-rows: discard/),
  ]);
  expect(told(planned(), updatedAt(9)).obstacles).toEqual([]);
});

test('where no newer rows are kept it stands against nothing', () => {
  const { newerRowsWay: _, ...without } = planned();
  for (const one of [planned({ newerRowsWay: 'discard' }), without, planned({ live: undefined })])
    expect(told(one, updatedAt(20)).obstacles).toEqual([]);
});

const record = (swapped: Partial<RestoredTable>, more: Partial<RestoreRecord> = {}): RestoreRecord => {
  const ids = { liveTableId: 'before', stageTableId: 'restored' };
  const base = { formatVersion: 1, runId: '0000000a', owner: '', startedAt: '', phase: 'closed' } as const;
  const { snapshotId } = manifest;
  const one = { name: 'T', index: 0, ...ids, cursor: '500', round: 1, ...swapped };
  return { ...base, snapshotId, clusterTime: minute(30), tables: [one], ...more };
};

test('what came before a restore of the snapshot put its rows in place is gone with them', () => {
  const restored = planned({}, 'restored');
  expect(told(restored, updatedAt(20), [record({})]).obstacles).toEqual([]);
  expect(told(restored, updatedAt(30), [record({})]).obstacles).toHaveLength(1);
  const { clusterTime: _, ...untold } = record({});
  expect(told(restored, updatedAt(20), [untold]).obstacles).toHaveLength(1);
});

test.each([
  ['replaced extents', { swap: 'replace-extents' }, 0],
  ['replaced a time range, which leaves rows of no one time', { swap: 'update-range', range: { column: 'At' } }, 1],
] as const)('so it is where a restore %s', (_, how, expected) => {
  const at = { state: 'replaced', after: '1', stagedRows: '3', round: 1, clusterTime: minute(30) } as const;
  const replaced = record({ liveTableId: table.tableId, stageTableId: 'staged', replaced: at, ...how });
  expect(told(planned(), updatedAt(20), [replaced]).obstacles).toHaveLength(expected);
  expect(told(planned(), updatedAt(40), [replaced]).obstacles).toHaveLength(1);
});

test('rows of before an undo are those of before the restore, with what was written anew in them', () => {
  const how = { swap: 'replace-extents', liveTableId: table.tableId, newerRows: 'keep' } as const;
  const at = (clusterTime: string) =>
    ({ state: 'replaced', after: '1', stagedRows: '3', round: 1, clusterTime }) as const;
  const undoes = { runId: '0000000a', index: 0, cursor: '500', contents: null };
  const restores = [
    record({ ...how, replaced: at(minute(30)) }),
    record({ ...how, cursor: '700', undoes, replaced: at(minute(40)) }, { runId: '0000000b' }),
  ];
  expect(told(planned(), updatedAt(20), restores).obstacles).toHaveLength(1);
});

test('a log that may not tell everything is told', () => {
  expect(told(planned(), { doubts: ['it is away'] })).toMatchObject({
    obstacles: [],
    impact: [expect.stringContaining('is not known (it is away)')],
  });
});

test('in another database only what was written anew since a restore of the snapshot brought its rows there counts', () => {
  const source = { cluster: manifest.cluster.host, database: manifest.database };
  const [restored, foreign] = [planned({}, 'restored'), planned({}, 'other')];
  const restores = [record({}, { source })];
  expect(told(restored, updatedAt(30), restores, 'yes').obstacles).toEqual([
    expect.stringMatching(/^Rows of T were written anew/),
  ]);
  expect(told(restored, updatedAt(20), restores, 'yes').obstacles).toEqual([]);
  expect(told(foreign, updatedAt(40), restores, 'yes').obstacles).toEqual([]);
  const known = { manifest, restores, isElsewhere: 'yes' } as const;
  expect(rewritesCountSince([foreign, restored], known)).toBe(minute(30));
  expect(rewritesCountSince([foreign], known)).toBeUndefined();
});
