import { planSwap } from '../../../src/procedures/plan-swap.ts';

const policy = JSON.stringify([{ IsEnabled: true, Source: 'S', Query: 'S', IsTransactional: true }]);
const script = ['.create-merge table S (a: string)', `.alter table T policy update @'${policy}'`];
const columns = [{ name: 'a', type: 'string', form: 'native', fidelity: 'exact' }] as const;
const table = { name: 'T', columns: [...columns] };
const live = {
  name: 'T',
  tableId: 'id',
  schemaVersion: '1.0',
  columns: [{ name: 'a', type: 'string' }],
  folder: '',
  docString: '',
  ingestionTime: 'on',
} as const;

test.each([
  ['exactly', 'What leaves it, 7 rows, is copied aside'],
  ['most', 'What leaves it, at most 7 rows, is copied aside'],
] as const)('how many rows leave a table that stays is told as far as it is known: %s', (told, text) => {
  const { way, impact } = planSwap({ table, live, script, tableNames: ['S', 'T'], leaving: { rows: 7n, told } });
  expect(way).toBe('replace-extents');
  expect(impact).toEqual([expect.stringContaining(text)]);
});
