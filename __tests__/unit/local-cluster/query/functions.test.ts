import { scalarCases } from './cases/all.ts';
import { expressionCases } from './cases/expressions.ts';
import { openSample, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

test.each(Object.entries(scalarCases))('function %s', async (_name, cases) => {
  const printed = cases.map(([expression], index) => `x${index}=${expression}`).join(', ');
  const [row = []] = await sample.answer(`print ${printed}`);
  expect(cases.map(([expression], index) => [expression, row[index]])).toEqual(
    cases.map(([expression, value]) => [expression, value]),
  );
});

test.each(Object.entries(expressionCases))('expression %s', async (_name, cases) => {
  const printed = cases.map(([expression], index) => `x${index}=${expression}`).join(', ');
  const [row = []] = await sample.answer(`print ${printed}`);
  expect(cases.map(([expression], index) => [expression, row[index]])).toEqual(
    cases.map(([expression, value]) => [expression, value]),
  );
});

test('a row of nulls goes through every conversion to text', async () => {
  const query = 'T | where isnull(i) | project strcat(i, l, r, m, f, t, s, g, b, d), pack_all()';
  const names = ['i', 'l', 'r', 'm', 'f', 't', 's', 'g'].map((name) => `"${name}":null`);
  expect(await sample.answer(query)).toEqual([['', `{${names.join(',')},"b":"","d":null,"I":null}`]]);
});
