import { readRange } from '../../../src/verbs/restore-range.ts';

const [from, before] = ['2026-11-19T10:00:00.0000000Z', '2026-11-19T12:00:00.0000000Z'];
const nothing = {
  tables: ['T'],
  as: undefined,
  undo: false,
  'newer-rows': undefined,
  'target-cluster': undefined,
  'target-database': undefined,
  'time-column': undefined,
  'time-from': undefined,
  'time-before': undefined,
};
const asked = { ...nothing, 'time-column': 'At', 'time-from': from, 'time-before': before };
const problemsOf = (more: Partial<typeof asked> | Readonly<Record<string, unknown>>) =>
  readRange({ ...asked, ...more } as typeof asked).problems.map(({ summary }) => summary);

test('no range is asked for where none of its inputs is given, whatever the others are', () => {
  expect(readRange({ ...nothing, tables: ['damaged'], undo: true })).toEqual({ range: undefined, problems: [] });
});

test('a range has a column and one end or both', () => {
  expect(readRange(asked)).toEqual({ range: { column: 'At', from, before }, problems: [] });
  expect(readRange({ ...asked, 'time-before': undefined }).range).toEqual({ column: 'At', from });
  expect(readRange({ ...asked, 'time-from': undefined }).range).toEqual({ column: 'At', before });
});

test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
  ['no column', { 'time-column': undefined }, /does not say of which column/],
  ['no end', { 'time-from': undefined, 'time-before': undefined }, /without a range/],
  ['ends in the wrong order', { 'time-from': before, 'time-before': from }, /must be earlier/],
  ['ends that are one', { 'time-before': from }, /must be earlier/],
  ['damaged tables', { tables: ['damaged'] }, /exactly one table/],
  ['two tables', { tables: ['T', 'U'] }, /exactly one table/],
  ['a glob', { tables: ['T*'] }, /exactly one table/],
  ['all but one', { tables: ['!T'] }, /exactly one table/],
  ['another name', { as: '{table}_restored' }, /in place, and as says another/],
  ['another database', { 'target-database': 'Other' }, /in place, and target-database/],
  ['an undo', { undo: true }, /undo and a time range/],
  ['newer rows to keep', { 'newer-rows': 'keep' }, /newer-rows: keep and a time range/],
])('%s does not go with a range', (_, more, problem) => {
  expect(problemsOf(more)).toEqual([expect.stringMatching(problem)]);
});

test('all that does not go together is told at once', () => {
  expect(
    problemsOf({ tables: ['damaged'], undo: true, as: 'x', 'newer-rows': 'keep', 'time-before': from }),
  ).toHaveLength(5);
});
