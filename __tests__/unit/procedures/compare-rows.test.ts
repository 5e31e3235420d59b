import type { Column } from '../../../src/domain/column.ts';
import { compareWithTable } from '../../../src/procedures/compare-rows.ts';
import { readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const columns: readonly Column[] = [
  { name: 'a', type: 'string' },
  { name: 'b', type: 'long' },
];
type Row = readonly [a: string, b: string];

async function compare(
  file: readonly Row[],
  table: readonly Row[],
  as: { readonly key?: string; readonly partRows?: number; readonly live?: readonly Column[] } = {},
) {
  const files = memoryReferenceFiles({
    'T.csv': `a,b\n${file.map((row) => `${row.join(',')}\n`).join('')}`,
    ...(as.key !== undefined && { 'T.yml': `key: [${as.key}]\n` }),
  });
  const { data } = await readReferenceData(files, ['T.csv'], new Map([['T', columns]]));
  const database = memoryDatabase(memoryStore());
  if (as.live?.length !== 0) database.put('T', as.live ?? columns, table);
  const [first] = data;
  if (first === undefined) throw new Error('no data');
  return compareWithTable(first, { read: database.read, files, partRows: as.partRows ?? 2 });
}

const counted = (added: bigint, removed: bigint, changed: bigint) => ({ kind: 'counted', added, removed, changed });

test('rows count as often as they are there', async () => {
  expect(
    await compare(
      [
        ['x', '1'],
        ['x', '1'],
        ['y', '2'],
      ],
      [
        ['x', '1'],
        ['z', '3'],
        ['z', '3'],
      ],
    ),
  ).toEqual(counted(2n, 2n, 0n));
  expect(
    await compare(
      [
        ['x', '1'],
        ['y', '2'],
      ],
      [
        ['y', '2'],
        ['x', '1'],
      ],
    ),
  ).toEqual(counted(0n, 0n, 0n));
  expect(await compare([], [])).toEqual(counted(0n, 0n, 0n));
});

test('a key makes a row that went and one that came a changed one', async () => {
  const [file, table]: readonly [Row[], Row[]] = [
    [
      ['x', '1'],
      ['y', '20'],
      ['new', '3'],
    ],
    [
      ['x', '1'],
      ['y', '2'],
      ['old', '3'],
    ],
  ];
  expect(await compare(file, table)).toEqual(counted(2n, 2n, 0n));
  expect(await compare(file, table, { key: 'a' })).toEqual(counted(1n, 1n, 1n));
  expect(await compare(file, table, { key: 'b' })).toEqual(counted(1n, 1n, 1n));
});

test('a table that is not there yet gets all rows, and other columns are not counted', async () => {
  expect(await compare([['x', '1']], [], { live: [] })).toEqual(counted(1n, 0n, 0n));
  expect(await compare([['x', '1']], [], { live: [...columns].reverse() })).toEqual({
    kind: 'not-counted',
    why: 'the columns of the table change',
  });
});

test('a key that does not tell the rows of the file apart is told', async () => {
  const file: Row[] = [
    ['x', '1'],
    ['x', '2'],
    ['y', '2'],
  ];
  expect(await compare(file, [], { key: 'a' })).toEqual({
    kind: 'not-counted',
    why: '1 rows of the file have the key of another row',
  });
});

test('in parts it comes to the same as all at once', async () => {
  const random = seededRandom(20_261_120);
  const { seed } = random;
  const rowsOf = (count: number): Row[] => {
    const keys = Array.from({ length: 100 }, (_, key) => key).sort(() => random.below(3) - 1);
    return keys.slice(0, count).map((key) => [`k${key}`, String(random.below(3))] as const);
  };
  for (let round = 0; round < 20; round += 1) {
    const [file, table] = [rowsOf(60), rowsOf(70)];
    const whole = await compare(file, table, { key: 'a', partRows: 1000 });
    expect([seed, round, await compare(file, table, { key: 'a', partRows: 3 })]).toEqual([seed, round, whole]);
    expect(whole).toMatchObject({ kind: 'counted' });
    if (whole.kind === 'counted') expect(whole.added - whole.removed).toBe(-10n);
  }
});
