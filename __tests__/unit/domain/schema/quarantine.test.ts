import { quarantineFacts } from '../../../../src/domain/kql/quarantine-facts.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { planDocument } from '../../../../src/domain/schema/plan-document.ts';
import {
  type QuarantineFacts,
  reversibleForm,
  whyNoQuarantine,
  whyNotMovedBack,
} from '../../../../src/domain/schema/quarantine.ts';

const form = (text: string, ...endangered: readonly string[]) =>
  reversibleForm({ reading: readStatement(text), text }, endangered);

test.each([
  ['.drop table T', 'rename'],
  ['.drop table ["T"] ifexists', 'rename'],
  ['.drop tables (T, U)', 'rename'],
  ['.clear table T data', 'move'],
])('%s has a reversible form', (text, way) => {
  expect(form(text, 'T')).toEqual({ kind: 'reversible', way, tables: ['T'] });
});

test('extents that a query of one table names are moved by the same query', () => {
  expect(form(".drop extents <|\n  .show table T extents where tags has 'drop-by:x'", 'T')).toEqual({
    kind: 'reversible',
    way: 'move',
    tables: ['T'],
    extents: ".show table T extents where tags has 'drop-by:x'",
  });
});

test('all tables of one command go together, and those that are not there are left out', () => {
  expect(form('.drop tables (A, B)', 'A', 'B')).toMatchObject({ tables: ['A', 'B'] });
  expect(form('.drop tables (A, B) ifexists', 'B')).toMatchObject({ tables: ['B'] });
});

test.each([
  ['.drop column T.c'],
  ['.drop table T columns (c)'],
  ['.drop table T policy retention'],
  ['.drop table kr_old_0123abcd_0'],
  ['.alter column T.c type = long'],
  ['.set-or-replace T <| U'],
  ['.delete table T records <| T'],
  ['.drop extents whatif <| .show table T extents'],
  ['.drop extents <| .show tables (T, U) extents'],
  ['.drop extents <| T | project ExtentId=extent_id(), TableName="T"'],
  ['.drop extents older 10 days from T'],
  ['.drop extents (00000000-0000-0000-0000-000000000001) from T'],
  ['.clear materialized-view T data'],
  ['.drop materialized-view T'],
  ['.rename table T to U'],
  ['.unknown T'],
])('%s has none', (text) => {
  expect(form(text, 'T', 'kr_old_0123abcd_0').kind).toBe('none');
  expect(form(text, 'T').kind).toBe('none');
});

test('a command that endangers more than it names has none', () => {
  expect(form('.drop table T', 'T', 'Derived').kind).toBe('none');
});

const plain: QuarantineFacts = {
  feeds: [],
  isFed: 'no',
  views: [],
  hidden: [],
  isRestricted: 'no',
  isMirrored: 'no',
  exports: [],
  deletesItself: 'no',
};

test.each<[Partial<QuarantineFacts>, rename: number, move: number, back: number]>([
  [{}, 0, 0, 0],
  [{ isRestricted: 'yes' }, 0, 0, 0],
  [{ views: ['V', 'W'] }, 2, 2, 2],
  [{ exports: ['E'] }, 1, 1, 1],
  [{ hidden: ['it has a row level security policy'] }, 1, 1, 1],
  [{ isMirrored: 'yes' }, 1, 1, 1],
  [{ isFed: 'yes' }, 1, 0, 0],
  [{ feeds: ['D'] }, 1, 0, 1],
  [{ deletesItself: 'yes' }, 1, 0, 0],
])('of %j each thing in the way is told, of a rename, of a move and of a move back', (facts, rename, move, back) => {
  const all = { ...plain, ...facts };
  expect(
    [whyNoQuarantine('rename', all), whyNoQuarantine('move', all), whyNotMovedBack(all)].map((one) => one.length),
  ).toEqual([rename, move, back]);
});

test('what is bound to a table is read from the schema script', () => {
  const script = [
    '.create-merge table T (a:int)',
    '.create-or-alter materialized-view V on table T { T | summarize count() by a }',
    `.alter table Target policy update @'[{"IsEnabled":true,"Source":"T","Query":"T"}]'`,
    `.alter table ['Old'] policy auto_delete '{"ExpiryDate":"2030-01-01","DeleteIfNotEmpty":true}'`,
    '.alter table Hidden policy row_level_security enable "Hidden | where false"',
    '.alter table Limited policy restricted_view_access true',
    '.alter-merge table Mirrored policy mirroring dataformat=parquet',
  ];
  const names = ['T', 'Target', 'Old', 'Hidden', 'Limited', 'Mirrored', 'Plain'];
  const factsOf = quarantineFacts(script, names);
  const { exports: _, ...nothing } = plain;
  expect(names.map(factsOf)).toEqual([
    { ...nothing, views: ['V'], feeds: ['Target'] },
    { ...nothing, isFed: 'yes' },
    { ...nothing, deletesItself: 'yes' },
    { ...nothing, hidden: ['it has a row level security policy'] },
    { ...nothing, isRestricted: 'yes' },
    { ...nothing, isMirrored: 'yes' },
    nothing,
  ]);
});

test('the hash of a plan tells whether and for how long something is put aside', () => {
  const step = { text: '.drop table T', class: 'loses-data' as const, reason: '', object: 'table T' };
  const hashOf = (quarantineDays?: number) =>
    planDocument({
      cluster: 'c',
      database: 'd',
      live: 'l',
      steps: [quarantineDays === undefined ? step : { ...step, quarantineDays }],
    }).hash;
  expect(new Set([hashOf(), hashOf(7), hashOf(14)]).size).toBe(3);
});
