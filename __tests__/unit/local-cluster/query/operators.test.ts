import type { TableSource } from '../../../../local-cluster/query/contract.ts';
import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { operatorCases } from './cases/operators.ts';
import { openSample, type Sample, sampleCatalog } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

const table = Object.entries(operatorCases).flatMap(([name, list]) =>
  list.map(([query, rows]) => [name, query, rows] as const),
);

test.each(table)('%s: %s', async (_name, query, rows) => {
  expect(await sample.answer(query)).toEqual(rows);
});

test('query parameters take the given value, then the default', async () => {
  const query = 'declare query_parameters(x:long = 3, y:string); print x, y';
  expect(await sample.answer(query, { y: 'u' })).toEqual([[3, 'u']]);
  expect(await sample.answer(query, { x: 'long(4)', y: "'v'" })).toEqual([[4, 'v']]);
  expect(await sample.answer(query, { y: 'f(x)' })).toEqual([[3, 'f(x)']]);
  await expect(sample.answer(query, { x: 'one', y: '' })).rejects.toThrow('one is not a whole number');
  await expect(sample.answer(query)).rejects.toThrow('y has no value');
});

test('options and columns of a query are reported', () => {
  const { options, columns } = translateQuery(
    "set query_datascope='All'; set notruncation; set query_results_cache_max_age=5m; T | summarize count(), max(i) by b",
    { ...sampleCatalog, options: { notruncation: false, servertimeout: 7n } },
  );
  expect(options).toEqual({
    query_datascope: 'all',
    notruncation: true,
    query_results_cache_max_age: 3_000_000_000n,
    servertimeout: 7n,
  });
  expect(columns).toEqual([
    { name: 'b', type: 'string' },
    { name: 'count_', type: 'long' },
    { name: 'max_i', type: 'int' },
  ]);
});

test.each([
  ['bogus_option=1', "'bogus_option' is not supported"],
  ['servertimeout=1m', "'servertimeout' can't be modified by a set statement"],
  ["queryconsistency='strongconsistency'", "'queryconsistency' can't be modified"],
  ['truncationmaxsize=1', "'truncationmaxsize' can't be modified"],
  ['notruncation=1', 'must have the type bool'],
  ['query_take_max_records', "'query_take_max_records' is a long, not 'true'"],
  ['truncationmaxrecords=0', "'truncationmaxrecords' is from 1 to 9223372036854775807, not 0"],
  ["query_now='soon'", 'must have the type datetime'],
  ["query_datascope='warm'", "does not support 'warm' as request option 'query_datascope'"],
  ["query_datascope='hotcache'", 'hotcache of T'],
  ['query_fanout_nodes_percent=101', 'from 1 to 100, not 101'],
])('a set statement without meaning is refused: %s', (statement, words) => {
  expect(() => translateQuery(`set ${statement}; T`, sampleCatalog)).toThrow(words);
});

test('a request that blocks row level security reads what is there to refuse it, whoever asks for it', () => {
  const instead = (table: TableSource): TableSource => ({ ...table, relation: '"Refused"' });
  const tables = sampleCatalog.tables.map((table) => ({ ...table, blocked: instead(table) }));
  const catalog = { ...sampleCatalog, tables };
  const isBlocked = (text: string, asked: boolean): boolean =>
    !translateQuery(text, { ...catalog, options: { request_block_row_level_security: asked } }).sql.includes('"T"');
  expect(isBlocked('T', false)).toBe(false);
  expect(isBlocked('T', true)).toBe(true);
  expect(isBlocked('set request_block_row_level_security=true; T', false)).toBe(true);
  expect(isBlocked('set request_block_row_level_security=false; T', true)).toBe(true);
});
