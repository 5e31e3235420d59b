import { replaceTokens, type SchemaToken } from '../../../../src/domain/kql/schema-tokens.ts';
import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { findChangingCalls } from '../../../../src/domain/schema/lint.ts';

type Values = Readonly<Record<string, string>>;

function replace(text: string, plain: Values = {}, secret: Values = {}) {
  const tokens = (values: Values, kind: SchemaToken['kind']) =>
    Object.entries(values).map(([name, value]) => [name, { name, value, kind }] as const);
  const given = new Map([...tokens(plain, 'plain'), ...tokens(secret, 'secret')]);
  const made = splitScript({ path: 'f.kql', text }).statements.map((one) =>
    replaceTokens(one, readStatement(one.text), given),
  );
  return {
    texts: made.map(({ statement }) => statement.text),
    statements: made.map(({ statement }) => ({ ...statement, reading: readStatement(statement.text) })),
    names: made.flatMap(({ names }) => names),
    told: made
      .flatMap(({ problems }) => problems)
      .map(({ summary, at }) => `${/token (\S+),/.exec(summary)?.[1] ?? summary} ${at?.line}:${at?.column}`),
  };
}

test.each([
  ['.create-or-alter function F() {\n  print "##ENV##", $$days$$\n}', ['##ENV## 2:10', '$$days$$ 2:20']],
  ['.create table <prefix>Flows (a: int)', ['<prefix> 1:15']],
  ['.alter table T policy retention softdelete = $$days$$d', ['$$days$$ 1:46']],
  ["// first\n\n.alter table T folder 'x/$$a$$/$$b$$'", ['$$a$$ 3:26', '$$b$$ 3:32']],
])('tokens without a value in %j are told in their places', (text, places) => {
  expect(replace(text).told).toEqual(places);
});

test.each([
  '.create-or-alter function F() { // ##NOTE##\n print a = 1 < 2, b = "<b>bold</b>", c = "$$" }',
  '.ingest inline into table T <|\n$$a$$,<b>,##C##',
  '.create-or-alter function F(a: int, b: int) { print a <b and b> a }',
])('nothing is found in %j', (text) => {
  expect(replace(text, { NOTE: 'x', a: 'x', C: 'x' })).toMatchObject({ texts: [text], names: [], told: [] });
});

test('values stand in the place of tokens, also of several in one text, and are not looked at again', () => {
  const text = `.alter table <prefix>T policy update @'[{"Source": "<prefix>Raw", "Query": "F(##ENV##, <b>x</b>)"}]'
.alter-merge table <prefix>T policy retention softdelete = $$days$$d`;
  const made = replace(text, { prefix: 'Dev_', ENV: '$$days$$', days: '30' });
  expect(made.told).toEqual([]);
  expect(made.texts).toEqual([
    `.alter table Dev_T policy update @'[{"Source": "Dev_Raw", "Query": "F($$days$$, <b>x</b>)"}]'`,
    '.alter-merge table Dev_T policy retention softdelete = 30d',
  ]);
  expect(made.names).toEqual(['prefix', 'ENV', 'prefix', 'days']);
});

test('places behind a value are those of the file, on its line and on later ones', () => {
  const text = '\n.create-or-alter function <prefix>F() { T | where a > $$limit$$ and b < ago(1d)\n| where c < now() }';
  const { statements } = replace(text, { prefix: 'AMuchLongerPrefix_', limit: '1' });
  expect(findChangingCalls(statements, new Map()).map(({ at }) => [at?.line, at?.column])).toEqual(
    [
      [2, text.split('\n')[1]?.indexOf('ago') ?? 0],
      [3, text.split('\n')[2]?.indexOf('now') ?? 0],
    ].map(([line, index = 0]) => [line, index + 1]),
  );
});

test.each([
  ["quote in a text: .alter table T folder 'a##X##'", "it's", 'does not fit into the quoted text'],
  ["backslash at the end of it: .alter table T folder '##X##'", 'a\\', 'does not fit into the quoted text'],
  ['comment: .alter table T folder ##X## with (a=1)', 'a//b', 'begins a comment'],
  ['open quote: .create table T (##X##: int)', "['a", 'opens a quote'],
  ['bracket: .create table T (##X##: int)', 'a: int', undefined],
  ['open bracket: .create table T (##X##: int)', '[a', 'not one command'],
])('a value with a %s', (what, value, told) => {
  const text = what.slice(what.indexOf(': .') + 2);
  const { told: problems } = replace(text, { X: value });
  if (told === undefined) expect(problems).toEqual([]);
  else expect(problems).toEqual([expect.stringContaining(told)]);
});

test('a secret stands in obfuscated texts only, and its value is not told', () => {
  const text = (literal: string) => `.create external table E (a: int) kind=storage dataformat=csv (${literal})`;
  for (const literal of ['h"https://x;$$key$$"', "h@'https://x;$$key$$'", "H'<key>'"])
    expect(replace(text(literal), {}, { key: 'hunter2' }).told).toEqual([]);
  const { told } = replace(text('"https://x;$$key$$"'), {}, { key: 'hunter2' });
  expect(told).toEqual([expect.stringContaining('outside of an obfuscated text')]);
  expect(replace(text('h"x"').replace('(a', '(##key##'), {}, { key: 'hunter2' }).told).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain('hunter2');
});
