import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import { effectBlocks, rowsAfter, undoBlocks } from '../../../src/verbs/effect-report.ts';
import { inTheWay } from '../../../src/verbs/restore-report.ts';
import { tableManifest } from '../../fixtures/memory/manifest.ts';

const columns = [{ name: 'a', type: 'string' }] as const;
const live = {
  name: 'T',
  tableId: 'id',
  schemaVersion: '1',
  columns,
  folder: '',
  docString: '',
  ingestionTime: 'on',
} as const;
const planned = (name: string, given: Partial<RestorePlanTable> = {}): RestorePlanTable => ({
  table: tableManifest({ name, rows: 3n }),
  index: 0,
  live,
  readers: 'all',
  state: 'damaged',
  damage: '',
  snapshotRows: 3n,
  impact: [],
  obstacles: [],
  ...given,
});
const textsOf = (plan: readonly RestorePlanTable[]) =>
  [...effectBlocks(plan), ...undoBlocks(plan)].map((block) => ('text' in block ? block.text : ''));
const keep = { newerRowsWay: 'keep', newerRows: 2n } as const;

test('how many rows a table will have is told only where it is known by now', () => {
  expect(rowsAfter(planned('T'))).toBe(3n);
  expect(rowsAfter(planned('T', { ...keep, newerRowsWay: 'discard' }))).toBe(3n);
  expect(rowsAfter(planned('T', keep))).toBe(5n);
  expect(rowsAfter(planned('T', { newerRowsWay: 'keep' }))).toBeUndefined();
  const deletion = { at: '2026-11-20T10:00:00Z', kind: 'delete', text: 'x', rows: { filter: '| where true' } } as const;
  const deletedRowsWay = 'replay';
  expect(rowsAfter(planned('T', { ...keep, deletedRowsWay, deletions: [deletion] }))).toBeUndefined();
  expect(rowsAfter(planned('T', { ...keep, deletedRowsWay, deletions: [] }))).toBe(5n);
  expect(rowsAfter(planned('T', { ...keep, deletedRowsWay: 'accept', deletions: [deletion] }))).toBe(5n);
});

test('newer rows are one line for each thing that becomes of them', () => {
  const lines = textsOf([
    planned('T', keep),
    planned('U', { ...keep, swap: 'replace-extents' }),
    planned('V', { ...keep, newerRowsWay: 'discard' }),
    planned('W', { ...keep, newerRowsWay: 'discard', newerRows: 1200n }),
    planned('X', { ...keep, newerRows: 0n }),
    planned('Y', { ...keep, feeds: ['Z'] }),
  ]);
  expect(lines.slice(0, 3)).toEqual([
    expect.stringMatching(/in the same transaction.*: U 2; their ingestion time/),
    expect.stringMatching(/right after the swap: T 2; readers miss them/),
    'Newer rows that leave and stay in the kept contents for 7 days: V 2, W 1,200.',
  ]);
  expect(lines.join(' ')).not.toMatch(/[XY] [02]/);
});

test('what an undo can put back, and at which price, goes with how tables are swapped', () => {
  const [renamed, copied, gone] = [/in one rename/, /copies as much again/, /nothing to put back .*: T\.$/];
  expect(textsOf([planned('T')])).toEqual([expect.stringMatching(renamed)]);
  expect(textsOf([planned('T', { swap: 'replace-extents' })])).toEqual([expect.stringMatching(copied)]);
  const policies = expect.stringMatching(/with the policies of the snapshot/);
  expect(textsOf([planned('T', { live: undefined })])).toEqual([policies, expect.stringMatching(gone)]);
  expect(textsOf([planned('T', { live: undefined, target: 'T2' })])).toEqual([]);
});

test('of many tables ten are told in full, and the others counted', () => {
  const plan = Array.from({ length: 1010 }, (_, index) =>
    planned(`T${index}`, { ...keep, impact: [`One of T${index}.`, `Two of T${index}.`] }),
  );
  const lines = textsOf(plan);
  expect(lines).toHaveLength(1 + 20 + 1 + 1);
  expect(lines[0]).toContain('T9 2 and 1,000 more; ');
  expect(lines[20]).toBe('Two of T9.');
  expect(lines[21]).toMatch(/beside the rows of 1,000 more tables/);
});

test('only tables with something in the way are counted as such', () => {
  const refused = planned('T', { obstacles: [{ code: 'refused', summary: 'No.' }] });
  expect(inTheWay([refused, planned('U')])).toBe('1 of 2 tables');
  expect(inTheWay([refused])).toBe('1 table');
  expect(inTheWay([refused, refused])).toBe('2 tables');
});
