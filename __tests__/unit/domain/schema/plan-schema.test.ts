import { readLiveModel } from '../../../../src/domain/schema/live-model.ts';
import { commandsOf, planned } from './planned.ts';

const table = '.create-merge table T (a: int, b: string)';

test.each([
  ['a table in other spellings', table, ".create-merge table ['T'] (['a']:int, b : System.String)"],
  [
    'a timespan',
    `${table}\n.alter-merge table T policy retention softdelete = 10d`,
    `${table}\n.alter table ['T'] policy retention "{\\"SoftDeletePeriod\\":\\"10.00:00:00\\",\\"Recoverability\\":\\"Enabled\\"}"`,
  ],
  [
    'an update policy without the members that have defaults',
    `${table}\n.alter table T policy update @'[{"Query": "S", "Source": "S"}]'\n.create-merge table S (a: int)`,
    `${table}\n.create-merge table S (a: int)\n.alter table T policy update "[{\\"IsEnabled\\":true,\\"Source\\":\\"S\\",\\"Query\\":\\"S\\",\\"IsTransactional\\":false,\\"PropagateIngestionProperties\\":false,\\"ManagedIdentity\\":null}]"`,
  ],
  [
    'caching',
    `${table}\n.alter table T policy caching hot = 7d`,
    `${table}\n.alter table T policy caching hotdata = time(7.00:00:00), hotindex = 7d`,
  ],
  [
    'a policy that says what holds anyway',
    table,
    `${table}\n.alter table T policy ingestiontime true\n.alter tables (T) policy restricted_view_access false`,
  ],
  [
    'a mapping in its older form',
    `${table}\n.create-or-alter table T ingestion csv mapping "m" '[{"column":"a","Properties":{"Ordinal":"0"}}]'`,
    `${table}\n.create-or-alter table T ingestion csv mapping "m" '[{"Name":"a","DataType":"","Ordinal":"0","ConstValue":null}]'`,
  ],
  [
    'a function without parentheses',
    '.create-or-alter function F { print 1 }',
    '.create-or-alter function with (skipvalidation = "true") [\'F\']() {\r\nprint 1\r\n}',
  ],
  [
    'a view in other lines',
    `${table}\n.create materialized-view with (backfill = false) V on table T { T\n  | summarize max(a) by b // latest\n}`,
    `${table}\n.create-or-alter materialized-view ['V'] on table ['T'] { T | summarize max(a) by b }`,
  ],
  [
    'a principal',
    `${table}\n.add table T admins ('aadapp=1;x') 'note'`,
    `${table}\n.add table ['T'] admins ("AADAPP=1;x")`,
  ],
  [
    'a span in days',
    `${table}\n.alter table T policy retention '{"SoftDeletePeriod": "10"}'`,
    `${table}\n.alter table T policy retention '{"SoftDeletePeriod": "10.00:00:00"}'`,
  ],
  [
    'a hot window',
    `${table}\n.alter table T policy caching hot = 1d, hot_window = datetime(2020-01-01 10:00) .. datetime(2020-01-02)`,
    `${table}\n.alter table T policy caching hot = 1d, hot_window = datetime(2020-01-01  10:00)..datetime(2020-01-02)`,
  ],
  [
    'the permission that row level security needs beside views',
    `${table}\n.alter table T policy row_level_security enable with (allowMaterializedViewsWithoutRowLevelSecurity=true) "T"`,
    `${table}\n.alter table T policy row_level_security enable "T"`,
  ],
])('%s is the same on both sides', (_what, files, live) => {
  expect(commandsOf(planned(files, live))).toEqual([]);
  expect(commandsOf(planned(live, files))).toEqual([]);
});

