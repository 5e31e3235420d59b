import { readLiveModel } from '../../../../src/domain/schema/live-model.ts';
import { findTimeCallers } from '../../../../src/domain/schema/time-callers.ts';

const policyOf = (...entries: readonly object[]): string => JSON.stringify(entries).replaceAll("'", "\\'");

/** By their kind and name, with what they go through. */
function callersOf(script: readonly string[], ...tables: readonly string[]): readonly (readonly string[])[] {
  const { model, unread } = readLiveModel(script, 'Db');
  expect(unread).toEqual([]);
  const found = findTimeCallers(model, tables);
  return tables.map((table) =>
    (found.get(table) ?? []).map(({ kind, name, through }) => [kind, name, ...(through ?? [])].join(' ')),
  );
}

const tables = ['.create-merge table T (a:string)', '.create-merge table U (a:string)'];
const recent = '.create-or-alter function Recent() { T | where ingestion_time() > ago(1d) }';

test.each([
  ['a function', recent, 'function Recent'],
  ['a cursor function', ".create-or-alter function New() { T | where cursor_after('') }", 'function New'],
  [
    'a view',
    '.create materialized-view V on table T { T | summarize max(ingestion_time()) by a }',
    'materialized-view V',
  ],
  [
    'an update policy',
    `.alter table U policy update '${policyOf({ IsEnabled: true, Source: 'T', Query: 'T | extend at = ingestion_time()' })}'`,
    'update-policy U',
  ],
  [
    'an update policy that names it as its source only',
    `.alter table U policy update '${policyOf({ IsEnabled: true, Source: 'T', Query: 'U | where ingestion_time() > ago(1h)' })}'`,
    'update-policy U',
  ],
  [
    'row level security',
    '.alter table U policy row_level_security enable "T | where ingestion_time() < ago(1d)"',
    'row-level-security U',
  ],
  ['a bracketed name', ".create-or-alter function F() { ['T'] | project ingestion_time() }", 'function F'],
] as const)('%s that tells rows of a table by their ingestion is found', (_, text, expected) => {
  expect(callersOf([...tables, text], 'T')).toEqual([[expected]]);
});

test.each([
  ['in a string', `.create-or-alter function F() { T | extend x = "ingestion_time()" }`],
  ['in a comment', '.create-or-alter function F() { T // ingestion_time()\n }'],
  ['as a column', '.create-or-alter function F() { T | extend ingestion_time = 1 }'],
  ['on another table', '.create-or-alter function F() { U | where ingestion_time() > ago(1d) }'],
  ['with the name of the table in a comment', '.create-or-alter function F() { U | project ingestion_time() // T\n }'],
  [
    'in a policy that is off',
    `.alter table U policy update '${policyOf({ IsEnabled: false, Source: 'T', Query: 'T | extend at = ingestion_time()' })}'`,
  ],
])('the name %s is no call', (_, text) => {
  expect(callersOf([...tables, text], 'T')).toEqual([[]]);
});

test('what calls it through others is named with them, whichever of them reads the table', () => {
  const script = [
    ...tables,
    recent,
    '.create-or-alter function Outer() { Recent() | count }',
    '.create-or-alter function Most() { Outer() | union U }',
    '.create-or-alter function OfAny(rows:(a:string)) { rows | where ingestion_time() > ago(1d) }',
    '.create-or-alter function Given() { T | invoke OfAny() }',
    '.create-or-alter function Round() { Circle() }',
    '.create-or-alter function Circle() { Round() }',
  ];
  const [ofT = [], ofU] = callersOf(script, 'T', 'U');
  expect([...ofT].sort()).toEqual([
    'function Given OfAny',
    'function Most Recent',
    'function Outer Recent',
    'function Recent',
  ]);
  expect(ofU).toEqual(['function Most Recent']);
});

test('a table that is gone is still named by what reads it', () => {
  expect(callersOf([recent], 'T', 'U')).toEqual([['function Recent'], []]);
});
