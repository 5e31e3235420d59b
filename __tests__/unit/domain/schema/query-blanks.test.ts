import { isSameExport, readExport } from '../../../../src/domain/schema/continuous-export.ts';
import { commandsOf, planned } from './planned.ts';

const table = '.create-merge table T (a: int, b: string)\n.create-merge table S (a: int, b: string)';
const view = (query: string) => `${table}\n.create-or-alter materialized-view V on table T { ${query} }`;
const policy = (query: string) =>
  `${table}\n.alter table T policy update @'[{"IsEnabled": true, "Source": "S", "Query": "${query}"}]'`;
const security = (query: string) => `${table}\n.alter table T policy row_level_security enable "${query}"`;
const queries = [
  'T | summarize count() by a',
  'T|summarize count()by a',
  'T\\n| summarize count( ) by a',
  'T | summarize count()   by a // by a',
];

test.each([
  ['view', view],
  ['update policy', policy],
  ['row level security', security],
])('a %s whose query has other blanks stays as it is, and nothing is said of it', (_name, write) => {
  for (const live of queries.slice(0, 2))
    for (const query of queries.map((one) => (write === view ? one.replaceAll('\\n', '\n') : one))) {
      if (query.includes('//') && write === view) continue;
      const { steps, undeclared, warnings, problems } = planned(write(query), write(live));
      expect({ query, steps, undeclared, warnings, problems }).toEqual({
        query,
        steps: [],
        undeclared: [],
        warnings: [],
        problems: [],
      });
    }
});

test.each([
  ['view', view],
  ['update policy', policy],
  ['row level security', security],
])('a %s whose query is another changes', (_name, write) => {
  expect(commandsOf(planned(write('T | summarize count() by b'), write(queries[0] ?? '')))).not.toEqual([]);
});

test('a query that is there with other blanks is not added to an update policy once more', () => {
  const merged = `${table}\n.alter-merge table T policy update @'[{"Source": "S", "Query": "S|project a,b"}]'`;
  expect(commandsOf(planned(merged, policy('S | project a, b')))).toEqual([]);
});

test('.create of a view that is there with other blanks says nothing', () => {
  const made = `${table}\n.create materialized-view ifnotexists V on table T { T|summarize count()by a }`;
  expect(planned(made, view('T | summarize count() by a'))).toMatchObject({ steps: [], warnings: [] });
});

test('a continuous export whose query has other blanks is the same', () => {
  const facets = (query: string) =>
    readExport(`.create-or-alter continuous-export X over (T) to table E with (intervalBetweenRuns=1h) <| ${query}`)
      ?.facets ?? new Map<string, string>();
  expect(facets('T').size).toBeGreaterThan(0);
  expect(isSameExport(facets('T | where a > 0'), facets('T|where a>0'))).toBe(true);
  expect(isSameExport(facets('T | where a > 0'), facets('T|where a>1'))).toBe(false);
});
