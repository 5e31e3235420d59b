import { longestLogged, readRowFilter } from '../../../../src/domain/kql/row-filter.ts';

const columns = new Set(['Id', 'Name', 'At', 'odd name', 'Key']);
const read = (text: string) => readRowFilter(text, 'T', columns);
const deleting = (filter: string): string => `.delete table T records <| T ${filter}`;

test.each([
  '| where Id == 1',
  "| where Name has 'x' and not(Id in (1, 2, 3)) or isempty(Name)",
  '| where At between (datetime(2026-01-01) .. datetime(2026-02-01T10:00:00.1234567Z))',
  "| where Name =~ 'a' | where Id % 3 >= 1 and Id / 2.5 < -4e-1",
  "| where ['odd name'] !contains 'it''s' and Name !in~ ('a', \"b\")",
  '| where Key == guid(74be27de-1e4e-49d9-b579-fe0b331d3642) and At > startofday(At) + time(1d)',
  '| where Id == long(null)',
])('%s is about the rows alone', (filter) => {
  expect(read(deleting(filter))).toEqual({ filter });
});

test('the table may stand in quotes, and a purge has its filter without it', () => {
  const own = ".delete table ['odd T'] with (notes='x <| y') records <| ['odd T'] | where Id == 1";
  expect(readRowFilter(own, 'odd T', columns)).toEqual({ filter: '| where Id == 1' });
  const purge = ".purge table T records in database Db with (noregrets='true') <| where Id == 1";
  expect(read(purge)).toEqual({ filter: '| where Id == 1' });
});

test.each([
  [deleting('| where At < ago(7d)'), 'ago'],
  [deleting('| where At < now()'), 'now'],
  [deleting('| where ingestion_time() > datetime(2026-01-01)'), 'ingestion_time'],
  [deleting('| where Id in (Other | project Id)'), 'Other'],
  [deleting('| where Id in (Id)'), 'list'],
  [deleting('| where MyFunction(Id)'), 'MyFunction'],
  [deleting('| where Id(1)'), 'Id'],
  [deleting('| where Gone == 1'), 'Gone'],
  [deleting("| where Name == h'*****'"), 'hide'],
  [deleting("| where * has 'x'"), '*'],
  [deleting('| where Name.x == 1'), 'looks into'],
  [deleting('| where At > datetime(now)'), 'datetime'],
  [deleting('| where Id == 1 | take 5'), 'take'],
  [deleting('| take 5'), 'take'],
  [deleting('| where Id == toscalar(T | count)'), 'toscalar'],
  [deleting('| where Id == 1 // one'), 'comments'],
  [deleting('| where Id == 1; drop'), ';'],
  [deleting("| where Name == 'cut"), 'end'],
  [deleting('| where (Id == 1'), 'end'],
  [deleting(''), 'no where'],
  ['.delete table T records <| U | where Id == 1', 'begin'],
  ['.delete table T records <| T2 | where Id == 1', 'begin'],
  ['.delete async table T records <| T | where Id == 1', 'background'],
  ['.delete table T records', 'no filter'],
  [deleting(`| where Name == '${'x'.repeat(longestLogged)}'`), 'lack'],
])('%s is not, and the reason is told', (text, why) => {
  expect(read(text)).toEqual({ why: expect.stringContaining(why) });
});
