import { parseSnapshotId } from '../../../src/domain/names.ts';
import { verificationPath } from '../../../src/domain/snapshot/paths.ts';
import type { Verification } from '../../../src/domain/snapshot/verification.ts';
import { readVerifications } from '../../../src/procedures/verification-records.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

test('a record that cannot be read is told by its path, and the others are read', async () => {
  const id = parseSnapshotId('20261120T091000Z-3f2a');
  if (id === undefined) throw new Error('no id');
  const store = memoryStore();
  const record: Verification = {
    ...{ formatVersion: 1, snapshotId: id, at: '2026-12-01T00:00:00.000Z', level: 'counts', against: 'both' },
    ...{ verdict: 'pass', tables: [], findings: [] },
  };
  const place = (day: number): string => verificationPath(paths, id, new Date(`2026-12-0${day}T00:00:00Z`), 'counts');
  store.overwrite(place(1), JSON.stringify(record));
  store.overwrite(place(2), '{ damaged');
  store.overwrite(place(3), JSON.stringify({ ...record, formatVersion: 2 }));
  const { records, unreadable } = await readVerifications(store, paths, id);
  expect(records).toEqual([record]);
  expect(
    unreadable.map(({ code, summary }) => [code, summary.includes(place(2)) || summary.includes(place(3))]),
  ).toEqual([
    ['difference', true],
    ['difference', true],
  ]);
});
