import type { ScalarCases } from './case.ts';

/** Functions that tell where and when a row was ingested. */
export const rowsCases: ScalarCases = {
  ingestion_time: [
    ['toscalar(T | where i == 1 | project ingestion_time())', '2020-01-01T00:00:00.0000000Z'],
    ['toscalar(T | where isnull(i) | project ingestion_time())', null, { null: 'rows' }],
    ['toscalar(Empty | project ingestion_time())', null, { empty: 'rows' }],
  ],
  extent_id: [
    ['toscalar(T | where i == 3 | project extent_id())', '00000000-0000-0000-0000-000000000002'],
    ['toscalar(T | where isnull(i) | project extent_id())', '00000000-0000-0000-0000-000000000001', { null: 'rows' }],
    ['toscalar(Empty | project extent_id())', null, { empty: 'rows' }],
  ],
  extent_tags: [
    ['toscalar(T | where i == 1 | project extent_tags())', '["x"]'],
    ['toscalar(T | where isnull(i) | project extent_tags())', '["x"]', { null: 'rows' }],
    ['toscalar(Empty | project extent_tags())', null, { empty: 'rows' }],
  ],
  cursor_after: [
    ['toscalar(T | where cursor_after("10") | count)', 1],
    ['toscalar(T | where cursor_after("") | count)', 2, { empty: 0 }],
    ['toscalar(T | where isnull(i) and cursor_after("") | count)', 0],
    ['toscalar(Empty | where cursor_after("10") | count)', 0],
  ],
  cursor_before_or_at: [
    ['toscalar(T | where cursor_before_or_at("10") | count)', 1],
    ['toscalar(T | where cursor_before_or_at("") | count)', 0, { empty: 0 }],
    ['toscalar(T | where isnull(i) and cursor_before_or_at("100") | count)', 0],
    ['toscalar(Empty | where cursor_before_or_at("10") | count)', 0],
  ],
  current_principal: [
    ['current_principal()', 'aadapp=sample;tenant'],
    ["current_principal() == ''", false],
    ['isnull(current_principal())', false],
  ],
  current_principal_is_member_of: [
    ["current_principal_is_member_of('aadapp=Sample;tenant')", true],
    ["current_principal_is_member_of('', 'aadapp=null;tenant')", false, { empty: 0 }],
    ["current_principal_is_member_of(dynamic(['aadapp=sample;tenant']))", true],
    ['current_principal_is_member_of(dynamic(null))', null, { null: 0 }],
  ],
  current_database: [
    ['current_database()', 'db'],
    ['toscalar(T | where isnull(i) | project current_database())', 'db'],
    ['toscalar(Empty | project current_database())', ''],
  ],
  cursor_current: [
    ['cursor_current()', '100'],
    ["cursor_current() == ''", false],
    ['toscalar(T | where isnull(i) | project cursor_current())', '100'],
    ['toscalar(Empty | project cursor_current())', ''],
  ],
  current_cursor: [
    ['current_cursor()', '100'],
    ['toscalar(T | where isnull(i) | project current_cursor())', '100'],
    ['toscalar(Empty | project current_cursor())', ''],
  ],
};
