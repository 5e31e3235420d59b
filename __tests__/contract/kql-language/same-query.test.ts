import { isSameQuery } from '../../../src/domain/schema/same-query.ts';
import { loadParser } from '../../../src/gateways/kql-language/parser.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

/** What the parser has beside what the product asks of it. */
interface Tokens {
  readonly Parsing: {
    readonly TokenParser: { ParseTokens(text: string, options: null): readonly { readonly Text: string }[] };
  };
  readonly Syntax: {
    readonly SyntaxKind: Readonly<Record<string, unknown>>;
    readonly SyntaxFacts: { GetText(kind: number): string | null };
  };
}

let language: Tokens;
beforeAll(async () => {
  language = (await loadParser()).language as unknown as Tokens;
});

/** With one blank between them two words are one token, with more they are two, and mean the same. */
const tokensOf = (text: string): readonly string[] =>
  language.Parsing.TokenParser.ParseTokens(text, null).flatMap(({ Text }) =>
    Text === 'matches regex' ? Text.split(' ') : [Text],
  );

/** Everything that has one text for the parser: keywords, operators and brackets. */
function fixedTexts(): readonly string[] {
  const { SyntaxKind, SyntaxFacts } = language.Syntax;
  const kinds = Object.values(SyntaxKind).filter((kind) => typeof kind === 'number');
  return kinds.map((kind) => SyntaxFacts.GetText(kind) ?? '').filter((text) => text !== '');
}

const others = [
  ...['T', 'x1', 'a_b', '$left', '#a', '1', '5m', '1.5', '2.', '1e-5', '1e', '0x1F', '.5', '1d', '00', 'h', 'e', 'E'],
  ...[
    '"a b"',
    "'it''s'",
    "@'a'",
    'h"x  y"',
    '```a\n b```',
    "''",
    '-',
    '.',
    '~',
    '!',
    '=',
    '/',
    '@',
    '(',
    ')',
    '[',
    ']',
    ',',
    ';',
  ],
  ...[
    'datetime(2020-01-01 10:00)',
    'datetime( 2020-01-01 )',
    'guid(74be27de-1e4e-49d9-b579-fe0b05d3642c)',
    'long(1)',
    'datetime',
    'time',
    'dynamic',
  ],
];

test('the parser is asked', () => {
  expect(tokensOf('T |count // note')).toEqual(['T', '|', 'count', '']);
});

test('texts that are the same query have the same tokens for the parser, wherever a blank comes or goes', () => {
  const random = seededRandom(20261121);
  const [first = '', ...more] = [...fixedTexts(), ...others, ...others, ...others];
  expect(more.length).toBeGreaterThan(300);
  const blank = () => random.pick(['', '', ' ', '  ', '\n', ' // note\n']);
  let same = 0;
  const rounds = 8000;
  random.check(() => {
    for (let round = 0; round < rounds; round += 1) {
      const pieces = Array.from({ length: 1 + random.below(4) }, () => random.pick([first, ...more]) + blank());
      const one = pieces.join('');
      const place = random.below(one.length + 1);
      const rest = one.slice(place);
      const other = one.slice(0, place) + (/^\s/.test(rest) ? rest.trimStart() : ` ${rest}`);
      if (!isSameQuery(one, other)) continue;
      same += 1;
      const seen = [tokensOf(one), tokensOf(other)].map((tokens) => tokens.join('\0'));
      if (seen[0] !== seen[1]) expect({ one, tokens: tokensOf(one) }).toEqual({ one: other, tokens: tokensOf(other) });
    }
    expect(same).toBeGreaterThan(rounds / 10);
  });
});

test.each([
  ['VT | summarize count() by a', 'VT|summarize count()by a'],
  ['VT | where a==1 and b!in~("x","y")', '\r\nVT\n| where a == 1\n    and b !in~ ( "x", "y" ) // note\n'],
  ['T | extend d = end-start, e=-1, f=a/b', 'T | extend d = end - start, e = -1, f = a / b'],
  ['T | where a between(1..5)', 'T | where a between ( 1 .. 5 )'],
  ['T|project-away a|mv-expand x=b to typeof(long)', 'T | project-away a | mv-expand x = b to typeof( long )'],
  [
    'T | join kind=leftouter hint.strategy=shuffle (U) on $left.a==$right.b',
    'T\n| join kind = leftouter hint.strategy = shuffle ( U ) on $left.a == $right.b',
  ],
])('%s is the same with other blanks', (one, other) => {
  expect(isSameQuery(one, other)).toBe(true);
});

test.each([
  ['print a b', 'print ab'],
  ['print 5 m', 'print 5m'],
  ['print "a b"', 'print "a  b"'],
  ['print h "a"', 'print h"a"'],
  ['print datetime(2020-01-01 10:00)', 'print datetime(2020-01-0110:00)'],
  ['T | project -away', 'T | project-away'],
  ['T | where a ! in (1)', 'T | where a !in (1)'],
  ['print a = = 1', 'print a == 1'],
  ['print a /\n/ b', 'print a // b'],
  ['print 1e - 5', 'print 1e-5'],
  ['T | where a == 1', 'T | where A == 1'],
])('%s is another than %s', (one, other) => {
  expect(isSameQuery(one, other)).toBe(false);
});
