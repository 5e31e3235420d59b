import { implemented } from '../../../../local-cluster/query/implemented.ts';
import { supportedAggregates } from '../../../../local-cluster/query/language/aggregates.ts';
import { supportedExpressions } from '../../../../local-cluster/query/language/expressions.ts';
import { supportedFunctions } from '../../../../local-cluster/query/language/functions.ts';
import { supportedOperators } from '../../../../local-cluster/query/language/operators.ts';
import type { Supported } from '../../../../local-cluster/query/language/supported.ts';
import { inspectQuery } from '../../../../local-cluster/query/parser.ts';
import { walk } from '../../../../local-cluster/query/syntax.ts';
import { nameOfCall } from '../../../../local-cluster/query/translate/call.ts';
import { witnesses } from '../../../../scripts/generate/local-cluster-docs.ts';
import { aggregateCases, severalCases } from './cases/aggregates.ts';
import { aggregated, aggregatedSources, queries, type Shown, scalarCases } from './cases/all.ts';
import type { Nothing } from './cases/case.ts';
import { expressionCases } from './cases/expressions.ts';
import { operatorCases } from './cases/operators.ts';
import { withoutEmpty, withoutNull } from './cases/without.ts';
import { canBeEmpty, isNothing, type Use, usesOf } from './inputs.ts';
import { openSample, type Sample, sampleCatalog } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample.close());

interface Named {
  readonly name: string;
  readonly entry: Supported;
  readonly cases: readonly Shown[];
}

type Area = Readonly<Record<string, Supported>>;
const named = (area: Area, queriesOf: Readonly<Record<string, readonly Shown[]>>): Named[] =>
  Object.entries(area).map(([name, entry]) => ({ name, entry, cases: queriesOf[name] ?? [] }));

const overAll = (calls: readonly string[]): readonly Shown[] =>
  calls.flatMap((call) => aggregatedSources.map((source) => ({ query: `${source} | summarize ${call}`, nothing: {} })));
const aggregateQueries = Object.fromEntries(Object.entries(aggregated).map(([name, calls]) => [name, overAll(calls)]));

const functions = named(supportedFunctions, queries.functions);
const aggregates = named(supportedAggregates, aggregateQueries);
const marked = [
  ...named(supportedOperators, queries.operators),
  ...named(supportedExpressions, queries.expressions),
  ...functions,
];
const supported = [...marked, ...aggregates];
const says = (cases: readonly Shown[], what: keyof Nothing): boolean =>
  cases.some(({ nothing }) => nothing[what] !== undefined);

/** What a supported name still needs: a documentation page, three cases, and one each that says it has a null and nothing. */
function lacking({ name, entry: { page }, cases }: Named): readonly string[] {
  return [
    ...(/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/.test(page) ? [] : ['a page']),
    ...(cases.length >= 3 ? [] : ['three cases']),
    ...(says(cases, 'null') || Object.hasOwn(withoutNull, name) ? [] : ['a null']),
    ...(says(cases, 'empty') || Object.hasOwn(withoutEmpty, name) ? [] : ['an empty input']),
  ].map((need) => `${name} has not ${need}`);
}

test('each supported name has a page and three cases, with null and empty input among them', () => {
  expect(marked.flatMap(lacking)).toEqual([]);
  expect(aggregates.flatMap(lacking).filter((need) => !/not (?:a null|an empty input)$/.test(need))).toEqual([]);
  expect(lacking({ name: 'f', entry: { page: '' }, cases: [{ query: 'print f(1)', nothing: {} }] })).toEqual([
    'f has not a page',
    'f has not three cases',
    'f has not a null',
    'f has not an empty input',
  ]);
});

/** Where a query uses a supported name. */
function usesOfName(name: string, { kinds = [] }: Supported, query: string): readonly Use[] {
  const arithmetic = /^(?:(?:Add|Subtract|Multiply|Divide|Modulo)|UnaryMinus)Expression$/;
  return usesOf(query, (node) => {
    if (name === 'time arithmetic') return arithmetic.test(node.kind);
    if (kinds.length > 0) return kinds.includes(node.kind);
    if (node.kind !== 'FunctionCallExpression') return false;
    return name === 'stored function' ? node.called?.() !== undefined : nameOfCall(node) === name;
  });
}

/** Whether one use of the name has the input that the case says it has. */
async function isTrue({ name, entry }: Named, { query, nothing }: Shown, said: keyof Nothing): Promise<boolean> {
  const at = nothing[said];
  if (at === undefined) return true;
  for (const use of usesOfName(name, entry, query))
    if ((at === 'rows' || use.inputs[at] !== undefined) && (await isNothing(sample, query, use, [said, at])))
      return true;
  return false;
}

test('what a case says is null or empty is so when the engine is asked', async () => {
  const untrue: string[] = [];
  for (const one of marked)
    for (const shown of one.cases)
      for (const said of ['null', 'empty'] as const)
        if (!(await isTrue(one, shown, said))) untrue.push(`${one.name}: ${said} in ${shown.query}`);
  expect(untrue).toEqual([]);
});

