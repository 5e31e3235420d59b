import type { Column } from '../../../src/domain/column.ts';
import { compareReferenceData } from '../../../src/procedures/put-reference-data.ts';
import type { ReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { data, dataOf, open, putReferenceData, recordPath } from './reference-worlds.ts';

test('another file or another column type makes it outdated, and the rows are still known as reference data', async () => {
  const { world } = open();
  await putReferenceData(data, world);
  const ours = { kind: 'outdated', rows: 2n, foreignRows: 0n };
  expect(await compareReferenceData(await dataOf('b,a\n1,x\n2,z\n'), world)).toEqual(ours);
  const retyped = await dataOf('b,a\n1,x\n2,y\n', [...pairColumns].reverse());
  expect(await compareReferenceData(retyped, world)).toEqual(ours);
});

test('a row more, a row changed by hand or a row less makes every row foreign, whatever the tags say', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  const [extent] = await database.read.rowsByExtent('T');
  const tags = extent?.tags ?? [];
  const foreign = (rows: bigint) => ({ kind: 'outdated', rows, foreignRows: rows });
  database.put('T', pairColumns, [['by hand', '3']], { tags });
  expect(await compareReferenceData(data, world)).toEqual(foreign(3n));
  database.clear('T');
  database.put(
    'T',
    pairColumns,
    [
      ['x', '1'],
      ['y', '22'],
    ],
    { tags },
  );
  expect(await compareReferenceData(data, world)).toEqual(foreign(2n));
  database.clear('T');
  database.put('T', pairColumns, [['x', '1']], { tags });
  expect(await compareReferenceData(data, world)).toEqual(foreign(1n));
  database.clear('T');
  expect(await compareReferenceData(data, world)).toEqual(foreign(0n));
});

test('rows of the file in an extent without its tag are not current, but known', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  database.clear('T');
  database.put('T', pairColumns, [
    ['x', '1'],
    ['y', '2'],
  ]);
  expect(await compareReferenceData(data, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 0n,
  });
});

test('a column that was added keeps the rows known until somebody fills it', async () => {
  const { world, database } = open();
  await putReferenceData(data, world);
  const wider: readonly Column[] = [...pairColumns, { name: 'c', type: 'string' }];
  const widen = async (values: readonly [string, string]): Promise<void> => {
    await database.change.dropTable('T');
    database.put('T', wider, [
      ['x', '1', values[0]],
      ['y', '2', values[1]],
    ]);
  };
  await widen(['', '']);
  const next: ReferenceData = { ...data, columns: wider };
  expect(await compareReferenceData(next, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 0n,
  });
  await widen(['', 'by hand']);
  expect(await compareReferenceData(next, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 2n,
  });
});

test('a tag and a count without a record of the fingerprint are not enough', async () => {
  const { world, store } = open();
  await putReferenceData(data, world);
  await store.remove(recordPath);
  expect(await compareReferenceData(data, world)).toMatchObject({ kind: 'outdated' });
});

test('after the replacement only the contents that are there are known', async () => {
  const { world, database, store } = open();
  await putReferenceData(data, world);
  await putReferenceData(await dataOf('b,a\n3,z\n'), world);
  expect(JSON.parse((await store.read(recordPath))?.body ?? '')).toMatchObject({
    known: [{ fingerprint: { rows: '1' } }],
  });
  database.clear('T');
  database.put('T', pairColumns, [
    ['x', '1'],
    ['y', '2'],
  ]);
  expect(await compareReferenceData(data, world)).toEqual({
    kind: 'outdated',
    rows: expect.anything(),
    foreignRows: 2n,
  });
});
