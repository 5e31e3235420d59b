import type { Cursor } from '../../../src/domain/names.ts';
import { ProblemError, problemError } from '../../../src/domain/problem.ts';
import { inBatches } from '../../../src/domain/snapshot/batches.ts';
import type { CountedTable, TablePopulations } from '../../../src/ports/database.ts';
import { countTables } from '../../../src/procedures/count-tables.ts';

const table = (name: string, estimatedRows?: bigint, columns = 1) => ({
  name,
  estimatedRows,
  columns: Array.from({ length: columns }, (_, number) => ({ name: `c${number}`, type: 'long' as const })),
});
const counts: TablePopulations = {
  total: 1n,
  atCursor: 1n,
  newer: 0n,
  untimed: 0n,
  times: { low: 0n, high: 0n },
  withTickRest: new Set(),
};

test('small tables go together, large ones, wide ones and those of unknown size do not, and every table is there once', () => {
  const many = Array.from({ length: 60 }, (_, number) => table(`T${number}`, 10n));
  const odd = [table('Large', 1_000_001n), table('Unknown'), table('Wide', 1n, 190)];
  const sizes = inBatches([...many, ...odd]).map((batch) => batch.map(({ name }) => name));
  expect(sizes.map((batch) => batch.length)).toEqual([25, 25, 10, 1, 1, 1]);
  expect(sizes.flat()).toEqual([...many, ...odd].map(({ name }) => name));
  expect(inBatches([table('A', 1n, 150), table('B', 1n, 60)])).toHaveLength(2);
  expect(inBatches([table('A', 1n, 150), table('B', 1n, 50)])).toHaveLength(1);
});

test('a statement about several that fails is sent for each alone, and only the one at fault has the problem', async () => {
  const asked: string[][] = [];
  const read = {
    async populations(tables: readonly CountedTable[]) {
      asked.push(tables.map(({ name }) => name));
      if (tables.some(({ name }) => name === 'Bad')) throw problemError({ code: 'service', summary: 'no such table' });
      return new Map(tables.map(({ name }) => [name, counts]));
    },
  };
  const seen = await countTables(read, [table('A', 1n), table('Bad', 1n), table('B', 1n)], '1' as Cursor);
  expect(asked).toEqual([['A', 'Bad', 'B'], ['A'], ['Bad'], ['B']]);
  expect([seen.get('A'), seen.get('B')]).toEqual([counts, counts]);
  expect(seen.get('Bad')).toBeInstanceOf(ProblemError);
});

test('what is wrong with the connection is wrong with every table, and is asked once', async () => {
  let asked = 0;
  const read = {
    async populations(): Promise<ReadonlyMap<string, TablePopulations>> {
      asked += 1;
      throw problemError({ code: 'sign-in', summary: 'no' });
    },
  };
  await expect(countTables(read, [table('A', 1n), table('B', 1n)], '1' as Cursor)).rejects.toThrow('no');
  expect(asked).toBe(1);
});