test.each([
  [
    'a comment in the body of a function',
    '.create-or-alter function F() { print 1 }',
    '.create-or-alter function F() { print 1 // one\n}',
  ],
  [
    'a default of a parameter',
    '.create-or-alter function F(a: int = 1) { print a }',
    '.create-or-alter function F(a: int = 2) { print a }',
  ],
  [
    'a tick',
    `${table}\n.alter table T policy caching hot = 1d`,
    `${table}\n.alter table T policy caching hot = 1.00:00:00.0000001`,
  ],
  [
    'a member of a mapping that is not known',
    `${table}\n.create-or-alter table T ingestion csv mapping "m" '[{"column":"a","Properties":{"Ordinal":"0","New":"1"}}]'`,
    `${table}\n.create-or-alter table T ingestion csv mapping "m" '[{"column":"a","Properties":{"Ordinal":"0"}}]'`,
  ],
  [
    'the dimension tables of a view without quotes',
    `${table}\n.create materialized-view with (dimensionTables = dynamic([D])) V on table T { T | summarize max(a) by b }`,
    `${table}\n.create materialized-view V on table T { T | summarize max(a) by b }`,
  ],
  [
    "a view's folder",
    `${table}\n.create materialized-view with (folder = "x") V on table T { T | summarize max(a) by b }`,
    `${table}\n.create materialized-view V on table T { T | summarize max(a) by b }`,
  ],
])('%s is a difference', (_what, files, live) => {
  expect(commandsOf(planned(files, live))).toHaveLength(1);
});

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

test('what is merged counts by what it comes to, and an update policy is not added a second time', () => {
  const merged = `${table}\n.alter-merge table T policy retention softdelete = 10d\n.alter-merge table T policy retention recoverability = disabled`;
  expect(commandsOf(planned(merged, merged))).toEqual([]);
  const update = `${table}\n.alter-merge table T policy update '[{"Source": "T", "Query": "T"}]'`;
  expect(commandsOf(planned(update, update))).toEqual([]);
  const other = `${table}\n.alter table T policy update '[{"Source": "T", "Query": "T | take 1"}]'`;
  expect(planned(update, other).problems).toMatchObject([
    { code: 'schema-file', summary: expect.stringMatching(/^T would run beside T \| take 1:/), at: { line: 2 } },
  ]);
  const gone = planned(update, other, ['table:T/policy update']);
  expect([gone.problems, commandsOf(gone).length]).toEqual([[], 1]);
  const second = `${table}\n.create table S (a: int, b: string)\n.alter table T policy update '[{"Source": "S", "Query": "S"}]'`;
  const [command, ...others] = commandsOf(planned(`${second}\n${update}`, second));
  expect([command?.match(/"Source\\"/g)?.length, others]).toEqual([2, []]);
});

test('an entry of an update policy with the same source and query takes the place of the one that is there', () => {
  const live = `${table}\n.alter table T policy update '[{"Source": "T", "Query": "T"}]'`;
  const files = `${table}\n.alter-merge table T policy update '[{"source": "T", "QUERY": "T ", "isTransactional": "True"}]'`;
  const plan = planned(files, live);
  expect(plan.problems).toEqual([]);
  const [command, ...others] = commandsOf(plan);
  expect([command?.match(/"Source\\"/g)?.length, others]).toEqual([1, []]);
  expect(command).toContain('\\"IsTransactional\\":true');
  const spelled = `${table}\n.alter table T policy update '[{"SOURCE": "T", "query": "T", "isenabled": "true"}]'`;
  expect(commandsOf(planned(spelled, live))).toEqual([]);
  const merged = `${table}\n.alter-merge table T policy retention '{"softdeleteperiod": "10.00:00:00"}'`;
  const kept = `${table}\n.alter table T policy retention '{"SoftDeletePeriod": "10.00:00:00"}'`;
  expect(commandsOf(planned(merged, kept))).toEqual([]);
});

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

