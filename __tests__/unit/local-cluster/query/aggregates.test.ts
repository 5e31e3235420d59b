import { aggregateCases, severalCases } from './cases/aggregates.ts';
import { aggregatedSources as sources } from './cases/all.ts';
import { type Cell, openSample, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

test.each(Object.entries(aggregateCases))('aggregate %s', async (_name, cases) => {
  const wanted = cases.map(([aggregate], index) => `x${index}=${aggregate}`).join(', ');
  const answers: Cell[][] = [];
  for (const source of sources) answers.push((await sample.answer(`${source} | summarize ${wanted}`))[0] ?? []);
  expect(cases.map(([aggregate], index) => [aggregate, ...answers.map((row) => row[index])])).toEqual(cases);
});

const severals = Object.entries(severalCases).flatMap(([name, cases]) => cases.map((each) => [name, ...each] as const));

test.each(severals)('aggregate %s: %s', async (_name, aggregate, ...rows) => {
  const answers: Cell[][] = [];
  for (const source of sources) answers.push(...(await sample.answer(`${source} | summarize ${aggregate}`)));
  expect(answers).toEqual(rows);
  expect(await sample.answer(`Empty | summarize ${aggregate} by f`)).toEqual([]);
});

test('lists and sets end at 1048576 elements, and those of the old names at 128 unless told', async () => {
  const wanted = [
    'make_list(x)',
    'make_set(x)',
    'make_list(x, 2000000)',
    'makelist(x)',
    'makeset(x)',
    'makelist(x, 200)',
  ];
  const lengths = wanted.map((aggregate) => `array_length(${aggregate})`).join(', ');
  const [row] = await sample.answer(`range x from 1 to 1048600 step 1 | summarize ${lengths}`);
  expect(row).toEqual([1_048_576, 1_048_576, 1_048_576, 128, 128, 200]);
});
