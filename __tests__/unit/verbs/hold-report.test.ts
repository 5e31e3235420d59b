import type { HeldDeployment } from '../../../src/domain/schema/deployment-record.ts';
import { type Hold, heldBy } from '../../../src/domain/snapshot/hold.ts';
import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { VerbResult } from '../../../src/verbs/command.ts';
import { withHolds, withTakenBack } from '../../../src/verbs/hold-report.ts';

const none: VerbResult = { outcomes: [], report: [], outputs: {}, data: {} };
const held = (plan: string, ...digests: readonly string[]): HeldDeployment => ({
  id: plan,
  plan,
  steps: digests.map((digest) => ({ digest, what: `removes ${digest}`, tables: ['T'] })),
});
const restoreOf = (more: Partial<RestoredTable>): RestoreRecord => ({
  formatVersion: 1,
  runId: 'r',
  owner: '',
  snapshotId: 's',
  startedAt: '',
  phase: 'closed',
  tables: [{ name: 'T', index: 0, liveTableId: 'a', stageTableId: 'b', cursor: null, round: 0, ...more }],
  holds: [held('one', 'rows')],
});

test('a step that two deployments ran is listed once, with the newest of them; the document has both', () => {
  const told = withTakenBack(none, [held('old', 'rows', 'more'), held('new', 'rows')], {
    when: 'done',
    what: 'tables',
  });
  expect(told.report[1]).toMatchObject({
    rows: [
      ['removes rows', 'deletions', 'new'],
      ['removes more', 'deletions', 'old'],
    ],
  });
  expect(told.data).toMatchObject({ onHold: [{ plan: 'old' }, { plan: 'new' }] });
});

test.each([
  ['done', 'tables', 'What deployments did to these tables since the snapshot is taken back.'],
  ['planned', 'tables', 'would be taken back. The same steps would be on hold'],
  ['done', 'range', 'the range is taken back, and nothing else.'],
  ['planned', 'range', 'the range would be taken back, and nothing else.'],
] as const)('what is taken back is told as it is: %s, %s', (when, what, text) => {
  const { report } = withTakenBack(none, [held('one', 'rows')], { when, what });
  expect(report[0]).toMatchObject({ text: expect.stringContaining(text) });
});

test.each([
  [
    'a range that held the same already',
    { swap: 'update-range', replaced: { state: 'begun', after: null, stagedRows: '1', round: 1 } },
    0,
  ],
  [
    'a range that was replaced',
    { swap: 'update-range', replaced: { state: 'replaced', after: null, stagedRows: '1', round: 1 } },
    1,
  ],
  ['a table in its place', {}, 1],
  ['a table beside the live ones', { target: 'T_beside' }, 0],
] as const)('a restore holds what it changed and nothing else: %s', (_, table, number) => {
  expect(heldBy(restoreOf(table), [])).toHaveLength(number);
});

test('the next step after several holds names all of them', () => {
  const hold = (id: string): Hold => ({ id, restoredAt: '', plans: ['p'], steps: [] });
  expect(withHolds(none, [hold('b'), hold('a')]).report[1]).toMatchObject({
    command: 'kusto-rebuild deploy --release-hold b,a',
  });
});
