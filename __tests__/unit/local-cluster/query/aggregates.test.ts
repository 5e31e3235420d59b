import { type Cell, openSample, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

/** The value over T (one row of it is all null), over its null row alone, and over no rows. */
const cases: readonly (readonly [aggregate: string, all: Cell, nulls: Cell, none: Cell])[] = [
  ['count()', 3, 1, 0],
  ['countif(f)', 1, 0, 0],
  ['sum(i)', 4, 0, 0],
  ['sum(r)', 3.5, 0, 0],
  ['sum(m)', '11.5', '0', '0'],
  ['sumif(l, f)', 10, 0, 0],
  ['min(i)', 1, null, null],
  ['max(i)', 3, null, null],
  ['min(b)', '', '', ''],
  ['max(m)', '10', null, null],
  ['max(t)', '2020-01-01T00:00:00.0000001Z', null, null],
  ['maxif(l, f)', 10, null, null],
  ['avg(i)', 2, null, null],
  ['avg(s)', '13:01:32', null, null],
  ['dcount(b)', 3, 1, 0],
  ['dcount(i)', 2, 0, 0],
  ['dcountif(b, f)', 1, 0, 0],
  ['make_list(i)', '[1,3]', '[]', '[]'],
  ['make_list(b, 1)', '["foo"]', '[""]', '[]'],
  ['make_list(d)', '[{"x":[{"r":5}], "k":"v"},[1,2,3]]', '[]', '[]'],
  ['array_length(make_set(b))', 3, 1, 0],
  ['make_set(i)', '[1,3]', '[]', '[]'],
  ['take_any(l)', 10, null, null],
  ['take_any(g)', 'aaaaaaaa-1111-2222-3333-444444444444', null, null],
];

test.each(cases)('%s', async (aggregate, all, nulls, none) => {
  const ask = async (source: string): Promise<Cell[][]> => sample.answer(`${source} | summarize x=${aggregate}`);
  expect(await ask('T')).toEqual([[all]]);
  expect(await ask('T | where isnull(i)')).toEqual([[nulls]]);
  expect(await ask('Empty')).toEqual([[none]]);
});

test.each([
  ['arg_max(i, b, t)', [3, 'Bar baz', '2020-01-01T00:00:00.0000001Z'], [null, '', null]],
  ['arg_min(i, b, t)', [1, 'foo', '2020-01-01T00:00:00.0000000Z'], [null, '', null]],
  ['arg_max(m, i)', ['10', 3], [null, null]],
  ['take_any(i, b)', [1, 'foo'], [null, '']],
] as const)('%s yields several columns', async (aggregate, all, none) => {
  expect(await sample.answer(`T | summarize ${aggregate}`)).toEqual([all]);
  expect(await sample.answer(`Empty | summarize ${aggregate}`)).toEqual([none]);
  expect(await sample.answer(`Empty | summarize ${aggregate} by f`)).toEqual([]);
});
