import { replaceTokens, type SchemaTokens } from '../../../../src/domain/kql/schema-tokens.ts';
import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { redact } from '../../../../src/domain/redact.ts';
import { commandsInFiles } from '../../../../src/domain/schema/command-id.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';

const secret = 'hunter2hunter2hunter2';
const tokens: SchemaTokens = new Map([['KEY', { name: 'KEY', value: secret, kind: 'secret' }]]);

/** By which it is stored that the command ran. */
function idWith(values: SchemaTokens, text: string): string | undefined {
  const [statement] = splitScript({ path: 's.kql', text }).statements;
  if (statement === undefined) throw new Error(`There is no command in ${text}`);
  const { statement: made } = replaceTokens(statement, readStatement(text), values);
  expect(made.text).not.toContain('$$');
  return commandsInFiles([{ ...made, reading: readStatement(made.text) }], 'D')[0]?.id;
}

test('a secret that is made anew for each run makes no other command, nor can it be guessed from what is stored; other values do', () => {
  const text = '.append T <| externaldata(n: long) [h"https://x/$$path$$?$$KEY$$&$$KEY$$"]';
  const given = (path: string, value: string): SchemaTokens =>
    new Map([
      ...tokens,
      ['KEY', { name: 'KEY', value, kind: 'secret' }],
      ['path', { name: 'path', value: path, kind: 'plain' }],
    ]);
  const id = idWith(given('a', 'one'), text);
  expect(id).toBeDefined();
  expect(idWith(given('a', 'another, longer one'), text)).toBe(id);
  expect(idWith(given('b', 'one'), text)).not.toBe(id);
});

/** The command with its values, or what is wrong with it. */
function replaced(text: string) {
  const [statement] = splitScript({ path: 's.kql', text }).statements;
  if (statement === undefined) throw new Error(`There is no command in ${text}`);
  const { statement: made, problems } = replaceTokens(statement, readStatement(text), tokens);
  return { text: made.text, problems: problems.map(({ summary }) => summary) };
}

test.each([
  String.raw`h"a\"b$$KEY$$c"`,
  String.raw`h'a\'b$$KEY$$c'`,
  String.raw`h"\\\"$$KEY$$\\"`,
  `h@"a""b$$KEY$$c"`,
  `H@'a''b$$KEY$$'`,
])('a secret in %s is hidden in what is told and stored', (literal) => {
  const { text, problems } = replaced(`.append T <| print a = "x", b = ${literal}`);
  expect(problems).toEqual([]);
  expect(text).toContain(secret);
  expect(redact(text)).not.toContain(secret);
});

test('a secret that would not be hidden is refused', () => {
  for (const text of ['.append T <| print "a h", h"$$KEY$$"', `.append T <| print "${secret}", h"$$KEY$$"`])
    expect(replaced(text).problems).toEqual([expect.stringContaining('secret token KEY would be read')]);
});

test('whatever stands around it, a secret is hidden or refused', () => {
  const random = seededRandom(12);
  const pieces = ['h"', "h'", 'h@"', "h@'", '"', "'", '\\', '""', 'h', ' ', 'a', '$$KEY$$', ', ', '\n'] as const;
  random.check(() => {
    let taken = 0;
    for (let round = 0; round < 4000; round += 1) {
      const noise = () => random.text(pieces, 6);
      const { statements, problems } = splitScript({
        path: 's.kql',
        text: `.append T <| print ${noise()}h"${noise()}$$KEY$$${noise()}"${noise()}`,
      });
      const [statement] = statements;
      if (statement === undefined || problems.length > 0) continue;
      const made = replaceTokens(statement, readStatement(statement.text), tokens);
      if (made.problems.length > 0 || !made.statement.text.includes(secret)) continue;
      taken += 1;
      expect(redact(made.statement.text)).not.toContain(secret);
    }
    expect(taken).toBeGreaterThan(100);
  });
});
