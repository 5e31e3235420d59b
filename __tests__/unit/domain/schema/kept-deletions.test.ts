import { commandsOf, planned } from './planned.ts';

const live = `.create table A (x: int)\n.create table Z (x: int)\n.create table T (x: int, y: int)\n.alter table T policy caching hot = 1d`;
const files = '.create-merge table T (x: int)';
const [dropA, dropZ] = [".drop table ['A'] ifexists", ".drop table ['Z'] ifexists"];

test.each([
  [['table:*'], [dropZ, dropA]],
  [['table:*', '!table:Z'], [dropA]],
  [['!table:Z', 'table:*'], [dropA]],
  [['table:*', '!table:Z/column x'], [dropA]],
  [['table:*', '!table:*'], []],
  [['!table:Z'], []],
  [['*', '*/*', '!table:T', '!table:Z'], [dropA]],
  [['table:T/*', '!table:T/column *'], [".delete table ['T'] policy caching"]],
])('%j deletes %j', (deletions, expected) => {
  const plan = planned(files, live, deletions);
  expect([commandsOf(plan), plan.problems]).toEqual([expected, []]);
});

test('what is kept stands among what is left alone, and a ! that keeps nothing is told', () => {
  const plan = planned(files, live, ['table:*', '!table:Z', '!table:z']);
  expect(plan.undeclared).toContain('table:Z');
  expect(plan.warnings.map(({ text }) => text)).toEqual([expect.stringContaining('!table:z names nothing')]);
});

test.each(['tabel:Z', 'Z', '!Z', '!tabel:Z', 'Table:Z', 'tabel*', ':Z', 'my table:Z'])(
  '%s is bad input',
  (deletion) => {
    const { problems } = planned(files, live, [deletion]);
    expect(problems).toMatchObject([{ code: 'input', summary: `The deletion ${deletion} names no kind of object.` }]);
  },
);

test('what was likely meant is said', () => {
  const { problems } = planned(files, live, ['tabel:Z', 'nothing:like it']);
  expect(problems.map(({ detail }) => detail?.split('. ')[1])).toEqual(['Did you mean table?', undefined]);
});
