import { commandsOf, planned } from './planned.ts';

const table = '.create-merge table T (a: int, b: string)';

test('objects come after what they are made of, in whatever order the files have them', () => {
  const files = `.create-or-alter function G() { F() | where a > 0 }
.alter table T policy row_level_security enable "G"
.create materialized-view V on table T { T | summarize max(a) by b }
.create-or-alter function F() { T }
.create-or-alter table T ingestion csv mapping "m" '[{"column":"a","Properties":{"Ordinal":"0"}}]'
${table}`;
  expect(planned(files).steps.map(({ text }) => text.replace(/^\.\S+ /, '').slice(0, 10))).toEqual([
    'table T (a',
    'table T in',
    'function F',
    'function G',
    'materializ',
    'table T po',
  ]);
});

test('objects that need each other are a problem, and words that may be columns are not', () => {
  const circle = '.create-or-alter function F() { G() }\n.create-or-alter function G() { F() }';
  expect(planned(circle).problems).toMatchObject([
    { code: 'schema-file', summary: expect.stringMatching(/ needs .* needs /), at: { file: 'files.kql' } },
  ]);
  const words = '.create-or-alter function F() { print G = 1 }\n.create-or-alter function G() { print F = 1 }';
  expect(planned(words).problems).toEqual([]);
  expect(planned(words).steps).toHaveLength(2);
});

test('what neither the files nor the database have is a problem at its command', () => {
  const files = `${table}
.alter table Missing policy caching hot = 1d
.alter table T policy update '[{"Source": "Sauce", "Query": "Sauce"}]'
.create materialized-view V on table Gone { Gone | summarize count() by a }`;
  expect(planned(files).problems.map(({ summary, at }) => [summary.replace(/, which.*/, ''), at?.line])).toEqual([
    ['T needs the table Sauce', 3],
    ['A command is about the table Missing', 2],
    ['V needs the table Gone', 4],
  ]);
  expect(
    planned(files, '.create table Sauce (a: int)\n.create table Gone (a: int)\n.create table Missing (a: int)')
      .problems,
  ).toEqual([]);
});

test('a column of another type and one that is gone are changed as such, before what is set on the columns', () => {
  const live = '.create-merge table T (a: long, b: string, c: int)';
  const files = `.alter table T policy roworder (d desc)\n.alter table T (a: int, b: string, d: long)`;
  expect(commandsOf(planned(files, live))).toEqual([
    ".alter column ['T'].['a'] type = int",
    ".alter-merge table ['T'] (['d']: long)",
    '.alter table T policy roworder (d desc)',
    ".drop table ['T'] columns (['c'])",
  ]);
});

test('columns and retention are taken away after what lets go of them, and an order of columns drops none', () => {
  const live = `.create table T (a: int, b: string, c: int)
.alter-merge table T policy retention softdelete = 20d
.create-or-alter function F() { T | project c }`;
  const files = `.alter table T (b: string, d: int, a: int)
.alter-merge table T policy retention softdelete = 10d
.create-or-alter function F() { T | project d }`;
  const commands = commandsOf(planned(files, live));
  expect(commands.slice(0, 2)).toEqual([
    ".alter table ['T'] (['b']: string, ['d']: int, ['a']: int, ['c']: int)",
    '.create-or-alter function F() { T | project d }',
  ]);
  expect(commands.slice(2).toSorted()).toEqual([
    '.alter-merge table T policy retention softdelete = 10d',
    ".drop table ['T'] columns (['c'])",
  ]);
  const longer = `${live}\n.alter-merge table T policy retention softdelete = 30d\n.create-or-alter function A() { T }`;
  expect(commandsOf(planned(longer, live))[0]).toBe('.alter-merge table T policy retention softdelete = 30d');
  const pure = '.alter table T (a: int, b: string)\n.create-or-alter function G() { T }';
  expect(commandsOf(planned(pure, live))).toEqual([
    '.create-or-alter function G() { T }',
    '.alter table T (a: int, b: string)',
  ]);
});

test('columns of a table that an update policy fills are gone before the policy is checked against them', () => {
  const live = '.create table S (a: int)\n.create table T (a: int, b: string)';
  const files = `.create-merge table S (a: int)\n.alter table T (a: int)
.alter table T policy update '[{"IsEnabled": true, "Source": "S", "Query": "S"}]'`;
  expect(commandsOf(planned(files, live)).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
    '.alter table',
    '.alter table',
  ]);
  expect(commandsOf(planned(files, live))[0]).not.toContain('policy');
});

test('a new policy that calls a function which nobody has is a problem', () => {
  const files = `${table}
.alter table T policy update '[{"Source": "T", "Query": "let x = 1; Nope() | where a > x"}]'
.alter table T policy row_level_security enable "let F = () { T }; F()"
.create table U (a: int)
.alter table U policy row_level_security enable "union (T), U"
.create table W (a: int)
.alter table W policy row_level_security enable "Neither()"`;
  expect(planned(files).problems.map(({ summary, at }) => [summary.replace(/, which.*/, ''), at?.line])).toEqual([
    ['T needs the function Nope', 3],
    ['W needs the function Neither', 7],
  ]);
});
