import type { LiveTable } from '../../../src/ports/database.ts';
import { findCoverage } from '../../../src/procedures/find-coverage.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths, type SavedTable, saveManifest, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [
  ['x', '1'],
  ['y', '2'],
];

async function coverageOf(saved: SavedTable) {
  const { database, store } = saved;
  const live = (await database.read.tables()).find(({ name }) => name === 'T') as LiveTable;
  return findCoverage(live, { read: database.read, store, paths, clock: memoryClock() });
}

const covered = expect.objectContaining({ kind: 'covered' });
const notCovered = (why: string) => ({ kind: 'not-covered', why: expect.stringContaining(why) });

test('a snapshot covers the table that it was taken of', async () => {
  const saved = await saveTable(rows);
  expect(await coverageOf(saved)).toEqual({
    kind: 'covered',
    snapshotId: saved.manifest.snapshotId,
    bound: { kind: 'cursor', cursor: '100' },
    rows: { atCursor: 2n, untimed: 0n },
  });
});

test('a row that came since, with its stamp or still without, is not covered', async () => {
  for (const stamp of [101n, 'waiting'] as const) {
    const saved = await saveTable(rows);
    saved.database.put('T', pairColumns, [['z', '3']], { stamp });
    const { snapshotId } = saved.manifest;
    const arrivals = { table: 'T', rows: 1n, snapshotId, base: snapshotId };
    expect(await coverageOf(saved)).toEqual({ ...notCovered('lacks 1 rows'), arrivals });
  }
});

test('a file that is missing or another version ends the coverage', async () => {
  const lost = await saveTable(rows);
  await lost.store.remove(lost.record.path);
  expect(await coverageOf(lost)).toEqual(notCovered('missing'));
  const changed = await saveTable(rows);
  changed.store.overwrite(changed.record.path, 'parquet');
  expect(await coverageOf(changed)).toEqual(notCovered('not the version'));
});

test('a table that was made anew is not covered', async () => {
  const saved = await saveTable(rows);
  saved.database.replaceIdentity('T');
  expect(await coverageOf(saved)).toEqual(notCovered('another table of that name'));
});

test('a snapshot without manifest covers nothing, and an older one that fits is found behind a newer one that does not', async () => {
  const saved = await saveTable(rows);
  const newer = {
    ...saved.manifest,
    snapshotId: '20261121T000000Z-0000',
    tables: [{ ...saved.table, tableId: 'other' }],
  };
  saveManifest(saved.store, newer);
  saved.store.overwrite(`${paths.control}/snapshots/20261122T000000Z-0000/intent.json`, '{}');
  expect(await coverageOf(saved)).toEqual(covered);
  for (const path of saved.store.paths().filter((one) => one.endsWith('manifest.json'))) await saved.store.remove(path);
  expect(await coverageOf(saved)).toEqual(notCovered('no complete snapshot'));
});

test('a file list that is not the one the manifest vouches for stops the run', async () => {
  const saved = await saveTable(rows);
  for (const { path } of saved.table.fileLists) saved.store.overwrite(path, '');
  await expect(coverageOf(saved)).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
});

test('without ingestion times all values must be those of the snapshot at this moment', async () => {
  const saved = await saveTable(rows, pairColumns, 'off');
  expect(await coverageOf(saved)).toMatchObject({
    kind: 'covered',
    bound: { kind: 'whole-table' },
    rows: { untimed: 2n },
  });
  saved.database.clear('T');
  saved.database.put('T', pairColumns, [
    ['x', '1'],
    ['y', '3'],
  ]);
  expect(await coverageOf(saved)).toEqual(notCovered('other values'));
  saved.database.put('T', pairColumns, [['z', '3']]);
  expect(await coverageOf(saved)).toEqual(notCovered('holds 2 rows, the table 3'));
});

test('a table whose policy was turned off since is judged by its values too', async () => {
  const saved = await saveTable(rows);
  saved.database.turnTimesOff('T');
  expect(await coverageOf(saved)).toEqual(covered);
});

test('a snapshot of a range covers nothing, and one of all rows behind it does', async () => {
  const saved = await saveTable(rows);
  const range = { from: '2026-11-20T00:00:00.0000000Z' };
  saveManifest(saved.store, { ...saved.manifest, snapshotId: '20261121T000000Z-0000', range });
  expect(await coverageOf(saved)).toEqual(covered);
  for (const path of saved.store.paths().filter((one) => /20261120.*manifest\.json$/.test(one)))
    await saved.store.remove(path);
  expect(await coverageOf(saved)).toEqual(notCovered('only a range'));
});

test('a snapshot whose schema script is not the one that was written covers nothing, since no restore takes it', async () => {
  const saved = await saveTable(rows);
  saved.store.overwrite(saved.manifest.schemaScript.path, '.drop table T');
  expect(await coverageOf(saved)).toEqual(notCovered('is damaged'));
});
