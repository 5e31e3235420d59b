import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { StoredRestore } from '../../../src/procedures/locate-rows.ts';
import { nothingToUndo } from '../../../src/verbs/undo.ts';

function closed(runId: string, more: Partial<RestoredTable> = {}): StoredRestore {
  const ids = { liveTableId: 'before', stageTableId: 'id-T' };
  const table: RestoredTable = { name: 'T', index: 0, ...ids, cursor: '100', round: 1, ...more };
  const base = { formatVersion: 1, owner: '', snapshotId: 's', startedAt: '', phase: 'closed' } as const;
  const record: RestoreRecord = { ...base, runId, tables: [table] };
  return { record, path: '', etag: '' };
}
const range = { column: 'At', from: '2026-11-19T09:00Z' };
const replaced = (state: 'begun' | 'replaced') =>
  ({ swap: 'update-range', range, replaced: { state, after: null, stagedRows: '2', round: 1 } }) as const;

test('after a restore that replaced nothing, an undo says so, and how to undo the one before it', () => {
  const restores = [closed('0000000a', replaced('replaced')), closed('0000000b', replaced('begun'))];
  expect(nothingToUndo([], restores)).toMatchObject({
    summary: 'The last restore, 0000000b, replaced nothing, so there is nothing to undo.',
    next: 'To undo restore 0000000a, which replaced T, name its tables: kusto-rebuild restore --undo --tables T',
  });
});

test('where no restore has ever replaced anything, none is named', () => {
  expect(nothingToUndo([], [closed('0000000b', replaced('begun'))])).toMatchObject({
    summary: expect.stringContaining('The last restore, 0000000b, replaced nothing'),
    next: 'status lists what can be undone.',
  });
});
