import { QueryProblem } from '../../../../local-cluster/query/contract.ts';
import { implemented } from '../../../../local-cluster/query/implemented.ts';
import { vocabulary } from '../../../../local-cluster/query/parser/vocabulary.ts';
import { unsupportedNames } from '../../../../local-cluster/query/refusals.ts';
import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { sampleCatalog } from './sample.ts';

function refusalOf(query: string): string {
  try {
    translateQuery(query, sampleCatalog);
  } catch (problem) {
    if (problem instanceof QueryProblem) return `${problem.code} ${problem.message}`;
    throw problem;
  }
  return 'translated';
}

function isRefused(query: string, name: string): boolean {
  const refusal = refusalOf(query);
  return refusal.startsWith('LOCAL0001') && refusal.endsWith(`: ${name}`);
}

test('every function and plugin that Kusto has and this engine has not is refused by its name', () => {
  const { functions, aggregates, plugins } = vocabulary();
  const names = unsupportedNames();
  const query = (name: string): string => {
    if (plugins.includes(name)) return `T | evaluate ${name}()`;
    return aggregates.includes(name) ? `T | summarize ${name}()` : `print x=${name}()`;
  };
  expect(names.length).toBeGreaterThan(200);
  expect(functions.length + aggregates.length + plugins.length).toBeGreaterThan(500);
  expect(names.filter((name) => !isRefused(query(name), name))).toEqual([]);
  expect(isRefused('print x=strlen("a")', 'strlen')).toBe(false);
});

/** A query for each operator that is not supported, and the word its refusal names. */
const refused: Readonly<Record<string, readonly [query: string, word: string]>> = {
  AsOperator: ['T | as W', 'as'],
  AssertSchemaOperator: ['T | assert-schema (i:int)', 'assert-schema'],
  ConsumeOperator: ['T | consume', 'consume'],
  FacetOperator: ['T | facet by b', 'facet'],
  FindOperator: ["find in (T) where b == 'x'", 'find'],
  GraphMatchOperator: ['T | make-graph i --> l | graph-match (a)-[e]->(b) project a.i', 'make-graph'],
  GraphShortestPathsOperator: [
    'T | make-graph i --> l | graph-shortest-paths (a)-[e*1..2]->(b) project a.i',
    'make-graph',
  ],
  GraphToTableOperator: ['T | make-graph i --> l | graph-to-table nodes', 'make-graph'],
  SearchOperator: ["search 'x'", 'search'],
  ForkOperator: ['T | fork (count)', 'fork'],
  MacroExpandOperator: ['macro-expand entity_group [database("db")] as s (s.T)', 'macro-expand'],
  MakeGraphOperator: ['T | make-graph i --> l', 'make-graph'],
  GraphMarkComponentsOperator: ['T | make-graph i --> l | graph-mark-components', 'make-graph'],
  GraphWhereNodesOperator: ['T | make-graph i --> l | graph-where-nodes i > 1', 'make-graph'],
  GraphWhereEdgesOperator: ['T | make-graph i --> l | graph-where-edges i > 1', 'make-graph'],
  MakeSeriesOperator: ['T | make-series count() on t step 1d', 'make-series'],
  PartitionByOperator: ['T | __partitionby b (count)', '__partitionby'],
  PartitionOperator: ['T | partition by b (count)', 'partition'],
  ParseKvOperator: ['T | parse-kv b as (x:long)', 'parse-kv'],
  ProjectByNamesOperator: ["T | project-by-names 'i'", 'project-by-names'],
  ReduceByOperator: ['T | reduce by b', 'reduce'],
  RenderOperator: ['T | render table', 'render'],
  SampleOperator: ['T | sample 1', 'sample'],
  SampleDistinctOperator: ['T | sample-distinct 1 of b', 'sample-distinct'],
  ScanOperator: ['T | sort by i | scan with (step s: true;)', 'scan'],
  TopHittersOperator: ['T | top-hitters 1 of b', 'top-hitters'],
  TopNestedOperator: ['T | top-nested 1 of b by count()', 'top-nested'],
};

/** Parts of other operators, or words of the grammar that no query of a database can hold. */
const internal = ['BadQueryOperator', 'ExecuteAndCacheOperator'];

test.each(Object.entries(refused))('%s is refused', (_kind, [query, word]) => {
  expect(refusalOf(query)).toContain(`is not supported by the local cluster: ${word}`);
});

test('each operator of the grammar is supported or refused by its name', () => {
  const known = new Set<string>([...implemented.kinds, ...Object.keys(refused), ...internal]);
  expect(vocabulary().operators.filter((kind) => !known.has(kind))).toEqual([]);
});

test.each([
  ["let f=(x:long) { print x }; f('5')", 'a string for x:long'],
  ['let f=(x:long) { x }; print f(1.5)', 'a real for x:long'],
  ['let f=(x:int) { x }; T | project f(l)', 'a long for x:int'],
  ["Above('a')", 'a string for x:long'],
  ["print Label('a', 5)", 'a string for x:long'],
  ['let f=(x:datetime) { print x }; f(5)', 'a long for x:datetime'],
  ["let f=(x:dynamic) { print x }; f('a')", 'a string for x:dynamic'],
  ['union kind=inner (print x=1), (print x_long=3)', 'no column is in all inputs'],
  ["union (print x=1), (print x='a'), (print x_long=toint(4))", 'x_long1'],
])('no value of another type gets into a column: %s', (query, words) => {
  expect(refusalOf(query)).toMatch(new RegExp(`^LOCAL0001 .*: ${words}$`));
});
