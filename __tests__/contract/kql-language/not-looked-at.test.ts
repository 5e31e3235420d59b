import { createKqlLanguage } from '../../../src/gateways/kql-language/kql-language.ts';
import type { KqlReader, KqlSchema } from '../../../src/ports/kql-language.ts';

const long = `{ T // ${'x'.repeat(30_000)}\n}`;

const schema: KqlSchema = {
  database: 'Db',
  tables: [{ name: 'T', columns: [{ name: 'a', type: 'int' }] }],
  externalTables: [],
  functions: [
    { name: 'Long', parameters: '()', body: long },
    { name: 'OverLong', parameters: '()', body: '{ Long | project nope }' },
    { name: 'Longer', parameters: '()', body: '{ T }' },
  ],
  views: [
    { name: 'V', query: 'OverLong | summarize n = count() by a' },
    { name: 'W', query: 'T | summarize n = count() by a' },
  ],
};

async function open(): Promise<KqlReader> {
  const reader = await createKqlLanguage().read(schema);
  if ('why' in reader) throw new Error(reader.why);
  return reader;
}

/** Codes of what is found, or why it was not looked at. */
function show(reader: KqlReader, text: string): readonly string[] | string {
  const looked = reader.look(text);
  return looked.kind === 'looked-at' ? looked.findings.map(({ code }) => code) : looked.why;
}

test('a text beyond 30,000 characters is not looked at', async () => {
  const reader = await open();
  const of = (length: number) => 'T | project nope //'.padEnd(length, 'x');
  expect(show(reader, of(30_000))).toEqual(['KS142']);
  expect(show(reader, of(30_001))).toBe('it has 30001 characters, and beyond 30000 the parser may take minutes');
});

test('what names a function that is too long is not looked at either, in however many steps', async () => {
  const reader = await open();
  for (const text of ['Long | project nope', 'T | union OverLong | project nope', 'V | project nope'])
    expect(show(reader, text)).toMatch(/^it names \w+, and of that: .*it has 300\d\d characters/);
  for (const text of ['Longer | project nope', 'W | project nope']) expect(show(reader, text)).toEqual(['KS142']);
});

test('what is too deep for the parser to analyze is not looked at, and a mistake in its grammar is told', async () => {
  const reader = await open();
  const deep = `T ${'| where a > 1\n'.repeat(600)}`;
  expect(show(reader, deep)).toMatch(/^it says KS245, Query syntax depth exceeds/);
  expect(show(reader, `${deep} | wher a > 1`)[0]).toBe('KS176');
});

test('of stored query results, graph models and entity groups nothing is known, nor of the columns that come of them', async () => {
  const reader = await open();
  for (const text of [
    "stored_query_result('r') | where later == 1",
    "graph('g') | graph-match (x)-->(y) project x.later",
    "T | lookup (database('Other').D) on later",
    "macro-expand database('Db').entity_group('G') as X (X.T | project later)",
  ])
    expect(show(reader, text)).toEqual([]);
  expect(show(reader, "T | project nope | union (stored_query_result('r') | project later)")).toEqual(['KS142']);
});

describe('where the parser itself fails', () => {
  const parser = () => Object(globalThis).Kusto.Language.KustoCode;
  let parse: unknown;

  beforeAll(async () => {
    await open();
    parse = parser().ParseAndAnalyze;
  });

  afterEach(() => {
    parser().ParseAndAnalyze = parse;
  });

  test.each([
    [
      'while it reads',
      () => {
        throw { Message: 'no such node' };
      },
    ],
    [
      'while it tells what it found',
      () => ({
        GetDiagnostics() {
          throw new Error('no such node');
        },
      }),
    ],
  ])('%s, that is told of the text', async (_, failing) => {
    const reader = await open();
    parser().ParseAndAnalyze = failing;
    expect(show(reader, 'T')).toBe('it failed: no such node');
  });

  test('on the query of a view, that is told of what names the view, and of nothing else', async () => {
    parser().ParseAndAnalyze = () => {
      throw new Error('no such node');
    };
    const reader = await open();
    parser().ParseAndAnalyze = parse;
    expect(show(reader, 'W | count')).toBe('it names W, and of that: it failed: no such node');
    expect(show(reader, 'T | project nope')).toEqual(['KS142']);
  });

  test('on the schema, nothing can be looked at', async () => {
    const broken = {
      ...schema,
      get tables(): KqlSchema['tables'] {
        throw new Error('no such node');
      },
    };
    expect(await createKqlLanguage().read(broken)).toEqual({ kind: 'not-looked-at', why: 'it failed: no such node' });
  });
});
