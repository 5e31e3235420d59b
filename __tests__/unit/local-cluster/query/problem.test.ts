import { QueryProblem } from '../../../../local-cluster/query/contract.ts';
import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { sampleCatalog } from './sample.ts';

const codeOf = (query: string): readonly [string, string] => {
  try {
    translateQuery(query, sampleCatalog);
  } catch (problem) {
    if (problem instanceof QueryProblem) return [problem.code, problem.message];
    throw problem;
  }
  return ['none', ''];
};

test.each([
  ['T | parse b with * "x" y', 'parse'],
  ['T | make-series count() on t step 1d', 'make-series'],
  ['T | evaluate bag_unpack(d)', 'evaluate'],
  ['T | sample 1', 'sample'],
  ['T | as W', 'as'],
  ['search "x"', 'SearchOperator'],
  ['T | extend r=row_number()', 'row_number'],
  ['T | summarize hll(i)', 'hll'],
  ['T | summarize percentile(i, 50)', 'percentile'],
  [
    'T | join kind=inner hint.strategy=shuffle (T) on $left.i == $right.i, b | where b hasprefix "x"',
    'HasPrefixExpression',
  ],
  ['print hash_xxhash64(true)', 'bool'],
  ['T | summarize count() | extend x=ingestion_time()', 'ingestion_time()'],
  ['T | summarize count() by b | where cursor_after("5")', 'cursor_after()'],
  ['T | count; T | count', 'several queries'],
  ['print decimal(2) * decimal(3)', '*'],
  ['union isfuzzy=true T, Nope', 'isfuzzy'],
])('%s is refused by naming %s', (query, name) => {
  const [code, message] = codeOf(query);
  expect(message).toContain(name);
  expect([code, message.includes('is not supported by the local cluster')]).toEqual(['LOCAL0001', true]);
});

test.each([
  ['T | where nosuch == 1', 'nosuch'],
  ['Nosuch | count', 'Nosuch'],
  ['T | extend x = nosuch(1)', 'nosuch'],
  ['T | where b > 5', '>'],
  ['Off | where cursor_after("5")', 'IngestionTime'],
  ['Off | where cursor_before_or_at("5")', 'Off'],
  ['T | where cursor_after("elsewhere")', 'elsewhere'],
  ['print datetime(2020-13-45)', '2020-13-45'],
])('%s is a semantic error about %s', (query, name) => {
  const [code, message] = codeOf(query);
  expect(code).toBe('SEM0100');
  expect(message).toContain(name);
});

test.each(['T | | where', 'T | where', '', 'T | project (', "print 'open", 'let x = 1;', 'T | nosuch-operator'])(
  '%p is a syntax error',
  (query) => {
    expect(codeOf(query)[0]).toBe('SYN0002');
  },
);
