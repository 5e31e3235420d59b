import type { Manifest } from '../../../src/domain/snapshot/manifest.ts';
import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { locateRows } from '../../../src/procedures/locate-rows.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';

const table = tableManifest({ name: 'T', rows: 9n });
const manifest: Manifest = { ...manifestOf([table]), clusterTime: '2026-11-20T10:00:00.0000000Z' };
const live = { tableId: table.tableId, ingestionTime: 'on' } as const;
const after = '2026-11-20T10:00:00.0000001Z';

function replaced(clusterTime: string, more: Partial<RestoredTable> = {}): RestoredTable {
  const how = { state: 'replaced', after: '1', stagedRows: '9', round: 1, clusterTime } as const;
  const ids = { liveTableId: table.tableId, stageTableId: 'staged' };
  return { name: 'T', index: 0, ...ids, cursor: '500', round: 1, swap: 'replace-extents', replaced: how, ...more };
}

function recordOf(tables: readonly RestoredTable[], more: Partial<RestoreRecord> = {}): RestoreRecord {
  const { snapshotId } = manifest;
  const base = { formatVersion: 1, runId: '0000000a', owner: '', snapshotId, startedAt: '', phase: 'closed' } as const;
  return { ...base, tables: [...tables], ...more };
}

const kindOf = (...restores: readonly RestoreRecord[]) => {
  const { kind, bound } = locateRows(manifest, table, live, restores);
  return [kind, bound.kind === 'cursor' ? bound.cursor : bound.kind];
};
const undoes = { runId: '0000000a', index: 0, cursor: '500', contents: null };
const undo = recordOf([replaced('2026-11-20T11:00:00.0000000Z', { cursor: '700', undoes })], { runId: '0000000b' });

test('rows of a table that stayed lie before the cursor of the restore that put them there', () => {
  expect(kindOf()).toEqual(['same-epoch', '100']);
  expect(kindOf(recordOf([replaced(after)]))).toEqual(['restored', '500']);
});

test('a replacement of before the snapshot changes nothing, and one that was not done neither', () => {
  expect(kindOf(recordOf([replaced('2026-11-20T09:59:59.9999999Z')]))).toEqual(['same-epoch', '100']);
  const ready = replaced(after);
  const undone = { ...ready, replaced: ready.replaced && { ...ready.replaced, state: 'ready' as const } };
  expect(kindOf(recordOf([undone]))).toEqual(['same-epoch', '100']);
});

test('a replacement from another snapshot leaves no row of this one', () => {
  expect(kindOf(recordOf([replaced(after)], { snapshotId: 'other' }))).toEqual(['foreign', 'whole-table']);
});

test('an undo puts the rows of the snapshot back, unless the restore had taken newer ones along', () => {
  expect(kindOf(recordOf([replaced(after, { newerRows: 'keep' })]), undo)).toEqual(['restored', '700']);
  expect(kindOf(recordOf([replaced(after, { newerRows: 'discard' })]), undo)).toEqual(['foreign', 'whole-table']);
});

test('a replaced time range leaves no one place where the rows of any snapshot of before lie', () => {
  const range = { column: 'At', from: '2026-11-19T10:00:00.0000000Z' };
  expect(kindOf(recordOf([replaced(after, { swap: 'update-range', range })]))).toEqual(['foreign', 'whole-table']);
});
