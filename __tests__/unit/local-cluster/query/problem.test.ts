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
  ['T | as W', 'as'],
  ['T | summarize hll(i)', 'hll'],
  ['let f = () { T | evaluate bag_unpack(d) }; f() | count', 'bag_unpack'],
  ['T | evaluate pivot(b)', 'pivot'],
  ['Wild() | count', 'T*'],
  ['print hash_xxhash64(true)', 'bool'],
  ['print array_sort_asc(dynamic([1]), dynamic([2]))', 'a second array'],
  ['print format_datetime(now(), "K")', 'K'],
  ['print bag_remove_keys(dynamic({"a":1}), dynamic(["$.a"]))', '$.a'],
  ['T | summarize count() | extend x=ingestion_time()', 'ingestion_time()'],
  ['T | summarize count() by b | where cursor_after("5")', 'cursor_after()'],
  ['T | count; T | count', 'several queries'],
  ['print strcat("a", "b", bogus="c")', 'bogus="c"'],
  ['print iff(true, 1, "")', 'long, string'],
  ['print case(true, now(), false, 1s, datetime(null))', 'datetime, timespan'],
  ['T | summarize max(nosuch=i)', 'nosuch=i'],
  ['T | where b has_any (T | project i) | extend x=rand()', 'rand'],
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
  ['T | project-away *', 'no column'],
  ['T | project i | project-away i | count', 'no column'],
  ['print 1 == "1"', 'types long and string. Try adding explicit casts'],
  ['print "" != int(null)', 'types string and int'],
  ['print 1s == 1', 'types timespan and long'],
  ['print datetime(2020-01-01) == 1', 'types datetime and long'],
  ['print datetime(2020-01-01) == "2020-01-01"', 'types datetime and string'],
  ['print 1s != "00:00:01"', 'types timespan and string'],
  ['print true == "true"', 'types bool and string'],
  ['print guid(null) == ""', 'types guid and string'],
  ['print dynamic(1) == dynamic(null)', 'dynamic values without explicit cast'],
  ['T | where i in ("1", "")', 'types string and int'],
  ['T | where b !in (5)', 'types long and string'],
  ['T | where b in ((T | project i))', 'types int and string'],
  ['Off | where cursor_after("5")', 'IngestionTime'],
  ['Off | where cursor_before_or_at("5")', 'Off'],
  ['T | where cursor_after("elsewhere")', 'elsewhere'],
  ['print datetime(2020-13-45)', '2020-13-45'],
  ['T | extend r=row_number()', 'serialized'],
  ['T | sort by i | summarize r=max(prev(i))', 'prev()'],
  ['external_table("T") | count', 'T'],
  ['materialized_view("T") | count', 'T'],
  ['union isfuzzy=true Nope, Nopes', 'none of its tables'],
  ['union Nope*, T', 'Nope*'],
  ['T | parse b with x:string * "y"', 'ambiguous'],
  ['database("other").T', 'other'],
  ['T | project i, x=i, d | evaluate bag_unpack(d) : (*, x:long)', 'second column x'],
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
