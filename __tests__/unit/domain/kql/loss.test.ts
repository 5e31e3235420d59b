import { judgeLoss, type LiveTables, type Loss } from '../../../../src/domain/kql/loss.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';

const live: LiveTables = {
  tables: new Map([
    [
      'Flights',
      {
        columns: [
          { name: 'id', type: 'long' },
          { name: 'delay', type: 'int' },
          { name: 'odd name', type: 'datetime' },
        ],
        retentionSoftDelete: '100.00:00:00',
        derived: ['Delays'],
      },
    ],
    ['Delays', { columns: [{ name: 'id', type: 'long' }] }],
    ["it's", { columns: [{ name: 'a', type: 'string' }], retentionSoftDelete: 'forever' }],
  ]),
};
const judge = (text: string, tables: LiveTables = live): Loss => judgeLoss(readStatement(text), tables);
const shortOf = (loss: Loss): string =>
  loss.kind === 'loses-data'
    ? `${loss.tables.join('+')}: ${loss.what}`
    : `${loss.kind}: ${loss.kind === 'safe' ? loss.why : loss.what}`;

describe('safe is', () => {
  test.each([
    '.show tables',
    '.show database D schema as csl script',
    '.create table Flights (x: int)',
    '.create table New based-on Flights',
    '.create tables Flights (x: int), New (y: long)',
    '.create-merge table Flights (x: int) with (folder = "f")',
    '.create-merge tables Flights (x: int), New (y: long)',
    '.alter-merge table Flights (x: int)',
    '.create function F() { Flights }',
    '.create-or-alter function with (folder = "f") F() { Flights }',
    '.alter function F() { Flights }',
    '.alter function F docstring "x"',
    '.drop function F ifexists',
    '.drop functions (F, G) ifexists',
    '.alter function F folder "x"',
    `.create table Flights ingestion json mapping "m" '[]'`,
    `.alter table Flights ingestion json mapping "m" '[]'`,
    `.create-or-alter table Flights ingestion csv mapping "m" '[]'`,
    `.create-or-alter database D ingestion csv mapping "m" '[]'`,
    '.alter table Flights docstring "x"',
    ".add database D viewers ('aadgroup=x') 'note'",
    ".add table Flights admins ('aadgroup=x')",
    '.alter table Flights folder "x"',
    '.alter-merge table Flights column-docstrings (id: "x")',
    '.alter column Flights.id docstring "x"',
    '.alter materialized-view V folder "x"',
    '.alter table Flights policy caching hot = 3d',
    `.alter table Flights policy ingestionbatching '{}'`,
    '.alter table Flights policy streamingingestion enable',
    `.alter-merge table Flights policy merge '{}'`,
    `.alter table Flights policy sharding '{}'`,
    '.alter table Flights policy roworder (id asc)',
    '.alter tables (Flights, Delays) policy caching hot = 3d',
    '.delete table Flights policy caching',
    '.alter table Flights policy ingestiontime true',
    '.ingest inline into table Flights <|\n1,2,',
    `.ingest async into table Flights (h'https://x') with (format = 'parquet', creationTime = '2020-01-01')`,
    '.append Flights <| Delays',
    '.set Flights <| Delays',
    `.set-or-append async Flights with (extend_schema = true, tags = '["a"]') <| Delays`,
    '.set-or-append Flights with (recreate_schema = false) <| Delays',
    '.alter table Flights (id: int64, delay: int, ["odd name"]: date)',
    '.alter table Flights (id: long, delay: int, ["odd name"]: date, extra: int)',
    '.drop column Flights.gone ifexists',
    '.drop table Flights columns (gone, lost)',
    '.alter column Flights.gone type = string',
    '.alter-merge table Flights policy retention softdelete = 100d',
    '.alter-merge table Flights policy retention softdelete=101.00:00:00 recoverability=enabled',
    '.alter-merge table Flights policy retention recoverability=enabled softdelete=2401h',
    `.alter table Flights policy retention '{"SoftDeletePeriod": "100.00:00:00"}'`,
    `.alter table Flights policy retention @'{"SoftDeletePeriod":'\n@' "365.00:00:00"}'`,
    '.create async ifnotexists materialized-view with (backfill = true, lookback = 1d, effectiveDateTime = datetime(2020-01-01)) V on table Flights { Flights }',
    '.create external table X (a: int) kind = storage',
    '.create-or-alter external table X (a: int) kind = storage',
    '.alter external table X kind = delta ("https://a")',
    '.create-or-alter continuous-export E over (T) to table X <| T',
    '.enable continuous-export E',
  ])('%s', (text) => {
    expect(judge(text).kind).toBe('safe');
  });
});

