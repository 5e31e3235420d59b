import { implemented } from '../../../../local-cluster/query/implemented.ts';
import {
  type Supported,
  supportedAggregates,
  supportedExpressions,
  supportedFunctions,
  supportedOperators,
} from '../../../../local-cluster/query/language.ts';
import { inspectQuery } from '../../../../local-cluster/query/parser.ts';
import { walk } from '../../../../local-cluster/query/syntax.ts';
import { witnesses } from '../../../../scripts/generate/local-cluster-docs.ts';
import { aggregateCases, severalCases } from './cases/aggregates.ts';
import { queries, scalarCases } from './cases/all.ts';
import { expressionCases } from './cases/expressions.ts';
import { operatorCases } from './cases/operators.ts';
import { sampleCatalog } from './sample.ts';

interface Shown {
  readonly name: string;
  readonly entry: Supported;
  readonly cases: readonly string[];
}

type Area = Readonly<Record<string, Supported>>;
const show = (area: Area, queriesOf: Readonly<Record<string, readonly string[]>>): Shown[] =>
  Object.entries(area).map(([name, entry]) => ({ name, entry, cases: queriesOf[name] ?? [] }));

const functions = show(supportedFunctions, queries.functions);
const aggregates = show(supportedAggregates, queries.aggregates);
const supported = [
  ...show(supportedOperators, queries.operators),
  ...show(supportedExpressions, queries.expressions),
  ...functions,
  ...aggregates,
];

/** What a supported name still needs: a documentation page, and three cases, one with a null and one with nothing at all. */
function lacking({ name, entry: { page }, cases }: Shown): readonly string[] {
  return [
    ...(/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/.test(page) ? [] : ['a page']),
    ...(cases.length >= 3 ? [] : ['three cases']),
    ...(cases.some((text) => /null/.test(text)) ? [] : ['a null']),
    ...(cases.some((text) => /''|""|\[\]|\{\}|\bEmpty\b/.test(text)) ? [] : ['an empty input']),
  ].map((need) => `${name} has not ${need}`);
}

test('each supported name has a page and three cases, with null and empty input among them', () => {
  expect(supported.flatMap(lacking)).toEqual([]);
  expect(lacking({ name: 'f', entry: { page: '' }, cases: ['print f(1)'] })).toEqual([
    'f has not a page',
    'f has not three cases',
    'f has not a null',
    'f has not an empty input',
  ]);
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
    for (const text of cases) if (missing.size > 0) for (const kind of kindsIn(text)) missing.delete(kind);
    return [...missing].map((kind) => `${name}: ${kind}`);
  });
  const uncalled = [...functions, ...aggregates]
    .filter(({ name }) => name !== 'materialized_view')
    .flatMap(({ name, cases }) => cases.filter((text) => !new RegExp(`\\b${name}\\(`).test(text)));
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
