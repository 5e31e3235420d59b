import type { StoredColumn } from '../../../src/domain/column-form.ts';
import { chooseForms } from '../../../src/domain/column-form.ts';
import { problemError } from '../../../src/domain/problem.ts';
import type { Level } from '../../../src/domain/snapshot/records.ts';
import type { Recomputed } from '../../../src/ports/parquet-files.ts';
import { checkFile } from '../../../src/procedures/check-file.ts';
import { memoryParquet } from '../../fixtures/memory/parquet-files.ts';
import { parquetOf, type SavedTable, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [
  ['x', '1'],
  ['y', '2'],
];
const plain = chooseForms([{ name: 'a', type: 'string' }], new Set());
const withReal = chooseForms([{ name: 'a', type: 'real' }], new Set());
const withDynamic = chooseForms([{ name: 'a', type: 'dynamic' }], new Set());

function check(saved: SavedTable, level: Level, columns: readonly StoredColumn[] = plain, parquet = parquetOf(saved)) {
  return checkFile({ table: 'T', record: saved.record, columns, level }, { store: saved.store, parquet });
}

const difference = (words: string) => [
  expect.objectContaining({ code: 'difference', summary: expect.stringContaining(words) }),
];

test('an unchanged file has no problems, and only the full level reads its values', async () => {
  const saved = await saveTable(rows);
  expect(await check(saved, 'files')).toEqual({ problems: [] });
  expect(await check(saved, 'full')).toEqual({ problems: [], recomputed: saved.file.recomputed });
});

test('a file that is gone, overwritten or unreadable is a difference that names table and file', async () => {
  const gone = await saveTable(rows);
  await gone.store.remove(gone.record.path);
  expect((await check(gone, 'files')).problems).toEqual(difference('T: data/T.parquet is missing'));
  const overwritten = await saveTable(rows);
  overwritten.store.overwrite(overwritten.record.path, 'parquet');
  expect((await check(overwritten, 'files')).problems).toEqual(difference('T: data/T.parquet was overwritten'));
  const unreadable = await saveTable(rows);
  expect((await check(unreadable, 'files', plain, memoryParquet({}))).problems).toEqual(
    difference('T: data/T.parquet cannot be read'),
  );
});

test('a footer with other rows is a difference', async () => {
  const saved = await saveTable(rows);
  const file = { ...saved.file, footer: { ...saved.file.footer, rows: 3n } };
  const parquet = memoryParquet({ [saved.record.path]: file });
  expect((await check(saved, 'files', plain, parquet)).problems).toEqual(difference('other rows'));
});

test('a problem that is no difference is not taken for one', async () => {
  const saved = await saveTable(rows);
  const parquet = {
    ...parquetOf(saved),
    footer: () => Promise.reject(problemError({ code: 'sign-in', summary: 'no' })),
  };
  await expect(check(saved, 'files', plain, parquet)).rejects.toMatchObject({ problems: [{ code: 'sign-in' }] });
});

const sums = (change: Partial<Recomputed>) => change;

test.each([
  ['a row that does not give its hash', plain, sums({ wrongRows: 1, firstWrongRow: 1 }), 'difference'],
  ['all rows without real values', plain, sums({ wrongRows: 2 }), 'difference'],
  [
    'rows that all give their hash but other ones',
    plain,
    sums({ fingerprint: { rows: 2n, low: 0n, high: 0n } }),
    'difference',
  ],
  ['one row with real values', withReal, sums({ wrongRows: 1 }), 'difference'],
  ['all rows with real values', withReal, sums({ wrongRows: 2 }), 'unknown'],
  ['one row with dynamic values', withDynamic, sums({ wrongRows: 1 }), 'difference'],
  ['all rows with dynamic values', withDynamic, sums({ wrongRows: 2 }), 'unknown'],
])('%s: never without a problem', async (_, columns, change, code) => {
  const saved = await saveTable(rows);
  const file = { ...saved.file, recomputed: { ...saved.file.recomputed, ...change } };
  const { problems } = await check(saved, 'full', columns, memoryParquet({ [saved.record.path]: file }));
  expect(problems).toEqual([expect.objectContaining({ code })]);
});