test('a word of a retention command that means nothing is not read as a default', () => {
  const live =
    '.create table T (a: int)\n.alter-merge table T policy retention softdelete = 10d recoverability = enabled';
  const files = '.alter-merge table T policy retention softdelete = 10d recoverability = disable';
  expect(commandsOf(planned(files, live))).toEqual([files]);
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

const used = `${table}
.create table S (a: int, b: string)
.create-or-alter function Inner() { S | where a > 0 }
.create-or-alter function Outer() { Inner() }
.create-or-alter function Lone() { S }
.alter table T policy update '[{"Source": "S", "Query": "Outer()"}]'`;

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

test('blanks within a literal are kept where a command is written anew', () => {
  const declared = '.create-or-alter function F(a: datetime = datetime(2020-01-01 10:00)) { print a }';
  expect(
    commandsOf(planned(`.create function F(a:datetime=datetime(2020-01-01  10:00)) { print a }`, declared)),
  ).toEqual([]);
  const described = '.create function F(a: datetime = datetime(2020-01-01 10:00)) { print 2 }';
  expect(commandsOf(planned(described, declared))[0]).toContain('datetime(2020-01-01 10:00)');
  const before = `${table}\n.alter table T policy caching hot = 1d`;
  const windows = `${table}\n.alter tables (T, U) policy caching hot = 1d, hot_window = datetime(2020-01-01 10:00) .. datetime(2020-01-02)\n.create table U (a: int)`;
  expect(commandsOf(planned(windows, before)).join('\n')).toContain('datetime(2020-01-01 10:00)');
});

test('row level security that is another keeps its permission, and its query its blanks', () => {
  const files = `${table}\n.create-merge table U (a: int, b: string)
.alter tables (T, U) policy row_level_security enable with (allowMaterializedViewsWithoutRowLevelSecurity=true) T | where a > 1`;
  const [first, second] = commandsOf(planned(files, `${table}\n.create-merge table U (a: int, b: string)`));
  for (const command of [first, second])
    expect(command).toContain('enable with (allowMaterializedViewsWithoutRowLevelSecurity=true) "T | where a > 1"');
});

test('what the service adds to a policy without documented defaults is no difference, and what the files state is', () => {
  const live = `${table}\n.alter table T policy partitioning '{"PartitionKeys":[{"ColumnName":"b","Kind":"Hash","Properties":{"Function":"XxHash64","MaxPartitionCount":128,"Added":1}}],"Other":2}'`;
  const files = (count: number) =>
    `${table}\n.alter table T policy partitioning '{"PartitionKeys":[{"ColumnName":"b","Kind":"Hash","Properties":{"Function":"XxHash64","MaxPartitionCount":${count}}}]}'`;
  expect(commandsOf(planned(files(128), live))).toEqual([]);
  expect(commandsOf(planned(files(256), live))).toHaveLength(1);
});

test('a table without the policy records no times, whether that is said or not', () => {
  const off = `${table}\n.alter table T policy ingestiontime false`;
  const deleted = `${table}\n.delete table T policy ingestiontime`;
  expect(commandsOf(planned(deleted, off))).toEqual([]);
  expect(commandsOf(planned(deleted, table))).toEqual(['.delete table T policy ingestiontime']);
  const on = `${table}\n.alter table T policy ingestiontime true`;
  expect(commandsOf(planned(on, deleted))).toEqual(['.alter table T policy ingestiontime true']);
  expect(commandsOf(planned(deleted))).toEqual([table, '.delete table T policy ingestiontime']);
  expect(planned(table, deleted).undeclared).toEqual(['table:T/policy ingestiontime']);
  expect(planned('.alter table T policy caching hot = 1d', off, ['*/*']).steps).toHaveLength(1);
  const { model } = readLiveModel([table], 'Db', new Map([['T', 'off']]));
  expect(model.get('table:T')?.get('policy ingestiontime')).toBe('false');
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

test('A function whose last line is a comment is closed after it', () => {
  const text = '.create function F() {\n  T // the last\n}';
  const [written = ''] = commandsOf(planned(text, '.create-or-alter function F() { S }\n.create table T (n: long)'));
  expect(written).toMatch(/\/\/ the last\n\}$/);
  expect(commandsOf(planned(text, `${written}\n.create table T (n: long)`))).toEqual([]);
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
