import {
  compareSettings,
  derivedTables,
  policiesByTable,
  settingsFor,
  settingsOf,
  tablesWithHiddenRows,
  viewsWithHiddenRows,
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

describe('derived tables', () => {
  const tables = ['A', 'B', 'C', 'Raw1', 'Raw.2'];
  const fills = (target: string, policies: string) => `.alter table ${target} policy update @'${policies}'`;
  const derivedOf = (table: string, ...lines: readonly string[]) => derivedTables(lines, tables).get(table);

  test('are followed through each other, also in a circle', () => {
    const lines = [
      fills('B', '[{"Source":"A"}]'),
      fills('C', '[{"Source":"X"},{"Source":"B"}]'),
      fills('A', '[{"Source":"C"}]'),
    ];
    expect(derivedOf('A', ...lines)).toEqual(['B', 'C']);
    expect(derivedOf('B', ...lines)).toEqual(['C', 'A']);
    expect(derivedOf('Raw1', ...lines)).toEqual([]);
  });

  test('of a source with a wildcard are those of every table that fits', () => {
    const lines = [fills('A', '[{"Source":"Raw*","SourceIsWildCard":true}]'), fills('B', '[{"Source":"Raw.*"}]')];
    expect(derivedOf('Raw1', ...lines)).toEqual(['A']);
    expect(derivedOf('Raw.2', ...lines)).toEqual(['A', 'B']);
    expect(derivedOf('C', ...lines)).toEqual([]);
  });

  test.each([
    ['that is no JSON', fills('A', '[{')],
    ['without a source', fills('A', '[{"Query":"B"}]')],
    ['in another form', '.alter table A policy update disable'],
    ['that is merged', `.alter-merge table A policy update '[{"Source":"B"}]'`],
  ])('are all tables while there is a policy %s', (_, line) => {
    expect(derivedOf('C', line)).toEqual(['A', 'B', 'Raw1', 'Raw.2']);
  });

  test('are none where no policy is set', () => {
    expect(derivedOf('C', fills('A', '[]'), fills('B', 'null'))).toEqual([]);
  });
});

test('policies are known by table and name, the last one counting, whatever their spelling', () => {
  const policies = policiesByTable([
    `.alter table T policy merge '{"b":1,"a":[{"d":1,"c":2}]}'`,
    '.alter tables (T, U) policy restricted_view_access True',
    '.alter table U policy restricted_view_access False',
    '.alter table U policy caching hot = 1d',
    `.alter database D policy merge '{}'`,
  ]);
  expect(policies.get('T')).toEqual(
    new Map([
      ['merge', '{"a":[{"c":2,"d":1}],"b":1}'],
      ['restricted_view_access', 'true'],
    ]),
  );
  expect(policies.get('U')).toEqual(new Map([['restricted_view_access', 'false']]));
});

test('tables and views whose rows a policy hides are found, each among its kind', () => {
  const hidden = '.alter materialized-view V policy row_level_security enable "V | where false"';
  const shown = '.alter materialized-view W policy row_level_security disable "W"';
  expect(viewsWithHiddenRows([...script, hidden, shown])).toEqual(new Set(['V']));
  expect(tablesWithHiddenRows([...script, hidden, shown])).toEqual(new Set(['Hidden']));
});
