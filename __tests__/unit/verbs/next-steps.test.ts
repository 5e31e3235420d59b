import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { showPutBack } from '../../../src/verbs/quarantine-report.ts';
import { nothingToUndo } from '../../../src/verbs/undo.ts';
import { showUndo, undone } from '../../../src/verbs/undo-report.ts';

const table: RestoredTable = { name: 'T', index: 0, liveTableId: 'a', stageTableId: 'b', cursor: null, round: 0 };
const restoreOf = (more: Partial<RestoredTable>): RestoreRecord => ({
  formatVersion: 1,
  runId: 'r1',
  owner: '',
  snapshotId: 's',
  startedAt: '',
  phase: 'closed',
  tables: [{ ...table, ...more }],
});
const stored = (record: RestoreRecord) => ({ path: 'p', etag: 'e', record });

test('after a dry run of an undo, the next step is the undo, unless something is in the way or nothing is left to do', () => {
  const plan = { name: 'T', state: 'restored', undoable: undefined, obstacles: [] } as const;
  const next = (...more: readonly Partial<Parameters<typeof showUndo>[0][number]>[]) =>
    showUndo(
      more.map((one) => ({ ...plan, ...one })),
      new Map(),
    ).report.filter(({ kind }) => kind === 'next-step');
  expect(next({})).toMatchObject([{ text: expect.stringContaining('without the dry run to put back T') }]);
  expect(next({ obstacles: [{ code: 'refused', summary: 'x' }] })).toEqual([]);
  expect(next({ state: 'undone' })).toEqual([]);
});

test('after a dry run of the undo of a quarantine, the next step is that undo, unless it is back already', () => {
  const record = { id: 'abcdef01', way: 'move', tables: [] } as unknown as Parameters<typeof showPutBack>[0];
  const steps = (commands: readonly string[]) =>
    showPutBack(record, commands, []).report.filter(({ kind }) => kind === 'next-step');
  expect(steps(['.rename'])).toMatchObject([{ command: 'kusto-rebuild restore --undo-quarantine abcdef01' }]);
  expect(steps([])).toEqual([]);
});

test('an undo of nothing says whether the last restore was beside the live tables, and names tables only where some were named', () => {
  const beside = stored(restoreOf({ target: 'T_beside' }));
  expect(nothingToUndo([], [beside])).toMatchObject({
    summary: expect.stringContaining('The last restore, r1, put its tables beside the live ones'),
    detail: 'It made T_beside.',
  });
  expect(nothingToUndo(['T'], [beside]).summary).toContain('No restore of these tables is on record');
  expect(nothingToUndo([], []).summary).toContain('No restore of any table is on record');
});

test('the undo of a range tells the rows that came into it since, and no number where nobody looked', () => {
  const undoes = { runId: 'r0', index: 0, cursor: '1', contents: { rows: '2', low: '0', high: '0' } };
  const range = { column: 'At' };
  const replaced = { state: 'replaced', after: '1', stagedRows: '2', round: 1 } as const;
  const newer = (more: Partial<RestoredTable>) => undone(restoreOf({ undoes, range, ...more })).data;
  const inside = { rows: '3', low: '0', high: '0' };
  expect(newer({ replaced: { ...replaced, inside } })).toMatchObject({ tables: [{ rows: '2', newer: '1' }] });
  expect(newer({ replaced })).toMatchObject({ tables: [{ rows: '2', newer: undefined }] });
});
