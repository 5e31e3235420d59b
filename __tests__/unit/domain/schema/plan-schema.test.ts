import { commandsOf, planned } from './planned.ts';

const table = '.create-merge table T (a: int, b: string)';

const used = `${table}
.create table S (a: int, b: string)
.create-or-alter function Inner() { S | where a > 0 }
.create-or-alter function Outer() { Inner() }
.create-or-alter function Lone() { S }
.alter table T policy update '[{"Source": "S", "Query": "Outer()"}]'`;

test('commands that are taken back by later ones never run, and columns that come back keep their data', () => {
  const emptied = `${table}\n.alter table T (ignore: string)\n.alter table T (a: int, b: string)`;
  expect(commandsOf(planned(emptied, table))).toEqual([]);
  const policies = `${table}\n.alter table T policy caching hot = 1d\n.alter table T policy caching hot = 2d`;
  expect(commandsOf(planned(policies, table))).toEqual(['.alter table T policy caching hot = 2d']);
  const view = `.drop materialized-view V ifexists\n.create async materialized-view with (backfill=true) V on table T { T | summarize max(a) by b }`;
  expect(
    commandsOf(planned(view, `${table}\n.create materialized-view V on table T { T | summarize max(a) by b }`)),
  ).toEqual([]);
});

test('a view with another key is dropped and made anew; one with another folder is described', () => {
  const live = `${table}\n.create materialized-view V on table T { T | summarize max(a) by b }`;
  const other = `${table}\n.create-or-alter materialized-view V on table T { T | summarize count() by a }`;
  expect(commandsOf(planned(other, live))).toEqual([
    ".drop materialized-view ['V'] ifexists",
    ".create materialized-view ['V'] on table ['T'] { T | summarize count() by a }",
  ]);
  const folder = `${table}\n.create-or-alter materialized-view with (folder = "x") V on table T { T | summarize max(a) by b }`;
  expect(commandsOf(planned(folder, live))).toEqual(['.alter materialized-view [\'V\'] folder "x"']);
});

