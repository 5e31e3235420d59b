import { readStatement, renameTable } from '../../../../src/domain/kql/statement-kind.ts';

const shortOf = (text: string): string => {
  const { verb, noun, action, policy, entities } = readStatement(text);
  const names = entities.map(({ database, name, column, role }) =>
    [role === 'source' ? 'from ' : '', database ? `${database}/` : '', name, column ? `#${column}` : ''].join(''),
  );
  return [verb, noun, action, policy?.name, `[${names.join(', ')}]`].filter(Boolean).join(' ');
};

test.each([
  ['.create table T (a: int)', 'create table columns [T]'],
  [`.create-merge table ['T'] (['a']:int) with (folder="x")`, 'create-merge table columns [T]'],
  ['.create table T based-on S ifnotexists', 'create table based-on [T, from S]'],
  ['.create-merge tables A (a:int), ["B-1"] (b:long)', 'create-merge tables columns [A, B-1]'],
  [`.alter table ['T'] policy caching hot = 3d`, 'alter table policy caching [T]'],
  ['.alter-merge table T policy retention softdelete=10d', 'alter-merge table policy retention [T]'],
  [`.alter tables (['T'], U) policy restricted_view_access true`, 'alter tables policy restricted_view_access [T, U]'],
  [`.alter column ['T'].['c'] policy encoding type='BigObject'`, 'alter column policy encoding [T#c]'],
  [`.alter column ["a.b"].c type = string`, 'alter column type [a.b#c]'],
  ['.alter table T folder "x"', 'alter table folder [T]'],
  [`.alter table T docstring 'x'`, 'alter table docstring [T]'],
  ['.alter-merge table T column-docstrings (a: "x")', 'alter-merge table column-docstrings [T]'],
  [`.create-or-alter table ['T'] ingestion csv mapping "m" '[]'`, 'create-or-alter table ingestion [T]'],
  [
    `.create-or-alter function with (docstring = "a (b)", folder = 'x') F(a: int) { T }`,
    'create-or-alter function [F]',
  ],
  ['.create function ifnotexists F\n() { T }', 'create function [F]'],
  [
    '.create async materialized-view with (backfill=true) V on table T { T | count }',
    'create materialized-view definition [V, from T]',
  ],
  [
    '.create ifnotexists materialized-view V on materialized-view W { W }',
    'create materialized-view definition [V, from W]',
  ],
  ['.alter table de.x.Station policy caching hot=1d', 'alter table policy caching [de.x.Station]'],
  ['.drop table my-table ifexists', 'drop table ifexists [my-table]'],
  [`.alter table ['other db'].['T'] folder 'x'`, 'alter table folder [other db/T]'],
  [`.drop table ['it\\'s ["x"]']`, `drop table [it's ["x"]]`],
  ['.drop table T columns (a, b)', 'drop table drop-columns [T]'],
  ['.drop column T.c ifexists', 'drop column ifexists [T#c]'],
  ['.drop tables (A, B) ifexists', 'drop tables ifexists [A, B]'],
  ['.rename table A to B', 'rename table rename [A, B]'],
  ['.rename tables B = A ifexists, A = B', 'rename tables rename [B, A, A, B]'],
  ['.rename column T.a to b', 'rename column to [T#a]'],
  ['.rename columns x = T.a, a = T.x', 'rename columns rename [T#a, T#x]'],
  ['.set-or-append async T with (recreate_schema = true) <| U', 'set-or-append table query [T]'],
  ['.append T <| U', 'append table query [T]'],
  [`.set table T admins ('aaduser=x')`, 'set table admins [T]'],
  [`.ingest inline into table T <|\nit's`, 'ingest table inline [T]'],
  [`.ingest async into table ['T'] (h'https://x') with (format='parquet')`, 'ingest table storage [T]'],
  ['.delete async table T records <| T', 'delete table records [T]'],
  ['.update table T delete D move S <| let D = T;', 'update table records [T, S]'],
  ['.move extents all from table A to table B', 'move extents [A, B]'],
  [
    '.replace extents in table D <| {.show table D extents}, {.show tables (S, U) extents}',
    'replace extents [D, D, S, U]',
  ],
  ['.drop extents (x) from T', 'drop extents [T]'],
  [`.alter database ['D'] policy retention softdelete = 1d`, 'alter database policy retention [D]'],
  ['.drop external table X', 'drop external-table [X]'],
  ['.create-or-alter continuous-export E over (T) to table X <| T', 'create-or-alter continuous-export over [E]'],
  ['.constructor table T', 'constructor table []'],
  ['.craete table T (a: int)', 'craete table []'],
  ['.drop table T (a: int)', 'drop table []'],
  ['.append table T (a: int)', 'append table []'],
  ['.drop table T based-on S', 'drop table []'],
  ['.drop tables A', 'drop tables []'],
  ['.alter toString x', 'alter tostring []'],
  ['.create table $$name$$ (a: int)', 'create table []'],
  ['T | take 1', '[]'],
])('%s', (text, expected) => {
  expect(shortOf(text)).toBe(expected);
});

