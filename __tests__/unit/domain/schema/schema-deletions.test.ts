import { commandsOf, planned } from './planned.ts';

const table = '.create-merge table T (a: int, b: string)';

const used = `${table}
.create table S (a: int, b: string)
.create-or-alter function Inner() { S | where a > 0 }
.create-or-alter function Outer() { Inner() }
.create-or-alter function Lone() { S }
.alter table T policy update '[{"Source": "S", "Query": "Outer()"}]'`;

test('what the files do not have stays, unless a deletion names it', () => {
  const live = `.create-merge table T (a: int, b: string, c: long)
.alter table T policy caching hot = 1d
.create-merge table Old (x: int)
.create-or-alter function F() { Old }`;
  const kept = planned(table, live);
  expect(commandsOf(kept)).toEqual([]);
  expect(kept.undeclared).toEqual(['function:F', 'table:Old', 'table:T/column c', 'table:T/policy caching']);
  expect(commandsOf(planned(table, live, ['table:T/column c', 'table:*', 'function:F']))).toEqual([
    ".drop function ['F'] ifexists",
    ".drop table ['Old'] ifexists",
    ".drop table ['T'] columns (['c'])",
  ]);
  expect(planned(table, live, ['table:*']).undeclared).toContain('table:T/policy caching');
});

test('a function that something uses is not dropped, and goes together with what used it', () => {
  const drop = (...names: readonly string[]) => names.map((name) => `.drop function ${name} ifexists`).join('\n');
  expect(planned(drop('Lone'), used).problems).toEqual([]);
  expect(planned(drop('Inner'), used).problems).toMatchObject([
    { summary: 'The function Inner is to be dropped and is still used: function Outer.', at: { line: 1 } },
  ]);
  expect(planned('', used, ['function:*']).problems.map(({ summary }) => summary)).toEqual([
    'The function Outer is to be dropped and is still used: a policy of table T.',
  ]);
  expect(planned(`.delete table T policy update\n${drop('Outer', 'Inner')}`, used).problems).toEqual([]);
  const secured = `${table}\n.create-or-alter function F() { T }\n.alter table T policy row_level_security enable "F"`;
  expect(planned(drop('F'), secured).problems).toHaveLength(1);
  const column = `.create table T (F: int)\n.create-or-alter function F() { T }\n.create-or-alter function G() { T | where F > 0 }`;
  expect(planned(drop('F'), column).problems).toEqual([]);
});

test.each([
  ['a command that fills it', '.ingest inline into table Kept <|\n1'],
  ['a function', '.create-or-alter function F() { Kept | take 1 }'],
  [
    'an update policy',
    `.create table T (a: int)\n.alter table T policy update '[{"Source": "Kept", "Query": "Kept"}]'`,
  ],
  [
    'row level security',
    `.create table T (a: int)\n.alter table T policy row_level_security enable "T | where a in (Kept)"`,
  ],
])('a table that %s names is not deleted, and that is told', (_what, files) => {
  const plan = planned(files, '.create table Kept (a: int)\n.create table Gone (a: int)', ['table:*']);
  const drops = commandsOf(plan).filter((text) => text.startsWith('.drop'));
  expect(drops).toEqual([".drop table ['Gone'] ifexists"]);
  expect(plan.warnings.map(({ text }) => text)).toEqual([expect.stringContaining('table:Kept stays')]);
});

test('a table that reference data goes into is not deleted', () => {
  const live = '.create table Kept (a: int)\n.create table Gone (a: int)';
  const plan = planned('', live, ['table:*'], new Map(), ['Kept']);
  expect(commandsOf(plan)).toEqual([".drop table ['Gone'] ifexists"]);
});

test('a deletion with a star is refused while a command cannot be read, and one by name is not', () => {
  const files = `${table}\n.frobnicate everything`;
  const live = `${table}\n.create table Gone (a: int)`;
  expect(planned(files, live, ['table:*']).problems).toMatchObject([{ code: 'refused', at: { line: 2 } }]);
  expect(planned(files, live, ['table:Gone']).problems).toEqual([]);
});

test('a deletion that names nothing is told', () => {
  const live = `${table}\n.create table Old (a: int)`;
  const plan = planned(table, live, ['table:old', 'table:Old']);
  expect(plan.warnings).toEqual([{ text: expect.stringContaining('The deletion table:old names nothing') }]);
});