describe('what acts on nothing but tables that do not exist is safe', () => {
  test.each([
    '.drop table New ifexists',
    '.drop tables (New, Newer) ifexists',
    '.drop column New.c',
    '.clear table New data',
    '.set-or-replace New <| Flights',
    '.set-or-append New with (recreate_schema = true) <| Flights',
    '.alter table New (a: int)',
    '.alter-merge table New policy retention softdelete = 1d',
    `.alter table New policy update '[]'`,
    '.alter table New policy row_level_security enable "New"',
    '.delete table New records <| New',
    '.rename table New to Newer',
    '.move extents all from table New to table Newer',
    '.drop table flights',
  ])('%s', (text) => {
    expect(judge(text)).toEqual({ kind: 'safe', why: 'the table does not exist yet' });
  });
});

describe('data is lost by', () => {
  test.each([
    ['.drop table Flights', 'Flights: drops table Flights'],
    [`.drop table ['it\\'s'] ifexists`, "it's: drops table it's"],
    ['.drop tables (New, Flights)', 'Flights: drops tables New, Flights'],
    ['.drop column Flights.delay', 'Flights: drops column Flights.delay'],
    ['.drop table Flights columns (delay, gone)', 'Flights: drops columns Flights.delay, Flights.gone'],
    ['.alter table Flights (ignore: string)', 'Flights: drops columns Flights.id, Flights.delay, Flights.odd name'],
    ['.alter table Flights (id: long, delay: int)', 'Flights: drops column Flights.odd name'],
    [
      '.alter table Flights (id: long, delay: real, ["odd name"]: date)',
      'Flights: changes the type of column Flights.delay from int',
    ],
    ['.alter table Flights (id long)', 'Flights: states columns that cannot be read'],
    ['.alter column Flights.delay type = long', 'Flights: changes the type of column Flights.delay, which empties it'],
    ['.clear table Flights data', 'Flights: removes all rows of Flights'],
    ['.set-or-replace Flights <| Delays', 'Flights+Delays: replaces all rows of Flights'],
    ['.set-or-replace Flights <| Delays | where c has "<| .x"', 'Flights+Delays: replaces all rows of Flights'],
    ['.set-or-replace Flights <| // .x\n Delays', 'Flights+Delays: replaces all rows of Flights'],
    [
      '.set-or-append Flights with (recreate_schema = true) <| Delays',
      'Flights+Delays: recreates the columns of Flights',
    ],
    ['.delete table Flights records <| Flights', 'Flights: deletes rows of Flights'],
    ['.purge table Flights records in database D <| where id == 1', 'Flights: purges rows of Flights'],
    ['.update table Flights delete D append A <| let D = Flights;', 'Flights: deletes and adds rows of Flights'],
    ['.update table New delete D move Flights <| let D = New;', 'Flights: deletes and adds rows of New, Flights'],
    ['.drop extents (b1) from Flights', 'Flights: drops stored rows of Flights'],
    ['.drop extents <| .show table Flights extents', 'Flights: drops stored rows of Flights'],
    ['.move extents all from table Flights to table New', 'Flights: moves stored rows of Flights, New'],
    [
      '.replace extents in table New <| {.show table New extents}, {.show table Flights extents}',
      'Flights: replaces stored rows of New, New, Flights',
    ],
    ['.drop table Flights extent tags ("a")', 'Flights: drops extent tags of Flights'],
    ['.rename table Flights to Old', 'Flights: renames Flights, Old'],
    ['.rename table New to Flights', 'Flights: renames New, Flights'],
    ['.rename tables Delays = New, New = Flights', 'Delays+Flights: renames Delays, New, New, Flights'],
    ['.rename column Flights.delay to late', 'Flights: renames Flights.delay'],
    ['.rename columns a = Flights.id, b = Flights.delay', 'Flights: renames Flights.id, Flights.delay'],
    [
      '.alter-merge table Flights policy retention softdelete = 99d',
      'Flights: shortens the retention of Flights from 100.00:00:00 to 99d',
    ],
    [
      `.alter table Flights policy retention '{"SoftDeletePeriod": "1.00:00:00"}'`,
      'Flights: shortens the retention of Flights from 100.00:00:00 to 1.00:00:00',
    ],
    [
      '.alter table Flights policy retention \'{"Recoverability": "Disabled"}\'',
      'Flights: changes the retention of Flights to a period that cannot be read and gives up the recoverability of Flights, without which nothing undoes a drop',
    ],
    [
      '.alter table Flights policy retention "{"',
      'Flights: changes the retention of Flights to a period that cannot be read',
    ],
    [
      '.alter-merge table Flights policy retention softdelete = $$days$$d',
      'Flights: changes the retention of Flights from 100.00:00:00 to $$days$$d, which cannot be compared',
    ],
    [
      '.alter-merge table Delays policy retention softdelete = 999d',
      'Delays: changes the retention of Delays to 999d; the present period is not known',
    ],
    [
      `.alter-merge table ["it's"] policy retention softdelete = 999d`,
      "it's: changes the retention of it's from forever to 999d, which cannot be compared",
    ],
    [
      `.alter table Flights policy retention '{"softDeletePeriod": "500d", "SoftDeletePeriod": "1d"}'`,
      'Flights: changes the retention of Flights to a period that cannot be read',
    ],
    [
      '.alter-merge table Flights policy retention softdelete=500d recoverability=enabled softdelete=1d',
      'Flights: changes the retention of Flights to a period that cannot be read',
    ],
    [
      '.delete table Flights policy retention',
      'Flights: deletes the retention policy of Flights, which decides when rows are deleted',
    ],
    [
      `.alter table Flights policy auto_delete '{}'`,
      'Flights: changes the auto_delete policy of Flights, which may delete the table',
    ],
    [
      '.alter table Flights policy ingestiontime false',
      'Flights: changes the ingestiontime policy of Flights, which stops recording when rows arrive',
    ],
    [
      '.delete table Flights policy ingestiontime',
      'Flights: deletes the ingestiontime policy of Flights, which stops recording when rows arrive',
    ],
    [
      `.alter column Flights.delay policy encoding type = 'Null'`,
      'Flights: changes the encoding policy of Flights.delay, which can cut values',
    ],
    [
      `.alter table Flights policy extent_tags_retention '[]'`,
      'Flights: changes the extent_tags_retention policy of Flights, which can strip tags',
    ],
    [`.alter table Flights policy partitioning '{}'`, 'Flights: changes the partitioning policy of Flights'],
    [
      `.alter table Flights policy update '[]'`,
      'Flights: changes the update policy of Flights, which decides which rows are derived',
    ],
    [
      '.delete table Flights policy update',
      'Flights: deletes the update policy of Flights, which decides which rows are derived',
    ],
    [
      '.alter table Flights policy row_level_security disable "x"',
      'Flights: changes the row_level_security policy of Flights, which decides which rows can be read',
    ],
    [
      '.alter tables (New, Flights) policy restricted_view_access true',
      'Flights: changes the restricted_view_access policy of New, Flights, which decides who can read the rows',
    ],
    ['.drop materialized-view V', 'V: drops materialized view V'],
    ['.clear materialized-view V data', 'V: removes all rows of V'],
    [
      '.create-or-alter materialized-view V on table Flights { Flights }',
      'V: changes materialized view V, which holds data of its own',
    ],
    [
      '.alter materialized-view V on table Flights { Flights }',
      'V: changes materialized view V, which holds data of its own',
    ],
    ['.drop external table X', 'X: drops external table X'],
    ['.drop continuous-export E', 'E: drops continuous export E'],
    ['.set table Flights admins none', 'Flights: sets who has the role admins of Flights'],
    ['.drop table Flights admins ("aaduser=x")', 'Flights: takes the role admins of Flights'],
    ['.drop table Flights ingestion json mapping "m"', 'Flights: drops an ingestion mapping of Flights'],
    [
      '.alter database D policy retention softdelete = 1d',
      "Flights+Delays+it's: changes the retention policy of the whole database, which decides when rows are deleted",
    ],
    [
      '.ingest inline into table Flights with (recreate_schema = true) <|\n1',
      'Flights+Delays: recreates the columns of Flights',
    ],
  ])('%s', (text, expected) => {
    expect(shortOf(judge(text))).toBe(expected);
  });
});

