import type { Cursor, SnapshotId } from '../../../src/domain/names.ts';
import type { FileRecord } from '../../../src/domain/snapshot/manifest.ts';
import { sliceRecordPath } from '../../../src/domain/snapshot/paths.ts';
import { type SnapshotPlan, writeDocument } from '../../../src/domain/snapshot/plan.ts';
import type { SliceRecord } from '../../../src/domain/snapshot/slice-record.ts';
import { openSlices } from '../../../src/procedures/open-slices.ts';
import { openSliceJournal } from '../../../src/procedures/slice-journal.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const slice = { kind: 'timed', cursor: '1' as Cursor } as const;
const times = { low: 0n, high: 0n };
const plan: SnapshotPlan = {
  formatVersion: 1,
  snapshotId: '20261120T091000Z-3f2a',
  startedAt: '2026-11-20T09:10:00.000Z',
  toolVersion: '0.1.0',
  buildVersion: '1',
  asked: { tables: ['*'], sliceRows: 10 },
  cursor: '1' as Cursor,
  clusterTime: '2026-11-20T09:10:00.0000000Z',
  findings: [],
  schemaScript: [],
  leftOut: [],
  tables: [
    {
      name: 'T',
      kind: 'table',
      bound: 'cursor',
      tableId: 'id',
      schemaVersion: '1.0',
      folder: '',
      docString: '',
      columns: [],
      cursor: '1' as Cursor,
      superseded: 'no',
      populations: { total: 9n, atCursor: 9n, newer: 0n, untimed: 0n, times },
      path: 'data/T',
      expires: 'no',
      settings: { rowGroupRows: 100_000, fanOut: 'all', distributed: 'yes' },
      slices: [3n, 3n, 3n].map((rows) => ({ slice, rows })),
    },
  ],
};

const at = { formatVersion: 1, owner: 'a', table: 0 } as const;
const paths = { data: 'data', control: 'control' };
const store = memoryStore();
let made = 0;

async function file(index: number): Promise<FileRecord> {
  made += 1;
  const path = `data/T/${made}.parquet`;
  const written = await store.write(path, 'x', { kind: 'if-absent' });
  if (written === 'conflict') throw new Error(path);
  const fingerprint = { rows: '3', low: '0', high: '0' };
  return { path, bytes: 1, etag: written.etag, rowGroups: 1, slice: index, fingerprint };
}

let runs = 0;

/** The plan after an earlier run that stored these records. */
async function openAfter(records: readonly SliceRecord[], of = plan) {
  runs += 1;
  const id = `20261120T091000Z-${String(runs).padStart(4, '0')}` as SnapshotId;
  for (const record of records) {
    const path = sliceRecordPath(paths, id, record.table, record.index);
    await store.write(path, writeDocument(record), { kind: 'if-absent' });
  }
  return openSlices(of, await openSliceJournal(store, paths, { id, owner: 'b', check: () => undefined }), store);
}

async function open(...records: readonly SliceRecord[]) {
  const [table] = await openAfter(records);
  if (table === undefined) throw new Error('no table');
  const { written, writtenSlices, slices, leftovers, nextIndex } = table;
  const [files, rows] = [written.files, written.fingerprint.rows];
  const open = slices.map(({ slice: { index }, attempts }) => [index, attempts]);
  return { files, rows, writtenSlices, slices: open, leftovers, nextIndex };
}

test('without records everything is to be done', async () => {
  expect(await open()).toEqual({
    files: 0,
    rows: 0n,
    writtenSlices: [],
    slices: [
      [0, 0],
      [1, 0],
      [2, 0],
    ],
    leftovers: [],
    nextIndex: 3,
  });
});

test('what is written is kept, what was begun is tried once more, and lost attempts are leftovers', async () => {
  const record = await file(0);
  expect(
    await open(
      { ...at, index: 0, attempt: 2, state: 'written', files: [record] },
      { ...at, index: 1, attempt: 3, state: 'begun' },
    ),
  ).toEqual({
    files: 1,
    rows: 3n,
    writtenSlices: [0],
    slices: [
      [1, 3],
      [2, 0],
    ],
    leftovers: ['data/T/s000000a001', 'data/T/s000001a001', 'data/T/s000001a002', 'data/T/s000001a003'],
    nextIndex: 3,
  });
});

test.each([
  ['gone', (path: string) => store.remove(path)],
  ['overwritten', (path: string) => store.remove(path).then(() => store.write(path, 'y', { kind: 'if-absent' }))],
])('a slice of which one file is %s is written again, under a new attempt', async (_, spoil) => {
  const [one, two] = [await file(0), await file(0)];
  await spoil(two.path);
  const { files, slices } = await open({ ...at, index: 0, attempt: 1, state: 'written', files: [one, two] });
  expect([files, slices[0]]).toEqual([0, [0, 1]]);
});

test('the parts of a divided slice take its place, as far as they have come, and theirs take theirs', async () => {
  const record = await file(4);
  const halves = (first: number) => [first, first + 1].map((index) => ({ slice, rows: 1n, index }));
  expect(
    await open(
      { ...at, index: 1, attempt: 5, state: 'divided', into: halves(3) },
      { ...at, index: 3, attempt: 1, state: 'divided', into: halves(5) },
      { ...at, index: 4, attempt: 1, state: 'written', files: [record] },
      { ...at, index: 6, attempt: 1, state: 'begun' },
    ),
  ).toMatchObject({
    files: 1,
    writtenSlices: [4],
    slices: [
      [0, 0],
      [2, 0],
      [5, 0],
      [6, 1],
    ],
    nextIndex: 7,
  });
});

test('of a table that is exported again at a later cursor nothing counts', async () => {
  const record = await file(0);
  const [table] = plan.tables;
  if (table === undefined) throw new Error('no table');
  const again = {
    ...plan,
    tables: [
      { ...table, superseded: 'yes' as const },
      { ...table, path: 'data/again' },
    ],
  };
  const [before, now] = await openAfter([{ ...at, index: 0, attempt: 1, state: 'written', files: [record] }], again);
  expect(before).toMatchObject({ written: { files: 0 }, slices: [], leftovers: ['data/T/s000000a001'] });
  expect(now?.slices).toHaveLength(3);
});
