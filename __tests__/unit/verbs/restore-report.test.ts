import type { LiveTable } from '../../../src/ports/database.ts';
import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import { showPlan } from '../../../src/verbs/restore-report.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';

const there: LiveTable = {
  name: 'There',
  tableId: 'id-There',
  schemaVersion: '1.0',
  columns: [],
  folder: '',
  docString: '',
  ingestionTime: 'on',
};
const planned = (name: string, more: Partial<RestorePlanTable> = {}): RestorePlanTable => ({
  table: tableManifest({ name, rows: 1n }),
  index: 0,
  live: undefined,
  readers: 'all',
  state: 'damaged',
  damage: 'the table is gone',
  snapshotRows: 1n,
  impact: [],
  obstacles: [],
  ...more,
});
const shown = (...plan: readonly RestorePlanTable[]) =>
  JSON.stringify(showPlan(manifestOf([]), plan, undefined, 'kusto-rebuild restore').report);

test('the plan says of tables that are not there that policies of after the snapshot do not come back', () => {
  expect(shown(planned('Gone'), planned('There', { live: there }))).toContain('before others may read: Gone.');
  expect(shown(planned('A'), planned('B'))).toContain('before others may read: A, B.');
});

test('nothing is said of them where every table is there, or comes under another name', () => {
  expect(shown(planned('There', { live: there }), planned('B', { target: 'B_beside' }))).not.toContain(
    'before others may read',
  );
});