describe('unclear is', () => {
  test.each([
    ['.execute database script <|', 'unclear: holds several commands; put them into the file themselves'],
    ['.drop extents <| T | project ExtentId, TableName', 'unclear: drops stored rows'],
    ['.drop extents older 10 days from all tables', 'unclear: drops stored rows'],
    [
      '.replace extents in table New <| {.show table New extents}, {database("D").T}',
      'unclear: replaces stored rows of New, New',
    ],
    [
      '.alter-merge table Other.T policy retention softdelete = 999d',
      'unclear: changes the retention policy of Other.T, which decides when rows are deleted',
    ],
    [
      '.alter tables (Flights, Other.T) policy retention \'{"SoftDeletePeriod": "999.00:00:00"}\'',
      'unclear: changes the retention policy of Flights, Other.T, which decides when rows are deleted',
    ],
    [`.drop table ['Other'].['Flights']`, 'unclear: drops table Flights'],
    ['.drop table Other.Flights', 'unclear: drops table Other.Flights'],
    ['.alter cluster policy capacity "{}"', 'unclear: runs .alter cluster, which is not known to be harmless'],
    ['.set database D admins none', 'unclear: sets who has the role admins of D'],
    ['.drop table $$name$$', 'unclear: runs .drop table, which is not known to be harmless'],
    ['.alter table * policy update "[]"', 'unclear: runs .alter table, which is not known to be harmless'],
    ['.frobnicate table Flights', 'unclear: runs .frobnicate table, which is not known to be harmless'],
    ['.drop table Flights (Code: string)', 'unclear: runs .drop table, which is not known to be harmless'],
    ['.constructor', 'unclear: runs .constructor, which is not known to be harmless'],
    ['.create async materialized-view with (move_extents_from = Flights) V on table New { New }', undefined],
    ['.undo drop table Flights version="v1"', undefined],
    ['.append Flights <| .drop table Flights', undefined],
    ['Flights | take 1', 'unclear: is not a management command'],
  ])('%s', (text, expected) => {
    const loss = judge(text);
    expect(loss.kind).not.toBe('safe');
    if (expected !== undefined) expect(shortOf(loss)).toBe(expected);
  });

  test('a database policy where no table is known', () => {
    expect(judge(`.alter database D policy caching hot = 1d`, { tables: new Map() }).kind).toBe('unclear');
    const empty = { tables: new Map(), database: 'D' };
    expect(judge(`.alter database d policy caching hot = 1d`, empty).kind).toBe('safe');
    expect(judge(`.alter-merge database ['D'] policy retention softdelete = 1d`, empty).kind).toBe('safe');
    expect(judge(`.alter database Other policy caching hot = 1d`, empty).kind).toBe('unclear');
    expect(judge(`.alter cluster policy caching hot = 1d`, empty).kind).toBe('unclear');
  });
});

