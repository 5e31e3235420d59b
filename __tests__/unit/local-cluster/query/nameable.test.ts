import type { QueryCatalog, StoredFunction, TableSource } from '../../../../local-cluster/query/contract.ts';
import { nameableTables } from '../../../../local-cluster/query/parser/nameable.ts';

const named = ['Sought', 'Table number 7', 'a-b', "it's", 'back\\slash', 'Größe', '2020', 'sp (x):y.z'];
const others = Array.from({ length: 300 }, (_, place) => `Other${place}`);

function sourceOf(name: string): TableSource {
  const sql = '""';
  return {
    ...{ name, columns: [], relation: sql, columnSql: () => sql, hasIngestionTimePolicy: true },
    ...{ ingestionTimeSql: sql, extentIdSql: sql, extentTagsSql: sql, cursorSql: sql },
  };
}

function seen(
  text: string,
  functions: readonly StoredFunction[] = [],
  names = [...named, ...others],
): readonly string[] {
  const catalog: Pick<QueryCatalog, 'tables' | 'functions'> = { tables: names.map(sourceOf), functions };
  return nameableTables(text, catalog).map(({ name }) => name);
}

test.each([
  ['Sought | count', 'Sought'],
  ['let t = Sought; t | where a == "it" | count', 'Sought'],
  ["['Table number 7'] | count", 'Table number 7'],
  ['union (["Table number 7"] | project rests=""),(Other1 | project rests="")', 'Table number 7'],
  ["// it's only a comment\n['a-b'] | count", 'a-b'],
  ["['2020'] | count", '2020'],
  [".show table ['sp (x):y.z'] details", 'sp (x):y.z'],
  ['table(h@"Sought") | count', 'Sought'],
  ["let n = 'Sought'; table(n) | count", 'Sought'],
  ['.drop tables (Other1, Sought)', 'Sought'],
  ['.alter table Sought policy merge "{\\"Other1\\":\\"it\\"}"', 'Sought'],
  ['.alter table ["Table number 7"] policy merge "{\\"a\\":\\"b\\"}"', 'Table number 7'],
  ['Sought2 | join kind=inner (Sought) on a', 'Sought'],
  ["Other1 | where a == ''\n| union Sought", 'Sought'],
])('a table that %j names is among those that it can name', (text, table) => {
  expect(seen(text)).toContain(table);
});

test.each([
  'union Other*',
  'find in (Other1) where a == 1',
  'search "x"',
  "table('Sou' 'ght') | count",
  'table("Sou""ght") | count',
  "table('\\u0053ought') | count",
  'table(strcat("Sou", "ght")) | count',
  'table(```Sought```) | count',
  'database("Demo").Sought | count',
])('%j may name any table, so all are shown', (text) => {
  expect(seen(text)).toHaveLength(named.length + others.length);
});

test('the JSON text of a policy is no other way to name a table', () => {
  expect(seen('.alter table Sought policy merge "{\\"AllowMerge\\":false}"')).not.toContain('Other1');
});

test('tables that functions name are among them, and names that need another way of writing always are', () => {
  const unusual = ["it's", 'back\\slash', 'Größe'];
  expect(seen('F() | count')).toEqual(unusual);
  expect(seen('F() | count', [{ name: 'F', parameters: '(n:string="2020")', body: '{ Sought | count }' }])).toEqual([
    ...['Sought', ...unusual],
    '2020',
  ]);
});