test('a case that says what is not so is found', async () => {
  const [abs, where, startof] = ['abs', 'where', 'startofday'].map((name) => marked.find((one) => one.name === name));
  if (abs === undefined || where === undefined || startof === undefined) throw new Error('no such names');
  const lies: readonly (readonly [Named, string, keyof Nothing, number | 'rows'])[] = [
    [abs, "print abs(strlen(''))", 'empty', 0],
    [abs, 'print abs(1), int(null)', 'null', 0],
    [abs, 'T | project abs(i)', 'empty', 'rows'],
    [where, "T | where b == ''", 'empty', 0],
    [where, 'T | where i == 1 | where isnull(i)', 'empty', 0],
    [where, 'T | where i > 0 | project-away b, g | where isnull(i)', 'null', 1],
    [startof, "print startofday(todatetime(''))", 'empty', 0],
  ];
  const found: boolean[] = [];
  for (const [one, query, said, at] of lies) found.push(await isTrue(one, { query, nothing: { [said]: at } }, said));
  expect(found).toEqual(lies.map(() => false));
});

test('the rows stand in for an empty input only where none can be given', () => {
  const wrongly = marked.flatMap(({ name, entry, cases }) =>
    cases
      .filter(({ nothing }) => nothing.empty === 'rows')
      .filter(({ query }) => usesOfName(name, entry, query).some((use) => canBeEmpty(query, use)))
      .map(({ query }) => query),
  );
  const nullRows = marked.flatMap(({ name, entry, cases }) =>
    cases
      .filter(({ nothing, query }) => nothing.null === 'rows' && usesOfName(name, entry, query).some(hasInput))
      .map(({ query }) => query),
  );
  expect({ wrongly, nullRows }).toEqual({ wrongly: [], nullRows: [] });
});

const hasInput = ({ inputs }: Use): boolean => inputs.length > 0;

test('a name that is excused from null or empty input refuses it', async () => {
  const given = [...Object.entries(withoutNull), ...Object.entries(withoutEmpty)];
  expect(given.map(([name]) => name).filter((name) => marked.every((one) => one.name !== name))).toEqual([]);
  const taken: string[] = [];
  for (const query of given.flatMap(([, { refused }]) => refused)) {
    const answer = await sample.answer(query).catch((problem: unknown) => {
      expect(problem).toMatchObject({ code: expect.stringMatching(/^(?:SYN|SEM|LOCAL)\d+$/) });
    });
    if (answer !== undefined) taken.push(query);
  }
  expect(taken).toEqual([]);
});

test('each aggregate goes over nulls and over no rows', async () => {
  const [, nulls, none] = aggregatedSources;
  const fed: string[] = [];
  for (const [name, calls] of Object.entries(aggregated))
    for (const call of calls) {
      const query = `${nulls} | summarize ${call}`;
      const [use] = usesOfName(name, { page: '' }, query);
      const given = use?.inputs.map((_, at) => at) ?? [];
      const found = await Promise.all(
        given.map((at) => (use === undefined ? false : isNothing(sample, query, use, ['null', at]))),
      );
      if (name === 'count' || found.includes(true)) fed.push(name);
    }
  expect(Object.keys(aggregated).filter((name) => !fed.includes(name))).toEqual([]);
  expect(await sample.answer(`${none} | count`)).toEqual([[0]]);
});

test('what has a rule is documented, and what is documented has a rule', () => {
  const inPlace = ['database', 'toscalar', 'materialize'];
  expect([...implemented.functions, ...inPlace].sort()).toEqual(Object.keys(supportedFunctions).sort());
  expect([...implemented.aggregates].sort()).toEqual(Object.keys(supportedAggregates).sort());
  const statements = ['LetStatement', 'SetOptionStatement', 'QueryParametersStatement'];
  const kinds = new Set(supported.flatMap(({ entry }) => entry.kinds ?? []));
  expect([...implemented.kinds, ...statements].sort()).toEqual([...kinds].sort());
});

const kindsIn = (text: string): string[] => [...walk(inspectQuery(text, sampleCatalog).root)].map(({ kind }) => kind);

test('the cases of a name use it, in every form it has', () => {
  const unused = supported.flatMap(({ name, entry: { kinds = [] }, cases }) => {
    const missing = new Set(kinds);
    for (const { query } of cases) if (missing.size > 0) for (const kind of kindsIn(query)) missing.delete(kind);
    return [...missing].map((kind) => `${name}: ${kind}`);
  });
  const uncalled = [...functions, ...aggregates]
    .filter(({ name }) => name !== 'materialized_view')
    .flatMap(({ name, cases }) => cases.filter(({ query }) => !new RegExp(`\\b${name}\\(`).test(query)));
  expect({ unused, uncalled }).toEqual({ unused: [], uncalled: [] });
});

test('each witness in the reference is a test that runs', () => {
  const titles = [
    ...Object.keys(scalarCases).map((name) => `functions.test.ts: function ${name}`),
    ...Object.keys(expressionCases).map((name) => `functions.test.ts: expression ${name}`),
    ...Object.keys(operatorCases).map((name) => `operators.test.ts: ${name}: …`),
    ...Object.keys(aggregateCases).map((name) => `aggregates.test.ts: aggregate ${name}`),
    ...Object.keys(severalCases).map((name) => `aggregates.test.ts: aggregate ${name}: …`),
  ];
  expect(witnesses.filter((witness) => !titles.includes(witness))).toEqual([]);
  expect(witnesses.length).toBeGreaterThan(200);
});
