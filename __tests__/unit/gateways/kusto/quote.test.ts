import { decodeString } from '../../../../local-cluster/query/literal.ts';
import { parseCommand, parseQuery } from '../../../../local-cluster/query/parser.ts';
import { type SyntaxNode, walk } from '../../../../local-cluster/query/syntax.ts';
import { createTable } from '../../../../src/gateways/kusto/commands/tables.ts';
import { quoteGuid, quoteName, quoteSecret, quoteText } from '../../../../src/gateways/kusto/quote.ts';
import { type SeededRandom, seededRandom } from '../../../fixtures/seeded-random.ts';
import { sampleCatalog } from '../../local-cluster/query/sample.ts';

/** What ends, opens or escapes something somewhere in the language, and signs that text handling likes to lose. */
const signs = [
  "'",
  '"',
  '\\',
  '[',
  ']',
  '`',
  '```',
  '~~~',
  '@',
  'h',
  ';',
  '|',
  '<|',
  '//',
  '\n',
  '\r',
  '\t',
  '\u{0}',
  '\u{7f}',
  '\u{85}',
  '\u{2028}',
  '\u{2029}',
  '\u{feff}',
  'ä',
  '🐦',
  'a',
  ' ',
  '{',
  '%',
  'u0041',
] as const;
const randomText = (random: SeededRandom): string => random.text([...signs], 12);

/** The one literal of a query that prints it, as the official grammar cuts it out. */
function literalOf(literal: string): SyntaxNode {
  const nodes = [...walk(parseQuery(`print x=${literal}`, sampleCatalog))];
  const [found, ...more] = nodes.filter(({ kind }) => kind === 'StringLiteralExpression');
  if (found === undefined || more.length > 0)
    throw new Error(`${literal} is ${nodes.map(({ kind }) => kind).join(' ')}`);
  return found;
}

test('any text is one string literal of the language and comes back from it', () => {
  const random = seededRandom(20);
  for (let round = 0; round < 200; round += 1) {
    const text = randomText(random);
    for (const literal of [quoteText(text), quoteSecret(text)]) {
      random.check(() => {
        const node = literalOf(literal);
        expect(node.text.trim()).toBe(literal);
        expect(decodeString(literal)).toBe(text);
      });
    }
  }
});

test('any name and any text in a command stay what they are', () => {
  const random = seededRandom(21);
  for (let round = 0; round < 100; round += 1) {
    const [name, column, folder, docString] = [
      `n${randomText(random)}`,
      `c${randomText(random)}`,
      randomText(random),
      randomText(random),
    ];
    const command = parseCommand(
      createTable({ name, columns: [{ name: column, type: 'guid' }], folder, docString }),
      sampleCatalog,
    );
    random.check(() => {
      expect(command.kind).toBe('CreateTable');
      expect(command.argument('TableName')).toBe(name);
      expect(command.columns).toEqual([{ name: column, type: 'guid' }]);
      expect(command.properties).toEqual({ folder, docstring: docString });
    });
  }
});

test('names are always quoted, and nothing in quotes breaks the line', () => {
  expect(quoteName('T')).toBe("['T']");
  expect(quoteName("it's")).toBe("['it\\'s']");
  expect(quoteSecret('a"b')).toBe('h"a\\"b"');
  expect(quoteText('a\nb\u{2028}\u{0}')).toBe('"a\\u000ab\\u2028\\u0000"');
});

test('only a guid is quoted as one', () => {
  expect(quoteGuid('3f2504e0-4f89-11d3-9a0c-0305e82c3301')).toBe('guid(3f2504e0-4f89-11d3-9a0c-0305e82c3301)');
  for (const text of ['', 'x', '3f2504e0-4f89-11d3-9a0c-0305e82c3301)', '3f2504e0-4f89-11d3-9a0c-0305e82c330g']) {
    expect(() => quoteGuid(text)).toThrow();
  }
});