test('a view that is made anew gets its policies again, and one that keeps its retention is not asked to lose it', () => {
  const policies = '\n.alter materialized-view V policy caching hot = 1d';
  const live = `${table}\n.create materialized-view V on table T { T | summarize max(a) by b }${policies}`;
  const other = `${table}\n.create-or-alter materialized-view V on table T { T | summarize count() by a }`;
  expect(commandsOf(planned(`${other}${policies}`, live)).at(-1)).toMatch(/V'?\]? policy caching/);
  const retained = `${live}\n.alter-merge materialized-view V policy retention softdelete = 9d`;
  expect(commandsOf(planned(live, retained, ['*', '*/*']))).toEqual([]);
});

test('commands that do something run as they are written, between what comes before and after them', () => {
  const files = `.drop table T ifexists\n${table}\n.ingest inline into table T <|\n1,x\n\n.alter table T policy caching hot = 1d\n.show tables`;
  expect(commandsOf(planned(files, table))).toEqual([
    '.drop table T ifexists',
    table,
    '.ingest inline into table T <|\n1,x',
    '.alter table T policy caching hot = 1d',
  ]);
  const anew = planned(files);
  expect(commandsOf(anew)[0]).toBe(table);
  expect(anew.leftOut.map(({ at, why }) => [at.line, why])).toEqual([
    [1, 'the table is not there'],
    [7, 'it only reads'],
  ]);
  expect(planned('.drop table kr_old_0123abcd_0').steps).toHaveLength(1);
});

test('a table and a column follow their renames', () => {
  const files = `.rename table T to U\n.rename column U.a to n\n.create-merge table U (n: int, b: string)`;
  expect(planned(files, table).steps.map(({ kind }) => kind)).toEqual(['command', 'command']);
});

test('principals are the same with and without a tenant, and none is revoked while another is not seen yet', () => {
  const live = `${table}\n.add table T admins ('aadapp=1;x', 'aaduser=2;x')`;
  const files = `${table}\n.add table T admins ('AADAPP=1')`;
  expect(commandsOf(planned(files, live))).toEqual([]);
  expect(planned(files, live).undeclared).toEqual(['table:T/role admins']);
  expect(commandsOf(planned(files, live, ['table:T/role admins']))).toEqual([
    '.drop table [\'T\'] admins ("aaduser=2;x")',
  ]);
  const both = planned(`${table}\n.set table T admins ('aadapp=1', 'aaduser=2')`, live);
  expect([commandsOf(both), both.undeclared]).toEqual([[], []]);
  expect(commandsOf(planned(`${table}\n.add table T admins ('aadapp=1;y')`, live))).toHaveLength(1);
});

test.each([
  ['.set', ".set table T admins ('aaduser=ann@x')", []],
  ['.drop', ".drop table T admins ('aadapp=1;x')\n.add table T admins ('aaduser=ann@x')", []],
  ['a command between', ".set table T admins ('aaduser=ann@x')\n.clear table T data", []],
  ['a deletion', ".add table T admins ('aaduser=ann@x')", ['*/*']],
])('with %s nobody goes before who comes is seen', (_what, roles, deletions) => {
  const live = `${table}\n.add table T admins ('aadapp=1;x')`;
  const plan = planned(`${table}\n${roles}`, live, deletions);
  const ofRoles = commandsOf(plan).filter((text) => text.includes('admins'));
  expect(ofRoles).toHaveLength(1);
  expect(ofRoles[0]).toMatch(/^\.add .*ann@x/);
  expect(plan.leftOut).toMatchObject([
    { why: expect.stringMatching(/^aadapp=1;x stay admins of table T: aaduser=ann@x/) },
  ]);
  const seen = `${live}\n.add table T admins ('aaduser=ann@x')`;
  const second = commandsOf(planned(`${table}\n${roles}`, seen, deletions)).filter((text) => text.includes('admins'));
  expect(second).toHaveLength(1);
  expect(second[0]).toMatch(/^\.(?:set|drop) /);
});

test('a changed function names the tables whose update policies run it', () => {
  const { steps } = planned(
    '.create-or-alter function Inner() { S }\n.create-or-alter function Lone() { S | take 1 }',
    used,
  );
  expect(steps.map(({ reason }) => /update policies of .*/.exec(reason)?.[0])).toEqual([
    'update policies of T run it',
    undefined,
  ]);
});

test('what .create leaves as it is although it is another is told', () => {
  const files = '.create table T (a: int, c: long)\n.create function ifnotexists F() { 2 }';
  const plan = planned(files, `${table}\n.create function F() { 1 }`);
  expect(commandsOf(plan)).toEqual([]);
  expect(plan.warnings.map(({ text, at }) => [at?.line, /\((.*)\)/.exec(text)?.[1]])).toEqual([
    [1, 'column c'],
    [2, 'body'],
  ]);
  expect(planned(table, `${table}\n.alter table T (a: int)`).warnings).toEqual([]);
});

test('What a command came to that ran already is taken from the database', () => {
  const files = [
    '.create-merge table A (n: long)',
    '.rename table A to B',
    '.drop table C ifexists',
    '.create table C (n: long)',
    '.set D <| print n = 1',
    '.create-merge table Z (n: long)',
  ].join('\n');
  const all = planned(files, '.create table C (old: string)');
  const ran = new Map(all.steps.flatMap(({ id }) => (id === undefined ? [] : [[id, '12:00'] as const])));
  const live = '.create-merge table B (n: long)\n.create-merge table C (n: long)\n.create-merge table D (n: long)';
  const plan = planned(files, live, [], ran);
  expect(commandsOf(plan)).toEqual(['.create-merge table Z (n: long)']);
  expect(plan.leftOut.map(({ at, why }) => [at.line, why])).toEqual(
    [2, 3, 5].map((line) => [line, 'it ran at 12:00 in a deployment that did not end']),
  );
});

test('Calls that answer otherwise each time are told with their place, in functions and update policies only', () => {
  const plan = planned(`.create-merge table S (at: datetime)
.create-merge table T (at: datetime)
.create-or-alter function with (docstring = "now()") F() {
    // ago(1d)
    S
    | where at > ago(1d) and at < ago(1h) and rand() < 0.5 and nowhere(1)
}
.create-or-alter function G() { print "now()", x.now }
.alter table T policy update @'[{"Source": "S", "Query": "F() | extend at = now()"}]'
.set-or-replace S <| print at = now()`);
  expect(plan.warnings.map(({ text, at }) => [at?.line, at?.column, text])).toEqual([
    [6, 18, expect.stringMatching(/^ago\(\) in the function F, which the update policies of T run, answers/)],
    [6, 47, expect.stringMatching(/^rand\(\) in the function F/)],
    [9, 77, expect.stringMatching(/^now\(\) in the update policy of T answers/)],
  ]);
});
