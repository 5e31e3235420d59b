import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { operatorCases } from './cases/operators.ts';
import { openSample, type Sample, sampleCatalog } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

const table = Object.entries(operatorCases).flatMap(([name, list]) =>
  list.map(([query, rows]) => [name, query, rows] as const),
);

test.each(table)('%s: %s', async (_name, query, rows) => {
  expect(await sample.answer(query)).toEqual(rows);
});

test('query parameters take the given value, then the default', async () => {
  const query = 'declare query_parameters(x:long = 3, y:string); print x, y';
  expect(await sample.answer(query, { y: 'u' })).toEqual([[3, 'u']]);
  expect(await sample.answer(query, { x: 'long(4)', y: "'v'" })).toEqual([[4, 'v']]);
  expect(await sample.answer(query, { y: 'f(x)' })).toEqual([[3, 'f(x)']]);
  await expect(sample.answer(query, { x: 'one', y: '' })).rejects.toThrow('one is not a whole number');
  await expect(sample.answer(query)).rejects.toThrow('y has no value');
});

test('options and columns of a query are reported', () => {
  const { options, columns } = translateQuery(
    "set a_b='all'; set c; T | summarize count(), max(i) by b",
    sampleCatalog,
  );
  expect(options).toEqual({ a_b: 'all', c: 'true' });
  expect(columns).toEqual([
    { name: 'b', type: 'string' },
    { name: 'count_', type: 'long' },
    { name: 'max_i', type: 'int' },
  ]);
});
