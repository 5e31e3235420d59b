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

test('a word of a retention command that means nothing is not read as a default', () => {
  const live =
    '.create table T (a: int)\n.alter-merge table T policy retention softdelete = 10d recoverability = enabled';
  const files = '.alter-merge table T policy retention softdelete = 10d recoverability = disable';
  expect(commandsOf(planned(files, live))).toEqual([files]);
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

test('A function whose last line is a comment is closed after it', () => {
  const text = '.create function F() {\n  T // the last\n}';
  const [written = ''] = commandsOf(planned(text, '.create-or-alter function F() { S }\n.create table T (n: long)'));
  expect(written).toMatch(/\/\/ the last\n\}$/);
  expect(commandsOf(planned(text, `${written}\n.create table T (n: long)`))).toEqual([]);
});