test('a materialized view that is known not to exist loses nothing', () => {
  const known: LiveTables = { ...live, views: new Set(['W']) };
  expect(judge('.create-or-alter materialized-view V on table Flights { Flights }', known).kind).toBe('safe');
  expect(judge('.create-or-alter materialized-view W on table Flights { Flights }', known).kind).toBe('loses-data');
});

describe('a policy that is set already', () => {
  const policies = new Map([
    ['update', '[{"IsEnabled":true,"Query":"T","Source":"T"}]'],
    ['row_level_security', 'enable "Flights"'],
    ['restricted_view_access', 'true'],
  ]);
  const flights = { columns: [{ name: 'id', type: 'long' }], policies };
  const tables: LiveTables = {
    tables: new Map([
      ['Flights', flights],
      ['Delays', { ...flights, policies: new Map() }],
    ]),
  };

  test.each([
    `.alter table Flights policy update '[{"Source": "T", "IsEnabled": true, "Query": "T"}]'`,
    '.alter table Flights policy row_level_security enable "Flights"',
    '.alter tables (Flights) policy restricted_view_access True',
  ])('%s is safe', (text) => {
    expect(judge(text, tables)).toEqual({ kind: 'safe', why: 'it is set already' });
  });

  test.each([
    `.alter table Flights policy update '[{"Source": "U", "IsEnabled": true, "Query": "T"}]'`,
    `.alter-merge table Flights policy update '[{"Source": "T", "IsEnabled": true, "Query": "T"}]'`,
    `.alter table ['Other'].['Flights'] policy update '[{"Source": "T", "IsEnabled": true, "Query": "T"}]'`,
    '.alter table Flights policy row_level_security disable "Flights"',
    '.alter table Flights policy row_level_security enable with (allowMaterializedViewsWithoutRowLevelSecurity=true) "Flights"',
    '.alter tables (Flights, Delays) policy restricted_view_access true',
    '.delete table Flights policy update',
  ])('%s is another one', (text) => {
    expect(judge(text, tables).kind).not.toBe('safe');
  });
});
