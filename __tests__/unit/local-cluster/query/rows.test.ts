import { DuckDBInstance } from '@duckdb/node-api';
import { registerFunctions } from '../../../../local-cluster/query/functions.ts';
import { openSample, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

test.each([
  ['T | where cursor_before_or_at("10") | project l', [[10]]],
  ['T | where cursor_after("10") | project l', [[30]]],
  ['T | where cursor_after("") | count', [[2]]],
  ['T | where cursor_before_or_at("") | count', [[0]]],
  ['T | where cursor_before_or_at("900") | count', [[2]]],
  ['T | where cursor_before_or_at(current_cursor()) or isnull(ingestion_time()) | count', [[3]]],
  ['let C="10"; T | extend x=1 | where cursor_after(C) | project l', [[30]]],
  ['let C=cursor_current(); T | where cursor_after(C) | count', [[0]]],
  ['Empty | where cursor_after("10") | count', [[0]]],
  ['T | project t=ingestion_time() | where isnull(t) | count', [[1]]],
  ['Off | where isnotnull(ingestion_time()) | count', [[2]]],
  ['union T, Empty | where cursor_after("10") | count', [[1]]],
])('%s', async (query, rows) => {
  expect(await sample.answer(query)).toEqual(rows);
});

test('rows are counted by extent and tags', async () => {
  const query = 'T | summarize n=count() by ExtentId=extent_id(), Tags=tostring(extent_tags()) | sort by n';
  expect(await sample.answer(query)).toEqual([
    ['00000000-0000-0000-0000-000000000001', '["x"]', 2],
    ['00000000-0000-0000-0000-000000000002', '[]', 1],
  ]);
});

test('rows of named extents are read back with their types', async () => {
  const query = `T | where extent_id() in (guid(00000000-0000-0000-0000-000000000002), guid(00000000-0000-0000-0000-000000000009))
    | project ['i'], b=totimespan(tostring(['s'])), c=toguid(tostring(['g'])), d=['t']+['i']*1tick`;
  expect(await sample.answer(query)).toEqual([[3, '-00:00:00.0000001', null, '2020-01-01T00:00:00.0000004Z']]);
});

test('rows on both sides of a cursor are counted in one pass', async () => {
  const query = `['T'] | summarize total=count(), le=countif(cursor_before_or_at("10")), gt=countif(cursor_after("10")),
      noit=countif(isnull(ingestion_time())), odd=countif(['t'] != bin(['t'], 1microsecond))
    | project total=tostring(total), le=tostring(le), gt=tostring(gt), noit=tostring(noit), odd=tostring(odd)`;
  expect(await sample.answer(query)).toEqual([['3', '1', '1', '1', '1']]);
});

test('the fingerprint of rows does not depend on their order and counts duplicates', async () => {
  const fingerprint = `extend kr_h=hash_xxhash64(strcat(iff(isnull(['i']),"~",tostring(['i'])),"|",tostring(hash_xxhash64(['b'])),"|",tostring(['t'])))
    | summarize n=count(), rlo=sum(binary_and(kr_h,4294967295)), rhi=sum(binary_and(binary_shift_right(kr_h,32),4294967295))
    | project n=tostring(n), rlo=tostring(rlo), rhi=tostring(rhi)`;
  const all = await sample.answer(`T | where cursor_before_or_at("100") or isnull(ingestion_time()) | ${fingerprint}`);
  expect(await sample.answer(`T | sort by b | ${fingerprint}`)).toEqual(all);
  const [twice] = await sample.answer(`union T, T | ${fingerprint}`);
  const doubled = all.map((row) => row.map((value) => String(2n * BigInt(String(value)))));
  expect([twice]).toEqual(doubled);
  expect(await sample.answer(`Empty | ${fingerprint}`)).toEqual([['0', '0', '0']]);
});

test('a second connection to the database can be made ready too', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  for (const connection of [await instance.connect(), await instance.connect()]) {
    await registerFunctions(connection);
    const result = await connection.runAndReadAll("SELECT kusto_hash_text('.World'), kusto_timespan_text(1)");
    expect(result.getRows()).toEqual([[1846988464401551951n, '00:00:00.0000001']]);
  }
});
