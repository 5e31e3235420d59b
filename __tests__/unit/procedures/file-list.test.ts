import { ProblemError } from '../../../src/domain/problem.ts';
import type { FileRecord } from '../../../src/domain/snapshot/manifest.ts';
import { readFileList } from '../../../src/procedures/file-list.ts';
import { writeBeside } from '../../../src/procedures/write-once.ts';
import { fileListText, tableManifest } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const fingerprint = { rows: '1', low: '2', high: '18446744069414584320' };
const record = (number: number): FileRecord => ({
  path: `data/ünïcode 🐦/${String(number).padStart(9, '0')}.parquet`,
  bytes: 3,
  etag: '"1"',
  rowGroups: 1,
  slice: number,
  fingerprint,
});

/** A list in storage, and the records that were told of it before it ended. */
async function listOf(numbers: number, spoil: (text: string) => string = (text) => text) {
  const records = Array.from({ length: numbers }, (_, number) => record(number));
  const table = tableManifest({ name: 'T', rows: 1n, records });
  const store = memoryStore();
  const text = spoil(fileListText(records));
  if (text !== '') store.overwrite(table.fileLists[0]?.path ?? '', text);
  const told: FileRecord[] = [];
  const read = async (): Promise<void> => {
    for await (const file of readFileList(store, table)) told.push(file);
  };
  return { records, told, read, table, store };
}

const large = 40_000;

test.each([0, 1, 2, large])('a list of %i files is told in its order', async (numbers) => {
  const { records, told, read, table, store } = await listOf(numbers);
  if (numbers === 0) store.overwrite(table.fileLists[0]?.path ?? '', '');
  await read();
  expect(told).toHaveLength(numbers);
  expect(told).toEqual(records);
});

test.each([
  ['a small one', 2],
  ['a large one', large],
])('%s that was changed in its last byte is refused before anything of it is told', async (_, numbers) => {
  const { told, read } = await listOf(numbers, (text) => `${text.slice(0, -2)} }\n`.slice(-text.length));
  await expect(read()).rejects.toThrow(ProblemError);
  await expect(read()).rejects.toMatchObject({
    problems: [
      { code: 'difference', summary: 'lists/T.jsonl was changed.', detail: expect.stringContaining('SHA-256') },
    ],
  });
  expect(told).toEqual([]);
});

test.each([2, large])('a list of %i files that is gone is named', async (numbers) => {
  const { read } = await listOf(numbers, () => '');
  await expect(read()).rejects.toMatchObject({ problems: [{ summary: 'lists/T.jsonl is missing.' }] });
});

test('a list that is overwritten between its two readings is refused', async () => {
  const { read, store, table, told } = await listOf(large);
  const { readRange } = store;
  let reads = 0;
  store.readRange = async (...asked) => {
    reads += 1;
    if (reads === 3) store.overwrite(table.fileLists[0]?.path ?? '', 'other');
    return readRange(...asked);
  };
  await expect(read()).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
  expect(told.length).toBeLessThan(large);
});

test('what is written beside another text has a part of its digest in its name, and the same text is written once', async () => {
  const store = memoryStore();
  const pieces =
    (...texts: string[]) =>
    () =>
      texts;
  const first = await writeBeside(store, 'a/list.jsonl', pieces('one', 'two'));
  expect(first).toMatchObject({ path: 'a/list.jsonl', bytes: 6 });
  expect(await writeBeside(store, 'a/list.jsonl', pieces('onetwo'))).toEqual(first);
  const other = await writeBeside(store, 'a/list.jsonl', pieces('three'));
  expect(other.path).toBe(`a/list-${other.sha256.slice(0, 12)}.jsonl`);
  expect(await writeBeside(store, 'a/list.jsonl', pieces('thr', 'ee'))).toEqual(other);
  expect(store.paths()).toEqual([other.path, 'a/list.jsonl']);
});
