import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import { withDeletionsTold } from '../../../src/verbs/deletion-report.ts';
import { showRangePlan } from '../../../src/verbs/restore-range-report.ts';
import { showPlan } from '../../../src/verbs/restore-report.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';

const at = '2026-11-20T10:00:00Z';
const clear = { at, kind: 'delete', text: 'a', rows: { filter: '| where true' } } as const;
const unclear = { at, kind: 'drop-extents', text: 'b', rows: { why: 'it names no rows' } } as const;
const planned = (name: string, deletions: RestorePlanTable['deletions'] = []): RestorePlanTable => ({
  table: tableManifest({ name, rows: 3n }),
  index: 0,
  live: undefined,
  readers: 'all',
  state: 'damaged',
  damage: '',
  snapshotRows: 3n,
  impact: [],
  deletions,
  obstacles: [],
});

test('deletions since the snapshot are in the document of a plan, also of a time range', () => {
  const told = [
    { at, kind: 'delete', text: 'a' },
    { at, kind: 'drop-extents', text: 'b', why: 'it names no rows' },
  ];
  const plan = [planned('T', [clear, unclear])];
  for (const { data } of [
    showPlan(manifestOf([]), plan, undefined, ''),
    showRangePlan(manifestOf([]), plan, undefined, ''),
  ])
    expect(data).toMatchObject({ tables: [{ deletions: told }] });
});

test('the result counts the commands, and names ten of many tables', () => {
  const result = { outcomes: [], report: [], outputs: {}, data: {} };
  const textOf = (plan: readonly RestorePlanTable[], way: 'replay' | 'accept') =>
    withDeletionsTold(result, plan, way).report.map((block) => ('text' in block ? block.text : ''));
  expect(textOf([planned('T', [clear]), planned('U')], 'accept')).toEqual([
    'What 1 command deleted since the snapshot is back, as was said: T.',
  ]);
  const many = Array.from({ length: 12 }, (_, index) => planned(`T${index}`, [clear]));
  expect(textOf(many, 'replay')).toEqual([expect.stringMatching(/^What 12 commands .*T8, T9 and 2 more\.$/)]);
});
