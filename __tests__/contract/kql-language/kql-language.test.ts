import { createKqlLanguage } from '../../../src/gateways/kql-language/kql-language.ts';
import type { KqlReader, LookedAt } from '../../../src/ports/kql-language.ts';

let reader: KqlReader;

beforeAll(async () => {
  const read = await createKqlLanguage().read({
    database: 'Db',
    tables: [
      {
        name: 'T',
        columns: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'string' },
          { name: 'd', type: 'dynamic' },
        ],
      },
    ],
    externalTables: [{ name: 'E', columns: [{ name: 'x', type: 'decimal' }] }],
    functions: [{ name: 'F', parameters: '(low: long)', body: '{ T | where a > low }' }],
    views: [{ name: 'V', query: 'T | summarize n = count() by b' }],
  });
  if ('why' in read) throw new Error(read.why);
  reader = read;
});

function looked(text: string, by = reader): LookedAt {
  const looked = by.look(text);
  if (looked.kind === 'not-looked-at') throw new Error(looked.why);
  return looked;
}

const show = (query: string) => looked(query).columns?.map(({ name, type }) => `${name}: ${type}`);

test('the columns of an answer are told for tables, functions, views and external tables, in order', () => {
  expect(show('T')).toEqual(['a: int', 'b: string', 'd: dynamic']);
  expect(show('F(1) | project later = now(), a')).toEqual(['later: datetime', 'a: int']);
  expect(show('V')).toEqual(['b: string', 'n: long']);
  expect(show("external_table('E')")).toEqual(['x: decimal']);
});

test('they are not told where they depend on the rows, lie in another database, or the query is wrong', () => {
  for (const query of ['T | evaluate bag_unpack(d)', "database('Other').T", 'T | project nope', 'T | where'])
    expect(show(query)).toBeUndefined();
});

test('a name finds what is called just that, of whatever kind; a wildcard finds all that it matches', async () => {
  const columns = (name: string) => [{ name, type: 'int' as const }];
  const read = await createKqlLanguage().read({
    database: 'Db',
    tables: [
      { name: 'Log', columns: columns('upper') },
      { name: 'log', columns: columns('lower') },
      { name: 'Log2', columns: columns('second') },
    ],
    externalTables: [{ name: 'Log', columns: columns('outer') }],
    functions: [{ name: 'Log2', parameters: '(x: int)', body: '{ Log | project called = x }' }],
    views: [],
  });
  const shown = (text: string) => 'look' in read && looked(text, read).columns?.map(({ name }) => name);
  expect(['Log', 'log', "external_table('Log')", 'Log2(1)', "table('Log2')", 'union L*'].map(shown)).toEqual([
    ['upper'],
    ['lower'],
    ['outer'],
    ['called'],
    ['second'],
    ['upper', 'second'],
  ]);
});

test('what is wrong is told with its place, and whether it is the text or what it names', () => {
  const text = '.create-or-alter function G() {\n  V | project n, nope\n}';
  expect(looked(text).findings).toEqual([
    { code: 'KS142', kind: 'meaning', message: expect.stringContaining("'nope'"), start: text.indexOf('nope') },
  ]);
  const wrong = '.create table X (a: strin)';
  expect(looked(wrong).findings).toEqual([
    { code: 'KS005', kind: 'syntax', message: expect.stringContaining('string'), start: wrong.indexOf('strin') },
  ]);
});

test('nothing is told of what is right, of commands that the parser does not know, and of what lies elsewhere', () => {
  for (const text of [
    '.create-merge table X (a: int)',
    '.drop table T ifexists',
    '.conjure X',
    ".create-or-alter function H() { cluster('c').database('Other').T | union database('Other').U }",
  ])
    expect(looked(text).findings).toEqual([]);
});
