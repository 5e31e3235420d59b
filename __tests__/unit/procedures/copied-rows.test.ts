import {
  type CarriedRows,
  copiedRowsOf,
  type RestoredTable,
  type RestoreRecord,
} from '../../../src/domain/snapshot/records.ts';
import type { LiveTable } from '../../../src/ports/database.ts';
import { plannedUndos } from '../../../src/procedures/undo-restore.ts';

const live: LiveTable = {
  name: 'T',
  tableId: 'id',
  schemaVersion: '1.0',
  columns: [],
  folder: '',
  docString: '',
  ingestionTime: 'on',
};
const three = { rows: '3', low: '0', high: '0' };
const base = { formatVersion: 1, runId: '0000000a', owner: '', snapshotId: 's', startedAt: '' } as const;

/** The cursor after which an undo deletes rows from the kept contents, since their copies come along. */
function deletedAfter(state: CarriedRows['state'], more: Partial<RestoredTable> = {}): string | undefined {
  const carried = { state, found: three, copied: three, after: '50', round: 1 } as const;
  const ids = { liveTableId: 'before', stageTableId: 'id' };
  const undone: RestoredTable = { name: 'T', index: 0, ...ids, cursor: '100', round: 1, carried, ...more };
  const record: RestoreRecord = { ...base, phase: 'closed', tables: [undone] };
  const undoable = { record, undone, live, kept: { ...live, name: 'kept' } };
  const [undo] = plannedUndos([{ name: 'T', state: 'restored', undoable, way: 'keep', obstacles: [] }]);
  return undo?.undoes.copiedAfter;
}

test('an undo deletes newer rows from the kept contents only where the restore has brought their copies over', () => {
  expect(deletedAfter('brought')).toBe('50');
  expect([deletedAfter('copying'), deletedAfter('copied')]).toEqual([undefined, undefined]);
  expect(deletedAfter('brought', { tail: { round: 1, upTo: '60', cursor: '120' } })).toBeUndefined();
});

test('a crossing that has not ended has copied nothing', () => {
  expect(copiedRowsOf({ carried: { state: 'copied', found: three, copied: three, after: null, round: 1 } })).toBe(0n);
  expect(copiedRowsOf({})).toBe(0n);
});
