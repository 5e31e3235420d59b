import { judgeLoss, type LiveTable, type LiveTables } from '../../../../src/domain/kql/loss.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { classOf } from '../../../../src/domain/schema/change-class.ts';
import { commandsOf, planned } from './planned.ts';

const live: LiveTable = {
  columns: [
    { name: 'a', type: 'int' },
    { name: 'b', type: 'string' },
  ],
  retentionSoftDelete: '365.00:00:00',
  policies: new Map([['update', '[]']]),
};
const tables: LiveTables = {
  tables: new Map([
    ['T', live],
    ['U', live],
  ]),
  views: new Set(['V']),
};

function classIn(text: string): string {
  const reading = readStatement(text);
  return classOf(reading, judgeLoss(reading, tables));
}

test.each([
  '.drop table T ifexists',
  '.drop tables (T, U)',
  '.drop column T.a',
  '.drop table T columns (a, b)',
  '.alter table T (a: int)',
  '.alter column T.a type = long',
  '.clear table T data',
  '.clear materialized-view V data',
  '.set-or-replace T <| U',
  '.set-or-append T with (recreate_schema=true) <| U',
  '.delete table T records <| T | where a > 1',
  '.purge table T records <| where a > 1',
  '.update table T delete D append A <| let D = T; let A = U',
  '.drop extents <| .show table T extents',
  '.replace extents in table T <| {.show table T extents}, {.show table U extents}',
  '.move extents all from table T to table U',
  '.rename tables T=U, U=T',
  '.rename table T to X',
  '.alter-merge table T policy retention softdelete = 10d',
  '.alter table T policy retention \'{"SoftDeletePeriod": "10.00:00:00"}\'',
  '.delete table T policy retention',
  '.alter table T policy auto_delete \'{"ExpiryDate": "2027-01-01"}\'',
  '.alter table T policy ingestiontime false',
  '.delete table T policy ingestiontime',
  ".alter column T.b policy encoding type = 'Identifier'",
  '.alter table T policy extent_tags_retention \'[{"TagPrefix": "ingest-by:", "RetentionPeriod": "1.00:00:00"}]\'',
  ".drop extent tags from table T ('drop-by:x')",
  '.drop materialized-view V',
  '.alter materialized-view V on table T { T | summarize count() by a }',
  '.delete table T policy update',
  '.alter-merge table T policy update \'[{"Source": "U", "Query": "U"}]\'',
  '.drop external table E',
  '.drop continuous-export X',
  '.delete table T policy row_level_security',
  '.alter table T policy row_level_security disable "Q"',
  '.alter table T policy restricted_view_access false',
  '.delete table T policy restricted_view_access',
  ".set table T admins ('aaduser=ann@contoso.com')",
  '.set database Db viewers none',
  '.invent table T',
])('%s loses data', (text) => {
  expect(classIn(text)).toBe('loses-data');
});

test('a view that is filled rebuilds, and one that is not is safe', () => {
  const view = (properties: string) =>
    `.create async materialized-view ${properties} W on table T { T | summarize count() by a }`;
  expect([classIn(view('with (backfill=true)')), classIn(view(''))]).toEqual(['rebuilds', 'safe']);
});

test.each([
  '.create-merge table N (a: int)',
  '.create-or-alter function F() { T }',
  '.alter table T policy caching hot = 1d',
  '.alter table T (b: string, a: int, c: long)',
])('%s is safe', (text) => {
  expect(classIn(text)).toBe('safe');
});

test.each([
  [
    'a column that is gone',
    '.create-merge table T (a: int)',
    '.create-merge table T (a: int, b: string)',
    ['table:T/column b'],
  ],
  ['another type', '.create-merge table T (a: int, b: dynamic)', '.create-merge table T (a: int, b: string)', []],
  [
    'a view with another key',
    '.create materialized-view V on table T { T | summarize count() by a }',
    '.create table T (a: int)\n.create materialized-view V on table T { T | summarize count() by b }',
    [],
  ],
  [
    'a policy that is taken away',
    '.create-merge table T (a: int)',
    '.create-merge table T (a: int)\n.alter table T policy update \'[{"Source": "U", "Query": "U"}]\'',
    ['table:T/policy update'],
  ],
  [
    'restricted view access that is taken away',
    '.create-merge table T (a: int)',
    '.create-merge table T (a: int)\n.alter table T policy restricted_view_access true',
    ['table:T/policy *'],
  ],
  ['a table that is deleted', '.create-merge table N (a: int)', '.create-merge table T (a: int)', ['table:T']],
])('%s loses data also where the plan writes the command', (_what, files, script, deletions) => {
  const classes = commandsOf(planned(files, script, deletions)).map(classIn);
  expect(classes).toContain('loses-data');
});
