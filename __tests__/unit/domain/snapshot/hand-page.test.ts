import { handPage } from '../../../../src/domain/snapshot/hand-page.ts';
import type { Manifest, TableManifest } from '../../../../src/domain/snapshot/manifest.ts';
import { manifestOf, tableManifest } from '../../../fixtures/memory/manifest.ts';

const table = tableManifest({ name: 'T', rows: 2n });
const whole: TableManifest = { ...tableManifest({ name: 'W|1', rows: 2n }), bound: 'whole-table' };
const view: TableManifest = { ...whole, name: 'V', kind: 'materialized-view' };
const pageOf = (tables: readonly TableManifest[], more: Partial<Manifest> = {}): string =>
  handPage({ ...manifestOf(tables), ...more }, 'https://storage.example/c');

test('a page of tables that a cursor bounds says nothing of other bounds', () => {
  const page = pageOf([table]);
  expect(page).not.toMatch(/ingestion times|Materialized views|do not swap/);
  expect(page).toContain('| T | 2 |');
});

test('what nothing bounds, what is a view and what is only a range is said, each of its own', () => {
  const page = pageOf([table, whole, view]);
  expect(page).toContain('nothing tells newer rows from others in W\\|1: compare before the swap');
  expect(page).toContain('Materialized views come back as tables that hold their rows, and cannot be swapped: V.');
  expect(page).not.toContain('do not swap');
  const ranged = pageOf([table], { range: { from: '2026-01-01T00:00:00.0000000Z' } });
  expect(ranged).toContain('only rows that were ingested from 2026-01-01T00:00:00.0000000Z: do not swap');
});
