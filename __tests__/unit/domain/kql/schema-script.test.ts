import {
  compareSettings,
  dependents,
  settingsFor,
  settingsOf,
  tablesWithoutIngestionTime,
} from '../../../../src/domain/kql/schema-script.ts';

const odd = `it's`;
const script = [
  `.create-merge table T (a:int) with (folder='f')`,
  `.create-merge table ['it\\'s'] (a:int)`,
  '.alter table T policy retention "{\\"SoftDeletePeriod\\":\\"1.00:00:00\\"}"',
  `.alter table ['it\\'s'] policy caching hot = 1d`,
  '.alter table T column-docstrings (a:"doc")',
  '.alter column T.a policy encoding type="bigobject"',
  `.create-or-alter table T ingestion csv mapping "m" '[]'`,
  '.alter table T policy ingestiontime false',
  '.alter table Off policy ingestiontime false',
  '.alter table On policy ingestiontime true',
  '.create-or-alter materialized-view V on table T { T | summarize count() by a }',
  `.alter table Target policy update @'[{"Source":"T","Query":"T"}]'`,
  '.alter table Hidden policy row_level_security enable "Hidden | where false"',
  '.create-or-alter function F() { T }',
];

test('tables whose ingestion time is off are found', () => {
  expect(tablesWithoutIngestionTime(script)).toEqual(new Set(['T', 'Off']));
});

test('the settings of a table are its own, without the command that makes it', () => {
  const { columns, table } = settingsOf(script, 'T');
  expect(columns).toEqual([script[4], script[5]]);
  expect(table).toEqual([script[2], script[6], script[7]]);
  expect(settingsOf(script, odd)).toEqual({ columns: [], table: [script[3]] });
  expect(settingsOf(script, 't')).toEqual({ columns: [], table: [] });
});

test('settings are said of another table and compare as equal there and back', () => {
  const own = settingsOf(script, 'T');
  const stage = settingsFor(own, 'T', odd);
  expect(stage.table[0]).toBe(`.alter table ['it\\'s'] policy retention "{\\"SoftDeletePeriod\\":\\"1.00:00:00\\"}"`);
  expect(compareSettings(stage, settingsFor(own, 'T', odd))).toEqual([]);
  expect(settingsOf([...stage.columns, ...stage.table], odd)).toEqual(stage);
});

test('what is missing and what is extra is named', () => {
  const own = settingsOf(script, 'T');
  expect(compareSettings(own, { ...own, table: own.table.slice(1) })).toEqual([`missing: ${own.table[0]}`]);
  expect(compareSettings({ ...own, columns: [] }, own)).toEqual(own.columns.map((line) => `extra: ${line}`));
});

test('what a new identity would break is said', () => {
  expect(dependents(script, 'T')).toEqual(['the materialized view V is made from it']);
  expect(dependents(script, 'Target')).toEqual(['an update policy fills it']);
  expect(dependents(script, 'Hidden')).toEqual(['it has a row level security policy']);
  expect(dependents(script, 'Off')).toEqual([]);
});