test('every place of a name is where the name stands', () => {
  const texts = [
    `.alter column ['a b'].["c"] type=int`,
    '.rename tables B1 = A_2, A_2=B1',
    '.replace extents in table D <| {.show table D extents},{.show table S-1 extents}',
  ];
  for (const text of texts) {
    for (const { name, at, column, columnAt } of readStatement(text).entities) {
      expect(text.slice(at.start, at.end).replace(/[[\]'"]/g, '')).toBe(name);
      if (columnAt) expect(text.slice(columnAt.start, columnAt.end).replace(/[[\]'"]/g, '')).toBe(column);
    }
  }
});

test.each([
  ['bool boolean', 'bool'],
  ['int int32', 'int'],
  ['long int64 System.Int64', 'long'],
  ['real double', 'real'],
  ['decimal', 'decimal'],
  ['datetime date System.DateTime', 'datetime'],
  ['timespan time', 'timespan'],
  ['guid uuid uniqueid', 'guid'],
  ['string String', 'string'],
  ['dynamic System.Object', 'dynamic'],
])('%s mean %s', (spellings, type) => {
  for (const spelling of spellings.split(' ')) {
    expect(readStatement(`.create table T (['a b'] : ${spelling})`).columns).toEqual([{ name: 'a b', type }]);
  }
});

test('columns that cannot be read are absent', () => {
  expect(readStatement('.alter table T (a: int, b: money)')).not.toHaveProperty('columns');
  expect(readStatement('.alter table T (a int)')).not.toHaveProperty('columns');
  expect(readStatement('.alter table T (a: int').columns).toBeUndefined();
});

test('columns of several tables stay with their tables', () => {
  const { entities } = readStatement('.create tables A (a: int), B (b: date)');
  expect(entities.map(({ columns }) => columns?.[0])).toEqual([
    { name: 'a', type: 'int' },
    { name: 'b', type: 'datetime' },
  ]);
});

describe('renaming a table', () => {
  test.each([
    [
      `.create-merge table ['T'] (['T']:int) with (folder="T")`,
      `.create-merge table ['U 1'] (['T']:int) with (folder="T")`,
    ],
    ['.alter table T policy update @\'[{"Source":"T"}]\'', `.alter table ['U 1'] policy update @'[{"Source":"T"}]'`],
    [`.alter tables (['T'], V) policy ingestiontime true`, `.alter tables (['U 1'], V) policy ingestiontime true`],
    [
      `.alter column ['T'].['T'] policy encoding type='Null'`,
      `.alter column ['U 1'].['T'] policy encoding type='Null'`,
    ],
    ['.rename tables T = V, V = T', `.rename tables ['U 1'] = V, V = ['U 1']`],
    [`.alter table ['D'].['T'] folder 'x'`, `.alter table ['D'].['U 1'] folder 'x'`],
    ['.create function T() { T }', '.create function T() { T }'],
    ['.create materialized-view V on table T { T }', '.create materialized-view V on table T { T }'],
    ['.alter table t folder "T"', '.alter table t folder "T"'],
  ])('%s', (text, expected) => {
    expect(renameTable(text, 'T', 'U 1')).toBe(expected);
  });

  test.each(["it's", 'back\\slash', `["x"]`, 'line\nbreak', 'é𝒳'])('quotes %j so that it reads back', (name) => {
    expect(readStatement(renameTable('.drop table T', 'T', name)).entities[0]?.name).toBe(name);
  });
});
